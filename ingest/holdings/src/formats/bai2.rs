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

use std::io::BufRead;

use zeroize::Zeroizing;

use crate::amount::Amount;
use crate::closing;
use crate::dates::compact_date;
use crate::expectation::Expectation;
use crate::fields::identifier;
use crate::format::{ReadContext, StatementFormat};
use crate::input_error::InputError;
use crate::message::{Message, Page, Position};
use records::{amount, count, decimals, digits, total, Record, Records, MAX_FIELDS};

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

    fn read(input: impl BufRead, context: ReadContext<'_>) -> Result<Vec<Message>, InputError> {
        accounts(Records::new(input), context.expected)
    }
}

/// The statement of every account of a file.
fn accounts(
    mut records: Records<impl BufRead>,
    expected: &Expectation,
) -> Result<Vec<Message>, InputError> {
    let mut file = File {
        expected,
        messages: Vec::new(),
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
        State::End => Ok(file.messages),
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    InFile,
    InGroup,
    InAccount,
    End,
}

struct Group {
    decimals: u32,
    currency: String,
    total: Sum,
    accounts: u64,
    records: u64,
}

struct Account {
    line: u64,
    id: Zeroizing<String>,
    decimals: u32,
    ledger: Option<Zeroizing<i128>>,
    available: Option<Zeroizing<i128>>,
    total: Sum,
    records: u64,
}

struct File<'a> {
    expected: &'a Expectation,
    messages: Vec<Message>,
    group: Option<Group>,
    account: Option<Account>,
    total: Sum,
    groups: u64,
    records: u64,
    state: State,
}

impl File<'_> {
    fn record(&mut self, record: &Record<'_>) -> Result<(), InputError> {
        self.records += record.lines;
        if let Some(group) = &mut self.group {
            group.records += record.lines;
        }
        if let Some(account) = &mut self.account {
            account.records += record.lines;
        }
        match (self.state, record.code) {
            (State::Start, "01") => self.begin_file(record),
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
        let day = record.get(3);
        let digits = day.len() == 6 && day.bytes().all(|b| b.is_ascii_digit());
        let date = digits.then(|| compact_date(&format!("20{day}"))).flatten();
        let expected = "a date YYMMDD";
        self.expected
            .check_date(date.ok_or(InputError::Syntax { line, expected })?, line)?;
        match record.get(6) {
            "" | "2" | "4" => {}
            "1" | "3" => return Err(InputError::Preliminary { line }),
            _ => return record.bad("an as-of date modifier from 1 to 4"),
        }
        let currency = self.currency(record.get(5), "USD", line)?;
        self.group = Some(Group {
            decimals: decimals(&currency),
            currency,
            total: Sum::default(),
            accounts: 0,
            records: record.lines,
        });
        self.state = State::InGroup;
        Ok(())
    }

    fn currency(&self, found: &str, default: &str, line: u64) -> Result<String, InputError> {
        let found = if found.is_empty() { default } else { found };
        self.expected.check_currency(found, line)?;
        Ok(found.into())
    }

    fn begin_account(&mut self, record: &Record<'_>) -> Result<(), InputError> {
        let line = record.line;
        let Some(group) = &self.group else {
            return record.bad("a group before an account");
        };
        if self.messages.len() == MAX_ACCOUNTS {
            return record.bad("at most 65536 accounts of a file");
        }
        let currency = self.currency(record.get(1), &group.currency, line)?;
        let mut account = Account {
            line,
            id: identifier(record.get(0), line, "an account")?,
            decimals: match record.get(1) {
                "" => group.decimals,
                _ => decimals(&currency),
            },
            ledger: None,
            available: None,
            total: Sum::default(),
            records: record.lines,
        };
        let mut rest = record.fields.get(2..).unwrap_or_default();
        while let [kind, after @ ..] = rest {
            rest = account.summary(kind, after, record)?;
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
        let total = total(record)?;
        account.total.check(*total, line)?;
        count(record, 1, "records of the account", account.records)?;
        group.total.add(*total, line)?;
        group.accounts += 1;
        let number = self.messages.len() as u64 + 1;
        self.messages.push(Message {
            line: account.line,
            reference: None,
            page: Page::ONLY,
            basis: None,
            positions: vec![account.position(number, self.expected)?],
            account: account.id,
        });
        self.state = State::InGroup;
        Ok(())
    }

    fn end_group(&mut self, record: &Record<'_>) -> Result<(), InputError> {
        let Some(group) = self.group.take() else {
            return record.bad("a group before its trailer");
        };
        let total = total(record)?;
        group.total.check(*total, record.line)?;
        count(record, 1, "accounts of the group", group.accounts)?;
        count(record, 2, "records of the group", group.records)?;
        self.total.add(*total, record.line)?;
        self.groups += 1;
        self.state = State::InFile;
        Ok(())
    }

    fn end_file(&mut self, record: &Record<'_>) -> Result<(), InputError> {
        self.total.check(*total(record)?, record.line)?;
        count(record, 1, "groups of the file", self.groups)?;
        count(record, 2, "records of the file", self.records)?;
        self.state = State::End;
        Ok(())
    }
}

impl Account {
    /// One type code with its amount, count and funds; gives back what follows.
    fn summary<'f, 'a>(
        &mut self,
        kind: &str,
        after: &'f [&'a str],
        record: &Record<'_>,
    ) -> Result<&'f [&'a str], InputError> {
        let line = record.line;
        let get = |index: usize| after.get(index).copied().unwrap_or_default();
        let value = amount(get(0), line)?;
        if let Some(value) = &value {
            self.total.add(**value, line)?;
        }
        let slot = match kind {
            LEDGER => Some(&mut self.ledger),
            AVAILABLE => Some(&mut self.available),
            "" if value.is_none() => None,
            _ if kind.len() == 3 && kind.bytes().all(|b| b.is_ascii_digit()) => None,
            _ => return record.bad("a type code of three digits"),
        };
        if let Some(slot) = slot {
            if slot.is_some() {
                return Err(InputError::ClosingTwice { line });
            }
            *slot = value;
        }
        // What the funds type brings along: availability by days, or a value date.
        let more = match get(2) {
            "" | "Z" | "0" | "1" | "2" => 0,
            "S" => 3,
            "V" => 2,
            "D" => match get(3).parse::<usize>() {
                Ok(pairs) if pairs <= MAX_FIELDS => 1 + 2 * pairs,
                _ => return record.bad("the number of distributions after funds type D"),
            },
            _ => return record.bad("a funds type: Z, 0, 1, 2, S, V or D"),
        };
        let taken = 3 + more;
        match (after.get(taken..), after.len() < 3) {
            (Some(rest), _) => Ok(rest),
            // Fields at the end may be left out, but not those of a funds type.
            (None, true) => Ok(&[]),
            (None, false) => record.bad("all fields of the funds type"),
        }
    }

    fn position(&self, number: u64, expected: &Expectation) -> Result<Position, InputError> {
        let line = self.line;
        let exact = |value: &Zeroizing<i128>| match u128::try_from(**value) {
            Ok(units) => Ok(Amount::new(units, self.decimals)),
            Err(_) => Err(InputError::Debit { line }),
        };
        let ledger = self.ledger.as_ref().ok_or(InputError::NoClosing { line })?;
        let available = self.available.as_ref().map(exact).transpose()?;
        Ok(closing::position(
            line,
            number,
            &self.id,
            exact(ledger)?,
            available,
            expected,
        ))
    }
}
