//! SWIFT MT940 and MT950, the customer statement and the statement of an account: the closing booked balance (`:62F:`).
//!
//! Where the closing available balance (`:64:`) is less, that counts. Entries and what is said about them are passed over.

mod bank_lines;

use std::io::BufRead;

use zeroize::Zeroizing;

use crate::cash::{self, CashPage, Closing, Credit};
use crate::dates::compact_date;
use crate::fields::{identifier, once, required};
use crate::fin::{self, Field, FinReader, FinTypes};
use crate::format::{ReadContext, StatementFormat};
use crate::input_error::InputError;
use crate::message::{Message, Page};
use crate::positions::Positions;

use bank_lines::BankLines;

static TYPES: FinTypes = FinTypes {
    numbers: &["940", "950"],
    name: "MT940 or MT950",
    beginning: "a message, beginning with {1: or :20:",
};

/// The customer statement.
pub(crate) struct Mt940;

impl StatementFormat for Mt940 {
    const NAME: &'static str = "mt940";
    const TITLE: &'static str = "MT940";
    const STANDARD: &'static str = "SWIFT MT940 and MT950";

    fn recognise(start: &[u8]) -> bool {
        // Others of its category too: their refusal names these two.
        fin::type_at(start).is_some_and(|found| found.starts_with(b"9")) || bank_lines::begin(start)
    }

    fn read(
        input: impl BufRead,
        context: ReadContext<'_>,
        _: &mut Positions<'_>,
    ) -> Result<Vec<Message>, InputError> {
        let mut input = BankLines::new(input);
        let mut reader = FinReader::new(&mut input, &TYPES);
        let pages = pages(&mut reader);
        cash::messages(reader.close(pages)?, false, context)
    }
}

/// The statements of a file. Where the blocks around them were stripped, each begins with its `:20:`.
fn pages(reader: &mut FinReader<'_>) -> Result<Vec<CashPage>, InputError> {
    let mut pages = Vec::new();
    while reader.message()?.is_some() {
        let mut statement: Option<Statement> = None;
        while let Some(field) = reader.field()? {
            if field.tag == "20" {
                pages.extend(statement.take().map(Statement::close).transpose()?);
                statement = Some(Statement {
                    line: field.line,
                    number: pages.len() as u64 + 1,
                    ..Statement::default()
                });
                continue;
            }
            match &mut statement {
                Some(statement) => statement.read(&field)?,
                None => return Err(field.unknown()),
            }
        }
        pages.extend(statement.map(Statement::close).transpose()?);
    }
    if pages.is_empty() {
        let field = "MT940 or MT950 message";
        return Err(InputError::Missing { line: 1, field });
    }
    Ok(pages)
}

/// What has been read of a statement.
#[derive(Default)]
struct Statement {
    line: u64,
    number: u64,
    account: Option<Zeroizing<String>>,
    /// The number of the statement, and of the page.
    numbers: Option<(Zeroizing<String>, Option<u32>)>,
    /// The currency of the opening balance, and its line: a page without a closing balance has no other.
    currency: Option<(Zeroizing<String>, u64)>,
    /// Whether it begins with this page.
    begins: Option<bool>,
    /// Whether it ends with this page.
    ends: Option<bool>,
    booked: Vec<Closing>,
    available: Vec<Closing>,
}

impl Statement {
    fn read(&mut self, field: &Field<'_>) -> Result<(), InputError> {
        let line = field.line;
        match field.tag {
            "25" | "25P" => {
                let first = field.value.lines().next().unwrap_or_default();
                let account = identifier(first.trim(), line, "an account")?;
                once(&mut self.account, account, line, ":25:")
            }
            "28" | "28C" => once(&mut self.numbers, numbers(field)?, line, ":28C:"),
            "60F" | "60M" => {
                let currency = field.value.get(7..10).filter(|text| is_currency(text));
                self.currency = currency.map(|text| (Zeroizing::new(text.into()), line));
                once(&mut self.begins, field.tag == "60F", line, ":60a:")
            }
            "62M" => once(&mut self.ends, false, line, ":62a:"),
            "62F" => {
                once(&mut self.ends, true, line, ":62a:")?;
                self.booked.push(balance(field)?);
                Ok(())
            }
            "64" => {
                self.available.push(balance(field)?);
                Ok(())
            }
            "21" | "61" | "65" | "86" => Ok(()),
            _ => Err(field.unknown()),
        }
    }

    /// The page; one that begins and ends the statement is all of it, whatever its number.
    fn close(mut self) -> Result<CashPage, InputError> {
        let line = self.line;
        // What is available on a later day says nothing of this one, as `:65:` does not.
        for (closing, booked) in self.available.iter_mut().zip(self.booked.iter().cycle()) {
            if closing.day.0 > booked.day.0 {
                (closing.day.0, closing.later) = (booked.day.0, true);
            }
        }
        let (reference, page) = required(self.numbers, line, ":28C:")?;
        let begins = required(self.begins, line, ":60F: or :60M:")?;
        let last = required(self.ends, line, ":62F: or :62M:")?;
        let page = match (begins && last, page) {
            (true, _) => Page::ONLY,
            (false, Some(number)) => Page { number, last },
            (false, None) => {
                let field = "page after the number of the statement, as in :28C:1/2";
                return Err(InputError::Missing { line, field });
            }
        };
        Ok(CashPage {
            line,
            number: self.number,
            reference: Some(reference),
            account: required(self.account, line, ":25:")?,
            currency: self.currency,
            page,
            day: None,
            preliminary: None,
            booked: self.booked,
            available: self.available,
            other_balances: 0,
        })
    }
}

/// The numbers of `:28C:324/1`: of the statement, and of the page if there is one.
fn numbers(field: &Field<'_>) -> Result<(Zeroizing<String>, Option<u32>), InputError> {
    let line = field.line;
    let expected = "the number of the statement and of the page, as in 324/1";
    let bad = || InputError::Syntax { line, expected };
    let value = field.value.trim();
    let (statement, page) = match value.split_once('/') {
        Some((statement, page)) => (statement, Some(page)),
        None => (value, None),
    };
    let number = |text: &str| {
        let digits = (1..=5).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| digits).ok_or_else(bad)
    };
    let (whole, page) = (number(statement)?, page.map(number).transpose()?);
    Ok((Zeroizing::new(whole.to_string()), page))
}

fn is_currency(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_uppercase())
}

/// The balance of `C261120USD1234,56`: credit or debit, its day, its currency, how much it is.
fn balance(field: &Field<'_>) -> Result<Closing, InputError> {
    let line = field.line;
    let expected = "a balance, as in C261120USD1234,56";
    let bad = || InputError::Syntax { line, expected };
    let value = field.value.trim_end();
    let part = |range: core::ops::Range<usize>| value.get(range).ok_or_else(bad);
    let debit = match part(0..1)? {
        "C" => false,
        "D" => true,
        _ => return Err(bad()),
    };
    let (day, currency) = (part(1..7)?, part(7..10)?);
    let date = day.bytes().all(|b| b.is_ascii_digit());
    let date = date.then(|| compact_date(&format!("20{day}"))).flatten();
    if !is_currency(currency) {
        return Err(bad());
    }
    Ok(Closing {
        line,
        day: (date.ok_or_else(bad)?, line),
        currency: (Zeroizing::new(currency.into()), line),
        amount: fin::decimal(value.get(10..).unwrap_or_default()).map_err(|_| bad())?,
        debit,
        credit: Credit::Without,
        later: false,
    })
}
