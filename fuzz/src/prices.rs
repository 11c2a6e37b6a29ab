//! The Treasury's price file.

use assay_book::{isin_of, parse_fedinvest, PriceFile, PriceSide, Quote, MAX_PRICE};
use assay_statement::Decimal;

use crate::message;

/// Any bytes as a price file: every quote is whole, its identifiers belong together, each security is there once, in the order of
/// the lines, at the price that stands there; and the file written again from its quotes is the same file.
pub fn check(bytes: &[u8]) {
    let file = match parse_fedinvest(bytes) {
        Ok(file) => file,
        Err(error) => return message::check(&error),
    };
    for quote in &file.quotes {
        assert!(quote.price > 0 && quote.price < MAX_PRICE);
        assert_eq!(isin_of(&quote.cusip).as_ref(), Ok(&quote.isin));
        let hundred = &quote.price_per_unit() * &Decimal::from(100);
        assert!(hundred.cmp_value(&Decimal::new(quote.price, 6)).is_eq());
        assert!(quote.maturity.to_string().len() == 10);
        assert!(quote.rate.cmp_value(&Decimal::new(25u32, 2)).is_lt());
    }
    assert!(file.quotes.is_sorted_by(|a, b| a.line < b.line));
    assert!(file.unquoted.is_sorted_by(|a, b| a.line < b.line));
    let mut cusips: Vec<String> = file.quotes.iter().map(|q| q.cusip.to_string()).collect();
    cusips.extend(file.unquoted.iter().map(|u| u.cusip.to_string()));
    let count = cusips.len();
    assert!(count > 0, "a price file without a line");
    cusips.sort();
    cusips.dedup();
    assert_eq!(cusips.len(), count);

    if !bytes.iter().any(|b| matches!(b, b'"' | b'\r')) {
        let lines: Vec<&[u8]> = bytes.split(|b| *b == b'\n').collect();
        for quote in &file.quotes {
            as_written(quote, lines[quote.line as usize - 1]);
        }
        for unquoted in &file.unquoted {
            let prices = prices(lines[unquoted.line as usize - 1]);
            assert!(prices.iter().all(|price| *price == 0));
        }
    }

    let again = parse_fedinvest(write(&file).as_bytes()).expect("what was written can be read");
    let known = |file: &PriceFile| {
        let quotes: Vec<Quote> = file
            .quotes
            .iter()
            .cloned()
            .map(|q| Quote { line: 0, ..q })
            .collect();
        let unquoted: Vec<String> = file.unquoted.iter().map(|u| u.cusip.to_string()).collect();
        (quotes, unquoted)
    };
    assert_eq!(known(&again), known(&file));
}

/// The price is the first one that is not zero, of end of day, sell and buy.
fn as_written(quote: &Quote, line: &[u8]) {
    let sides = [PriceSide::Buy, PriceSide::Sell, PriceSide::EndOfDay];
    let mut quoted = sides.into_iter().zip(prices(line)).rev();
    let first = quoted.find(|(_, price)| *price != 0);
    assert_eq!(first, Some((quote.side, quote.price)));
    let rate = field(line, 2);
    let percent = rate.trim_end_matches('%');
    let whole: Decimal = percent.parse().expect("digits");
    let part = Decimal::new(1u32, if percent == rate { 0 } else { 2 });
    assert!((&whole * &part).cmp_value(&quote.rate).is_eq());
}

fn field(line: &[u8], index: usize) -> &str {
    let line = std::str::from_utf8(line).expect("only text is read as a rate");
    line.split(',').nth(index).expect("eight fields").trim()
}

/// The last three fields, in millionths.
fn prices(line: &[u8]) -> [u64; 3] {
    let line = std::str::from_utf8(line).expect("only text is read as a price");
    let fields: Vec<&str> = line.split(',').map(str::trim).collect();
    std::array::from_fn(|i| {
        let (whole, fraction) = fields[5 + i].split_once('.').unwrap_or((fields[5 + i], ""));
        let digits = format!("{whole}{fraction:0<6}");
        digits.parse().expect("digits")
    })
}

/// The file, each price where it was found, the two others not quoted.
fn write(file: &PriceFile) -> String {
    let mut text = String::new();
    for quote in &file.quotes {
        let date = quote.maturity.to_string();
        let (year, month, day) = (&date[..4], &date[5..7], &date[8..]);
        let [buy, sell, end_of_day] =
            [PriceSide::Buy, PriceSide::Sell, PriceSide::EndOfDay].map(|side| {
                let price = if side == quote.side { quote.price } else { 0 };
                format!("{}.{:06}", price / 1_000_000, price % 1_000_000)
            });
        let (cusip, label) = (quote.cusip, quote.security.label());
        let rate = &quote.rate;
        text +=
            &format!("{cusip},{label},{rate},{month}/{day}/{year},,{buy},{sell},{end_of_day}\n");
    }
    for unquoted in &file.unquoted {
        text += &format!("{},TIPS,0%,01/31/2030,,0,0,0.0\n", unquoted.cusip);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_price_file() {
        let file =
            "912797RS8,MARKET BASED BILL,0.000000,12/03/2026,,99.868056,99.866667,0.000000\n\
                    91282CLP4,MARKET BASED NOTE,4.125%,02/15/2027,,0,0,0\n";
        assert_eq!(parse_fedinvest(file.as_bytes()).unwrap().quotes.len(), 1);
        check(file.as_bytes());
        check(b"");
    }
}
