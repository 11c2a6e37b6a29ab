//! What random documents are drawn from.

use assay_statement::rules::*;
use assay_statement::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
pub struct Line {
    pub kind: InstrumentKind,
    pub custodian: u8,
    pub institution: Option<u8>,
    pub days: i64,
    /// Days to the reset and to the demand date, if the kind has them.
    pub reset: Option<i64>,
    pub demand: Option<i64>,
    pub price: (u32, u32),
    pub quantity_decimals: u8,
    pub quantity: u64,
    /// What a unit earned, as mantissa and decimals, and how many were held throughout; none of zero.
    pub earned: ((i32, u32), u64),
    /// Whether it was repaid since, so that only its income is left.
    pub repaid: bool,
}

/// What a case is drawn from; `build` turns it into documents near their limits.
#[derive(Clone, Debug)]
pub struct Case {
    pub lines: Vec<Line>,
    pub kind_haircuts: Vec<(InstrumentKind, u32)>,
    pub day_haircuts: Vec<(u32, u32)>,
    pub ratio: u32,
    pub value_per_token: u32,
    pub decimals: u32,
    pub shift_bps: u32,
    pub band: u32,
    pub kinds: Vec<InstrumentKind>,
    pub days: [u32; 2],
    pub group_by: GroupBy,
    pub of: LiquidBase,
    pub target: u8,
    /// Ratio of `yield` in per cent.
    pub yield_ratio: u32,
    /// Raw supply and decimals of a token, and redemptions of it in hundredths.
    pub chain: (u64, u8, u64),
    /// A payable, as mantissa and decimals; none of zero. Tokens to be issued, in hundredths.
    pub besides: ((u64, u32), u64),
    pub nudges: [i8; 4],
}

pub fn kind() -> impl Strategy<Value = InstrumentKind> {
    proptest::sample::select(InstrumentKind::ALL.to_vec())
}

pub fn line() -> impl Strategy<Value = Line> {
    let days = prop_oneof![0..3i64, 0..100i64, 395..400i64, 0..11_000i64];
    let quantity = prop_oneof![Just(0), 0..10u64, 0..1_000_000u64, 0..1u64 << 40];
    let institution = proptest::option::of(0..3u8);
    // Parts of the days left, in per cent: none of them and all of them too. Or days around the law's short term.
    let part = || {
        let per_cent = prop_oneof![Just(0), Just(100), 0..101i64, Just(4)];
        proptest::option::of((per_cent, proptest::option::of(395..400i64)))
    };
    (
        kind(),
        0..3u8,
        institution,
        (days, part(), part()),
        (1..2_000_000u32, 0..7u32),
        0..5u8,
        quantity,
        (
            (-2_000_000..2_000_000i32, 0..9u32),
            0..1u64 << 40,
            any::<bool>(),
        ),
    )
        .prop_map(
            |(kind, custodian, institution, dates, price, quantity_decimals, quantity, income)| {
                let days = if kind.has_maturity() { dates.0 } else { 0 };
                let part = |of: Option<(i64, Option<i64>)>| {
                    let (per_cent, around) = of?;
                    let around = around.filter(|around| *around <= days);
                    Some(around.unwrap_or(days * per_cent / 100))
                };
                Line {
                    kind,
                    custodian,
                    institution,
                    days,
                    reset: part(dates.1).filter(|_| kind.has_reset()),
                    demand: part(dates.2).filter(|_| kind.may_have_demand_feature()),
                    price,
                    quantity_decimals,
                    quantity,
                    earned: (income.0, income.1),
                    repaid: income.2,
                }
            },
        )
}

pub fn case() -> impl Strategy<Value = Case> {
    let numbers = (
        prop_oneof![Just(100), 1..300u32],
        prop_oneof![Just(100), 1..300u32],
        0..5u32,
        0..600u32,
        0..1_001u32,
        0..4u8,
        (any::<u64>(), 0..31u8, 0..1_000u64),
        (
            prop_oneof![
                Just((0, 0)),
                (0..1_000_000u64, 0..5u32),
                (any::<u64>(), 0..31u32)
            ],
            0..1_000u64,
        ),
        1..300u32,
    );
    let rules = (
        proptest::collection::vec((kind(), 0..10_001u32), 0..3),
        proptest::collection::vec((0..400u32, 0..10_001u32), 0..3),
        // A list of kinds names each once.
        proptest::sample::subsequence(InstrumentKind::ALL.to_vec(), 1..6).prop_shuffle(),
        [0..400u32, 0..3u32],
        proptest::sample::select(vec![
            GroupBy::Custodian,
            GroupBy::Institution,
            GroupBy::Kind,
            GroupBy::Instrument,
        ]),
        proptest::sample::select(vec![LiquidBase::Assets, LiquidBase::Supply]),
    );
    let lines = proptest::collection::vec(line(), 1..7);
    (lines, numbers, rules, [-1..2i8, -1..2i8, -1..2i8, -1..2i8]).prop_map(
        |(lines, n, r, nudges)| Case {
            lines,
            ratio: n.0,
            value_per_token: n.1,
            decimals: n.2,
            shift_bps: n.3,
            band: n.4,
            target: n.5,
            chain: n.6,
            besides: n.7,
            yield_ratio: n.8,
            kind_haircuts: r.0,
            day_haircuts: r.1,
            kinds: r.2,
            days: r.3,
            group_by: r.4,
            of: r.5,
            nudges,
        },
    )
}
