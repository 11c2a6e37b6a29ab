//! Bands of groups: `share` and `tenor`, and the countries of custodians. Added later: cases keep their numbers.

use serde_json::{json, Value};

use super::base::coverage;
use super::rules::{rules, rules_and};
use crate::vector_file::VectorFile;
use assay_testkit::patch::{add, remove, Edit};

pub fn add_to(file: &mut VectorFile) {
    shares(file);
    tenors(file);
    countries(file);
    no_numbers(file);
    no_forms(file);
}

fn share(of: Value, min: &str, max: &str) -> Value {
    json!({ "rule": "share", "of": of, "min": min, "max": max })
}

fn tenor(of: Value, min: i64, max: i64) -> Value {
    json!({ "rule": "tenor", "of": of, "min_days": min, "max_days": max })
}

fn kinds(list: &[&str]) -> Value {
    json!({ "kinds": list })
}

/// The book says where each custodian is.
fn told() -> Edit {
    let countries = json!({ "north": "US", "east": "GB", "harbor": "US" });
    add("/book/countries", countries)
}

fn shares(file: &mut VectorFile) {
    let mut valid = |flag, comment, rule: Value| file.valid(flag, comment, rules(json!([rule])));
    let (normal, boundary) = ("Normal", "Boundary");
    let bills = || kinds(&["bill"]);
    valid(normal, "share: both ends", share(bills(), "0.60", "0.65"));
    valid(
        normal,
        "share: several kinds, in any order",
        share(kinds(&["note", "bond", "bill"]), "0.125", "0.5"),
    );
    valid(
        boundary,
        "share: a min of zero asks for nothing",
        share(bills(), "0.000", "0.05"),
    );
    valid(
        boundary,
        "share: a max of one asks for nothing",
        share(bills(), "0.95", "1.0"),
    );
    valid(
        boundary,
        "share: a millionth from both ends",
        share(bills(), "0.000001", "0.999999"),
    );
    valid(
        boundary,
        "share: no wider than a point, six decimals and zeros after them",
        share(bills(), "0.333333", "0.33333300"),
    );
    valid(
        boundary,
        "share: at one, and at zero",
        share(kinds(&["cash"]), "1", "1"),
    );
    valid(
        boundary,
        "share: none at all",
        share(kinds(&["token"]), "0", "0"),
    );
    valid(
        boundary,
        "share: all kinds by name",
        share(
            kinds(&[
                "bill", "note", "bond", "tips", "frn", "cash", "repo", "fund", "token",
            ]),
            "0.5",
            "0.75",
        ),
    );
}

fn tenors(file: &mut VectorFile) {
    let mut valid = |flag, comment, list: Value| file.valid(flag, comment, rules(list));
    let (normal, boundary) = ("Normal", "Boundary");
    valid(
        normal,
        "tenor: both ends",
        json!([tenor(kinds(&["bill", "note"]), 20, 30)]),
    );
    valid(
        boundary,
        "tenor: a least of zero days asks for nothing",
        json!([tenor(kinds(&["bill", "note"]), 0, 30)]),
    );
    valid(
        boundary,
        "tenor: the days of one row",
        json!([tenor(kinds(&["frn"]), 72, 72)]),
    );
    valid(
        normal,
        "tenor: of all rows",
        json!([{ "rule": "tenor", "min_days": 5, "max_days": 40 }]),
    );
    valid(
        boundary,
        "tenor: of kinds without days",
        json!([tenor(kinds(&["cash", "token"]), 0, 0)]),
    );
    valid(
        boundary,
        "tenor: the most days that multipliers hold",
        json!([tenor(kinds(&["cash"]), 0, i64::from(i32::MAX))]),
    );
    valid(
        normal,
        "share and tenor of one group, twice, between other rules",
        json!([
            share(kinds(&["bill"]), "0.6", "0.65"),
            coverage(),
            tenor(kinds(&["bill"]), 10, 20),
            { "rule": "maturity", "wam_max_days": 60 },
            share(kinds(&["bill"]), "0", "0.7"),
        ]),
    );
    file.valid(
        "Boundary",
        "share and tenor: of a kind that the book has no row of",
        rules_and(
            json!([
                share(kinds(&["tips"]), "0.1", "0.2"),
                tenor(kinds(&["tips"]), 10, 20)
            ]),
            vec![remove("/book/rows/3")],
        ),
    );
}

fn countries(file: &mut VectorFile) {
    let in_countries = |list: &[&str]| json!({ "countries": list });
    for (flag, comment, rule) in [
        (
            "Normal",
            "countries: a book that tells them, and a rule that does not ask",
            json!({ "rule": "coverage", "min_ratio": "1.02" }),
        ),
        (
            "Normal",
            "share: what is in a country",
            share(in_countries(&["US"]), "0.5", "0.75"),
        ),
        (
            "Normal",
            "share: kinds in a country",
            share(
                json!({ "kinds": ["bill", "cash"], "countries": ["US"] }),
                "0.5",
                "0.75",
            ),
        ),
        (
            "Normal",
            "tenor: kinds in several countries",
            tenor(
                json!({ "kinds": ["bill", "repo"], "countries": ["GB", "US"] }),
                3,
                30,
            ),
        ),
        (
            "Boundary",
            "share: a country where no custodian is",
            share(in_countries(&["FR"]), "0", "0.05"),
        ),
        (
            "Boundary",
            "share: a code that nobody has",
            share(in_countries(&["ZZ", "GB"]), "0.05", "0.5"),
        ),
    ] {
        file.valid(flag, comment, rules_and(json!([rule]), vec![told()]));
    }
    let asked = share(in_countries(&["US"]), "0.5", "0.75");
    let mut refused = |code, comment, edits| {
        file.refused(code, "Validity", comment, rules_and(json!([asked]), edits))
    };
    refused(
        "program-invalid",
        "share: a country, and a book that tells none",
        vec![],
    );
    refused(
        "book-invalid",
        "countries: of a custodian that is not listed",
        vec![told(), add("/book/countries/south", "US")],
    );
    refused(
        "book-invalid",
        "countries: none for one of the custodians",
        vec![told(), remove("/book/countries/east")],
    );
    file.refused(
        "program-invalid",
        "Validity",
        "tenor: a country, and a book that tells none",
        rules(json!([tenor(in_countries(&["US"]), 1, 2)])),
    );
}

fn no_numbers(file: &mut VectorFile) {
    let bills = || kinds(&["bill"]);
    for (flag, comment, rule) in [
        (
            "Validity",
            "share: of everything",
            share(json!({}), "0.1", "0.2"),
        ),
        (
            "Validity",
            "tenor: of an empty group",
            tenor(json!({}), 1, 2),
        ),
        (
            "Validity",
            "share: from zero to one",
            share(bills(), "0.0", "1"),
        ),
        (
            "Boundary",
            "share: a min a millionth above the max",
            share(bills(), "0.200001", "0.2"),
        ),
        (
            "Boundary",
            "share: a max a millionth above one",
            share(bills(), "0.1", "1.000001"),
        ),
        (
            "Boundary",
            "share: a min of seven decimals",
            share(bills(), "0.1000001", "0.2"),
        ),
        (
            "Boundary",
            "share: a max of seven decimals",
            share(bills(), "0.1", "0.2000001"),
        ),
        (
            "Boundary",
            "tenor: a least of a day above the most",
            tenor(bills(), 31, 30),
        ),
    ] {
        file.refused("policy-invalid", flag, comment, rules(json!([rule])));
    }
    let beyond = i64::from(i32::MAX) + 1;
    for (comment, list) in [
        (
            "tenor: a day more than multipliers hold",
            json!([tenor(kinds(&["cash"]), 0, beyond)]),
        ),
        (
            "tenor: a least of days that multipliers do not hold",
            json!([tenor(kinds(&["cash"]), beyond, beyond)]),
        ),
        (
            "share and tenor: nine inequalities for a shape of eight",
            json!([
                share(kinds(&["bill"]), "0.1", "0.2"),
                share(kinds(&["note"]), "0.1", "0.2"),
                tenor(bills(), 1, 2),
                tenor(kinds(&["note"]), 1, 2),
                tenor(kinds(&["cash"]), 0, 1),
            ]),
        ),
    ] {
        file.refused("program-invalid", "Boundary", comment, rules(list));
    }
}

fn no_forms(file: &mut VectorFile) {
    for (comment, rule) in [
        (
            "share: no group",
            json!({ "rule": "share", "min": "0.1", "max": "0.2" }),
        ),
        (
            "share: no max",
            json!({ "rule": "share", "of": { "kinds": ["bill"] }, "min": "0.1" }),
        ),
        (
            "share: an empty list of kinds",
            share(kinds(&[]), "0.1", "0.2"),
        ),
        (
            "share: a kind that does not exist",
            share(kinds(&["gold"]), "0.1", "0.2"),
        ),
        (
            "share: a country in lower case",
            share(json!({ "countries": ["us"] }), "0.1", "0.2"),
        ),
        (
            "share: a country in three letters",
            share(json!({ "countries": ["USA"] }), "0.1", "0.2"),
        ),
        (
            "share: a country in digits",
            share(json!({ "countries": ["84"] }), "0.1", "0.2"),
        ),
        (
            "share: a country in one letter outside ASCII",
            share(json!({ "countries": ["\u{c9}"] }), "0.1", "0.2"),
        ),
        (
            "share: a field of a group that does not exist",
            share(
                json!({ "kinds": ["bill"], "custodians": ["north"] }),
                "0.1",
                "0.2",
            ),
        ),
        ("tenor: minus one day", tenor(kinds(&["bill"]), -1, 2)),
        (
            "tenor: a limit of 2^32 days",
            tenor(kinds(&["bill"]), 1, 1 << 32),
        ),
        (
            "tenor: days as a decimal",
            json!({ "rule": "tenor", "min_days": "1", "max_days": "2" }),
        ),
    ] {
        file.refused("malformed", "Validity", comment, rules(json!([rule])));
    }
}
