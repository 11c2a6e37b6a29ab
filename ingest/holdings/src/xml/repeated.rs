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
        // Spaces before an element say nothing, and are in no form.
        let rest = self.window.rest();
        let spaces = rest.bytes().take_while(u8::is_ascii_whitespace).count();
        let (before, text) = rest.split_at_checked(spaces).unwrap_or_default();
        let found = match forms.find(text) {
            Some(found) if !self.empty => found,
            _ => return Ok(false),
        };
        let line = self.line + breaks(before);
        if !accept(&found, line) {
            return Ok(false);
        }
        let (length, lines) = (found.text.len(), found.lines);
        self.window.pass(spaces + length);
        self.line = line + lines;
        Ok(true)
    }

    /// Passes the end of a part of the account and the beginning of the next one, if they have the form that is known, and the
    /// part is accepted by its account. The element of a part is named as it has to be open.
    pub fn repeated_part(
        &mut self,
        element: &str,
        form: &PartForm,
        accept: impl FnOnce(&str) -> bool,
    ) -> Result<bool, InputError> {
        self.window.ensure(AHEAD)?;
        match form.find(self.window.rest(), self.scope()) {
            Some(part) if self.is_open(element) && accept(part.account) => {
                let (length, lines) = (part.length, part.lines);
                self.window.pass(length);
                self.line += lines;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Passes what is in the element that is open, with its end, if it is read from the text of it in one look: elements without
    /// prefixes, which are of the document as the open one is. What is read comes with its length.
    pub fn pass_plain<T>(
        &mut self,
        read: impl FnOnce(&str) -> Option<(T, usize)>,
    ) -> Result<Option<T>, InputError> {
        self.window.ensure(AHEAD)?;
        let rest = self.window.rest();
        if self.empty || self.elements.has_prefix() {
            return Ok(None);
        }
        let Some((value, length)) = read(rest) else {
            return Ok(None);
        };
        let end = rest
            .get(length..)
            .and_then(|rest| self.elements.ended_by(rest));
        let Some(tag) = end else {
            return Ok(None);
        };
        self.line += breaks(rest.get(..length).unwrap_or_default());
        self.elements.end();
        self.window.pass(length + tag);
        Ok(Some(value))
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

    /// The same without spaces before it, as a balance is in its form.
    pub fn balance_since(&self, position: u64) -> Option<&str> {
        self.passed_since(position).map(str::trim_ascii_start)
    }
}
