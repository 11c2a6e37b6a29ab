//! The daily "security price" file of TreasuryDirect's FedInvest, the public price source of a book.
//!
//! A CSV without header, one security a line, prices in US dollars per 100 of face:
//!
//! ```text
//! CUSIP,     type,              rate,    maturity,   call date, buy,       sell,      end of day
//! 912797RS8,MARKET BASED BILL,0.000000,12/03/2026,,99.868056,99.866667,0.000000
//! ```
//!
//! `0.000000` means not quoted. Which of the three prices is taken, in this order:
//!
//! 1. **end of day**, the price the Treasury publishes for portfolio valuation; it is absent until the day is over;
//! 2. **sell**, the price the Treasury pays a holder who redeems ("cover, sell, or bid"), the lower of the other two;
//! 3. **buy**, the price a holder pays ("short, buy, or mean"), the highest; only for a security quoted on that side alone.
//!
//! Every [`Quote`] says which one it is, and a security without any price is listed in [`PriceFile::unquoted`].
//! Prices are "clean", without accrued interest, and those of TIPS are without the inflation adjustment of the principal: see
//! [`crate::valuation`]. The rate is a fraction of face per year, `0.04125`, or `4.125%`.
//! Source: <https://www.treasurydirect.gov/GA-FI/FedInvest/selectSecurityPriceDate>.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use assay_statement::{steers, Date, Decimal, Id};
use cusip::CUSIP;
use num_bigint::BigUint;
use thiserror::Error;

use assay_lines::{Fields, LineError, Lines};

/// Decimals of a price per 100 in the file.
pub const PRICE_DECIMALS: usize = 6;

/// Largest price per 100 of face that is believed, in millionths.
pub const MAX_PRICE: u64 = 100_000 * 1_000_000;

/// A rate per year is believed below this many hundredths. The highest coupon of a Treasury security was 15.75 percent; a file
/// with percentages but no sign has some above it.
pub const MAX_RATE_PERCENT: u64 = 25;

/// Most lines a price file may have.
pub const MAX_LINES: usize = 20_000;

/// The types of marketable Treasury security in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Security {
    /// `MARKET BASED BILL`: zero coupon, at most a year.
    Bill,
    /// `MARKET BASED NOTE`: coupon, two to ten years.
    Note,
    /// `MARKET BASED BOND`: coupon, twenty or thirty years.
    Bond,
    /// `TIPS`: inflation protected.
    Tips,
    /// `MARKET BASED FRN`: floating rate note, two years.
    Frn,
}

impl Security {
    /// All types.
    pub const ALL: [Security; 5] = [
        Security::Bill,
        Security::Note,
        Security::Bond,
        Security::Tips,
        Security::Frn,
    ];

    /// The name in the price file.
    pub const fn label(self) -> &'static str {
        match self {
            Security::Bill => "MARKET BASED BILL",
            Security::Note => "MARKET BASED NOTE",
            Security::Bond => "MARKET BASED BOND",
            Security::Tips => "TIPS",
            Security::Frn => "MARKET BASED FRN",
        }
    }

    /// The `kind` of a book row.
    pub const fn kind(self) -> &'static str {
        match self {
            Security::Bill => "bill",
            Security::Note => "note",
            Security::Bond => "bond",
            Security::Tips => "tips",
            Security::Frn => "frn",
        }
    }

    fn from_label(label: &str) -> Option<Security> {
        Security::ALL.into_iter().find(|s| s.label() == label)
    }

    /// The type whose book `kind` this is.
    pub fn from_kind(kind: &str) -> Option<Security> {
        Security::ALL.into_iter().find(|s| s.kind() == kind)
    }
}

/// Which of the three prices of a line a quote is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Published for portfolio valuation.
    EndOfDay,
    /// What the Treasury pays a holder.
    Sell,
    /// What a holder pays the Treasury.
    Buy,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Side::EndOfDay => "end of day",
            Side::Sell => "sell",
            Side::Buy => "buy",
        })
    }
}

/// A security with a price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Nine characters, check digit verified.
    pub cusip: CUSIP,
    /// `US`, the CUSIP, and the ISIN's own check digit.
    pub isin: Id,
    /// Type of security.
    pub security: Security,
    /// Interest per year on 1 of face; of a floating rate note, what the file has.
    pub rate: Decimal,
    /// Day on which the principal is paid.
    pub maturity: Date,
    /// US dollars per 100 of face, in millionths; never zero.
    pub price: u64,
    /// Which price it is.
    pub side: Side,
    /// Line of the file, from 1.
    pub line: u64,
}

impl Quote {
    /// The exact price of 1 of face: the price per 100 with two more decimals.
    pub fn price_per_unit(&self) -> Decimal {
        Decimal::new(BigUint::from(self.price), PRICE_DECIMALS as u32 + 2).trimmed()
    }
}

/// A security without any price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unquoted {
    /// Nine characters, check digit verified.
    pub cusip: CUSIP,
    /// Line of the file, from 1.
    pub line: u64,
}

/// A whole price file, in its own order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceFile {
    /// Securities with a price.
    pub quotes: Vec<Quote>,
    /// Securities without one, which a book cannot hold.
    pub unquoted: Vec<Unquoted>,
}

/// What is wrong with a price file, and on which line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PriceError {
    /// A line cannot be read or split.
    #[error(transparent)]
    Line(#[from] LineError),
    /// Another number of fields than eight.
    #[error("line {line}: expected 8 fields (CUSIP, type, rate, maturity, call date, buy, sell, end of day), found {found}")]
    FieldCount {
        /// Line, from 1.
        line: u64,
        /// Number of fields.
        found: usize,
    },
    /// The CUSIP is malformed or its check digit wrong.
    #[error("line {line}: CUSIP: expected nine characters with a right check digit, found \"{found}\": {reason}")]
    Cusip {
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The CUSIP stands in the file twice.
    #[error("line {line}: expected each CUSIP once, found {cusip} again (first on line {first})")]
    Duplicate {
        /// Line, from 1.
        line: u64,
        /// The CUSIP.
        cusip: String,
        /// Where it stood first.
        first: u64,
    },
    /// The type of security is unknown.
    #[error("line {line}: type: expected MARKET BASED BILL, NOTE, BOND or FRN, or TIPS, found \"{found}\"")]
    Type {
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
    },
    /// The rate is no decimal, or too high.
    #[error("line {line}: rate: expected a rate per year below {MAX_RATE_PERCENT}%, such as 0.04125 or 4.125%, found \"{found}\"")]
    Rate {
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
    },
    /// A date is malformed or does not exist.
    #[error("line {line}: {field}: expected a date MM/DD/YYYY, found \"{found}\"")]
    Date {
        /// Line, from 1.
        line: u64,
        /// `maturity` or `call date`.
        field: &'static str,
        /// What is there.
        found: String,
    },
    /// A price is malformed, too exact or too large.
    #[error("line {line}: {field}: expected a price per 100 with at most {PRICE_DECIMALS} decimals, below 100000, found \"{found}\"")]
    Price {
        /// Line, from 1.
        line: u64,
        /// `buy`, `sell` or `end of day`.
        field: &'static str,
        /// What is there.
        found: String,
    },
    /// The file has no line.
    #[error("expected at least one line, found none")]
    Empty,
    /// The file has more lines than there are Treasury securities, many times over.
    #[error("expected at most {MAX_LINES} lines, found more")]
    TooLong,
}

/// Reads a whole price file.
///
/// # Errors
/// [`PriceError`], for the first line that is wrong.
pub fn parse(bytes: &[u8]) -> Result<PriceFile, PriceError> {
    let mut lines = Lines::new(bytes);
    let mut file = PriceFile::default();
    let mut seen: HashMap<CUSIP, u64> = HashMap::new();
    while let Some(fields) = lines.next_line()? {
        let line = fields.line;
        if seen.len() == MAX_LINES {
            return Err(PriceError::TooLong);
        }
        let (cusip, quote) = parse_line(&fields)?;
        if let Some(first) = seen.insert(cusip, line) {
            return Err(PriceError::Duplicate {
                line,
                cusip: cusip.to_string(),
                first,
            });
        }
        match quote {
            Some(quote) => file.quotes.push(quote),
            None => file.unquoted.push(Unquoted { cusip, line }),
        }
    }
    if seen.is_empty() {
        return Err(PriceError::Empty);
    }
    Ok(file)
}

fn parse_line(fields: &Fields<'_>) -> Result<(CUSIP, Option<Quote>), PriceError> {
    let line = fields.line;
    if fields.len() != 8 {
        return Err(PriceError::FieldCount {
            line,
            found: fields.len(),
        });
    }
    // A byte that is no text becomes U+FFFD, which no field accepts.
    let texts: [Cow<'_, str>; 8] = std::array::from_fn(|i| String::from_utf8_lossy(fields.get(i)));
    let field = |i: usize| texts[i].as_ref();
    let bad_cusip = |reason: String| PriceError::Cusip {
        line,
        found: excerpt(field(0)),
        reason,
    };
    let cusip = CUSIP::parse(field(0)).map_err(|e| bad_cusip(e.to_string()))?;
    let isin = isin_of(&cusip).map_err(bad_cusip)?;
    let security = Security::from_label(field(1)).ok_or_else(|| PriceError::Type {
        line,
        found: excerpt(field(1)),
    })?;
    let rate = parse_rate(field(2)).ok_or_else(|| PriceError::Rate {
        line,
        found: excerpt(field(2)),
    })?;
    let maturity = parse_date(field(3), line, "maturity")?;
    if !field(4).is_empty() {
        parse_date(field(4), line, "call date")?;
    }
    let buy = parse_price(field(5), line, "buy")?;
    let sell = parse_price(field(6), line, "sell")?;
    let end_of_day = parse_price(field(7), line, "end of day")?;
    let quote = [
        (end_of_day, Side::EndOfDay),
        (sell, Side::Sell),
        (buy, Side::Buy),
    ]
    .into_iter()
    .find(|(price, _)| *price != 0)
    .map(|(price, side)| Quote {
        cusip,
        isin,
        security,
        rate,
        maturity,
        price,
        side,
        line,
    });
    Ok((cusip, quote))
}

/// The ISIN of a US security: `US`, its CUSIP, and a check digit.
///
/// # Errors
/// What is wrong with a CUSIP that no ISIN can hold, such as one with `*`, `@` or `#`.
pub fn isin_of(cusip: &CUSIP) -> Result<Id, String> {
    let built = isin::build_from_parts("US", cusip.value()).map_err(|e| e.to_string())?;
    let checked = isin::parse(built.as_ref()).map_err(|e| e.to_string())?;
    checked
        .to_string()
        .parse()
        .map_err(|e: assay_statement::IdError| e.to_string())
}

/// Found text for a message: short, on one line.
fn excerpt(text: &str) -> String {
    text.chars().take(40).filter(|c| !steers(*c)).collect()
}

/// `0.04125` or `4.125%`, below [`MAX_RATE_PERCENT`].
fn parse_rate(text: &str) -> Option<Decimal> {
    let (digits, decimals) = match text.strip_suffix('%') {
        Some(percent) => (percent, 2),
        None => (text, 0),
    };
    if digits.len() > 20 {
        return None;
    }
    let parsed: Decimal = digits.parse().ok()?;
    let rate = Decimal::new(parsed.mantissa().clone(), parsed.decimals() + decimals).trimmed();
    rate.cmp_value(&Decimal::new(MAX_RATE_PERCENT, 2))
        .is_lt()
        .then_some(rate)
}

fn parse_date(text: &str, line: u64, field: &'static str) -> Result<Date, PriceError> {
    let parse = || {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[2] != b'/' || bytes[5] != b'/' {
            return None;
        }
        let [month, day, year] = [&bytes[..2], &bytes[3..5], &bytes[6..]].map(small);
        // Two digits fit a byte.
        Date::from_ymd(i32::from(year?), month? as u8, day? as u8).ok()
    };
    parse().ok_or_else(|| PriceError::Date {
        line,
        field,
        found: excerpt(text),
    })
}

/// At most four digits.
fn small(digits: &[u8]) -> Option<u16> {
    digits.iter().try_fold(0u16, |n, b| {
        b.is_ascii_digit().then(|| n * 10 + u16::from(b - b'0'))
    })
}

/// A price per 100 in millionths.
fn parse_price(text: &str, line: u64, field: &'static str) -> Result<u64, PriceError> {
    let parse = || {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let fraction = fraction.as_bytes();
        if whole.is_empty()
            || whole.len() > 6
            || fraction.is_empty()
            || fraction.len() > PRICE_DECIMALS
        {
            return None;
        }
        let padding = std::iter::repeat_n(&b'0', PRICE_DECIMALS - fraction.len());
        let digits = whole.as_bytes().iter().chain(fraction).chain(padding);
        let price = digits.into_iter().try_fold(0u64, |n, b| {
            b.is_ascii_digit().then(|| n * 10 + u64::from(b - b'0'))
        })?;
        (price < MAX_PRICE).then_some(price)
    };
    parse().ok_or_else(|| PriceError::Price {
        line,
        field,
        found: excerpt(text),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
