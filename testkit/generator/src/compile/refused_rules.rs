//! Rules whose numbers make no sense.

use serde_json::{json, Value};

use super::base::coverage;
use super::rules::{haircut, rules};
use crate::vector_file::VectorFile;

pub fn add_to(file: &mut VectorFile) {
    let mut bad = |flag: &str, comment: &str, list: Value| {
        file.refused("policy-invalid", flag, comment, rules(list));
    };
    bad("Validity", "no rule", json!([]));
    bad(
        "Validity",
        "coverage: a ratio of zero with decimals",
        json!([haircut(json!({ "min_ratio": "0.000" }))]),
    );
    bad(
        "Boundary",
        "coverage: 10,001 basis points by kind",
        json!([haircut(json!({ "haircuts_bps": { "bond": 10_001 } }))]),
    );
    bad(
        "Boundary",
        "coverage: 10,001 basis points by days",
        json!([haircut(
            json!({ "haircuts_by_days": [{ "over_days": 1, "bps": 10_001 }] })
        )]),
    );
    bad(
        "Boundary",
        "coverage: the same days twice",
        json!([haircut(
            json!({ "haircuts_by_days": [{ "over_days": 30, "bps": 10 }, { "over_days": 30, "bps": 20 }] })
        )]),
    );
    bad(
        "Validity",
        "coverage: days that fall",
        json!([haircut(
            json!({ "haircuts_by_days": [{ "over_days": 30, "bps": 10 }, { "over_days": 29, "bps": 20 }] })
        )]),
    );
    bad(
        "Validity",
        "eligible: no kind",
        json!([{ "rule": "eligible", "kinds": [] }]),
    );
    bad(
        "Validity",
        "eligible: a limit for a kind that is not eligible",
        json!([{ "rule": "eligible", "kinds": ["cash"], "max_remaining_days_by_kind": { "repo": 1 } }]),
    );
    let liquid = |share: &str| json!([{ "rule": "liquid", "within_days": 1, "min_share": share, "of": "assets" }]);
    bad(
        "Boundary",
        "liquid: a share a millionth above one",
        liquid("1.000001"),
    );
    bad(
        "Boundary",
        "liquid: a share of seven decimals",
        liquid("0.1000001"),
    );
    let group =
        |share: &str| json!([{ "rule": "concentration", "by": "kind", "max_share": share }]);
    bad(
        "Boundary",
        "concentration: a share a millionth above one",
        group("1.000001"),
    );
    bad(
        "Boundary",
        "concentration: a share of seven decimals",
        group("0.0000001"),
    );
    bad(
        "Validity",
        "maturity: no limit",
        json!([{ "rule": "maturity" }]),
    );
    bad(
        "Boundary",
        "nav: a band wider than the value",
        json!([{ "rule": "nav", "per_token": "1", "band": format!("1.{}1", "0".repeat(29)) }]),
    );
    let stress = json!({ "rule": "stress", "shift_bps": 100 });
    bad(
        "Validity",
        "stress: nothing to stress",
        json!([stress, { "rule": "maturity", "wam_max_days": 60 }]),
    );
    bad(
        "Validity",
        "stress: two coverage rules to stress",
        json!([coverage(), stress, coverage()]),
    );
    bad(
        "Validity",
        "a good rule and a bad one",
        json!([coverage(), { "rule": "maturity" }]),
    );
    let mut malformed = |comment: &str, rule: Value| {
        file.refused("malformed", "Validity", comment, rules(json!([rule])));
    };
    malformed(
        "coverage: no haircut by kind where the field is left out",
        haircut(json!({ "haircuts_bps": {} })),
    );
    malformed(
        "coverage: a haircut of an unknown kind",
        haircut(json!({ "haircuts_bps": { "share": 1 } })),
    );
    malformed(
        "eligible: minus one day",
        json!({ "rule": "eligible", "kinds": ["cash"], "max_remaining_days": -1 }),
    );
    malformed(
        "liquid: of something else",
        json!({ "rule": "liquid", "within_days": 1, "min_share": "0.1", "of": "tokens" }),
    );
    malformed(
        "concentration: by something else",
        json!({ "rule": "concentration", "by": "currency", "max_share": "0.1" }),
    );
    malformed(
        "stress: a shift of 2^32 basis points",
        json!({ "rule": "stress", "shift_bps": 4_294_967_296u64 }),
    );
    malformed(
        "nav: a field of another rule",
        json!({ "rule": "nav", "per_token": "1", "band": "0.1", "min_ratio": "1" }),
    );
}
