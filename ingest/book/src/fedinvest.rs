//! The daily "security price" file of TreasuryDirect's FedInvest, the public price source of a book.
//!
//! A CSV, one security a line, prices in US dollars per 100 of face. A header that names these columns in this order may be its
//! first line. The file does not say of which day it is:
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
//! `valuation`. The rate is a fraction of face per year, `0.04125`, or `4.125%`.
//! Source: <https://www.treasurydirect.gov/GA-FI/FedInvest/selectSecurityPriceDate>.

use std::borrow::Cow;
use std::collections::HashMap;

use assay_lines::{Fields, Lines};
use assay_statement::{steers, Date, Decimal};
use cusip::CUSIP;

use crate::isin::isin_of;
use crate::price_error::{PriceError, MAX_LINES, MAX_RATE_PERCENT};
use crate::quote::{PriceFile, PriceSide, Quote, Security, Unquoted, MAX_PRICE, PRICE_DECIMALS};

/// The columns: a name of each has one of these words in it.
const COLUMNS: [&[&str]; 8] = [
    &["cusip"],
    &["type"],
    &["rate"],
    &["maturity"],
    &["call"],
    &["buy"],
    &["sell"],
    &["end of day", "eod", "end_of_day"],
];

/// Reads a whole price file.
///
/// # Errors
/// [`PriceError`], for the first line that is wrong.
pub fn parse_fedinvest(bytes: &[u8]) -> Result<PriceFile, PriceError> {
    let mut lines = Lines::new(bytes);
    let mut file = PriceFile::default();
    let mut seen: HashMap<CUSIP, u64> = HashMap::new();
    let mut first = true;
    while let Some(fields) = lines.next_line()? {
        if std::mem::take(&mut first) && is_header(&fields)? {
            continue;
        }
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

/// Whether a line is a header. One of other columns, or in another order, is refused: prices of sides would be mistaken.
fn is_header(fields: &Fields<'_>) -> Result<bool, PriceError> {
    let name = |at: usize| String::from_utf8_lossy(fields.get(at)).to_lowercase();
    if !name(0).contains("cusip") {
        return Ok(false);
    }
    let other = COLUMNS.iter().enumerate().find(|(at, column)| {
        let name = name(*at);
        !column.iter().any(|word| name.contains(word))
    });
    match other {
        None if fields.len() == COLUMNS.len() => Ok(true),
        None => Err(PriceError::FieldCount {
            line: fields.line,
            found: fields.len(),
        }),
        Some((at, _)) => Err(PriceError::Header {
            line: fields.line,
            field: at + 1,
            found: excerpt(&name(at)),
        }),
    }
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
    let quote = first_price(fields.line, [field(5), field(6), field(7)])?;
    let quote = quote.map(|(price, side)| Quote {
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

/// The first price that is quoted, of end of day, sell and buy.
fn first_price(
    line: u64,
    [buy, sell, end_of_day]: [&str; 3],
) -> Result<Option<(u64, PriceSide)>, PriceError> {
    let buy = parse_price(buy, line, "buy")?;
    let sell = parse_price(sell, line, "sell")?;
    let end_of_day = parse_price(end_of_day, line, "end of day")?;
    let prices = [
        (end_of_day, PriceSide::EndOfDay),
        (sell, PriceSide::Sell),
        (buy, PriceSide::Buy),
    ];
    Ok(prices.into_iter().find(|(price, _)| *price != 0))
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
