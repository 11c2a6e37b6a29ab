//! BAI2, cash management balance reporting: the closing ledger balance (type 015) of each account.
//!
//! Where the closing available balance (045) is less, that counts. Control totals and counts of every level are checked.
//!
//! ```text
//! 01 file { 02 group { 03 account { 16 transaction } 49 } 98 } 99      88 continues the record before it
//! ```
//!
//! Source: BAI, "Cash Management Balance Reporting Specifications", version 2. Amounts have the decimals of the currency.

mod records;
mod summary;

use std::io::BufRead;

use assay_statement::Date;
use zeroize::Zeroizing;

use crate::amount::Amount;
use crate::cash::{self, CashPage, Closing, Credit};
use crate::dates::compact_date;
use crate::fields::identifier;
use crate::format::{ReadContext, StatementFormat};
use crate::input_error::InputError;
use crate::message::{Message, Page};
use crate::positions::Positions;
use records::{amount, count, decimals, digits, total, Record, Records};
use summary::{Funds, Summaries, Summary};

/// The closing ledger balance.
const LEDGER: &str = "015";

/// The closing available balance.
const AVAILABLE: &str = "045";

/// Most accounts of a file. Of each a few hundred bytes are kept until all files are read; of transactions nothing is.
const MAX_ACCOUNTS: usize = 1 << 16;

/// Cash management balance reporting.
pub(crate) struct Bai2;

impl StatementFormat for Bai2 {
    const NAME: &'static str = "bai2";
    const TITLE: &'static str = "BAI2";
    const STANDARD: &'static str = "BAI2";

    fn recognise(start: &[u8]) -> bool {
        let first = start.split(|b| *b == b'\n').next().unwrap_or_default();
        first.starts_with(b"01,") && first.trim_ascii_end().ends_with(b"/")
    }

    fn read(
        input: impl BufRead,
        context: ReadContext<'_>,
        _: &mut Positions<'_>,
    ) -> Result<Vec<Message>, InputError> {
        cash::messages(accounts(Records::new(input))?, true, context)
    }
}

/// The statement of every account of a file, a group after the other.
fn accounts(mut records: Records<impl BufRead>) -> Result<Vec<CashPage>, InputError> {
    let mut file = File {
        pages: Vec::new(),
        group: None,
        account: None,
        total: Sum::default(),
        groups: 0,
        records: 0,
        state: State::Start,
    };
    while let Some(record) = records.next()? {
        file.record(&record)?;
    }
    match file.state {
        State::End => Ok(file.pages),
        _ => Err(InputError::Missing {
            line: records.lines(),
            field: "record 99 at the end",
        }),
    }
}

/// A sum with a sign. Wiped when dropped.
#[derive(Default)]
struct Sum(Zeroizing<i128>);

impl Sum {
    fn add(&mut self, other: i128, line: u64) -> Result<(), InputError> {
        let sum = self.0.checked_add(other);
        *self.0 = sum.ok_or(InputError::ControlTotal { line })?;
        Ok(())
    }

    fn check(&self, total: i128, line: u64) -> Result<(), InputError> {
        match *self.0 == total {
            true => Ok(()),
            false => Err(InputError::ControlTotal { line }),
        }
    }
}

/// The day of `YYMMDD`.
fn date(text: &str) -> Option<Date> {
    let digits = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| compact_date(&format!("20{text}"))).flatten()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    InFile,
    InGroup,
    InAccount,
    End,
}

struct Group {
    day: (Date, u64),
    /// The line that says that the day is not over.
    preliminary: Option<u64>,
    currency: (Zeroizing<String>, u64),
    total: Sum,
    accounts: u64,
    records: u64,
}

struct Account {
    line: u64,
    id: Zeroizing<String>,
    currency: (Zeroizing<String>, u64),
    ledger: Option<Zeroizing<i128>>,
    available: Option<Zeroizing<i128>>,
    /// Whether a part of the ledger balance is available later, by its funds type.
    later: bool,
    total: Sum,
    records: u64,
}

struct File {
    pages: Vec<CashPage>,
    group: Option<Group>,
    account: Option<Account>,
    total: Sum,
    groups: u64,
    records: u64,
    state: State,
}

impl File {
    fn record(&mut self, record: &Record<'_>) -> Result<(), InputError> {
        self.records += record.lines;
        if let Some(group) = &mut self.group {
            group.records += record.lines;
        }
        if let Some(account) = &mut self.account {
            account.records += record.lines;
        }
        match (self.state, record.code) {
            (State::Start | State::End, "01") => self.begin_file(record),
            (State::InFile, "02") => self.begin_group(record),
            (State::InGroup, "03") => self.begin_account(record),
            (State::InAccount, "16") => self.transaction(record),
            (State::InAccount, "49") => self.end_account(record),
            (State::InGroup, "98") => self.end_group(record),
            (State::InFile, "99") => self.end_file(record),
            _ => record.bad("the records of a file in their order: 01 02 03 16 49 98 99"),
        }
    }

    fn begin_file(&mut self, record: &Record<'_>) -> Result<(), InputError> {
        if record.get(7) != "2" {
            return Err(InputError::Version {
                line: record.line,
                expected: "BAI version 2",
                found: digits(record.get(7)),
            });
        }
        (self.total, self.groups, self.records) = (Sum::default(), 0, record.lines);
        self.state = State::InFile;
        Ok(())
    }

    fn begin_group(&mut self, record: &Record<'_>) -> Result<(), InputError> {
        let line = record.line;
        match record.get(2) {
            "1" => {}
            "2" | "3" => return Err(InputError::Delta { line }),
            "4" => {
                let what = "a test";
                return Err(InputError::Forbidden { line, what });
            }
            _ => return record.bad("the group status 1, an update"),
        }
        let date = date(record.get(3));
        let expected = "a date YYMMDD";
        let preliminary = match record.get(6) {
            "" | "2" | "4" => None,
            "1" | "3" => Some(line),
            _ => return record.bad("an as-of date modifier from 1 to 4"),
        };
        let currency = match record.get(5) {
            "" => "USD",
            found => found,
        };
        self.group = Some(Group {
            day: (date.ok_or(InputError::Syntax { line, expected })?, line),
            preliminary,
            currency: (Zeroizing::new(currency.into()), line),
            total: Sum::default(),
            accounts: 0,
            records: record.lines,
        });
        self.state = State::InGroup;
        Ok(())
    }

    fn begin_account(&mut self, record: &Record<'_>) -> Result<(), InputError> {
        let line = record.line;
        let Some(group) = &self.group else {
            return record.bad("a group before an account");
        };
        if self.pages.len() == MAX_ACCOUNTS {
            return record.bad("at most 65536 accounts of a file");
        }
        let mut account = Account {
            line,
            id: identifier(record.get(0), line, "an account")?,
            currency: match record.get(1) {
                "" => group.currency.clone(),
                found => (Zeroizing::new(found.into()), line),
            },
            ledger: None,
            available: None,
            later: false,
            total: Sum::default(),
            records: record.lines,
        };
        let day = group.day.0;
        let mut summaries = Summaries::new(record, 2);
        while let Some(summary) = summaries.next()? {
            account.summary(&summary, day, line)?;
        }
        self.account = Some(account);
        self.state = State::InAccount;
        Ok(())
    }

    fn transaction(&mut self, record: &Record<'_>) -> Result<(), InputError> {
        let line = record.line;
        let amount = amount(record.get(1), line)?;
        match &mut self.account {
            Some(account) => account.total.add(*amount.unwrap_or_default(), line),
            None => record.bad("an account before a transaction"),
        }
    }

    fn end_account(&mut self, record: &Record<'_>) -> Result<(), InputError> {
        let line = record.line;
        let (Some(account), Some(group)) = (self.account.take(), &mut self.group) else {
            return record.bad("an account before its trailer");
        };
        let total = total(record, *account.total.0)?;
        account.total.check(*total, line)?;
        count(record, 1, "records of the account", account.records)?;
        group.total.add(*total, line)?;
        group.accounts += 1;
        let number = self.pages.len() as u64 + 1;
        self.pages.push(account.page(number, group));
        self.state = State::InGroup;
        Ok(())
    }

    fn end_group(&mut self, record: &Record<'_>) -> Result<(), InputError> {
        let Some(group) = self.group.take() else {
            return record.bad("a group before its trailer");
        };
        let total = total(record, *group.total.0)?;
        group.total.check(*total, record.line)?;
        count(record, 1, "accounts of the group", group.accounts)?;
        count(record, 2, "records of the group", group.records)?;
        self.total.add(*total, record.line)?;
        self.groups += 1;
        self.state = State::InFile;
        Ok(())
    }

    fn end_file(&mut self, record: &Record<'_>) -> Result<(), InputError> {
        self.total
            .check(*total(record, *self.total.0)?, record.line)?;
        count(record, 1, "groups of the file", self.groups)?;
        count(record, 2, "records of the file", self.records)?;
        self.state = State::End;
        Ok(())
    }
}

impl Account {
    /// Takes one type code with its amount.
    fn summary(&mut self, summary: &Summary<'_>, day: Date, line: u64) -> Result<(), InputError> {
        let value = amount(summary.amount, line)?;
        if let Some(value) = &value {
            self.total.add(**value, line)?;
        }
        let slot = match summary.kind {
            LEDGER => &mut self.ledger,
            AVAILABLE => &mut self.available,
            _ => return Ok(()),
        };
        if slot.is_some() {
            return Err(InputError::ClosingTwice { line });
        }
        *slot = value;
        if summary.kind == LEDGER {
            self.later = match summary.funds {
                Funds::Now => false,
                Funds::From(from) => date(from).is_none_or(|from| from > day),
                Funds::Later => true,
            };
        }
        Ok(())
    }

    /// The page of the account, which is its whole statement.
    fn page(self, number: u64, group: &Group) -> CashPage {
        let closing = |value: &Zeroizing<i128>, later| Closing {
            line: self.line,
            day: group.day,
            currency: self.currency.clone(),
            amount: Amount::new(value.unsigned_abs(), decimals(&self.currency.0)),
            debit: **value < 0,
            credit: Credit::Without,
            later,
        };
        CashPage {
            line: self.line,
            number,
            reference: None,
            currency: Some(self.currency.clone()),
            page: Page::ONLY,
            day: Some(group.day),
            preliminary: group.preliminary,
            booked: self
                .ledger
                .iter()
                .map(|value| closing(value, self.later))
                .collect(),
            available: self
                .available
                .iter()
                .map(|value| closing(value, false))
                .collect(),
            other_balances: 0,
            account: self.id,
        }
    }
}
