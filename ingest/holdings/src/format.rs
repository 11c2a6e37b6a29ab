//! The trait that a format implements.

use std::io::BufRead;

use crate::aggregate::Aggregate;
use crate::expectation::Expectation;
use crate::index::Index;
use crate::input_error::InputError;
use crate::message::Message;
use crate::passed_over::PassedOver;
use crate::positions::Positions;

/// A format of statements or lists of holdings.
///
/// To add one, implement this trait in a file of `formats/` and add a line to the list in `formats.rs`. The names on the
/// command line, the order of recognition, the messages and the dispatch follow from the list.
pub(crate) trait StatementFormat {
    /// The name on the command line, such as `camt053`: lower case, no punctuation.
    const NAME: &'static str;

    /// The name in messages, such as `camt.053`.
    const TITLE: &'static str;

    /// The standard with the version that is read, such as `ISO 20022 camt.053.001`.
    const STANDARD: &'static str;

    /// Whether a file is of this format, by its first bytes: at most [`RECOGNISED_BYTES`], without a byte order mark and
    /// without white space before the first byte. The formats of the list are asked in their order.
    fn recognise(start: &[u8]) -> bool;

    /// Reads a file. A statement is returned as its messages; the holdings of a format without statements are added to
    /// `context.sums` as they are read, and no message is returned. The positions of securities go to `positions`, those of
    /// cash are in the messages.
    ///
    /// # Errors
    /// [`InputError`], for the first thing that is wrong with the file.
    fn read(
        input: impl BufRead,
        context: ReadContext<'_>,
        positions: &mut Positions<'_>,
    ) -> Result<Vec<Message>, InputError>;
}

/// How much of a file is looked at to recognise its format, in bytes.
pub(crate) const RECOGNISED_BYTES: usize = 4096;

/// What a file is read against, and the sums of formats without statements.
pub struct ReadContext<'a> {
    /// The day, the currency and the mapping.
    pub expected: &'a Expectation,
    /// The rows of the custodian.
    pub index: &'a Index,
    /// The sums of these rows.
    pub sums: &'a mut Aggregate,
    /// Counts of what is passed over.
    pub passed_over: &'a mut PassedOver,
}
