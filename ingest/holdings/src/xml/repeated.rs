//! What is written as something before it was, and need not be taken apart.

use super::{breaks, Xml};
use crate::input_error::InputError;
use crate::repeated::{Forms, Repeated};
use crate::repeated_part::PartForm;
use crate::window::AHEAD;

impl Xml<'_> {
    /// Passes the balance that is next, if it has one of the forms that are known, and is accepted with its line.
    pub fn repeated(
        &mut self,
        forms: &mut Forms,
        accept: impl FnOnce(&Repeated<'_>, u64) -> bool,
    ) -> Result<bool, InputError> {
        self.window.ensure(AHEAD)?;
        forms.enter(self.elements.scope());
        let found = match forms.find(self.window.rest()) {
            Some(found) if !self.empty => found,
            _ => return Ok(false),
        };
        let before = found.text.len() - found.text.trim_start().len();
        let line = self.line + breaks(found.text.get(..before).unwrap_or_default());
        if !accept(&found, line) {
            return Ok(false);
        }
        let (length, lines) = (found.text.len(), found.lines);
        self.window.pass(length);
        self.line += lines;
        Ok(true)
    }

    /// Passes the end of a part of the account and the beginning of the next one, if they have the form that is known, and the
    /// part is accepted by its account and line. The element of a part is named as it has to be open.
    pub fn repeated_part(
        &mut self,
        element: &str,
        form: &PartForm,
        accept: impl FnOnce(&str, u64) -> bool,
    ) -> Result<bool, InputError> {
        self.window.ensure(AHEAD)?;
        match form.find(self.window.rest(), self.scope()) {
            Some(part) if self.is_open(element) && accept(part.account, self.line) => {
                let length = part.length;
                self.window.pass(length);
                self.line += breaks(self.window.last_passed(length));
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Whether an element of a name as written is the innermost one that is open.
    fn is_open(&self, name: &str) -> bool {
        !self.empty && self.elements.is_last(name)
    }

    /// What has been read of the file and not been passed.
    pub fn rest(&self) -> &str {
        self.window.rest()
    }

    /// A number that changes when prefixes are bound to other namespaces.
    pub fn scope(&self) -> u64 {
        self.elements.scope()
    }

    /// Where in the file the next token begins, for [`Xml::passed_since`].
    pub fn position(&self) -> u64 {
        self.window.position()
    }

    /// What was passed from a position in the file on, if it is still there.
    pub fn passed_since(&self, position: u64) -> Option<&str> {
        self.window.passed_since(position)
    }
}
