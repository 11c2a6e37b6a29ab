//! The refusals of files and statements.

use assay_statement::Date;
use thiserror::Error;

use crate::holdings_error::HoldingsError;
use crate::measure::Measure;
use crate::statement_day::StatementDay;
use assay_lines::LineError;

/// What is wrong with a file of holdings or with a statement in it. No message shows an account or an amount.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InputError {
    /// A CSV line that cannot be added up.
    #[error(transparent)]
    Holdings(#[from] HoldingsError),
    /// A balance of a statement that cannot be added up.
    #[error("balance {number} of the file: {source}")]
    Balance {
        /// Which balance of its file, from 1.
        number: u64,
        /// What is wrong with it.
        source: HoldingsError,
    },
    /// The content is of no format that is known.
    #[error("expected {expected}, found {found}; ask the custodian for one of these")]
    UnknownFormat {
        /// The formats that are known.
        expected: String,
        /// What it is.
        found: String,
    },
    /// A file of a kind that holds statements or lists in a way that is not read.
    #[error("expected a statement or a list, found {found}")]
    OtherFile {
        /// What it is, and what to do about it.
        found: &'static str,
    },
    /// The file cannot be read on.
    #[error("cannot read: {kind}")]
    Read {
        /// The kind of the system's error.
        kind: std::io::ErrorKind,
    },
    /// A statement longer than such a file can be.
    #[error("expected a statement of at most {limit} bytes, found more; ask for it in pages")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Not UTF-8.
    #[error("expected UTF-8, found another byte at offset {offset}; save the file as UTF-8")]
    NotUtf8 {
        /// Offset of the first byte that is not UTF-8.
        offset: usize,
    },
    /// XML that is no XML, or cut short.
    #[error("line {line}: expected well-formed XML, found something else; is the file whole?")]
    NotWellFormed {
        /// Line, from 1.
        line: u64,
    },
    /// Something that no statement needs and that could change what it says.
    #[error("line {line}: expected a plain statement, found {what}; ask the custodian for one without it")]
    Forbidden {
        /// Line, from 1.
        line: u64,
        /// What was found.
        what: &'static str,
    },
    /// Elements inside each other, too many of them.
    #[error("line {line}: expected at most {limit} levels, found more; is it a statement?")]
    TooDeep {
        /// Line, from 1.
        line: u64,
        /// The limit.
        limit: usize,
    },
    /// Another version of the message, or another message.
    #[error("line {line}: expected a {expected} document, found \"{found}\"; ask the custodian for that version")]
    Version {
        /// Line, from 1.
        line: u64,
        /// The version that is read.
        expected: &'static str,
        /// What was found.
        found: String,
    },
    /// An element, field, block or record that this reader does not know. It could hold a balance.
    #[error("line {line}: expected nothing that could hide a balance, found {found}, which is not known here; ask the custodian for the file without it, or report it with the release of the standard that has it")]
    Unknown {
        /// Line, from 1.
        line: u64,
        /// Its name.
        found: String,
    },
    /// Supplementary data that could say something about a balance.
    #[error("line {line}: expected supplementary data that is about no balance, found an element \"{found}\" in it; ask the custodian to leave it out")]
    Supplementary {
        /// Line, from 1.
        line: u64,
        /// The element.
        found: String,
    },
    /// A value of the wrong form.
    #[error("line {line}: expected {expected}, found something else; is the file as the custodian sent it?")]
    Syntax {
        /// Line, from 1.
        line: u64,
        /// What should be there.
        expected: &'static str,
    },
    /// A field that has to be there.
    #[error("line {line}: expected {field}, found none; ask the custodian for a file that has it")]
    Missing {
        /// Line of what it should be in, from 1.
        line: u64,
        /// The field.
        field: &'static str,
    },
    /// A field that is there again.
    #[error("line {line}: expected one {field}, found another; ask the custodian which of them is right")]
    Repeated {
        /// Line, from 1.
        line: u64,
        /// The field.
        field: &'static str,
    },
    /// A statement of changes.
    #[error("line {line}: expected a complete statement (COMP), found one of changes; ask the custodian for the whole")]
    Delta {
        /// Line, from 1.
        line: u64,
    },
    /// A balance that is not final yet.
    #[error("line {line}: expected final closing balances, found preliminary ones; wait for the end of the day")]
    Preliminary {
        /// Line, from 1.
        line: u64,
    },
    /// A statement of another day.
    #[error("line {line}: expected a statement of {expected}, {of}, found one of {found}; {advice}", advice = of.advice())]
    Date {
        /// Line, from 1.
        line: u64,
        /// The day that it should be of.
        expected: Date,
        /// What that day is.
        of: StatementDay,
        /// The statement's.
        found: Date,
    },
    /// Money in another currency.
    #[error("line {line}: expected {expected}, the currency of the book, found \"{found}\"; if it is not to count, name it in \"pass_over.currencies\" of the mapping")]
    Currency {
        /// Line, from 1.
        line: u64,
        /// The book's currency.
        expected: String,
        /// What was found.
        found: String,
    },
    /// A short position.
    #[error("line {line}: expected zero or more, found a short position; short positions cannot back anything; ask the custodian what it is")]
    Short {
        /// Line, from 1.
        line: u64,
    },
    /// An overdrawn account.
    #[error("line {line}: expected money on the account, found a debit balance; what is owed to the bank cannot back anything; if the account is none of the reserve, name it in \"pass_over.accounts\" of the mapping")]
    Debit {
        /// Line, from 1.
        line: u64,
    },
    /// A balance that counts a credit line.
    #[error(
        "line {line}: expected a balance of money that is there, found one that includes a credit line of an unknown amount; ask the bank for the balance without it"
    )]
    CreditLine {
        /// Line, from 1.
        line: u64,
    },
    /// A part that is more than the whole.
    #[error("line {line}: expected no more available, or not available, than the aggregate balance, found more; ask the custodian which is right")]
    MoreAvailable {
        /// Line, from 1.
        line: u64,
    },
    /// Parts that are not the whole.
    #[error("line {line}: expected available and not available to add up to the aggregate balance, at all places too, found that they do not; ask the custodian which is right")]
    DoesNotAddUp {
        /// Line, from 1.
        line: u64,
    },
    /// A breakdown without the one line that matters.
    #[error("line {line}: the balance is broken down, or some of it is held or comes later, but it is not said how much is available; ask the custodian for available and not available balances")]
    NotSeparated {
        /// Line, from 1.
        line: u64,
    },
    /// Face where the book counts units, or the other way round.
    #[error("line {line}: {instrument}: the book counts {expected}, found {found}; ask the custodian for the other, or correct the kind of the row in the book", expected = expected.words(), found = found.words())]
    Measure {
        /// Line, from 1.
        line: u64,
        /// The instrument.
        instrument: String,
        /// What the row counts.
        expected: Measure,
        /// What the statement counts.
        found: Measure,
    },
    /// An instrument that is no ISIN.
    #[error("line {line}: expected an ISIN with a right check digit, found \"{found}\"; ask the custodian which security it is")]
    NotAnIsin {
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
    },
    /// A number of the US that is no CUSIP.
    #[error("line {line}: expected a CUSIP with a right check digit, found \"{found}\"; ask the custodian which security it is")]
    NotACusip {
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
    },
    /// An instrument by a number that is neither ISIN nor CUSIP.
    #[error("line {line}: expected an instrument by its ISIN or CUSIP, found the number {found}; name it in \"securities\" of the mapping")]
    UnknownNumber {
        /// Line, from 1.
        line: u64,
        /// Its scheme and number.
        found: String,
    },
    /// An instrument that is named as two.
    #[error("line {line}: expected one instrument, found numbers of two; ask the custodian which of them it is")]
    TwoInstruments {
        /// Line, from 1.
        line: u64,
    },
    /// An account that no list of the mapping has.
    #[error("line {line}: expected an account in a list of the mapping, found another (not shown); add it to \"accounts\" if it is the client's, to \"pass_over\" if not")]
    UnknownAccount {
        /// Line, from 1.
        line: u64,
    },
    /// A cash account without a row.
    #[error("line {line}: expected an account that the mapping or the book names, found another (not shown); add it to \"cash\" of the mapping")]
    CashAccount {
        /// Line, from 1.
        line: u64,
    },
    /// A cash statement without the balance that counts.
    #[error("line {line}: expected a closing balance, found none; ask the bank for the statement of the end of the day (CLBD of camt, 015 of BAI2, 62F of MT940)")]
    NoClosing {
        /// Line of the statement, from 1.
        line: u64,
    },
    /// Two closing balances of one account.
    #[error("line {line}: expected one closing balance of the account, found another; ask the bank which of them closes the day")]
    ClosingTwice {
        /// Line of the second, from 1.
        line: u64,
    },
    /// A total that is not the sum of what it is the total of.
    #[error("line {line}: expected the control total of what is above, found another; is the file whole?")]
    ControlTotal {
        /// Line, from 1.
        line: u64,
    },
    /// A count that does not count what is there.
    #[error(
        "line {line}: expected {expected} {what}, as there are, found {found}; is the file whole?"
    )]
    Count {
        /// Line, from 1.
        line: u64,
        /// What is counted.
        what: &'static str,
        /// How many there are.
        expected: u64,
        /// How many the trailer says.
        found: u64,
    },
    /// A page that is not there.
    #[error("line {line}: expected page {page} of the statement too, found none; name the files of all pages")]
    MissingPage {
        /// Line of a page that is there, from 1.
        line: u64,
        /// The first page that is missing.
        page: u32,
    },
    /// A page that is there twice.
    #[error("line {line}: expected each page once, found page {page} again; name the file of each page once")]
    DuplicatePage {
        /// Line of the second, from 1.
        line: u64,
        /// The page.
        page: u32,
    },
    /// Pages in another order.
    #[error("line {line}: expected page {expected} of the statement, found page {found}; name the files in the order of the pages")]
    PageOrder {
        /// Line, from 1.
        line: u64,
        /// The page that is next.
        expected: u32,
        /// The one that is there.
        found: u32,
    },
    /// A page after the one that is said to be the last.
    #[error("line {line}: expected no page after the last, found page {page}; name the files of one statement")]
    PageAfterLast {
        /// Line, from 1.
        line: u64,
        /// The page.
        page: u32,
    },
    /// One account, two statements.
    #[error("line {line}: expected one statement of an account, found another of the same account; nothing may count twice: name the files of one of them")]
    SameStatement {
        /// Line of the second, from 1.
        line: u64,
    },
    /// The same content twice.
    #[error("expected each file once, found the content of another file of this run again; name it once")]
    SameContent,
    /// Statements that count trades at different times.
    #[error("line {line}: expected all statements on one basis ({expected}), found {found}; a trade could count twice; ask for all of them on one")]
    MixedBasis {
        /// Line, from 1.
        line: u64,
        /// The basis of the first.
        expected: &'static str,
        /// The basis of this one.
        found: &'static str,
    },
    /// Sub-accounts that are not a breakdown of the account.
    #[error("line {line}: {instrument}: expected the sub-accounts to add up to the balance of the account, found another sum; ask the custodian which is right")]
    SubAccounts {
        /// Line, from 1.
        line: u64,
        /// The instrument.
        instrument: String,
    },
    /// A sub-account that is passed over, in an account that counts as a whole.
    #[error("line {line}: expected no balances of the whole account, as a sub-account is passed over, found some; ask the custodian for the sub-accounts alone")]
    PartPassedOver {
        /// Line of the sub-account, from 1.
        line: u64,
    },
    /// A column of the mapping that is not in the file.
    #[error("line {line}: expected the column {column} of the mapping, found none; \"csv.skip\" of the mapping tells how many lines are before the header, \"csv.totals\" which lines are no positions")]
    NoColumn {
        /// Line, from 1.
        line: u64,
        /// Name or position of the column.
        column: String,
    },
    /// A column name that is in the header twice.
    #[error("line {line}: expected one column {column}, found two; name it by its position in the mapping")]
    ColumnTwice {
        /// Line, from 1.
        line: u64,
        /// Name of the column.
        column: String,
    },
    /// A line with more fields than the header, or than the first line where there is none.
    #[error("line {line}: expected at most {most} fields, as in the first line of the list, found {found}; a separator inside a field makes it two: ask the custodian to quote such fields, or, where every line has one more, take columns by position, with \"csv.header\" false and the header among the lines of \"csv.skip\"")]
    Fields {
        /// Line, from 1.
        line: u64,
        /// Fields of the first line.
        most: usize,
        /// Fields of this one.
        found: usize,
    },
    /// A day that is written in another way.
    #[error("line {line}: expected a date {form}, found something else; say in \"csv.date\" of the mapping how the file writes days")]
    DateForm {
        /// Line, from 1.
        line: u64,
        /// The form.
        form: String,
    },
    /// A cell that is not what its column needs.
    #[error("{place}: expected what its column in the mapping needs, found {found}")]
    Cell {
        /// Where it is.
        place: String,
        /// What it is, and what to do about it.
        found: &'static str,
    },
    /// A line that cannot be read or split.
    #[error(transparent)]
    Line(#[from] LineError),
}
