//! What each kind of rule compiles to.

use serde_json::{json, Value};

use super::base::coverage;
use crate::vector_file::VectorFile;
use assay_testkit::json::{owed, row};
use assay_testkit::patch::{add, replace, Edit};

pub fn add_to(file: &mut VectorFile) {
    haircuts(file);
    eligible(file);
    liquid(file);
    maturity(file);
    concentration(file);
    nav(file);
    stress(file);
    several(file);
}

/// These rules over the book of ten rows.
pub fn rules(list: Value) -> Value {
    rules_and(list, vec![])
}

pub fn rules_and(list: Value, mut more: Vec<Edit>) -> Value {
    more.insert(0, replace("/policy/rules", list));
    json!({ "edit": more })
}

/// A coverage rule with more fields.
pub fn haircut(fields: Value) -> Value {
    let mut rule = coverage();
    for (name, value) in fields.as_object().unwrap() {
        rule[name] = value.clone();
    }
    rule
}

fn haircuts(file: &mut VectorFile) {
    let (normal, boundary) = ("Normal", "Boundary");
    let mut valid = |flag, comment: &str, fields: Value| {
        file.valid(flag, comment, rules(json!([haircut(fields)])));
    };
    valid(
        normal,
        "coverage: another ratio",
        json!({ "min_ratio": "1.025" }),
    );
    valid(
        normal,
        "coverage: haircuts by kind",
        json!({ "haircuts_bps": { "bill": 10, "fund": 200, "cash": 1 } }),
    );
    valid(
        boundary,
        "coverage: haircuts by days, which must be exceeded; the last that is counts",
        json!({ "haircuts_by_days": [
            { "over_days": 0, "bps": 5 }, { "over_days": 13, "bps": 50 }, { "over_days": 87, "bps": 7 },
            { "over_days": 730, "bps": 400 }, { "over_days": 731, "bps": 500 } ] }),
    );
    valid(
        normal,
        "coverage: a haircut of the kind and one of the days add up",
        json!({ "haircuts_bps": { "bond": 100, "tips": 25 }, "haircuts_by_days": [{ "over_days": 100, "bps": 30 }] }),
    );
    valid(
        boundary,
        "coverage: haircuts of all and more leave nothing",
        json!({ "haircuts_bps": { "bond": 9_999, "tips": 10_000, "bill": 10_000 },
            "haircuts_by_days": [{ "over_days": 700, "bps": 10_000 }] }),
    );
    valid(
        boundary,
        "coverage: a smallest ratio",
        json!({ "min_ratio": format!("0.{}1", "0".repeat(29)) }),
    );
    let two = json!([coverage(), haircut(json!({ "min_ratio": "0.9" }))]);
    file.valid(normal, "coverage: two rules", rules(two));
}

fn eligible(file: &mut VectorFile) {
    let kinds = [
        "bill", "note", "bond", "tips", "frn", "cash", "repo", "fund", "token",
    ];
    let case = |mut rule: Value| {
        rule["rule"] = "eligible".into();
        rules(json!([rule]))
    };
    file.valid(
        "Normal",
        "eligible: every kind: nothing is forbidden",
        case(json!({ "kinds": kinds })),
    );
    file.refused(
        "policy-invalid",
        "Normal",
        "eligible: two kinds, one named twice",
        case(json!({ "kinds": ["cash", "bill", "cash"] })),
    );
    let mut valid = |flag, comment: &str, rule: Value| file.valid(flag, comment, case(rule));
    valid(
        "Boundary",
        "eligible: a limit of exactly the days of one row",
        json!({ "kinds": kinds, "max_remaining_days": 87 }),
    );
    valid(
        "Boundary",
        "eligible: a limit of no days leaves what has none",
        json!({ "kinds": kinds, "max_remaining_days": 0 }),
    );
    valid(
        "Boundary",
        "eligible: limits by kind on top of the general one",
        json!({ "kinds": ["bond", "tips", "note", "repo", "cash"], "max_remaining_days": 180,
            "max_remaining_days_by_kind": { "repo": 2, "bond": 800, "note": 87 } }),
    );
}

fn liquid(file: &mut VectorFile) {
    let mut valid = |flag, comment: &str, mut rule: Value| {
        rule["rule"] = "liquid".into();
        file.valid(flag, comment, rules(json!([rule])));
    };
    valid(
        "Boundary",
        "liquid: of assets, within exactly the days of one row",
        json!({ "within_days": 13, "min_share": "0.3", "of": "assets" }),
    );
    valid(
        "Normal",
        "liquid: of supply",
        json!({ "within_days": 13, "min_share": "0.3", "of": "supply" }),
    );
    valid(
        "Boundary",
        "liquid: a share of one millionth",
        json!({ "within_days": 0, "min_share": "0.000001", "of": "assets" }),
    );
    valid(
        "Boundary",
        "liquid: a share of nothing",
        json!({ "within_days": 0, "min_share": "0", "of": "supply" }),
    );
    valid(
        "Boundary",
        "liquid: a share of all, in seven decimals of which the last is zero",
        json!({ "within_days": 999, "min_share": "1.0000000", "of": "assets" }),
    );
    valid(
        "Normal",
        "liquid: only some kinds",
        json!({ "within_days": 100, "min_share": "0.1", "of": "assets", "only": ["cash", "bond"] }),
    );
    valid(
        "Normal",
        "liquid: some kinds always, also a token",
        json!({ "within_days": 3, "min_share": "0.1", "of": "assets", "always": ["tips", "token"] }),
    );
    valid(
        "Normal",
        "liquid: always, but not among those that count",
        json!({ "within_days": 3, "min_share": "0.1", "of": "assets", "only": ["repo"], "always": ["tips", "repo"] }),
    );
    let odd =
        json!({ "rule": "liquid", "within_days": 3, "min_share": "0.333333", "of": "supply" });
    let exact = "0.00000003";
    file.valid(
        "Rounding",
        "liquid: a share of supply rounds up",
        rules_and(
            json!([odd]),
            vec![replace("/supply/entries/0/quantity", exact)],
        ),
    );
}

fn maturity(file: &mut VectorFile) {
    let mut valid = |flag, comment: &str, mut rule: Value| {
        rule["rule"] = "maturity".into();
        file.valid(flag, comment, rules(json!([rule])));
    };
    valid(
        "Normal",
        "maturity: the average maturity",
        json!({ "wam_max_days": 60 }),
    );
    valid(
        "Normal",
        "maturity: the average life",
        json!({ "wal_max_days": 120 }),
    );
    valid(
        "Normal",
        "maturity: both, maturity first",
        json!({ "wal_max_days": 120, "wam_max_days": 60 }),
    );
    valid(
        "Boundary",
        "maturity: no days at all",
        json!({ "wam_max_days": 0 }),
    );
}

fn concentration(file: &mut VectorFile) {
    let by = |group: &str, share: &str| json!({ "rule": "concentration", "by": group, "max_share": share });
    for group in ["custodian", "institution"] {
        file.valid(
            "Normal",
            &format!("concentration: by {group}"),
            rules(json!([by(group, "0.4")])),
        );
    }
    let mut kinds = by("kind", "0.25");
    kinds["except"] = json!(["bill", "cash", "nothing-of-this-name"]);
    file.valid(
        "Normal",
        "concentration: by kind, two of them without limit",
        rules(json!([kinds])),
    );
    let mut instruments = by("instrument", "0.35");
    instruments["except"] = json!(["mmf", "operating", "settlement"]);
    file.valid(
        "Normal",
        "concentration: by instrument, one of them at two custodians",
        rules_and(
            json!([instruments]),
            vec![replace("/book/rows/3/instrument", "bill-13")],
        ),
    );
    file.valid(
        "Normal",
        "concentration: a fund whose instrument is called as an institution is in its group",
        rules_and(
            json!([by("institution", "0.4")]),
            vec![replace("/book/rows/7/instrument", "coastal-bank")],
        ),
    );
    file.valid(
        "Normal",
        "concentration: a fund that names its institution, a note that does",
        rules_and(
            json!([by("institution", "0.4")]),
            vec![
                add("/book/rows/7/institution", "coastal-bank"),
                add("/book/rows/1/institution", "treasury"),
            ],
        ),
    );
    file.valid(
        "Boundary",
        "concentration: a share of nothing",
        rules(json!([by("custodian", "0")])),
    );
    file.valid(
        "Boundary",
        "concentration: a share of all",
        rules(json!([by("custodian", "1")])),
    );
    let groups = vec![
        replace("/book/shape/rules", 9),
        replace("/book/rows/9", row("harbor", "second", "cash", "1")),
        add("/book/rows/9/institution", "second-bank"),
    ];
    file.valid(
        "Boundary",
        "concentration: nine kinds in a shape of nine rules",
        rules_and(json!([by("kind", "0.2")]), groups.clone()),
    );
    file.refused(
        "program-invalid",
        "Boundary",
        "concentration: nine kinds in a shape of eight rules",
        rules_and(json!([by("kind", "0.2")]), groups[1..].to_vec()),
    );
    let mut none = by("custodian", "0.2");
    none["except"] = json!(["north", "east", "harbor"]);
    file.refused(
        "program-invalid",
        "Validity",
        "concentration: every group is without limit, and there is no other rule",
        rules(json!([none])),
    );
    file.valid(
        "Normal",
        "concentration: every group is without limit, beside another rule",
        rules(json!([none, coverage()])),
    );
}

fn nav(file: &mut VectorFile) {
    let within = |per_token: &str, band: &str| json!({ "rule": "nav", "per_token": per_token, "band": band });
    file.valid(
        "Normal",
        "nav: half a percent either way",
        rules(json!([within("1.00", "0.005")])),
    );
    file.valid(
        "Boundary",
        "nav: no band at all",
        rules(json!([within("1.00", "0")])),
    );
    file.valid(
        "Boundary",
        "nav: a band as wide as the value",
        rules(json!([within("1.00", "1.000")])),
    );
    file.valid(
        "Rounding",
        "nav: the lower bound rounds up, the upper one down",
        rules_and(
            json!([within("1.3333333333", "0.0777777")]),
            vec![replace("/supply/entries/0/quantity", "7.77")],
        ),
    );
    file.valid(
        "Normal",
        "nav: of the tokens, whatever is owed for one",
        rules_and(
            json!([within("2", "0.01")]),
            vec![replace("/supply/value_per_token", "77")],
        ),
    );
    file.valid(
        "Boundary",
        "nav: tokens worth nothing",
        rules(json!([within("0", "0.01")])),
    );
}

fn stress(file: &mut VectorFile) {
    let shift = |bps: u32| json!({ "rule": "stress", "shift_bps": bps });
    let stressed = haircut(
        json!({ "min_ratio": "1.01", "haircuts_bps": { "bill": 10, "fund": 200 },
        "haircuts_by_days": [{ "over_days": 90, "bps": 50 }] }),
    );
    for (flag, comment, bps) in [
        ("Normal", "stress: one percent", 100),
        ("Boundary", "stress: no shift: the haircuts alone", 0),
        (
            "Boundary",
            "stress: a shift that leaves the bond little",
            4968,
        ),
        ("Boundary", "stress: the bond is worth nothing", 4969),
        (
            "Boundary",
            "stress: a shift of 2^32 - 1 leaves what has no days",
            u32::MAX,
        ),
    ] {
        file.valid(flag, comment, rules(json!([stressed, shift(bps)])));
    }
    file.valid(
        "Normal",
        "stress: before the coverage rule, and twice",
        rules(json!([shift(50), stressed, shift(100)])),
    );
}

fn several(file: &mut VectorFile) {
    let all = json!([
        haircut(json!({ "haircuts_bps": { "bond": 50 } })),
        { "rule": "eligible", "kinds": ["bill", "note", "bond", "tips", "frn", "cash", "repo", "fund"] },
        { "rule": "liquid", "within_days": 7, "min_share": "0.1", "of": "supply" },
        { "rule": "maturity", "wam_max_days": 60 },
        { "rule": "concentration", "by": "institution", "max_share": "0.5", "except": ["coastal-bank", "mmf", "other-token"] },
        { "rule": "nav", "per_token": "1.00", "band": "0.01" },
        { "rule": "stress", "shift_bps": 100 },
    ]);
    file.valid(
        "Normal",
        "one rule of each kind, in the order of the policy",
        rules(all),
    );
    let cash = owed(row("harbor", "second", "cash", "1"), "second-bank");
    file.valid(
        "Normal",
        "groups in the order in which they first appear",
        rules_and(
            json!([{ "rule": "concentration", "by": "institution", "max_share": "0.5" }]),
            vec![add("/book/rows/0", cash)],
        ),
    );
}
