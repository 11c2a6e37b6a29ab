//! Account-level holdings of the sample fund: some 200 lines for three custodians.

use assay_statement::{Book, BookRow, Decimal, Id, InstrumentKind};
use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

use super::plain_csv;

/// Cents in a million dollars.
const MILLION: u64 = 100_000_000;

/// One part of what a custodian holds: kinds of instruments, days to maturity, millions of dollars of face, account lines.
struct Sleeve {
    kinds: &'static [InstrumentKind],
    days: (i64, i64),
    millions: u64,
    lines: usize,
}

const fn sleeve(
    kinds: &'static [InstrumentKind],
    days: (i64, i64),
    millions: u64,
    lines: usize,
) -> Sleeve {
    Sleeve {
        kinds,
        days,
        millions,
        lines,
    }
}

const BILL: &[InstrumentKind] = &[InstrumentKind::Bill];
const NOTE: &[InstrumentKind] = &[InstrumentKind::Note];
const FRN: &[InstrumentKind] = &[InstrumentKind::Frn];

fn sleeves(custodian: &str) -> &'static [Sleeve] {
    match custodian {
        "northbank" => {
            const {
                &[
                    sleeve(BILL, (0, 7), 118, 16),
                    sleeve(BILL, (8, 60), 186, 30),
                    sleeve(BILL, (61, 120), 94, 16),
                    sleeve(NOTE, (1, 240), 52, 12),
                ]
            }
        }
        "eastcustody" => {
            const {
                &[
                    sleeve(BILL, (0, 7), 104, 14),
                    sleeve(BILL, (8, 60), 161, 26),
                    sleeve(BILL, (61, 120), 62, 12),
                    sleeve(FRN, (1, 260), 36, 8),
                    sleeve(NOTE, (1, 120), 11, 4),
                ]
            }
        }
        _ => {
            const {
                &[
                    sleeve(BILL, (0, 7), 98, 14),
                    sleeve(BILL, (8, 60), 127, 26),
                    sleeve(BILL, (61, 93), 44, 10),
                ]
            }
        }
    }
}

/// Cents in a cash account, and the lines it is spread over.
fn cash(instrument: &str) -> (u64, usize) {
    match instrument {
        "cash:operating" => (53 * MILLION + 18_422_917, 5),
        "cash:settlement" => (48 * MILLION + 70_155_308, 4),
        "cash:sweep" => (21 * MILLION + 4_460_049, 3),
        _ => (37 * MILLION + 92_830_561, 4),
    }
}

/// One account line of the sample fund.
pub(super) struct AccountLine {
    /// The account.
    pub account: String,
    /// The row's instrument.
    pub instrument: String,
    /// The name that the custodian has for it: one line in five names the CUSIP, as many custody systems do.
    pub name: String,
    /// Cents.
    pub cents: u64,
}

/// The holdings file of one custodian.
///
/// # Errors
/// A book whose rows do not hold what the sample fund holds.
pub fn csv(book: &Book, custodian: &Id) -> Result<String, String> {
    let lines = lines(book, custodian)?.into_iter().map(|line| {
        let dollars = format!("{}.{:02}", line.cents / 100, line.cents % 100);
        let dollars = dollars.trim_end_matches(".00").to_string();
        [line.account, line.name, dollars]
    });
    Ok(plain_csv::write(lines))
}

/// The account lines of one custodian.
///
/// # Errors
/// A book whose rows do not hold what the sample fund holds.
pub(super) fn lines(book: &Book, custodian: &Id) -> Result<Vec<AccountLine>, String> {
    let seed = custodian.as_str().bytes().fold(2026, |seed: u64, b| {
        seed.wrapping_mul(31).wrapping_add(u64::from(b))
    });
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let initials = custodian.as_str().get(..2).unwrap_or("XX").to_uppercase();
    let mut lines = Vec::new();
    let mut account = 1_000;
    let mut line = |instrument: &str, name: &str, cents: u64| {
        account += 7;
        lines.push(AccountLine {
            account: format!("{initials}-{account:06}"),
            instrument: instrument.into(),
            name: name.into(),
            cents,
        });
    };
    let rows: Vec<&BookRow> = book.rows_of(custodian).map(|(_, row)| row).collect();
    for sleeve in sleeves(custodian.as_str()) {
        let days = |row: &BookRow| row.days_left(book.as_of.date());
        let fits = |row: &BookRow| {
            sleeve.kinds.contains(&row.kind) && (sleeve.days.0..=sleeve.days.1).contains(&days(row))
        };
        let held: Vec<&str> = rows
            .iter()
            .filter(|row| fits(row))
            .map(|row| row.instrument.as_str())
            .collect();
        if held.is_empty() {
            return Err(format!(
                "{custodian}: no row of {:?} with {:?} days left",
                sleeve.kinds, sleeve.days
            ));
        }
        // Whole thousands of face, as primary dealers deliver them.
        let parts = split(sleeve.millions * 1_000, sleeve.lines, &mut rng);
        for (i, thousands) in parts.into_iter().enumerate() {
            let isin = held.get(i % held.len()).copied().unwrap_or_default();
            let name = if i % 5 == 4 {
                isin.get(2..11).unwrap_or(isin)
            } else {
                isin
            };
            line(isin, name, thousands * 100_000);
        }
    }
    for row in rows.iter().filter(|row| row.kind == InstrumentKind::Cash) {
        let (cents, lines) = cash(row.instrument.as_str());
        for part in split(cents, lines, &mut rng) {
            let name = row.instrument.as_str();
            line(name, name, part);
        }
    }
    Ok(lines)
}

/// Splits an amount into parts of like size, none of them zero if there is enough.
fn split(amount: u64, parts: usize, rng: &mut ChaCha8Rng) -> Vec<u64> {
    let mut left = amount;
    let mut split = Vec::with_capacity(parts);
    for remaining in (1..=parts as u64).rev() {
        let even = left / remaining;
        // Half to one and a half times an even share; the last takes what is left.
        let part = match remaining {
            1 => left,
            _ => even / 2 + rng.next_u64() % even.max(1),
        };
        left -= part;
        split.push(part);
    }
    split
}

/// The whole value of quantities at the book's prices, exact: pairs of a row of the book and a quantity.
pub fn value(book: &Book, quantities: impl IntoIterator<Item = (usize, u64)>) -> Decimal {
    let mut sum = Decimal::zero();
    for (row, quantity) in quantities {
        if let Some(row) = book.rows.get(row) {
            let units = Decimal::new(quantity, row.quantity_decimals.into());
            sum = &sum + &(&units * &row.price);
        }
    }
    sum
}
