use super::*;
use crate::disclosure::fixture::*;
use assay_circuits::Shape;
use assay_statement::compile_with_supply;
use num_bigint::BigUint;
use proptest::prelude::*;
use serde_json::{json, Value};

fn planned(
    quantities: &[u64],
    change: impl FnOnce(&mut BandPlanInputs<'_>),
) -> Result<BandPlan, BandPlanError> {
    let (book, policy) = (book(), policy(json!([coverage()])));
    let openings = openings(&book, quantities);
    let mut inputs = inputs(&book, &policy, &openings);
    change(&mut inputs);
    plan_bands(&inputs)
}

/// The rules added, without their names.
fn bands(plan: &BandPlan) -> Vec<Value> {
    let rules = &plan.policy.rules;
    let added = &rules[rules.len() - plan.added..];
    added
        .iter()
        .map(|rule| serde_json::to_value(rule).unwrap())
        .collect()
}

fn share(kinds: &str, min: &str, max: &str) -> Value {
    json!({ "rule": "share", "of": { "kinds": [kinds] }, "min": min, "max": max })
}

fn tenor(kinds: &str, min: u32, max: u32) -> Value {
    json!({ "rule": "tenor", "of": { "kinds": [kinds] }, "min_days": min, "max_days": max })
}

#[test]
fn every_kind_is_a_category() {
    // Of 10,000: bills 6,000, half at 10 days and half at 40; a note of 1; cash 2,499 and 1,000; a fund of 500.
    let plan = planned(&[3_000, 3_000, 1, 2_499, 1_000, 500], |_| {}).unwrap();
    assert_eq!(
        bands(&plan),
        [
            share("bill", "0.6", "0.65"),
            tenor("bill", 20, 30),
            // Nothing of the tenor of what may be nothing.
            share("note", "0", "0.05"),
            share("cash", "0.3", "0.35"),
            share("fund", "0.05", "0.1"),
        ]
    );
    // Coverage, and two for each but the note's share.
    assert_eq!(plan.inequalities, 1 + 2 + 2 + 1 + 2 + 2);
    assert_eq!(plan.most, 1 + 4 + 4 + 2 + 2);
    assert_eq!(plan.fits, Some(Shape::STANDARD[3]));
    assert_eq!(plan.always_fits, Some(Shape::STANDARD[3]));
    assert_eq!(plan.policy.name, "Test");
    assert_eq!(
        plan.policy.source.unwrap(),
        "Bands of share and tenor: chosen by assay disclose plan on a grid of 0.05 and 10 days."
    );
}

#[test]
fn what_is_on_an_edge_is_in_the_upper_band() {
    let first = |quantities: &[u64]| bands(&planned(quantities, |_| {}).unwrap())[0].clone();
    assert_eq!(
        first(&[2_500, 0, 0, 7_500, 0, 0]),
        share("bill", "0.25", "0.3")
    );
    assert_eq!(
        first(&[2_499, 0, 0, 7_501, 0, 0]),
        share("bill", "0.2", "0.25")
    );
    assert_eq!(
        first(&[2_999, 0, 0, 7_001, 0, 0]),
        share("bill", "0.25", "0.3")
    );
    // All of it is in the last.
    assert_eq!(first(&[1, 0, 0, 0, 0, 0]), share("bill", "0.95", "1"));
    assert_eq!(
        first(&[0, 0, 0, u64::MAX, 0, 0]),
        share("bill", "0", "0.05")
    );

    let second = |quantities: &[u64]| bands(&planned(quantities, |_| {}).unwrap())[1].clone();
    // Averages of 20 days, of a little less, of the longest.
    assert_eq!(second(&[200, 100, 0, 0, 0, 0]), tenor("bill", 20, 30));
    assert_eq!(second(&[201, 100, 0, 0, 0, 0]), tenor("bill", 10, 20));
    assert_eq!(second(&[0, 1, 0, 0, 0, 0]), tenor("bill", 40, 50));
}

#[test]
fn a_band_is_all_that_a_plan_tells() {
    let one = planned(&[3_000, 3_000, 1, 2_499, 1_000, 500], |_| {}).unwrap();
    let other = planned(
        &[6_400_000, 3_200_000, 400_000, 1_500_000, 3_500_000, 900_000],
        |_| {},
    )
    .unwrap();
    assert_eq!(one, other);
}

#[test]
fn categories_of_several_kinds_and_countries() {
    let plan = planned(&[2_000, 3_000, 1_000, 2_000, 1_000, 1_000], |inputs| {
        inputs.categories = vec![kinds(&["bill", "note"]), kinds(&["cash"]), kinds(&["fund"])];
        inputs.by_country = true;
        inputs.grid = grid("0.1", 30);
    })
    .unwrap();
    let in_country = |country: &str, min: &str, max: &str| json!({ "rule": "share", "of": { "kinds": ["bill", "note"], "countries": [country] }, "min": min, "max": max });
    let of = json!({ "kinds": ["bill", "note"] });
    assert_eq!(
        bands(&plan),
        [
            json!({ "rule": "share", "of": of, "min": "0.6", "max": "0.7" }),
            // (2,000 x 10 + 3,000 x 40 + 1,000 x 90) / 6,000 = 38.3
            json!({ "rule": "tenor", "of": of, "min_days": 30, "max_days": 60 }),
            in_country("GB", "0.3", "0.4"),
            in_country("US", "0.3", "0.4"),
            // Cash is in one country, and the fund in another: the book says so already.
            share("cash", "0.3", "0.4"),
            share("fund", "0.1", "0.2"),
        ]
    );
    assert_eq!(plan.most, 1 + 4 + 2 + 2 + 2 + 2);
}

#[test]
fn what_may_not_be_held_is_no_category() {
    let book = book();
    let policy = policy(json!([coverage(), { "rule": "eligible", "kinds": ["bill", "cash"] }]));
    let openings = openings(&book, &[1, 1, 0, 1, 1, 0]);
    let plan = plan_bands(&inputs(&book, &policy, &openings)).unwrap();
    assert_eq!(
        bands(&plan),
        [
            share("bill", "0.5", "0.55"),
            tenor("bill", 20, 30),
            share("cash", "0.5", "0.55")
        ]
    );
}

#[test]
fn too_many_for_any_shape() {
    let of = |kind: &str| json!({ "rule": "liquid", "within_days": 1, "min_share": "0", "of": "assets", "only": [kind] });
    let wide = Shape::new(9, 32).unwrap();
    for (count, fits) in [(20, Some(wide)), (21, None)] {
        let rules: Vec<Value> = (0..count).map(|_| of("cash")).collect();
        let (book, policy) = (book(), policy(rules.into()));
        let openings = openings(&book, &[1, 1, 1, 1, 1, 1]);
        let plan = plan_bands(&inputs(&book, &policy, &openings)).unwrap();
        assert_eq!(plan.inequalities, count + 2 + 2 + 2 + 2 + 2 + 2);
        assert_eq!(plan.fits, fits);
        assert_eq!(plan.always_fits, fits);
    }
}

const SOME: [u64; 6] = [1, 2, 3, 4, 5, 6];

#[test]
fn refusals() {
    let refused = |change: &dyn Fn(&mut BandPlanInputs<'_>)| planned(&SOME, change).unwrap_err();
    assert!(matches!(
        refused(&|i| i.categories = vec![kinds(&["bill"]), vec![]]),
        BandPlanError::NoKinds { category: 1 }
    ));
    for twice in [
        vec![kinds(&["bill"]), kinds(&["note", "bill"])],
        vec![kinds(&["bill", "bill"])],
    ] {
        assert!(matches!(
            refused(&|i| i.categories = twice.clone()),
            BandPlanError::KindTwice {
                kind: InstrumentKind::Bill
            }
        ));
    }
    assert!(matches!(
        refused(&|i| i.categories = vec![kinds(&["token"])]),
        BandPlanError::NoRows {
            kind: InstrumentKind::Token
        }
    ));
    assert!(matches!(
        refused(&|i| i.openings = &i.openings[1..]),
        BandPlanError::Openings(ProveError::Missing {
            what: "opening",
            ..
        })
    ));
    let empty = planned(&[0; 6], |_| {}).unwrap_err();
    assert!(matches!(empty, BandPlanError::Empty));
}

#[test]
fn refused_documents() {
    let refused = |book: &Book, policy: &Policy, by_country| {
        let openings = openings(book, &SOME);
        let mut inputs = inputs(book, policy, &openings);
        inputs.by_country = by_country;
        plan_bands(&inputs).unwrap_err()
    };
    let covered = policy(json!([coverage()]));
    for (band, name) in [
        (share("bill", "0", "0.5"), "share"),
        (tenor("bill", 1, 2), "tenor"),
    ] {
        let error = refused(&book(), &policy(json!([coverage(), band])), false);
        assert!(matches!(error, BandPlanError::Planned { rule: 1, name: found } if found == name));
    }
    let mut nowhere = book();
    nowhere.countries.clear();
    assert!(matches!(
        refused(&nowhere, &covered, true),
        BandPlanError::NoCountries
    ));
    let mut wordy = covered.clone();
    wordy.source = Some("x".repeat(MAX_TEXT));
    let error = refused(&book(), &wordy, false);
    let BandPlanError::SourceTooLong { found, most } = error else {
        panic!("{error}")
    };
    assert_eq!(found, MAX_TEXT);
    wordy.source = Some("x".repeat(most + 1));
    assert!(matches!(
        refused(&book(), &wordy, false),
        BandPlanError::SourceTooLong { .. }
    ));
    wordy.source = Some("x".repeat(most));
    let (book, shares) = (
        book(),
        policy(json!([{ "rule": "coverage", "min_ratio": "0" }])),
    );
    let openings = openings(&book, &SOME);
    let full = plan_bands(&inputs(&book, &wordy, &openings)).unwrap();
    assert_eq!(full.policy.source.unwrap().len(), MAX_TEXT);
    assert!(matches!(
        refused(&book, &shares, false),
        BandPlanError::Compile(CompileError::Policy(_))
    ));

    // Openings of another book.
    let mut other = book.clone();
    other.countries.clear();
    let error = plan_bands(&inputs(&other, &covered, &openings)).unwrap_err();
    assert!(matches!(
        error,
        BandPlanError::Openings(ProveError::Opening { .. })
    ));
}

/// `numerator / denominator` is from `low` on and below `high`, or at the end of the last band.
fn within(
    numerator: &BigUint,
    denominator: &BigUint,
    low: &Decimal,
    high: &Decimal,
    last: bool,
) -> bool {
    let ppm = |end: &Decimal| end.scaled(6).unwrap() * denominator;
    let scaled = numerator * 1_000_000u32;
    scaled >= ppm(low) && (scaled < ppm(high) || last && scaled == ppm(high))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// Every band is one of the grid, holds the figure, and is proved by rules that hold.
    #[test]
    fn bands_hold_what_is_held(
        quantities in proptest::collection::vec(prop_oneof![Just(0u64), 0..100u64, any::<u64>()], 6),
        width in proptest::sample::select(vec!["0.5", "0.2", "0.05", "0.01", "0.000001"]),
        days in 1..100u32,
    ) {
        prop_assume!(quantities.iter().any(|q| *q > 0));
        let plan = planned(&quantities, |inputs| inputs.grid = grid(width, days)).unwrap();
        let mut book = book();
        book.shape = Shape::WIDEST;
        let compiled = compile_with_supply(&book, &plan.policy, &supply("0")).unwrap();
        prop_assert!(all_hold(&compiled.program, &quantities));
        prop_assert_eq!(compiled.inequalities.len(), plan.inequalities);
        prop_assert!(plan.inequalities <= plan.most);

        let sum = |of: &dyn Fn(usize) -> u64| -> BigUint { (0..6).map(|i| BigUint::from(quantities[i]) * of(i)).sum() };
        let all = sum(&|_| 1);
        let mut with_tenor = 0;
        for rule in &plan.policy.rules[1..] {
            match rule {
                Rule::Share(share) => {
                    let part = sum(&|i| share.of.contains(&book, &book.rows[i]).into());
                    let last = share.max == Decimal::from(1u64);
                    prop_assert!(within(&part, &all, &share.min, &share.max, last), "{:?}", share);
                    let wide = share.max.checked_sub(&share.min).unwrap();
                    prop_assert_eq!(wide.trimmed(), width.parse::<Decimal>().unwrap().trimmed());
                    with_tenor += u32::from(!share.min.is_zero() && has_tenor(&share.of));
                }
                Rule::Tenor(tenor) => {
                    let of = tenor.of.clone().unwrap();
                    let member = |i: usize| u64::from(of.contains(&book, &book.rows[i]));
                    let (part, weighed) = (sum(&member), sum(&|i| member(i) * u64::from(ROWS[i].1)));
                    prop_assert!(part > BigUint::ZERO);
                    prop_assert!(weighed >= &part * tenor.min_days && weighed < part * tenor.max_days, "{:?}", tenor);
                    prop_assert_eq!((tenor.min_days % days, tenor.max_days - tenor.min_days), (0, days));
                    with_tenor -= 1;
                }
                other => prop_assert!(false, "{:?}", other),
            }
        }
        prop_assert_eq!(with_tenor, 0);
    }
}
