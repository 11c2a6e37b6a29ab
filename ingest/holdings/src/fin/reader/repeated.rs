//! What is written as something before it was, and need not be taken apart.

use super::FinReader;
use crate::input_error::InputError;
use crate::repeated::{Forms, Repeated};
use crate::repeated_part::PartForm;
use crate::window::AHEAD;

impl FinReader<'_> {
    /// Passes the balance that is next, if it has one of the forms that are known, and is accepted with its line.
    ///
    /// # Errors
    /// [`InputError`], for what is wrong with the file.
    pub fn repeated(
        &mut self,
        forms: &mut Forms,
        accept: impl FnOnce(&Repeated<'_>, u64) -> bool,
    ) -> Result<bool, InputError> {
        let more = self.window.ensure(AHEAD);
        self.broken |= more.is_err();
        more?;
        match forms.find(self.window.rest()) {
            Some(found) if accept(&found, self.line) => {
                let (length, lines) = (found.text.len(), found.lines);
                self.window.pass(length);
                self.line += lines;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Passes the end of a part of the account and the beginning of the next one, if they have the form that is known, and the
    /// part is accepted by its account.
    ///
    /// # Errors
    /// [`InputError`], for what is wrong with the file.
    pub fn repeated_part(
        &mut self,
        form: &PartForm,
        accept: impl FnOnce(&str) -> bool,
    ) -> Result<bool, InputError> {
        let more = self.window.ensure(AHEAD);
        self.broken |= more.is_err();
        more?;
        match form.find(self.window.rest(), 0) {
            Some(part) if accept(part.account) => {
                let (length, lines) = (part.length, part.lines);
                self.window.pass(length);
                self.line += lines;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// What has been read of the file and not been passed.
    pub fn rest(&self) -> &str {
        self.window.rest()
    }

    /// Where in the file the next field begins, for [`FinReader::passed_since`].
    pub fn position(&self) -> u64 {
        self.window.position()
    }

    /// What was passed from a position in the file on, if it is still there.
    pub fn passed_since(&self, position: u64) -> Option<&str> {
        self.window.passed_since(position)
    }
}
