//! Points and proofs.

use assay_statement::HexBytes;
use serde_json::json;

use super::list::{attestations, value, List};
use crate::report::base::{attest, base, point, threshold};
use crate::report::forged;
use assay_testkit::patch::{add, remove, replace, Edit};

/// Bytes of an element of the proof.
const ELEMENT: usize = 32;
/// Elements before the evaluations of shape (7, 4): the refresh proof (a point, four scalars), 36 advice columns, the
/// random polynomial, four pieces of the quotient.
const BEFORE_EVALUATIONS: usize = 5 + 36 + 1 + 4;

pub fn add_to(list: &mut List) {
    points(list);
    malformed(list);
    evaluations(list);
    bindings(list);
    forgeries(list);
}

/// The modulus of the base field: an x of zero that is not reduced.
const MODULUS: &str = "0100000021eb468cdda89409fc98462200000000000000000000000000000040";
/// The identity, with a sign.
const SIGNED_IDENTITY: &str = "0000000000000000000000000000000000000000000000000000000000000080";

fn points(list: &mut List) {
    let flag = "Encoding";
    let zeros = "00".repeat(ELEMENT);
    let mut bad = |code, comment: &str, path: &str, point: &str| {
        list.refused(code, flag, comment, vec![replace(path, point)]);
    };
    let (invalid, identity) = ("point-invalid", "point-identity");
    bad(
        invalid,
        "a refreshed commitment that is no point",
        "/report/refreshed/quantities",
        &"ff".repeat(ELEMENT),
    );
    bad(
        invalid,
        "a coordinate that is not reduced",
        "/report/refreshed/tagged",
        MODULUS,
    );
    bad(
        invalid,
        "the identity with a sign",
        "/report/columns/tags",
        SIGNED_IDENTITY,
    );
    bad(
        invalid,
        "a custodian's commitment that is no point",
        "/report/attestations/0/commitment",
        &"ff".repeat(ELEMENT),
    );
    bad(
        identity,
        "the identity as refreshed commitment",
        "/report/refreshed/tagged",
        &zeros,
    );
    bad(
        identity,
        "the identity as a public column",
        "/report/columns/weights/3",
        &zeros,
    );
    let base = base();
    let empty = attest(&base.book, 0, zeros.parse().unwrap(), threshold(0));
    list.refused(
        identity,
        flag,
        "a custodian signs the identity",
        vec![attestations(&[empty, base.attestations[1].clone()])],
    );
    let weights = "/report/columns/weights";
    list.refused(
        "weight-columns",
        flag,
        "a weight column missing",
        vec![remove(&format!("{weights}/3"))],
    );
    let again = json!(base.report.columns.weights[0]);
    list.refused(
        "weight-columns",
        flag,
        "a weight column too many",
        vec![add(&format!("{weights}/-"), again)],
    );
}

/// The proof, changed.
fn proof(change: impl FnOnce(&mut Vec<u8>)) -> Edit {
    let mut bytes = base().report.proof.0.clone();
    change(&mut bytes);
    replace("/report/proof", value(&HexBytes(bytes)))
}

/// One element of the proof filled with a byte.
fn filled(element: usize, byte: u8) -> Edit {
    proof(|bytes| bytes[element * ELEMENT..][..ELEMENT].fill(byte))
}

/// The lowest bit of one element of the proof, flipped.
fn flipped(element: usize) -> Edit {
    proof(|bytes| bytes[element * ELEMENT] ^= 1)
}

fn malformed(list: &mut List) {
    let (code, flag) = ("proof-malformed", "Encoding");
    let mut bad = |comment: &str, edit| list.refused(code, flag, comment, vec![edit]);
    bad("no proof", proof(Vec::clear));
    bad("a byte after the proof", proof(|bytes| bytes.push(0)));
    bad(
        "the last byte missing",
        proof(|bytes| bytes.truncate(bytes.len() - 1)),
    );
    bad("a point of the proof that is none", filled(5, 0xff));
    bad("the identity in the proof", filled(0, 0));
    bad("a scalar of the proof that is not reduced", filled(1, 0xff));
    bad(
        "an evaluation that is not reduced",
        filled(BEFORE_EVALUATIONS, 0xff),
    );
}

fn evaluations(list: &mut List) {
    let flag = "Forgery";
    let mut bad =
        |code, comment: &str, element| list.refused(code, flag, comment, vec![flipped(element)]);
    bad(
        "proof-invalid",
        "another value of the quantities",
        BEFORE_EVALUATIONS,
    );
    bad(
        "proof-invalid",
        "another value of the tagged quantities",
        BEFORE_EVALUATIONS + 1,
    );
    bad(
        "proof-tags",
        "another value of the tag column",
        BEFORE_EVALUATIONS + 2,
    );
    bad(
        "proof-weights",
        "another value of the last weight column",
        BEFORE_EVALUATIONS + 6,
    );
    bad(
        "proof-invalid",
        "another value of a limb",
        BEFORE_EVALUATIONS + 7,
    );
    let last = base().report.proof.0.len() / ELEMENT - 1;
    bad("proof-invalid", "another last scalar", last);
}

fn bindings(list: &mut List) {
    let base = base();
    let (code, flag) = ("proof-tags", "Binding");
    let mut bad = |comment: &str, edit| list.refused(code, flag, comment, edit);
    bad(
        "a smaller supply",
        vec![replace("/report/supply/entries/0/raw", "96500000000000")],
    );
    bad(
        "a stricter policy",
        vec![replace("/report/policy/rules/3/wam_max_days", 59)],
    );
    bad(
        "a policy by another name: not one number is different",
        vec![replace("/report/policy/name", "Test Policy")],
    );
    let spelled = vec![replace("/report/supply/value_per_token", "1.000")];
    bad("the same number spelled otherwise", spelled);
    let refreshed = &base.report.refreshed;
    bad(
        "the refreshed commitments swapped",
        vec![
            replace("/report/refreshed/quantities", json!(refreshed.tagged)),
            replace("/report/refreshed/tagged", json!(refreshed.quantities)),
        ],
    );
    let signed = json!(point(&base.commitments[0]));
    bad(
        "a signed commitment as refreshed one",
        vec![replace("/report/refreshed/quantities", signed)],
    );
    let next = &base.successor;
    bad(
        "the proof of another report on the same holdings",
        vec![replace("/report/proof", value(&next.proof))],
    );
    bad(
        "proof and points of another report on the same holdings",
        vec![
            replace("/report/refreshed", value(&next.refreshed)),
            replace("/report/columns", value(&next.columns)),
            replace("/report/proof", value(&next.proof)),
        ],
    );
}

fn forgeries(list: &mut List) {
    for name in forged::NAMES {
        let report = forged::report(name);
        let (code, comment) = match name {
            "inflated" => (
                "proof-refresh",
                "a proof about more than the custodians signed for",
            ),
            "other-rows" => (
                "proof-refresh",
                "custodians sign each other's rows; the sum is right",
            ),
            _ => ("proof-weights", "a proof of half the supply"),
        };
        assert_eq!(report.book, base().book);
        list.push(
            &format!("{name}.json"),
            "Forgery",
            comment,
            Some(code),
            vec![],
        );
    }
}
