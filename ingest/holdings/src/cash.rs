//! Cash statements, as every format of them is read: which of them are of the book's day, and what they say counts.

use std::collections::HashMap;

use assay_statement::Date;
use zeroize::Zeroizing;

use crate::amount::Amount;
use crate::closing;
use crate::expectation::Expectation;
use crate::format::ReadContext;
use crate::index::Index;
use crate::input_error::InputError;
use crate::message::{Message, Page};
use crate::passed_over::PassedOver;

/// A closing balance, as written.
pub(crate) struct Closing {
    /// The line of the file where it is, from 1.
    pub line: u64,
    /// Its day, and the line of that.
    pub day: (Date, u64),
    /// Its currency, and the line of that.
    pub currency: (Zeroizing<String>, u64),
    /// How much it is.
    pub amount: Amount,
    /// Whether it is owed to the bank.
    pub debit: bool,
    /// Whether it counts credit lines.
    pub credit: Credit,
    /// Whether it says that parts of it will be there later.
    pub later: bool,
}

/// The credit lines that a balance counts.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Credit {
    /// None.
    Without,
    /// So much.
    Of(Amount),
    /// Nobody knows how much.
    Unknown,
}

/// One page of the statement of a cash account.
pub(crate) struct CashPage {
    /// The line of the file where it begins, from 1.
    pub line: u64,
    /// Which statement of the file it is, from 1.
    pub number: u64,
    /// The sender's identifier of the statement, if it has one.
    pub reference: Option<Zeroizing<String>>,
    /// The account, as the statement identifies it.
    pub account: Zeroizing<String>,
    /// The currency of the account and its line, if the statement tells it.
    pub currency: Option<(Zeroizing<String>, u64)>,
    /// Which page it is.
    pub page: Page,
    /// The day of all its balances and the line of that, if the format has one day a statement.
    pub day: Option<(Date, u64)>,
    /// The line that says that its day is not over.
    pub preliminary: Option<u64>,
    /// Closing balances that are booked.
    pub booked: Vec<Closing>,
    /// Closing balances that are available.
    pub available: Vec<Closing>,
    /// How many balances it has beside these that a bank names itself.
    pub other_balances: u64,
}

/// What the day of a page is, seen from the book.
#[derive(Clone, Copy, PartialEq, Eq)]
enum DayOf {
    Book,
    Other(Date, u64),
    BeforeItsEnd(u64),
    NotSaid,
}

/// The messages of a file: its statements of the book's day, of the client's accounts. `parts` says that the format has
/// statements without a closing balance beside those that have one.
///
/// # Errors
/// [`InputError`], for the first thing that is wrong with a statement that counts.
pub(crate) fn messages(
    pages: Vec<CashPage>,
    parts: bool,
    context: ReadContext<'_>,
) -> Result<Vec<Message>, InputError> {
    let expected = context.expected;
    let mut own = Vec::with_capacity(pages.len());
    for mut page in pages {
        let passed_over = &mut *context.passed_over;
        let counts = expected.counts(page.account.as_bytes(), page.line)?;
        let all_passed = counts && page.pass_currencies(expected, passed_over);
        let currency = page.currency().unwrap_or(&expected.currency);
        let count = if !counts {
            &mut passed_over.accounts
        } else if all_passed {
            continue;
        } else if currency != expected.currency && page.is_zero()
            || parts && page.is_empty() && !named(&page.account, expected, context.index)
        {
            &mut passed_over.zeros
        } else {
            own.push(page);
            continue;
        };
        *count += 1;
    }
    let days = days(&own, expected);
    let mut messages = Vec::with_capacity(own.len());
    for (page, of_account) in own.into_iter().zip(&days) {
        if of_account.counts(parts, expected)? {
            context.passed_over.other_balances += page.other_balances;
            messages.push(page.message(expected)?);
        } else {
            context.passed_over.other_days += 1;
        }
    }
    Ok(messages)
}

/// Whether a row of the book is of an account, or the mapping says so.
fn named(account: &str, expected: &Expectation, index: &Index) -> bool {
    let (row, named) = expected.cash_row(account);
    named || index.row(row.as_bytes()).is_some()
}

/// The day of a page, and that of the account's other pages.
struct Days {
    /// Of the statement that the page is of.
    statement: DayOf,
    /// Of the account: the best that any of its statements has.
    account: DayOf,
}

impl Days {
    /// Whether the statement counts; it does not if another one of its account is of the book's day.
    fn counts(&self, parts: bool, expected: &Expectation) -> Result<bool, InputError> {
        match (self.statement, self.account) {
            (DayOf::Book, _) => Ok(true),
            (DayOf::NotSaid, DayOf::Book) => Ok(!parts),
            (_, DayOf::Book) => Ok(false),
            (_, DayOf::BeforeItsEnd(line)) => Err(InputError::Preliminary { line }),
            (DayOf::Other(found, line), _) => expected.check_date(found, line).map(|()| true),
            (DayOf::NotSaid, _) => Ok(true),
            (DayOf::BeforeItsEnd(line), _) => Err(InputError::Preliminary { line }),
        }
    }
}

/// The days of each page. Those of one statement are told by its reference, if it has several pages.
fn days(pages: &[CashPage], expected: &Expectation) -> Vec<Days> {
    let mut statements: HashMap<(&str, &str), DayOf> = HashMap::new();
    let mut accounts: HashMap<&str, DayOf> = HashMap::new();
    for page in pages {
        let day = page.day_of(expected);
        let of = accounts.entry(&page.account).or_insert(DayOf::NotSaid);
        *of = better(*of, day);
        if let Some(reference) = page.reference_of_several() {
            let statement = (page.account.as_str(), reference);
            let of = statements.entry(statement).or_insert(DayOf::NotSaid);
            *of = better(*of, day);
        }
    }
    let day_of = |page: &CashPage| {
        let several = page.reference_of_several();
        let shared = several.and_then(|reference| statements.get(&(&page.account, reference)));
        Days {
            statement: shared.copied().unwrap_or_else(|| page.day_of(expected)),
            account: accounts
                .get(page.account.as_str())
                .copied()
                .unwrap_or(DayOf::NotSaid),
        }
    };
    pages.iter().map(day_of).collect()
}

/// The book's day before a day that is not over, that before other days, and any before none; the first of its kind.
fn better(before: DayOf, day: DayOf) -> DayOf {
    let rank = |day: DayOf| match day {
        DayOf::Book => 3,
        DayOf::BeforeItsEnd(_) => 2,
        DayOf::Other(..) => 1,
        DayOf::NotSaid => 0,
    };
    match rank(day) > rank(before) {
        true => day,
        false => before,
    }
}

impl CashPage {
    fn currency(&self) -> Option<&str> {
        let closing = self.booked.iter().chain(&self.available);
        let mut told = closing.map(|closing| closing.currency.0.as_str());
        let account = self
            .currency
            .as_ref()
            .map(|(currency, _)| currency.as_str());
        told.next().or(account)
    }

    /// Passes over the balances in currencies that the mapping passes over; whether none is left.
    fn pass_currencies(&mut self, expected: &Expectation, passed_over: &mut PassedOver) -> bool {
        let passes = |closing: &Closing| expected.passes_currency(&closing.currency.0);
        let closing = self.booked.iter().chain(&self.available);
        let count = closing.filter(|closing| passes(closing)).count();
        let of_account = self.currency.as_ref();
        let account = of_account.is_some_and(|(currency, _)| expected.passes_currency(currency));
        self.booked.retain(|closing| !passes(closing));
        self.available.retain(|closing| !passes(closing));
        passed_over.currencies += count as u64;
        if account && count == 0 {
            passed_over.currencies += 1;
        }
        self.is_empty() && (count > 0 || account)
    }

    /// Whether it has closing balances, and all of them are zero.
    fn is_zero(&self) -> bool {
        let mut closing = self.booked.iter().chain(&self.available);
        !self.booked.is_empty() && closing.all(|closing| closing.amount.is_zero())
    }

    /// Whether it has no closing balance.
    fn is_empty(&self) -> bool {
        self.booked.is_empty() && self.available.is_empty()
    }

    /// The reference of the statement, if it has several pages.
    fn reference_of_several(&self) -> Option<&str> {
        let reference = self.reference.as_ref().filter(|_| self.page != Page::ONLY);
        reference.map(|reference| reference.as_str())
    }

    fn day_of(&self, expected: &Expectation) -> DayOf {
        let first = self.booked.first().map(|closing| closing.day);
        let of_book = |closing: &Closing| closing.day.0 == expected.as_of;
        match (self.day.or(first), self.preliminary) {
            (Some((day, _)), Some(line)) if day == expected.as_of => DayOf::BeforeItsEnd(line),
            (Some(_), None) if self.is_empty() => DayOf::NotSaid,
            (Some((day, _)), None) if day == expected.as_of => DayOf::Book,
            (Some(_), None) if self.booked.iter().any(of_book) => DayOf::Book,
            (Some((day, line)), _) => DayOf::Other(day, line),
            (None, _) => DayOf::NotSaid,
        }
    }

    /// The message: the balance that is booked on the book's day, or less if less is available.
    fn message(self, expected: &Expectation) -> Result<Message, InputError> {
        let line = self.line;
        let with_available = !self.available.is_empty();
        if let Some((currency, line)) = &self.currency {
            expected.check_currency(currency, *line)?;
        }
        let days: Vec<Date> = self.booked.iter().map(|closing| closing.day.0).collect();
        let booked = of_the_day(self.booked, expected, &days)?;
        let later = booked
            .iter()
            .find(|closing| closing.later)
            .map(|closing| closing.line);
        let available = of_the_day(self.available, expected, &days)?;
        if let Some(closing) = available.iter().find(|closing| closing.later) {
            let line = closing.line;
            return Err(InputError::NotSeparated { line });
        }
        let positions = match (the_one(booked, expected)?, the_one(available, expected)?) {
            (None, _) if with_available => return Err(InputError::NoClosing { line }),
            (None, _) => Vec::new(),
            (Some(_), None) if later.is_some() => {
                let line = later.unwrap_or(line);
                return Err(InputError::NotSeparated { line });
            }
            (Some((booked, at)), available) => {
                let available = available.map(|(amount, _)| amount);
                let account = &self.account;
                vec![closing::position(
                    at,
                    self.number,
                    account,
                    booked,
                    available,
                    expected,
                )]
            }
        };
        Ok(Message {
            line,
            reference: self.reference,
            account: self.account,
            page: self.page,
            basis: None,
            positions,
            passed_over: None,
        })
    }
}

/// The balances of the book's day; one of a day of which nothing is booked is refused.
fn of_the_day(
    closings: Vec<Closing>,
    expected: &Expectation,
    booked: &[Date],
) -> Result<Vec<Closing>, InputError> {
    let mut found = Vec::with_capacity(closings.len());
    for closing in closings {
        let (day, line) = closing.day;
        if day == expected.as_of {
            found.push(closing);
        } else if !booked.contains(&day) {
            expected.check_date(day, line)?;
        }
    }
    Ok(found)
}

/// The one balance of its kind, without credit lines, and its line.
fn the_one(
    closings: Vec<Closing>,
    expected: &Expectation,
) -> Result<Option<(Amount, u64)>, InputError> {
    let mut without: Option<(Amount, u64)> = None;
    let mut with: Vec<(Result<Amount, InputError>, u64)> = Vec::new();
    for closing in closings {
        let line = closing.line;
        let (currency, at) = &closing.currency;
        expected.check_currency(currency, *at)?;
        match closing.credit {
            Credit::Without if without.is_some() => {
                return Err(InputError::ClosingTwice { line });
            }
            Credit::Without => without = Some((closing.own_money()?, line)),
            _ => with.push((closing.own_money(), line)),
        }
    }
    // A balance may be told with its credit lines and without: the latter counts, if the former is no less.
    let mut found = without;
    for (amount, line) in with {
        match (amount, &found) {
            (Err(InputError::CreditLine { .. }), Some(_)) => {}
            (Ok(amount), Some((own, _))) if amount.checked_sub(own).is_some() => {}
            (_, Some(_)) => return Err(InputError::ClosingTwice { line }),
            (amount, None) => found = Some((amount?, line)),
        }
    }
    Ok(found)
}

impl Closing {
    /// What of it is the client's own money.
    fn own_money(&self) -> Result<Amount, InputError> {
        let line = self.line;
        if self.debit && !self.amount.is_zero() {
            return Err(InputError::Debit { line });
        }
        match &self.credit {
            Credit::Without => Ok(self.amount.clone()),
            Credit::Of(credit) => {
                let own = self.amount.checked_sub(credit);
                own.ok_or(InputError::Debit { line })
            }
            Credit::Unknown => Err(InputError::CreditLine { line }),
        }
    }
}
