//! What a demo asks of the fund that it reports on.

use assay_statement::{Book, Id};

use crate::commands::demo::command_line::CommandLine;
use crate::commands::demo::workspace::Workspace;
use crate::error::CliError;

/// A custodian of the fund, and its keys.
pub struct DemoCustodian {
    /// Its id in the book.
    pub id: &'static str,
    /// Scheme and name of each key.
    pub keys: &'static [(&'static str, &'static str)],
    /// How many of the keys must sign; the first ones do.
    pub threshold: u32,
}

/// A file that a custodian sends.
pub struct SentFile {
    /// The option of `assay commit` that it is for.
    pub option: &'static str,
    /// Its name in the workspace.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// A fund, with the data that differs from fund to fund.
pub trait DemoFund {
    /// The subject of every document.
    fn subject(&self) -> &'static str;

    /// When the report is of.
    fn as_of(&self) -> &'static str;

    /// The custodians, in the order of the book.
    fn custodians(&self) -> &'static [DemoCustodian];

    /// Makes the files of prices, `custodians.json` and `policy.json`.
    fn make_public_inputs(&self, workspace: &Workspace) -> Result<(), CliError>;

    /// Adds the options of `assay book` that say where prices are.
    fn with_prices<'a>(&self, book: CommandLine<'a>) -> CommandLine<'a>;

    /// What a custodian sends.
    fn holdings(&self, book: &Book, custodian: &Id) -> Result<Vec<SentFile>, CliError>;

    /// Makes `supply.json`, which the holdings cover.
    fn make_supply(&self, book: &Book, workspace: &Workspace) -> Result<(), CliError>;
}

/// A fault in the data of the fund itself.
pub fn fault(message: impl ToString) -> CliError {
    CliError::Sample(message.to_string())
}

/// A name in the data of the fund.
pub fn id(text: &str) -> Result<Id, CliError> {
    text.parse().map_err(|_| fault(text))
}
