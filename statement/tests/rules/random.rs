//! Random documents, drawn so that one chosen rule or another is on its limit.

use assay_statement::rules::*;
use assay_statement::*;
use num_bigint::BigInt;

use crate::case::*;
use crate::formulas::*;
use crate::random_income::{income, yielded};
use assay_testkit::documents::*;

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
