//! Bands of groups and countries, compiled by hand.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::rules::*;
use assay_statement::*;
use assay_testkit::documents::*;

#[test]
fn bands_of_groups() {
    use InstrumentKind::*;
    let rules = all_rules();
    assert_eq!(
        compiled(rules[7].clone()),
        [
            (
                "bill, note >= 0.60 of assets".into(),
                vec![400_000, 400_000, -600_000],
                0.into()
            ),
            (
                "bill, note <= 0.65 of assets".into(),
                vec![-350_000, -350_000, 650_000],
                0.into()
            ),
        ]
    );
    // The bill has 40 days left.
    assert_eq!(
        compiled(rules[8].clone()),
        [
            (
                "bill: average tenor >= 20 days".into(),
                vec![20, 0, 0],
                0.into()
            ),
            (
                "bill: average tenor <= 30 days".into(),
                vec![-10, 0, 0],
                0.into()
            ),
        ]
    );
    let share = |kinds: &[InstrumentKind], min: &str, max: &str| {
        Rule::Share(Share {
            of: Group {
                kinds: kinds.to_vec(),
                countries: vec![],
            },
            min: decimal(min),
            max: decimal(max),
        })
    };
    // Ends that no quantities can miss are left out.
    one(
        share(&[Cash], "0.0", "0.05"),
        "cash <= 0.05 of assets",
        [50_000, 50_000, -950_000],
        0,
    );
    one(
        share(&[Cash], "0.95", "1.00"),
        "cash >= 0.95 of assets",
        [-950_000, -950_000, 50_000],
        0,
    );
    // No row of the kind: a least share that only an empty reserve has.
    assert_eq!(
        compiled(share(&[Token], "0.1", "0.2")),
        [
            ("token >= 0.1 of assets".into(), vec![-100_000; 3], 0.into()),
            ("token <= 0.2 of assets".into(), vec![200_000; 3], 0.into()),
        ]
    );
    let tenor = |of: Option<Group>, min_days, max_days| {
        Rule::Tenor(Tenor {
            of,
            min_days,
            max_days,
        })
    };
    one(
        tenor(None, 0, 40),
        "all kinds: average tenor <= 40 days",
        [0, -360, 40],
        0,
    );
    let tokens = Group {
        kinds: vec![Token],
        countries: vec![],
    };
    one(
        tenor(Some(tokens), 0, 7),
        "token: average tenor <= 7 days",
        [0; 3],
        0,
    );
}

#[test]
fn groups_in_countries() {
    use InstrumentKind::*;
    let share = |kinds: &[InstrumentKind], countries: &[&str]| {
        let rule = Rule::Share(Share {
            of: Group {
                kinds: kinds.to_vec(),
                countries: countries.iter().map(|c| c.parse().unwrap()).collect(),
            },
            min: decimal("0"),
            max: decimal("0.5"),
        });
        policy(vec![Rule::Coverage(coverage("1")), rule])
    };
    let mut with_countries = book();
    with_countries.countries = [
        (id("bank-a"), "US".parse().unwrap()),
        (id("bank-b"), "GB".parse().unwrap()),
    ]
    .into();
    let compiled = |policy: &Policy| {
        let compiled = compile_with_supply(&with_countries, policy, &supply("1")).unwrap();
        let label = compiled.inequalities[1].label.clone();
        (label, compiled.program.rules[1].multipliers.clone())
    };
    assert_eq!(
        compiled(&share(&[], &["GB"])),
        (
            "all kinds in GB <= 0.5 of assets".into(),
            vec![500_000, -500_000, -500_000]
        )
    );
    assert_eq!(
        compiled(&share(&[Bill, Cash], &["US", "GB"])),
        (
            "bill, cash in US, GB <= 0.5 of assets".into(),
            vec![-500_000, 500_000, -500_000]
        )
    );
    // A country where nobody is.
    assert_eq!(
        compiled(&share(&[], &["FR"])).1,
        vec![500_000, 500_000, 500_000]
    );
    // A book that tells no country cannot be asked for one.
    assert_eq!(
        compile_with_supply(&book(), &share(&[], &["US"]), &supply("1")),
        Err(CompileError::NoCountries {
            rule: 1,
            name: "share"
        })
    );
}
