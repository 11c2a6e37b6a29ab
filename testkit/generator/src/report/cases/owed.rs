//! Cases of the reports with payables and tokens to be issued. Added later: they come last, so that the others keep their
//! numbers.

use serde_json::{json, Value};

use super::list::{value, List};
use crate::report::owed::{report, NAME, SHORT};
use assay_testkit::patch::{add, remove, replace, Edit};

const ISSUED: &str = "/report/supply/entries/4";
const BOUGHT: &str = "/report/supply/entries/5";
const FEES: &str = "/report/supply/entries/6";

pub fn add_to(list: &mut List) {
    let supply = value(&report().supply);
    list.valid(
        NAME,
        "Normal",
        "payables and tokens to be issued, covered to the last unit",
        vec![],
    );
    list.valid(
        NAME,
        "Expectation",
        "the verifier knows the same payables and tokens to be issued",
        vec![add("/options/supply", supply.clone())],
    );
    list.push(
        SHORT,
        "Forgery",
        "a payable that is a last place larger than what is proved",
        Some("proof-weights"),
        vec![],
    );
    expected(list, &supply);
    changed(list);
    malformed(list);
    invalid(list);
}

/// The verifier knows of other payables.
fn expected(list: &mut List, supply: &Value) {
    let mut other = |comment: &str, change: &dyn Fn(&mut Value)| {
        let mut own = supply.clone();
        change(&mut own);
        let edit = vec![add("/options/supply", own)];
        list.push(NAME, "Expectation", comment, Some("wrong-supply"), edit);
    };
    other("the verifier knows of a larger payable", &|own| {
        own["entries"][6]["amount"] = "8666.10".into();
    });
    other(
        "the verifier knows of a payable that the report leaves out",
        &|own| {
            let more = json!({ "entry": "payable", "reason": "distributions", "amount": "1" });
            own["entries"].as_array_mut().unwrap().push(more);
        },
    );
    other("the verifier knows of no tokens to be issued", &|own| {
        own["entries"].as_array_mut().unwrap().remove(4);
    });
}

/// What is changed after the proof was made.
fn changed(list: &mut List) {
    let mut bad = |comment: &str, edit: Vec<Edit>| {
        list.push(NAME, "Binding", comment, Some("proof-tags"), edit);
    };
    let amount = |entry: &str, to: &str| replace(&format!("{entry}/amount"), to);
    bad("a payable made smaller", vec![amount(BOUGHT, "899999.99")]);
    bad("a payable made larger", vec![amount(BOUGHT, "900000.01")]);
    bad("a payable spelt otherwise", vec![amount(BOUGHT, "900000")]);
    bad("a payable left out", vec![remove(FEES)]);
    bad(
        "a payable added",
        vec![add(
            "/report/supply/entries/-",
            json!({ "entry": "payable", "reason": "distributions", "amount": "0" }),
        )],
    );
    bad(
        "another reason of a payable",
        vec![replace(&format!("{FEES}/reason"), "taxes")],
    );
    bad(
        "two payables that add up to the same",
        vec![amount(BOUGHT, "900001.00"), amount(FEES, "8665.099999")],
    );
    bad(
        "more tokens to be issued",
        vec![replace(&format!("{ISSUED}/quantity"), "250001")],
    );
    bad(
        "tokens to be issued given for redemptions",
        vec![replace(&format!("{ISSUED}/entry"), "pending_redemptions")],
    );
}

fn malformed(list: &mut List) {
    let mut bad = |comment: &str, edit: Edit| {
        list.push(NAME, "Strict", comment, Some("malformed"), vec![edit]);
    };
    let amount = |to: Value| replace(&format!("{FEES}/amount"), to);
    bad("a negative payable", amount(json!("-8666.099999")));
    bad("a payable as a number", amount(json!(8666)));
    bad("a payable with an exponent", amount(json!("8666099999e-6")));
    bad(
        "a payable without amount",
        remove(&format!("{FEES}/amount")),
    );
    bad(
        "a payable without reason",
        remove(&format!("{FEES}/reason")),
    );
    bad("a payable in tokens", add(&format!("{FEES}/quantity"), "1"));
    bad(
        "negative tokens to be issued",
        replace(&format!("{ISSUED}/quantity"), "-250000"),
    );
}

fn invalid(list: &mut List) {
    list.push(
        NAME,
        "Statement",
        "more excluded than there is and will be",
        Some("supply-invalid"),
        vec![replace(
            "/report/supply/entries/3/quantity",
            "107000000.500002",
        )],
    );
}
