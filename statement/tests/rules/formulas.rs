//! The rules' formulas in exact fractions, written from the documentation alone.

use assay_statement::rules::*;
use assay_statement::*;
use num_bigint::BigInt;
use num_rational::Ratio;

use assay_testkit::documents::*;

pub type Fraction = Ratio<BigInt>;

pub fn whole(n: impl Into<BigInt>) -> Fraction {
    Fraction::from_integer(n.into())
}

pub fn fraction(text: &str) -> Fraction {
    let digits: String = text.chars().filter(|c| *c != '.').collect();
    let decimals = text.split_once('.').map_or(0, |(_, d)| d.len());
    Fraction::new(
        digits.parse().unwrap(),
        BigInt::from(10).pow(decimals as u32),
    )
}

/// `value` with `decimals` decimals, rounded down and then moved by `nudge` last places; never negative.
pub fn near(value: &Fraction, decimals: u32, nudge: i8) -> String {
    let scaled = (value * whole(BigInt::from(10).pow(decimals)))
        .floor()
        .to_integer()
        + nudge;
    let digits = format!("{:0>1$}", scaled.max(0.into()), decimals as usize + 1);
    match digits.split_at(digits.len() - decimals as usize) {
        (all, "") => all.into(),
        (before, after) => format!("{before}.{after}"),
    }
}

/// Whether fewer than `days` business days end before `date` does.
fn is_within_business_days(date: Date, days: u32) -> bool {
    let mut open = 0;
    let mut at = day(0);
    while at < date {
        at = at.plus_days(1).unwrap();
        if at < date && is_business_day(at) {
            open += 1;
        }
        if open >= 400 {
            break;
        }
    }
    match days {
        0 => date == day(0),
        _ => open < days,
    }
}

/// The formulas.
pub struct Formulas<'a> {
    pub book: &'a Book,
    /// Value of the holding in each row.
    pub values: Vec<Fraction>,
    pub days: Vec<i64>,
    pub tokens: Fraction,
    pub payables: Fraction,
    pub amount: Fraction,
    /// What was earned by the units of each row of the income.
    pub earned: Vec<Fraction>,
    pub distributed: Fraction,
}

impl Formulas<'_> {
    pub fn sum(&self, weight: impl Fn(usize) -> Fraction) -> Fraction {
        let terms = self.values.iter().enumerate();
        terms.fold(whole(0), |sum, (i, value)| sum + value * weight(i))
    }

    pub fn total(&self) -> Fraction {
        self.sum(|_| whole(1))
    }

    pub fn haircut(&self, rule: &Coverage, i: usize) -> Fraction {
        let by_kind = rule
            .haircuts_bps
            .get(&self.book.rows[i].kind)
            .copied()
            .unwrap_or(0);
        let mut by_days = 0;
        for entry in &rule.haircuts_by_days {
            if self.days[i] > entry.over_days.into() {
                by_days = entry.bps;
            }
        }
        Fraction::new((by_kind + by_days).into(), 10_000.into()).min(whole(1))
    }

    pub fn is_liquid(&self, rule: &Liquid, i: usize) -> bool {
        use InstrumentKind::*;
        let kind = self.book.rows[i].kind;
        if !rule.only.is_empty() && !rule.only.contains(&kind) {
            return false;
        }
        if rule.always.contains(&kind) {
            return true;
        }
        let limit = rule.always_within_days.get(&kind);
        if limit.is_some_and(|most| self.days[i] <= (*most).into()) {
            return true;
        }
        match kind {
            Cash | ReserveBalance | Fund => true,
            Token => false,
            Bill | Note | Bond | Tips | Frn | AgencyDiscount | AgencyNote | AgencyFrn | Repo => {
                let row = &self.book.rows[i];
                let back = row.demand.or(row.maturity).unwrap();
                match (rule.within_days, rule.within_business_days) {
                    (Some(days), None) => day(0).days_until(back) <= days.into(),
                    (None, Some(days)) => is_within_business_days(back, days),
                    _ => unreachable!("one window"),
                }
            }
        }
    }

    /// Days of a weighted average maturity, and of a remaining maturity that is shortened.
    pub fn shortened(&self, i: usize) -> i64 {
        use InstrumentKind::*;
        let row = &self.book.rows[i];
        let until = |date: Date| day(0).days_until(date);
        let last = self.days[i];
        match (row.kind, row.reset.map(until), row.demand.map(until)) {
            (Repo, _, Some(demand)) => demand,
            (Frn | AgencyFrn, Some(reset), _) if reset > 397 => last,
            // A rate that is reset today floats: one day, if there is one left.
            (Frn | AgencyFrn, Some(0), demand) => match demand {
                Some(demand) if last > 397 && demand > 1 => demand,
                _ => last.min(1),
            },
            (Frn | AgencyFrn, Some(reset), Some(demand)) if last > 397 => reset.max(demand),
            (Frn | AgencyFrn, Some(reset), _) => reset,
            _ => last,
        }
    }

    /// Days of a weighted average life.
    pub fn life(&self, i: usize) -> i64 {
        let row = &self.book.rows[i];
        match (row.kind, row.demand) {
            (InstrumentKind::Repo | InstrumentKind::AgencyFrn, Some(demand)) => {
                day(0).days_until(demand)
            }
            _ => self.days[i],
        }
    }

    pub fn group(&self, by: GroupBy, i: usize) -> Option<String> {
        let row = &self.book.rows[i];
        match by {
            GroupBy::Custodian => Some(row.custodian.to_string()),
            GroupBy::Institution => match &row.institution {
                Some(institution) => Some(institution.to_string()),
                None if row.kind == InstrumentKind::Fund || row.kind == InstrumentKind::Token => {
                    Some(row.instrument.to_string())
                }
                None => None,
            },
            GroupBy::Kind => Some(row.kind.to_string()),
            GroupBy::Instrument => Some(row.instrument.to_string()),
        }
    }

    pub fn member(&self, by: GroupBy, group: &str) -> Fraction {
        self.sum(|i| whole(u8::from(self.group(by, i).as_deref() == Some(group))))
    }

    pub fn is_of(&self, group: Option<&Group>, i: usize) -> bool {
        let Some(group) = group else { return true };
        let row = &self.book.rows[i];
        let country = self
            .book
            .countries
            .iter()
            .find(|(id, _)| **id == row.custodian);
        let kind = group.kinds.is_empty() || group.kinds.contains(&row.kind);
        let place = group.countries.is_empty()
            || group
                .countries
                .iter()
                .any(|c| Some(c) == country.map(|(_, c)| c));
        kind && place
    }

    /// Both sides, larger side first, of every inequality of the rule.
    pub fn sides(&self, rule: &Rule, coverage: &Coverage) -> Vec<(Fraction, Fraction)> {
        let number = |decimal: &Decimal| fraction(&decimal.to_string());
        match rule {
            Rule::Coverage(rule) => {
                let value = self.sum(|i| whole(1) - self.haircut(rule, i));
                vec![(value, number(&rule.min_ratio) * &self.amount)]
            }
            Rule::Eligible(rule) => {
                let ineligible = self.sum(|i| {
                    let kind = self.book.rows[i].kind;
                    let days = match rule.maturity {
                        Some(MaturityCount::Shortened) => self.shortened(i),
                        Some(MaturityCount::Final) | None => self.days[i],
                    };
                    let over =
                        |limit: Option<u32>| limit.is_some_and(|most| days > i64::from(most));
                    let by_kind = rule.max_remaining_days_by_kind.get(&kind).copied();
                    let bad = !rule.kinds.contains(&kind)
                        || over(rule.max_remaining_days)
                        || over(by_kind);
                    whole(u8::from(bad))
                });
                vec![(whole(0), ineligible)]
            }
            Rule::Liquid(rule) => {
                let liquid = self.sum(|i| whole(u8::from(self.is_liquid(rule, i))));
                let of = match rule.of {
                    LiquidBase::Assets => self.total(),
                    LiquidBase::Supply => self.amount.clone(),
                };
                vec![(liquid, number(&rule.min_share) * of)]
            }
            Rule::Maturity(rule) => {
                let of_maturity = self.sum(|i| whole(self.shortened(i)));
                let of_life = self.sum(|i| whole(self.life(i)));
                let limits = [
                    (rule.wam_max_days, of_maturity),
                    (rule.wal_max_days, of_life),
                ];
                let side = |(limit, weighed): (Option<u32>, Fraction)| {
                    limit.map(|limit| (whole(limit) * self.total(), weighed))
                };
                limits.into_iter().filter_map(side).collect()
            }
            Rule::Concentration(rule) => {
                let mut groups: Vec<String> = vec![];
                for group in (0..self.values.len()).filter_map(|i| self.group(rule.by, i)) {
                    let excepted = rule.except.iter().any(|id| id.as_str() == group);
                    if !excepted && !groups.contains(&group) {
                        groups.push(group);
                    }
                }
                let side = |group: &String| {
                    (
                        number(&rule.max_share) * self.total(),
                        self.member(rule.by, group),
                    )
                };
                groups.iter().map(side).collect()
            }
            Rule::Nav(rule) => {
                let target = number(&rule.per_token) * &self.tokens;
                let band = number(&rule.band);
                let net = self.total() - &self.payables;
                vec![
                    (net.clone(), (whole(1) - &band) * &target),
                    ((whole(1) + band) * target, net),
                ]
            }
            Rule::Share(rule) => {
                let group = self.sum(|i| whole(u8::from(self.is_of(Some(&rule.of), i))));
                let of = |share: &Decimal| number(share) * self.total();
                let least = (group.clone(), of(&rule.min));
                let most = (of(&rule.max), group);
                let asks = [number(&rule.min) > whole(0), number(&rule.max) < whole(1)];
                let both = [least, most].into_iter().zip(asks);
                both.filter(|(_, asked)| *asked)
                    .map(|(sides, _)| sides)
                    .collect()
            }
            Rule::Tenor(rule) => {
                let of = |i| whole(u8::from(self.is_of(rule.of.as_ref(), i)));
                let (group, weighed) = (self.sum(of), self.sum(|i| of(i) * whole(self.days[i])));
                let least = (weighed.clone(), whole(rule.min_days) * &group);
                let most = (whole(rule.max_days) * group, weighed);
                match rule.min_days {
                    0 => vec![most],
                    _ => vec![least, most],
                }
            }
            Rule::Yield(rule) => {
                let earned = self.earned.iter().fold(whole(0), |sum, part| sum + part);
                vec![(earned, number(&rule.min_ratio) * &self.distributed)]
            }
            Rule::Stress(rule) => vec![(
                self.stressed(coverage, rule.shift_bps),
                number(&coverage.min_ratio) * &self.amount,
            )],
        }
    }

    pub fn stressed(&self, coverage: &Coverage, shift_bps: u32) -> Fraction {
        self.sum(|i| {
            let years = Fraction::new(self.days[i].into(), 365.into());
            let loss = Fraction::new(shift_bps.into(), 10_000.into()) * years;
            (whole(1) - self.haircut(coverage, i) - loss).max(whole(0))
        })
    }
}

pub fn formulas<'a>(book: &'a Book, supply: &Supply, quantities: &[u64]) -> Formulas<'a> {
    let number = |decimal: &Decimal| fraction(&decimal.to_string());
    let tokens = supply
        .entries
        .iter()
        .fold(whole(0), |sum, entry| match entry {
            SupplyEntry::Chain(chain) => {
                let raw: BigInt = chain.raw.to_string().parse().unwrap();
                sum + Fraction::new(raw, BigInt::from(10).pow(chain.decimals.into()))
            }
            SupplyEntry::BookEntry(entry) => sum + number(&entry.quantity),
            SupplyEntry::PendingRedemptions(entry) => sum + number(&entry.quantity),
            SupplyEntry::Excluded(entry) => sum - number(&entry.quantity),
            SupplyEntry::ToBeIssued(entry) => sum + number(&entry.quantity),
            SupplyEntry::Payable(_) | SupplyEntry::Distributed(_) => sum,
        });
    let payables = supply
        .entries
        .iter()
        .fold(whole(0), |sum, entry| match entry {
            SupplyEntry::Payable(entry) => sum + number(&entry.amount),
            _ => sum,
        });
    let distributed = supply
        .entries
        .iter()
        .fold(whole(0), |sum, entry| match entry {
            SupplyEntry::Distributed(entry) => sum + number(&entry.amount),
            _ => sum,
        });
    let units = |quantity: u64, decimals: u8| {
        Fraction::new(quantity.into(), BigInt::from(10).pow(decimals.into()))
    };
    let value = |(row, quantity): (&BookRow, &u64)| {
        fraction(&row.price.to_string()) * units(*quantity, row.quantity_decimals)
    };
    let earned = |(row, quantity): (&IncomeRow, &u64)| {
        let text = row.per_unit.to_string();
        let per_unit = match text.strip_prefix('-') {
            Some(magnitude) => -fraction(magnitude),
            None => fraction(&text),
        };
        per_unit * units(*quantity, row.quantity_decimals)
    };
    let held = quantities.get(book.rows.len()..).unwrap_or(&[]);
    let days = |row: &BookRow| row.maturity.map_or(0, |m| day(0).days_until(m));
    Formulas {
        values: book.rows.iter().zip(quantities).map(value).collect(),
        days: book.rows.iter().map(days).collect(),
        amount: &tokens * fraction(&supply.value_per_token.to_string()) + &payables,
        earned: book.income_rows().iter().zip(held).map(earned).collect(),
        distributed,
        tokens,
        payables,
        book,
    }
}
