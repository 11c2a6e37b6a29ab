//! What is not read of spreadsheets, and what to do about it.

use crate::input_error::InputError;

pub(super) const ARCHIVE: &str = "an archive that is no spreadsheet; unpack it";
pub(super) const DAMAGED: &str =
    "a spreadsheet that is damaged; save it again as xlsx, or the sheet as CSV";
pub(super) const ALTERNATE: &str = "a spreadsheet with content that depends on the program that reads it (mc:AlternateContent); save it again as xlsx, or the sheet as CSV";
pub(super) const TOO_LARGE: &str =
    "a spreadsheet that is too large when unpacked; ask for it in parts, or as CSV";
pub(super) const OTHER_FORM: &str =
    "a spreadsheet in another form (xlsb or ods); save it as xlsx, or the sheet as CSV";
pub(super) const PASSWORD: &str = "an archive with a password; take the password off";
pub(super) const SHEETS: &str =
    "a spreadsheet with several sheets that hold something, hidden ones too; name one in \"csv.sheet\" of the mapping";
pub(super) const NO_SHEET: &str =
    "a spreadsheet without the sheet that \"csv.sheet\" of the mapping names; correct the name";

pub(super) const FORMULA: &str = "a formula, whose value in the file may be an old one or none; copy the list and paste it as values, or save the sheet as CSV";
pub(super) const MERGED: &str = "merged cells in the columns that are read; take the sheet apart there, so that each position has cells of its own";
pub(super) const HIDDEN: &str =
    "a hidden row; show all rows, and delete those that are not to count";
pub(super) const ERROR: &str = "an error such as #N/A; ask the custodian for the value";
pub(super) const TRUTH: &str = "true or false; take the column that has the value";
pub(super) const PERCENT: &str = "a share of a hundred (%); take the column of the quantity";
pub(super) const MONEY: &str = "a number shown in another currency than the book's; take the column of the quantity, or have the cell formatted as a number";
pub(super) const NO_DAY: &str =
    "a date that is no day of the calendar from March 1900 to 9999; ask the custodian for it";
pub(super) const LONG: &str = "a text of more than 4096 bytes; take the column that has the value";

/// The refusal of a file.
pub(super) fn refused<T>(found: &'static str) -> Result<T, InputError> {
    Err(InputError::OtherFile { found })
}
