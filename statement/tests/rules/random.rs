//! Random documents, drawn so that one chosen rule or another is on its limit.

use assay_statement::rules::*;
use assay_statement::*;
use num_bigint::BigInt;
use proptest::prelude::*;

use crate::formulas::*;
use assay_testkit::documents::*;

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

/// A token on a chain, pending redemptions and tokens to be issued, and exclusions that cancel all but one last place of
/// them; and what is owed besides.
pub fn other_entries(case: &Case) -> Vec<SupplyEntry> {
    let (raw, decimals, pending) = case.chain;
    let (owed, issued) = case.besides;
    let excluded = |mantissa: u64, decimals| {
        SupplyEntry::Excluded(Excluded {
            reason: "not owed".into(),
            quantity: Decimal::new(mantissa, decimals),
        })
    };
    let mut entries = vec![
        SupplyEntry::Chain(ChainSupply {
            chain: "eip155:1".parse().unwrap(),
            token: id("0x00"),
            block: 1,
            block_hash: id("0x01"),
            raw: Integer::from(raw),
            decimals,
            evidence: None,
        }),
        excluded(raw - u64::from(decimals == 30 && raw > 0), decimals.into()),
        SupplyEntry::PendingRedemptions(PendingRedemptions {
            quantity: Decimal::new(pending, 2),
        }),
        excluded(pending, 2),
        SupplyEntry::ToBeIssued(ToBeIssued {
            quantity: Decimal::new(issued, 2),
        }),
        excluded(issued, 2),
    ];
    if owed.0 > 0 {
        // In two parts, of which one is a last place.
        for part in [owed.0 - 1, 1] {
            entries.push(SupplyEntry::Payable(Payable {
                reason: "bought and not paid".into(),
                amount: Decimal::new(part, owed.1),
            }));
        }
    }
    entries
}

/// Bands around the share and the tenor of a group, each end where it is met or missed by a little.
fn bands(case: &Case, formulas: &Formulas) -> (Share, Tenor) {
    let of = Group {
        kinds: case.kinds.clone(),
        countries: match case.days[1] {
            2 => vec!["US".parse().unwrap()],
            _ => vec![],
        },
    };
    let ratio = |part: Fraction, all: Fraction| match all == whole(0) {
        true => whole(0),
        false => part / all,
    };
    let member = |i| whole(u8::from(formulas.is_of(Some(&of), i)));
    let part = formulas.sum(member);
    let share = ratio(part.clone(), formulas.total());
    let days = ratio(formulas.sum(|i| member(i) * whole(formulas.days[i])), part);
    let end = |nudge: i8| {
        let text = near(&share, 6, nudge);
        if fraction(&text) > whole(1) {
            "1".into()
        } else {
            text
        }
    };
    let mut ends = [end(case.nudges[1]), end(1 - case.nudges[2])];
    ends.sort_by_key(|text| fraction(text));
    if ends[0] == near(&whole(0), 6, 0) && ends[1] == "1" {
        ends[1] = "0.999999".into();
    }
    let mut days: [u32; 2] =
        [case.nudges[0], 1 - case.nudges[3]].map(|nudge| near(&days, 0, nudge).parse().unwrap());
    days.sort();
    let share = Share {
        of: of.clone(),
        min: decimal(&ends[0]),
        max: decimal(&ends[1]),
    };
    let tenor = Tenor {
        of: (case.nudges[1] != 0).then_some(of),
        min_days: days[0],
        max_days: days[1],
    };
    (share, tenor)
}

/// Income of each row of a book, and of one more that was repaid; none of what earned nothing.
fn income(case: &Case, book: &Book) -> (Option<Income>, Vec<u64>) {
    let mut rows = Vec::new();
    let mut held = Vec::new();
    for (i, (line, row)) in case.lines.iter().zip(&book.rows).enumerate() {
        let ((mantissa, decimals), quantity) = line.earned;
        if mantissa == 0 {
            continue;
        }
        let magnitude = Decimal::new(mantissa.unsigned_abs(), decimals);
        let (instrument, until) = match line.repaid {
            true => (
                id(&format!("repaid-{i}")),
                Some(day(-i64::from(i % 2 == 0))),
            ),
            false => (row.instrument.clone(), None),
        };
        rows.push(IncomeRow {
            custodian: row.custodian.clone(),
            instrument,
            per_unit: SignedDecimal::new(mantissa < 0, magnitude),
            quantity_decimals: row.quantity_decimals,
            until,
        });
        held.push(quantity);
    }
    let income = Income {
        since: "2026-03-28T21:00:00Z".parse().unwrap(),
        book: Digest([1; 32]),
        rows,
    };
    (Some(income).filter(|income| !income.rows.is_empty()), held)
}

/// The rule of income, and what was distributed so that it is on its limit or near.
fn yielded(case: &Case, formulas: &Formulas) -> (Rule, SupplyEntry) {
    let earned = formulas
        .earned
        .iter()
        .fold(whole(0), |sum, part| sum + part);
    let ratio = Fraction::new(case.yield_ratio.into(), 100.into());
    let most = earned.max(whole(0)) / ratio;
    let rule = Rule::Yield(Yield {
        min_ratio: Decimal::new(case.yield_ratio, 2),
    });
    let entry = SupplyEntry::Distributed(Distributed {
        reason: "dividend".into(),
        amount: decimal(&near(&most, 6, case.nudges[2])),
    });
    (rule, entry)
}

pub struct Built {
    pub book: Book,
    pub policy: Policy,
    pub supply: Supply,
    pub quantities: Vec<u64>,
    pub coverage: Coverage,
}

pub fn build(case: &Case) -> Built {
    let mut book = book();
    let listed: Vec<u8> = (0..3)
        .filter(|c| case.lines.iter().any(|l| l.custodian == *c))
        .collect();
    book.custodians = listed.iter().map(|c| id(&format!("bank-{c}"))).collect();
    let rows = case.lines.iter().enumerate();
    book.rows = rows
        .map(|(i, line)| {
            let (custodian, instrument) =
                (format!("bank-{}", line.custodian), format!("i{}", i / 2));
            let price = Decimal::new(line.price.0, line.price.1).to_string();
            let mut row = row(&custodian, &instrument, line.kind, line.days, &price);
            // Two rows may share an instrument if their custodians differ.
            if case.lines[..i]
                .iter()
                .any(|l| l.custodian == line.custodian)
            {
                row.instrument = id(&format!("i{i}-{custodian}"));
            }
            row.quantity_decimals = line.quantity_decimals;
            row.reset = line.reset.map(day);
            row.demand = line.demand.map(day);
            if let Some(institution) = line.institution {
                row.institution = Some(id(&format!("owes-{institution}")));
            }
            row
        })
        .collect();
    if case.days[1] > 0 {
        let country = |i: usize| ["US", "GB"][i % 2].parse().unwrap();
        let custodians = book.custodians.iter().cloned().enumerate();
        book.countries = custodians.map(|(i, id)| (id, country(i))).collect();
    }
    let mut day_haircuts = case.day_haircuts.clone();
    day_haircuts.sort();
    day_haircuts.dedup_by_key(|(days, _)| *days);
    let entry = |(over_days, bps)| DayHaircut { over_days, bps };
    let coverage = Coverage {
        min_ratio: Decimal::new(case.ratio, 2),
        haircuts_bps: case.kind_haircuts.iter().copied().collect(),
        haircuts_by_days: day_haircuts.into_iter().map(entry).collect(),
    };
    let mut quantities: Vec<u64> = case.lines.iter().map(|l| l.quantity).collect();
    let (income, held) = income(case, &book);
    book.income = income;
    quantities.extend(held);

    // The tokens that put one chosen rule on its limit, as far as what is owed besides leaves room for any.
    let zero = supply("0");
    let formulas = formulas(&book, &zero, &quantities);
    let unit = Fraction::new(case.value_per_token.into(), 100.into());
    let ratio = Fraction::new(case.ratio.into(), 100.into());
    let band = Fraction::new(case.band.into(), 1_000.into());
    let ((mantissa, decimals), _) = case.besides;
    let payables = Fraction::new(mantissa.into(), BigInt::from(10).pow(decimals));
    let tokens = match case.target {
        0 => {
            let value = formulas.sum(|i| whole(1) - formulas.haircut(&coverage, i));
            (value / ratio - payables) / &unit
        }
        1 => (formulas.stressed(&coverage, case.shift_bps) / ratio - payables) / &unit,
        2 if case.band < 1_000 => (formulas.total() - payables) / (whole(1) - band) / &unit,
        _ => (formulas.total() - payables) / (whole(1) + band) / &unit,
    };
    let mut supply = supply(&near(&tokens, case.decimals, case.nudges[0]));
    supply.value_per_token = Decimal::new(case.value_per_token, 2);
    supply.entries.extend(other_entries(case));

    // Shares and limits at what they are.
    let formulas = self::formulas(&book, &supply, &quantities);
    let share_of = |part: Fraction, all: Fraction, nudge| {
        let share = if all == whole(0) {
            whole(0)
        } else {
            part / all
        };
        decimal(&near(
            &share.min(Fraction::new(9.into(), 10.into())),
            6,
            nudge,
        ))
    };
    let pick = |from: usize| case.kinds.iter().copied().skip(from).collect::<Vec<_>>();
    let of_business = case.nudges[2] == 0;
    let mut liquid = Liquid {
        within_days: (!of_business).then_some(case.days[0]),
        within_business_days: of_business.then_some(case.days[0].min(MAX_BUSINESS_DAYS)),
        min_share: decimal("0"),
        of: case.of,
        only: pick(3),
        always: pick(4),
        always_within_days: case
            .kinds
            .iter()
            .take(4)
            .filter(|kind| kind.has_maturity())
            .map(|kind| (*kind, 2 * case.days[0]))
            .collect(),
    };
    let part = formulas.sum(|i| whole(u8::from(formulas.is_liquid(&liquid, i))));
    let all = match case.of {
        LiquidBase::Assets => formulas.total(),
        LiquidBase::Supply => formulas.amount.clone(),
    };
    liquid.min_share = share_of(part, all, case.nudges[1]);
    let group = formulas.group(case.group_by, 0).unwrap_or_default();
    let member = formulas.member(case.group_by, &group);
    let concentration = Concentration {
        by: case.group_by,
        max_share: share_of(member, formulas.total(), case.nudges[2]),
        except: case
            .lines
            .get(5)
            .map(|l| id(&format!("owes-{}", l.custodian)))
            .into_iter()
            .collect(),
    };
    let average = |days: &dyn Fn(usize) -> i64, nudge| -> u32 {
        let average = match formulas.total() == whole(0) {
            true => whole(0),
            false => formulas.sum(|i| whole(days(i))) / formulas.total(),
        };
        near(&average, 0, nudge).parse().unwrap()
    };
    let wam = average(&|i| formulas.shortened(i), case.nudges[3]);
    let wal = average(&|i| formulas.life(i), case.nudges[1]);
    let maturity = Maturity {
        wam_max_days: Some(wam),
        wal_max_days: (case.days[1] > 0).then_some(wal),
    };
    let eligible = Eligible {
        kinds: case.kinds.clone(),
        max_remaining_days: (case.days[1] > 0).then(|| match case.target {
            0 => case.days[0],
            _ => (formulas.shortened(0) + i64::from(case.nudges[0])).max(0) as u32,
        }),
        max_remaining_days_by_kind: pick(2)
            .into_iter()
            .map(|kind| (kind, case.days[1]))
            .collect(),
        maturity: (case.days[1] > 0).then_some(match case.nudges[1] {
            0 => MaturityCount::Final,
            _ => MaturityCount::Shortened,
        }),
    };
    let nav = Nav {
        per_token: Decimal::new(case.value_per_token, 2),
        band: Decimal::new(case.band, 3),
    };
    let (share, tenor) = bands(case, &formulas);
    let yielded = book.income.is_some().then(|| yielded(case, &formulas));
    book.shape = assay_circuits::Shape::new(10, 20).unwrap();
    let mut rules = vec![
        Rule::Coverage(coverage.clone()),
        Rule::Eligible(eligible),
        Rule::Liquid(liquid),
        Rule::Maturity(maturity),
        Rule::Concentration(concentration),
        Rule::Nav(nav),
        Rule::Stress(Stress {
            shift_bps: case.shift_bps,
        }),
        Rule::Share(share),
        Rule::Tenor(tenor),
    ];
    if let Some((rule, entry)) = yielded {
        rules.push(rule);
        supply.entries.push(entry);
    }
    Built {
        book,
        policy: policy(rules),
        supply,
        quantities,
        coverage,
    }
}
