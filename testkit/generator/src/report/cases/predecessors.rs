//! The report before: of the same subject, and older.

use assay_testkit::patch::{add, Edit};
use assay_verifier::Predecessor;
use serde_json::json;

use super::list::{List, NEXT, NEXT_DAY};
use crate::report::base::{base, predecessor, NEXT_DAY as NEXT_DAY_AS_OF};

pub fn add_to(list: &mut List) {
    let flag = "Expectation";
    let not_newer = "not-newer";
    let mut case = |report, flag, comment: &str, code, edit| {
        list.push(report, flag, comment, code, vec![edit]);
    };
    case(
        NEXT,
        flag,
        "a report of the same moment as the one it follows: the period told twice",
        Some(not_newer),
        before(|_| ()),
    );
    case(
        NEXT_DAY,
        "Boundary",
        "the predecessor is as of the same second",
        Some(not_newer),
        before(|p| p.as_of = NEXT_DAY_AS_OF.parse().unwrap()),
    );
    case(
        NEXT_DAY,
        "Boundary",
        "the predecessor is a second older",
        None,
        before(|p| p.as_of = "2026-11-21T21:59:59Z".parse().unwrap()),
    );
    case(
        NEXT_DAY,
        flag,
        "the predecessor is of a later day",
        Some(not_newer),
        before(|p| p.as_of = "2026-11-22T22:00:00Z".parse().unwrap()),
    );
    case(
        NEXT_DAY,
        flag,
        "the predecessor is about another token",
        Some("wrong-subject"),
        before(|p| p.subject = "fund:other".parse().unwrap()),
    );
    case(
        NEXT,
        flag,
        "the predecessor is about another token, and of the same moment",
        Some("wrong-subject"),
        before(|p| p.subject = "fund:other".parse().unwrap()),
    );
    case(
        NEXT_DAY,
        "Normal",
        "a day later, nothing expected of the predecessor",
        None,
        add("/options/now", NEXT_DAY_AS_OF),
    );
}

/// The option `previous`: `report.json`, changed.
fn before(change: impl FnOnce(&mut Predecessor)) -> Edit {
    let mut predecessor = predecessor(&base().report);
    change(&mut predecessor);
    add("/options/previous", json!(predecessor))
}
