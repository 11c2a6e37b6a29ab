use assay_statement::{
    compile_with_supply, digest, BookRow, ColumnCommitments, HexBytes, InstrumentKind, Kind,
    PointBytes, Registry, Report, RerandomizedCommitments, SuiteName, V1,
};
use assay_verifier::{VerdictBasis, VerifiedReport, VerifyOptions};
use serde_json::{json, Value};

use super::categories::{CustodyPlace, ReserveCategory};
use super::figures::{Band, Figure, NotDisclosed};
use super::fixture::*;
use super::verified::{Disclosure, DisclosureError};

/// A report of these rules. Nothing here looks at its proof.
fn report(rules: Value, tokens: &str) -> Report {
    let mut book = book();
    book.shape = assay_circuits::Shape::STANDARD[3];
    Report {
        assay: V1,
        kind: Kind::new(),
        book,
        policy: policy(rules),
        supply: supply(tokens),
        attestations: vec![],
        refreshed: RerandomizedCommitments {
            quantities: PointBytes::from([1; 32]),
            tagged: PointBytes::from([2; 32]),
        },
        columns: ColumnCommitments {
            tags: PointBytes::from([3; 32]),
            weights: vec![],
        },
        previous: None,
        proof: HexBytes(vec![]),
    }
}

/// As if it had been verified.
fn verified(report: &Report) -> VerifiedReport {
    let registry = Registry {
        assay: V1,
        kind: Kind::new(),
        subject: report.book.subject.clone(),
        custodians: vec![],
        policy: None,
        tokens: vec![],
        least_value_per_token: None,
    };
    let compiled = compile_with_supply(&report.book, &report.policy, &report.supply).unwrap();
    VerifiedReport {
        report: digest(report).unwrap(),
        suite: SuiteName::default(),
        inequalities: compiled.inequalities,
        tokens: compiled.tokens,
        payables: compiled.payables,
        distributed: compiled.distributed,
        amount_to_cover: compiled.amount_to_cover,
        age_seconds: None,
        signatures: vec![],
        basis: VerdictBasis::of(report, &registry, &VerifyOptions::default()),
    }
}

fn of(report: &Report) -> Disclosure {
    Disclosure::of(report, &verified(report)).unwrap()
}

fn disclosed(rules: Value) -> Disclosure {
    of(&report(rules, "100"))
}

fn share(of: Value, min: &str, max: &str) -> Value {
    json!({ "rule": "share", "of": of, "min": min, "max": max })
}

fn tenor(of: Value, min: u32, max: u32) -> Value {
    json!({ "rule": "tenor", "of": of, "min_days": min, "max_days": max })
}

fn bills() -> Value {
    json!({ "kinds": ["bill"] })
}

/// The category of these kinds.
fn category<'a>(disclosure: &'a Disclosure, names: &[&str]) -> &'a ReserveCategory {
    let kinds = kinds(names);
    disclosure
        .categories
        .iter()
        .find(|c| c.kinds == kinds)
        .unwrap()
}

fn shares(min: &str, max: &str) -> Band {
    Band::Share {
        min: min.parse().unwrap(),
        max: max.parse().unwrap(),
    }
}

fn figure(band: Band, rule: usize, name: &'static str, with: &[usize]) -> Figure {
    Figure {
        band,
        rule,
        name,
        with: with.to_vec(),
    }
}

#[test]
fn each_figure_names_its_rules() {
    let disclosure = disclosed(json!([
        coverage(),
        share(json!({ "kinds": ["note", "bill"] }), "0.60", "0.65"),
        tenor(json!({ "kinds": ["bill", "note"] }), 20, 30),
        share(json!({ "kinds": ["cash"] }), "0", "0.05"),
        share(
            json!({ "kinds": ["bill", "note"], "countries": ["GB"] }),
            "0.10",
            "0.15"
        ),
        tenor(
            json!({ "kinds": ["bill", "note"], "countries": ["GB"] }),
            0,
            10
        ),
        share(json!({ "countries": ["US"] }), "0.5", "1"),
    ]));
    let both = category(&disclosure, &["bill", "note"]);
    assert_eq!(
        both.share,
        Ok(vec![figure(shares("0.6", "0.65"), 1, "share", &[0])])
    );
    let days = |min, max| Band::Days { min, max };
    assert_eq!(
        both.tenor,
        Ok(vec![figure(days(20, 30), 2, "tenor", &[1, 0])])
    );
    let country = |code: &str| code.parse().unwrap();
    assert_eq!(both.custody, Ok([country("US"), country("GB")].into()));
    assert_eq!(
        both.places,
        [CustodyPlace {
            countries: [country("GB")].into(),
            share: Ok(vec![figure(shares("0.1", "0.15"), 4, "share", &[0])]),
            tenor: Ok(vec![figure(days(0, 10), 5, "tenor", &[4, 0])]),
        }]
    );
    let cash = category(&disclosure, &["cash"]);
    assert_eq!(
        cash.share,
        Ok(vec![figure(shares("0", "0.05"), 3, "share", &[0])])
    );
    assert_eq!(cash.tenor, Err(NotDisclosed::NoMaturity));
    assert_eq!(cash.custody, Ok([country("US")].into()));
    let fund = category(&disclosure, &["fund"]);
    assert_eq!(
        (&fund.share, &fund.tenor),
        (&Err(NotDisclosed::NoRule), &Err(NotDisclosed::NoMaturity))
    );
    assert_eq!(fund.custody, Ok([country("GB")].into()));
    assert_eq!(disclosure.categories.len(), 3);
    assert_eq!(disclosure.places.len(), 1);
    assert_eq!(
        disclosure.places[0].share,
        Ok(vec![figure(shares("0.5", "1"), 6, "share", &[0])])
    );
}

/// Any band holds of nothing.
#[test]
fn no_tenor_of_what_may_be_nothing() {
    let tenor_of = |rules| category(&disclosed(rules), &["bill"]).tenor.clone();
    let band = || tenor(bills(), 20, 30);
    assert_eq!(
        tenor_of(json!([coverage(), band()])),
        Err(NotDisclosed::MayBeNone)
    );
    let above_zero = |of| share(of, "0.000001", "1");
    for (other, shows) in [
        (share(bills(), "0", "0.05"), false),
        (above_zero(json!({ "kinds": ["bill", "note"] })), false),
        (above_zero(json!({ "countries": ["GB"] })), false),
        (above_zero(json!({ "kinds": ["cash"] })), false),
        (above_zero(bills()), true),
        (
            above_zero(json!({ "kinds": ["bill"], "countries": ["US"] })),
            true,
        ),
    ] {
        let tenor = tenor_of(json!([coverage(), band(), other]));
        assert_eq!(tenor.is_ok(), shows, "{other}");
        assert!(shows || tenor == Err(NotDisclosed::MayBeNone));
    }
}

/// A reserve that is empty has every share and every average.
#[test]
fn nothing_of_what_may_be_empty() {
    let bands = || {
        [
            share(bills(), "0.5", "0.6"),
            tenor(bills(), 20, 30),
            tenor(Value::Null, 1, 2),
        ]
    };
    let [first, second, mut third] = bands();
    third.as_object_mut().unwrap().remove("of");
    let with = |rule: Value, tokens: &str| {
        let rules = json!([first.clone(), second.clone(), third.clone(), rule]);
        of(&report(rules, tokens))
    };
    let reasons = |disclosure: Disclosure| {
        let bills = category(&disclosure, &["bill"]);
        (
            bills.share.clone().err(),
            bills.tenor.clone().err(),
            disclosure.tenor.err(),
        )
    };
    let nothing = (
        Some(NotDisclosed::MayBeEmpty),
        Some(NotDisclosed::MayBeEmpty),
        Some(NotDisclosed::MayBeEmpty),
    );
    let liquid = |of: &str, share: &str| json!({ "rule": "liquid", "within_days": 1, "min_share": share, "of": of });
    let nav = |band: &str| json!({ "rule": "nav", "per_token": "1", "band": band });
    for (rule, tokens) in [
        (json!({ "rule": "maturity", "wam_max_days": 60 }), "100"),
        (coverage(), "0"),
        (liquid("assets", "0.5"), "100"),
        (liquid("supply", "0"), "100"),
        (nav("1"), "100"),
        (nav("0.5"), "0"),
    ] {
        assert_eq!(reasons(with(rule.clone(), tokens)), nothing, "{rule}");
    }
    for rule in [coverage(), liquid("supply", "0.5"), nav("0.5")] {
        assert_eq!(
            reasons(with(rule.clone(), "100")),
            (None, None, None),
            "{rule}"
        );
    }
}

#[test]
fn what_may_not_be_held_is_none() {
    let eligible = |kinds: Value| json!({ "rule": "eligible", "kinds": kinds });
    let rules = json!([
        coverage(),
        eligible(json!(["bill", "note", "fund"])),
        eligible(json!(["bill", "cash"])),
        share(json!({ "kinds": ["cash", "fund"] }), "0", "0.5")
    ]);
    let disclosure = disclosed(rules);
    let note = category(&disclosure, &["note"]);
    assert_eq!(
        note.share,
        Ok(vec![figure(shares("0", "0"), 2, "eligible", &[])])
    );
    assert_eq!(
        (&note.tenor, &note.custody),
        (&Err(NotDisclosed::NoneHeld), &Err(NotDisclosed::NoneHeld))
    );
    let none = category(&disclosure, &["cash", "fund"]);
    assert_eq!(
        none.share,
        Ok(vec![figure(shares("0", "0"), 1, "eligible", &[2])])
    );
    assert_eq!(
        category(&disclosure, &["bill"]).share,
        Err(NotDisclosed::NoRule)
    );
}

#[test]
fn amounts_and_tenor_of_all() {
    let all = json!({ "rule": "tenor", "min_days": 5, "max_days": 15 });
    let disclosure = disclosed(json!([
        { "rule": "coverage", "min_ratio": "1.020", "haircuts_bps": { "bill": 50 } },
        { "rule": "nav", "per_token": "1.05", "band": "0.005" },
        { "rule": "maturity", "wam_max_days": 60, "wal_max_days": 40 },
        all,
        share(json!({ "kinds": ["token"] }), "0", "0.05"),
    ]));
    let amount = |min: &str, max: Option<&str>| Band::Amount {
        min: Some(min.parse().unwrap()),
        max: max.map(|max| max.parse().unwrap()),
    };
    assert_eq!(
        disclosure.reserves,
        [
            figure(amount("102", None), 0, "coverage", &[]),
            figure(amount("104.475", Some("105.525")), 1, "nav", &[]),
        ]
    );
    let days = |min, max| Band::Days { min, max };
    assert_eq!(
        disclosure.tenor,
        Ok(vec![
            figure(days(0, 40), 2, "maturity", &[0]),
            figure(days(5, 15), 3, "tenor", &[0])
        ])
    );
    assert_eq!(
        category(&disclosure, &["token"]).custody,
        Err(NotDisclosed::NoRows)
    );
    let bare = disclosed(json!([share(bills(), "0", "0.5")]));
    assert!(bare.reserves.is_empty());
    assert_eq!(bare.tenor, Err(NotDisclosed::NoRule));
}

#[test]
fn an_average_to_resets_is_no_tenor() {
    let limits = json!({ "rule": "maturity", "wam_max_days": 40, "wal_max_days": 60 });
    let tenor = |edit: &dyn Fn(&mut BookRow)| {
        let mut report = report(json!([coverage(), limits]), "1");
        edit(&mut report.book.rows[1]);
        of(&report).tenor
    };
    let most = |days| {
        Ok(vec![figure(
            Band::Days { min: 0, max: days },
            1,
            "maturity",
            &[0],
        )])
    };
    let kind = |kind: InstrumentKind| {
        move |row: &mut BookRow| {
            row.kind = kind;
            row.institution = Some("agency".parse().unwrap());
        }
    };
    assert_eq!(tenor(&kind(InstrumentKind::Frn)), most(40));
    let soon = || Some("2026-10-01".parse().unwrap());
    // The weighted average life still runs to the end.
    let reset = |row: &mut BookRow| {
        kind(InstrumentKind::Frn)(row);
        row.reset = soon();
    };
    assert_eq!(tenor(&reset), most(60));
    let demand = |row: &mut BookRow| {
        kind(InstrumentKind::Repo)(row);
        row.demand = soon();
    };
    assert_eq!(tenor(&demand), Err(NotDisclosed::NoRule));
}

#[test]
fn tokens_issued() {
    let mut report = report(json!([coverage()]), "10.50");
    let more = json!([
        { "entry": "chain", "chain": "eip155:1", "token": "t", "block": 1, "block_hash": "h", "raw": "1500000", "decimals": 6 },
        { "entry": "pending_redemptions", "quantity": "3" },
        { "entry": "excluded", "quantity": "2", "reason": "its own" },
        { "entry": "to_be_issued", "quantity": "5" },
        { "entry": "payable", "amount": "7", "reason": "fees" },
    ]);
    add_entries(&mut report, &more);
    assert_eq!(of(&report).issued.to_string(), "12");
    assert_eq!(verified(&report).tokens.trimmed().to_string(), "18");
}

fn add_entries(report: &mut Report, more: &Value) {
    let mut supply = serde_json::to_value(&report.supply).unwrap();
    let entries = supply["entries"].as_array_mut().unwrap();
    entries.extend(more.as_array().unwrap().clone());
    report.supply = assay_statement::parse_document(supply.to_string().as_bytes()).unwrap();
}

/// A band around net assets is one around all assets, moved by what is owed besides tokens.
#[test]
fn amounts_are_those_of_all_assets() {
    let nav = json!({ "rule": "nav", "per_token": "1.00", "band": "0.005" });
    let mut report = report(json!([coverage(), nav]), "100");
    let ends = |report: &Report| {
        let reserves = of(report).reserves.into_iter();
        reserves.map(|figure| figure.band).collect::<Vec<_>>()
    };
    let amount = |min: &str, max: Option<&str>| Band::Amount {
        min: Some(min.parse().unwrap()),
        max: max.map(|max| max.parse().unwrap()),
    };
    let bands = ends(&report);
    assert_eq!(bands[1], amount("99.5", Some("100.5")));
    add_entries(
        &mut report,
        &json!([{ "entry": "payable", "amount": "7.25", "reason": "fees" }]),
    );
    let bands = ends(&report);
    assert_eq!(bands[0], amount("107.25", None));
    assert_eq!(bands[1], amount("106.75", Some("107.75")));
}

#[test]
fn no_countries_and_other_reports() {
    let mut nowhere = report(json!([coverage()]), "1");
    nowhere.book.countries.clear();
    let disclosure = of(&nowhere);
    assert!(disclosure
        .categories
        .iter()
        .all(|c| c.custody == Err(NotDisclosed::NoCountries)));
    assert_eq!(disclosure.categories.len(), 4);
    let other = verified(&report(json!([coverage()]), "2"));
    let error = Disclosure::of(&nowhere, &other).unwrap_err();
    assert!(
        matches!(error, DisclosureError::OtherReport { expected, .. } if expected == other.report)
    );
}

#[test]
fn reasons_have_stable_names() {
    let all = [
        NotDisclosed::NoRule,
        NotDisclosed::MayBeEmpty,
        NotDisclosed::MayBeNone,
        NotDisclosed::NoneHeld,
        NotDisclosed::NoMaturity,
        NotDisclosed::NoCountries,
        NotDisclosed::NoRows,
    ];
    let names = all.map(NotDisclosed::code);
    assert_eq!(
        names,
        [
            "no-rule",
            "may-be-empty",
            "may-be-none",
            "none-held",
            "no-maturity",
            "no-countries",
            "no-rows"
        ]
    );
    // Only what is a gap is called one.
    let gaps = all.map(|why| why.to_string().starts_with("not disclosed"));
    assert_eq!(gaps, [true, true, true, false, false, true, false]);
}
