//! What holdings earn, computed once more from `docs/valuation.md` alone, with plain fractions.

use std::collections::BTreeMap;

use assay_statement::Date;
use num_bigint::BigInt;
use num_rational::Ratio;

pub type Fraction = Ratio<BigInt>;

pub fn fraction(numerator: i64, denominator: i64) -> Fraction {
    Fraction::new(numerator.into(), denominator.into())
}

fn whole(value: i64) -> Fraction {
    fraction(value, 1)
}

fn power(decimals: u32) -> Fraction {
    Fraction::from_integer(BigInt::from(10u32).pow(decimals))
}

fn down(value: &Fraction, decimals: u32) -> Fraction {
    (value * power(decimals)).floor() / power(decimals)
}

fn days(from: Date, to: Date) -> i64 {
    from.days_until(to)
}

/// The day some months before another, the last of its month if that one is, or if it has no such day.
pub fn months_before(day: Date, months: i32) -> Date {
    let last = |date: Date| date.plus_days(1).unwrap().ymd().2 == 1;
    let (year, month, of_month) = day.ymd();
    let number = year * 12 + i32::from(month) - 1 - months;
    let (year, month) = (number.div_euclid(12), (number.rem_euclid(12) + 1) as u8);
    let most = if last(day) { 31 } else { of_month };
    (1..=most)
        .rev()
        .find_map(|of_month| Date::from_ymd(year, month, of_month).ok())
        .unwrap()
}

/// How a security earns.
#[derive(Clone, Debug)]
pub enum Kind {
    Bill,
    /// With the shortest term of its kind, in months.
    Fixed(i32),
    /// With the reference CPI on the dated date, in units of the fifth decimal.
    Tips(i64),
    /// With the spread, in tenths of a basis point.
    Floating(i64),
}

/// A security, its clean price per 1 of face on the day of the earlier book, and what is known of the world.
#[derive(Clone, Debug)]
pub struct Security<'a> {
    pub kind: Kind,
    pub rate: Fraction,
    pub clean: Fraction,
    pub dated: Date,
    /// Payments from the first to maturity.
    pub first: i32,
    pub maturity: Date,
    /// The index of each month, by its first day, in thousandths.
    pub months: &'a BTreeMap<Date, i64>,
    /// The index rate of each auction, in billionths of a percent.
    pub auctions: &'a BTreeMap<Date, i64>,
}

impl Security<'_> {
    fn period(&self) -> i32 {
        match self.kind {
            Kind::Floating(_) => 3,
            _ => 6,
        }
    }

    /// The payment day some payments before maturity.
    fn pays(&self, count: i32) -> Date {
        months_before(self.maturity, count * self.period())
    }

    /// The last day up to `day` on which a period began, and the day on which it ends with a payment.
    fn around(&self, day: Date) -> (Date, Date) {
        let mut count = 0;
        while self.pays(count) > day {
            count += 1;
        }
        match count > self.first {
            true => (self.dated, self.pays(self.first)),
            false => (self.pays(count), self.pays((count - 1).max(0))),
        }
    }

    /// Interest from `start`, on which a period begins that ends with a payment at `end`, to `day`.
    fn interest(&self, start: Date, end: Date, day: Date) -> Fraction {
        if let Kind::Floating(spread) = self.kind {
            return self.floating(spread, start, day);
        }
        // Each part against the half year that it falls in, back from the payment.
        let (mut sum, mut until, mut last) = (whole(0), end, day);
        let mut count = (0..).find(|count| self.pays(*count) == end).unwrap();
        while until > start {
            count += 1;
            let from = self.pays(count);
            let begun = from.max(start);
            let part = days(begun, last.max(begun));
            sum += &self.rate * fraction(part, 2 * days(from, until));
            (until, last) = (from, last.min(from));
        }
        sum
    }

    fn floating(&self, spread: i64, start: Date, day: Date) -> Fraction {
        let mut sum: i128 = 0;
        for passed in 0..days(start, day) {
            let earning = start.plus_days(passed).unwrap();
            // Auctions before it, of which those that may be locked out count only where they lower the rate.
            let locked = |auction: Date| {
                let within = |end: Date| auction < end && days(auction, end) <= 5;
                within(day) || (earning == start && within(start))
            };
            let mut rate = i64::MAX;
            for (auction, index) in self.auctions.range(..earning).rev() {
                rate = rate.min(*index);
                if !locked(*auction) {
                    break;
                }
            }
            // A tenth of a basis point is a thousandth of a percent.
            sum += i128::from(rate + spread * 1_000_000).max(0);
        }
        Fraction::new(sum.into(), (360 * 100 * 1_000_000_000i64).into())
    }

    /// The index ratio, rounded as the Treasury does.
    fn ratio(&self, day: Date) -> Fraction {
        let Kind::Tips(base) = self.kind else {
            return whole(1);
        };
        let treasury = |value: Fraction| down(&(down(&value, 6) + fraction(5, 1_000_000)), 5);
        let (year, month, of_month) = day.ymd();
        let first = Date::from_ymd(year, month, 1).unwrap();
        let at = |back: i32| fraction(self.months[&months_before(first, back)], 1_000);
        let length = days(first, months_before(first, -1));
        let line = at(3) + fraction(i64::from(of_month) - 1, length) * (at(2) - at(3));
        treasury(treasury(line) / fraction(base, 100_000))
    }

    /// Accrued interest on 1 of principal.
    fn accrued(&self, day: Date) -> Fraction {
        if matches!(self.kind, Kind::Bill) || day >= self.maturity {
            return whole(0);
        }
        let (start, end) = self.around(day);
        self.interest(start, end, day)
    }

    /// Payments after `since` and up to `until`, on 1 of face.
    fn paid(&self, since: Date, until: Date) -> Fraction {
        if matches!(self.kind, Kind::Bill) {
            return whole(0);
        }
        let counts = (0..=self.first).map(|count| (count, self.pays(count)));
        let counts = counts.filter(|(_, day)| since < *day && *day <= until);
        counts
            .map(|(count, day)| {
                let start = if count == self.first {
                    self.dated
                } else {
                    self.pays(count + 1)
                };
                self.interest(start, day, day) * self.ratio(day)
            })
            .sum()
    }

    /// The price in a book of the day: with interest, down to ten decimals.
    pub fn price(&self, day: Date) -> Fraction {
        let price = (&self.clean + self.accrued(day)) * self.ratio(day);
        down(&price, 10)
    }

    /// Whether a price in a book surely has the interest in it.
    fn has_interest(&self, day: Date, price: &Fraction) -> bool {
        let long = down(price, 8) != *price;
        match self.kind {
            Kind::Bill | Kind::Tips(_) => true,
            Kind::Floating(_) => long,
            Kind::Fixed(shortest) => {
                let count = (0..).find(|count| self.pays(*count) <= day).unwrap();
                // Without terms it is in no first period then, and has the interest of a regular one.
                let regular = count <= self.first || self.dated == self.pays(count);
                long || (count * 6 <= shortest && regular)
            }
        }
    }

    /// Income of one unit from `since` to `until` or maturity, in units of the twelfth decimal.
    pub fn income(&self, since: Date, until: Date) -> BigInt {
        let until = until.min(self.maturity);
        let (interest, ratio, price) = (self.accrued(since), self.ratio(since), self.price(since));
        let clean = match self.has_interest(since, &price) {
            true => self.clean.clone(),
            false => price / &ratio,
        };
        let passed = fraction(days(since, until), days(since, self.maturity));
        let line = &clean + (whole(1) - &clean) * passed;
        let end = match until == self.maturity {
            true => self.ratio(until).max(whole(1)),
            false => (line + self.accrued(until)) * self.ratio(until),
        };
        let earned = end + self.paid(since, until) - (clean + interest) * ratio;
        (earned * power(12)).floor().to_integer()
    }
}
