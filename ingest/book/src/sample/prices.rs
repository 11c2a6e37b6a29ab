//! A price file of the FedInvest form, for 20 November 2026.

use std::fmt::Write;

use assay_statement::Date;

use super::us_date::us_date;

/// First characters of CUSIPs, by type of security.
const BILL: &str = "912797";
const NOTE: &str = "91282C";
const BOND: &str = "912810";

/// Bank discount rate of the bills, in basis points.
const DISCOUNT_BPS: u64 = 368;

/// Millionths in a price of 100.
const PAR: u64 = 100_000_000;

/// Bills: issue number and maturity. Thursdays, but for holidays; the second group Tuesdays.
const BILLS: [(&str, &str); 41] = [
    ("SA", "2026-11-19"),
    ("SB", "2026-11-27"),
    ("SC", "2026-12-03"),
    ("SD", "2026-12-10"),
    ("SE", "2026-12-17"),
    ("SF", "2026-12-24"),
    ("SG", "2026-12-31"),
    ("SH", "2027-01-07"),
    ("SJ", "2027-01-14"),
    ("SK", "2027-01-21"),
    ("SL", "2027-01-28"),
    ("SM", "2027-02-04"),
    ("SN", "2027-02-11"),
    ("SP", "2027-02-18"),
    ("SQ", "2027-02-25"),
    ("SR", "2027-03-04"),
    ("SS", "2027-03-11"),
    ("ST", "2027-03-18"),
    ("SU", "2027-03-25"),
    ("SV", "2027-04-01"),
    ("SW", "2027-04-08"),
    ("SX", "2027-04-15"),
    ("SY", "2027-04-22"),
    ("SZ", "2027-04-29"),
    ("TA", "2027-05-06"),
    ("TB", "2027-05-13"),
    ("TC", "2027-05-20"),
    ("TD", "2027-06-10"),
    ("TE", "2027-07-08"),
    ("TF", "2027-08-05"),
    ("TG", "2027-09-02"),
    ("TH", "2027-09-30"),
    ("TJ", "2027-10-28"),
    ("TK", "2026-11-24"),
    ("TL", "2026-12-01"),
    ("TM", "2026-12-08"),
    ("TN", "2026-12-15"),
    ("TP", "2026-12-22"),
    ("TQ", "2026-12-29"),
    ("TR", "2027-01-05"),
    ("TS", "2027-01-12"),
];

struct Coupon {
    prefix: &'static str,
    issue: &'static str,
    label: &'static str,
    rate: &'static str,
    maturity: &'static str,
    /// End of day price per 100, in millionths.
    price: u64,
}

const fn coupon(
    prefix: &'static str,
    issue: &'static str,
    label: &'static str,
    rate: &'static str,
    maturity: &'static str,
    price: u64,
) -> Coupon {
    Coupon {
        prefix,
        issue,
        label,
        rate,
        maturity,
        price,
    }
}

const N: &str = "MARKET BASED NOTE";
const B: &str = "MARKET BASED BOND";
const T: &str = "TIPS";
const F: &str = "MARKET BASED FRN";

const COUPONS: [Coupon; 31] = [
    coupon(NOTE, "LB", N, "0.042500", "2026-11-30", 100_011_719),
    coupon(NOTE, "JS", N, "0.043750", "2026-12-15", 100_039_063),
    coupon(NOTE, "MB", N, "0.042500", "2026-12-31", 100_058_594),
    coupon(NOTE, "JT", N, "0.040000", "2027-01-15", 100_042_969),
    coupon(NOTE, "MH", N, "0.041250", "2027-01-31", 100_085_938),
    coupon(NOTE, "KA", N, "0.041250", "2027-02-15", 100_101_563),
    coupon(NOTE, "MP", N, "0.041250", "2027-02-28", 100_125_000),
    coupon(NOTE, "KE", N, "0.042500", "2027-03-15", 100_191_406),
    coupon(NOTE, "KJ", N, "0.045000", "2027-04-15", 100_312_500),
    coupon(NOTE, "KR", N, "0.045000", "2027-05-15", 100_394_531),
    coupon(NOTE, "KV", N, "0.046250", "2027-06-15", 100_539_063),
    coupon(NOTE, "KZ", N, "0.043750", "2027-07-15", 100_460_938),
    coupon(NOTE, "LG", N, "0.037500", "2027-08-15", 100_062_500),
    coupon(NOTE, "LL", N, "0.033750", "2027-09-15", 99_769_531),
    coupon(NOTE, "LQ", N, "0.038750", "2027-10-15", 100_187_500),
    coupon(NOTE, "LX", N, "0.041250", "2027-11-15", 100_445_313),
    coupon(NOTE, "NF", N, "0.040000", "2028-05-31", 100_601_563),
    coupon(NOTE, "NU", N, "0.036250", "2030-08-31", 99_828_125),
    coupon(NOTE, "NT", N, "0.042500", "2035-08-15", 101_640_625),
    coupon(BOND, "QT", B, "0.031250", "2041-11-15", 84_343_750),
    coupon(BOND, "TT", B, "0.041250", "2053-08-15", 91_062_500),
    coupon(BOND, "UK", B, "0.047500", "2055-05-15", 100_921_875),
    coupon(NOTE, "CA", T, "0.001250", "2027-04-15", 99_218_750),
    coupon(NOTE, "EJ", T, "0.001250", "2027-10-15", 98_984_375),
    coupon(NOTE, "KL", T, "0.021250", "2029-04-15", 102_109_375),
    coupon(BOND, "TP", T, "0.015000", "2053-02-15", 78_203_125),
    coupon(NOTE, "JU", F, "0.038126", "2027-01-31", 100_021_484),
    coupon(NOTE, "KM", F, "0.038206", "2027-04-30", 100_036_133),
    coupon(NOTE, "LA", F, "0.038386", "2027-07-31", 100_052_734),
    coupon(NOTE, "LT", F, "0.038606", "2027-10-31", 100_071_289),
    coupon(NOTE, "MJ", F, "0.037606", "2028-01-31", 100_014_648),
];

/// The price file. One bill has matured, one note has no price, and two securities have no end of day price.
///
/// # Errors
/// None with the tables above: what the parsers of dates and CUSIPs say of a wrong one.
pub fn sample_price_file(today: Date) -> Result<String, String> {
    let mut text = String::new();
    for (issue, maturity) in BILLS {
        let maturity: Date = maturity.parse().map_err(|e| format!("{maturity}: {e}"))?;
        let days = u64::try_from(today.days_until(maturity)).unwrap_or(0);
        let price = PAR - PAR * DISCOUNT_BPS * days / 3_600_000;
        let quotes = match issue {
            "SA" => [0, 0, PAR],
            "SK" => [price + 1_389, price - 1_389, 0],
            _ => [price + 1_389, price - 1_389, price],
        };
        line(
            &mut text,
            BILL,
            issue,
            "MARKET BASED BILL",
            "0.000000",
            maturity,
            quotes,
        )?;
    }
    for c in &COUPONS {
        let maturity: Date = c
            .maturity
            .parse()
            .map_err(|e| format!("{}: {e}", c.maturity))?;
        let quotes = match c.issue {
            "LX" => [0, 0, 0],
            "KM" => [c.price + 3_906, 0, 0],
            _ => [c.price + 15_625, c.price - 15_625, c.price],
        };
        line(
            &mut text, c.prefix, c.issue, c.label, c.rate, maturity, quotes,
        )?;
    }
    Ok(text)
}

fn line(
    text: &mut String,
    prefix: &str,
    issue: &str,
    label: &str,
    rate: &str,
    maturity: Date,
    quotes: [u64; 3],
) -> Result<(), String> {
    let cusip =
        cusip::build_from_payload(&format!("{prefix}{issue}")).map_err(|e| e.to_string())?;
    let us = us_date(maturity)?;
    let [buy, sell, end] = quotes.map(|q| format!("{}.{:06}", q / 1_000_000, q % 1_000_000));
    writeln!(text, "{cusip},{label},{rate},{us},,{buy},{sell},{end}").map_err(|e| e.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::fedinvest::parse_fedinvest;
    use crate::quote::PriceSide;

    #[test]
    fn is_a_price_file_of_72_securities() {
        let text = sample_price_file("2026-11-20".parse().unwrap()).unwrap();
        let file = parse_fedinvest(text.as_bytes()).unwrap();
        assert_eq!((file.quotes.len(), file.unquoted.len()), (71, 1));
        let fallbacks: Vec<PriceSide> = file
            .quotes
            .iter()
            .map(|q| q.side)
            .filter(|s| *s != PriceSide::EndOfDay)
            .collect();
        assert_eq!(fallbacks, [PriceSide::Sell, PriceSide::Buy]);
    }

    #[test]
    fn bills_are_below_par_and_fall_with_time() {
        let text = sample_price_file("2026-11-20".parse().unwrap()).unwrap();
        let quotes = parse_fedinvest(text.as_bytes()).unwrap().quotes;
        let weekly: Vec<u64> = quotes[1..10].iter().map(|q| q.price).collect();
        assert!(weekly.windows(2).all(|w| w[0] > w[1]) && weekly[0] < PAR);
    }
}
