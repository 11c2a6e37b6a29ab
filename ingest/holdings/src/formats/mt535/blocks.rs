//! The blocks of a message, which nest as the standard has it:
//!
//! ```text
//! GENL { LINK }   SUBSAFE { FIN { FIA  SUBBAL { BREAK }  BREAK } }   ADDINFO
//! ```

use zeroize::Zeroizing;

use super::general::General;
use super::instrument;
use super::values::account;
use crate::expectation::Expectation;
use crate::fields::{code, once, required};
use crate::fin::{Field, FinReader};
use crate::input_error::InputError;
use crate::message::{Message, Position};
use crate::positions::Positions;
use crate::repeated::Forms;
use crate::repeated_part::{replace, PartForm};
use crate::security::{Security, SecurityFields};
use crate::split::Split;

/// A block by its name, if it may be in another; `""` is the message itself.
fn block_in(name: &str, block: &str) -> Option<&'static str> {
    Some(match (name, block) {
        ("FIN", "SUBSAFE") => "FIN",
        ("SUBSAFE", "") => "SUBSAFE",
        ("FIA", "FIN") => "FIA",
        ("SUBBAL", "FIN") => "SUBBAL",
        ("BREAK", "FIN" | "SUBBAL") => "BREAK",
        ("GENL", "") => "GENL",
        ("LINK", "GENL") => "LINK",
        ("ADDINFO", "") => "ADDINFO",
        _ => return None,
    })
}

/// What messages call the fields that every security has to have.
const FIELDS: SecurityFields = SecurityFields {
    aggregate: ":93B::AGGR",
    isin: ":35B:ISIN",
};

/// What has been read of a message.
pub(super) struct BlockReader<'a, 'p> {
    expected: &'a Expectation,
    /// How many positions the file has so far.
    number: &'a mut u64,
    /// The blocks that are open, the innermost last.
    open: Vec<&'static str>,
    general: Option<General>,
    sub_safe: SubSafe,
    /// The block FIN that is open.
    security: Security,
    /// The block SUBBAL that is open.
    sub_balance: Split,
    positions: &'a mut Positions<'p>,
    /// The position of the block FIN that has just ended.
    position: Option<Position>,
    /// The line of a part of the account that is passed over.
    passed_over: Option<u64>,
}

/// The forms of what is repeated in the messages of a file.
pub(super) struct StatementForms {
    /// Of the instruments of the account itself, and of its parts.
    pub own: Forms,
    pub parts: Forms,
    /// Of the blocks SUBSAFE.
    pub part: PartForm,
}

impl StatementForms {
    fn of(&mut self, part: bool) -> &mut Forms {
        match part {
            true => &mut self.parts,
            false => &mut self.own,
        }
    }
}

/// A block SUBSAFE that is open.
#[derive(Default)]
struct SubSafe {
    account: Option<Zeroizing<String>>,
    /// Whether it has had an instrument.
    begun: bool,
    /// Whether the mapping passes it over.
    passed_over: bool,
}

impl<'a, 'p> BlockReader<'a, 'p> {
    /// Nothing has been read.
    pub fn new(
        expected: &'a Expectation,
        positions: &'a mut Positions<'p>,
        number: &'a mut u64,
    ) -> BlockReader<'a, 'p> {
        BlockReader {
            expected,
            number,
            open: Vec::new(),
            general: None,
            sub_safe: SubSafe::default(),
            security: Security::default(),
            sub_balance: Split::default(),
            positions,
            position: None,
            passed_over: None,
        }
    }

    /// Reads the message that begins at a line; `None` if its account is passed over.
    pub fn read(
        mut self,
        fin: &mut FinReader<'_>,
        line: u64,
        forms: &mut StatementForms,
    ) -> Result<Option<Message>, InputError> {
        let mut begin = fin.position();
        loop {
            if matches!(self.open[..], ["SUBSAFE"]) {
                self.read_repeated_parts(fin, forms)?;
                begin = fin.position();
            }
            let Some(field) = fin.field()? else {
                break;
            };
            self.field(&field)?;
            if let Some(position) = self.position.take() {
                let of = forms.of(self.part().is_some());
                of.keep(fin.passed_since(begin), &position);
                self.positions.add(position);
                forms.part.after_balance(fin.position());
            }
        }
        if !self.open.is_empty() {
            let field = "end of every block";
            return Err(InputError::Missing { line, field });
        }
        let general = required(self.general, line, "block GENL")?;
        general.close(line, self.positions, self.passed_over, self.expected)
    }

    /// Reads what follows in a block SUBSAFE and has a form that is known: its instruments, and the blocks SUBSAFE after it.
    fn read_repeated_parts(
        &mut self,
        fin: &mut FinReader<'_>,
        forms: &mut StatementForms,
    ) -> Result<(), InputError> {
        if self.passes_over() || self.sub_safe.passed_over || !self.positions.repeats() {
            return Ok(());
        }
        let account = self.part().filter(|_| !self.sub_safe.begun);
        if let Some((account, position)) = account.zip(forms.part.wanted(fin.rest())) {
            forms.part.keep(fin.passed_since(position), account, 0);
        }
        self.read_repeated(fin, forms)?;
        if !self.sub_safe.begun || !forms.part.is_known() {
            return Ok(());
        }
        let (expected, main) = (self.expected, self.main().cloned());
        while self.sub_safe.begun
            && fin.repeated_part(&forms.part, |name| {
                let counts = expected.surely_counts(name.as_bytes());
                let part = counts && main.as_ref().is_none_or(|main| **main != name);
                if part {
                    let mut account = self.sub_safe.account.take().unwrap_or_default();
                    replace(&mut account, name);
                    self.sub_safe = SubSafe {
                        account: Some(account),
                        ..SubSafe::default()
                    };
                }
                part
            })?
        {
            self.read_repeated(fin, forms)?;
        }
        Ok(())
    }

    /// Reads the instruments that are next and have a form that is known.
    fn read_repeated(
        &mut self,
        fin: &mut FinReader<'_>,
        forms: &mut StatementForms,
    ) -> Result<(), InputError> {
        let part = self.part().is_some();
        let before = *self.number;
        while fin.repeated(forms.of(part), |repeated, line| {
            let number = *self.number + 1;
            self.positions.add_repeated(repeated, part, line, number)
        })? {
            *self.number += 1;
        }
        if *self.number > before {
            self.sub_safe.begun = true;
            forms.part.after_balance(fin.position());
        }
        Ok(())
    }

    /// The account of the message.
    fn main(&self) -> Option<&Zeroizing<String>> {
        self.general.as_ref().and_then(|g| g.account.as_ref())
    }

    /// The account of the part that is open; `None` for the account itself.
    fn part(&self) -> Option<&Zeroizing<String>> {
        let account = self.sub_safe.account.as_ref();
        account.filter(|account| Some(*account) != self.main())
    }

    fn field(&mut self, field: &Field<'_>) -> Result<(), InputError> {
        let block = self.open.last().copied().unwrap_or("");
        match (block, field.tag) {
            (_, "16R") => self.begin(field, block),
            (_, "16S") => self.end(field, block),
            ("GENL", _) => match &mut self.general {
                Some(general) => general.read(field, self.expected),
                None => Err(field.unknown()),
            },
            _ if self.passes_over() => Ok(()),
            ("SUBSAFE", _) => {
                self.sub_safe.read(field, self.expected)?;
                if self.sub_safe.passed_over {
                    self.passed_over.get_or_insert(field.line);
                }
                Ok(())
            }
            ("FIN" | "SUBBAL", _) if self.sub_safe.passed_over => Ok(()),
            ("FIN", _) => instrument::read(&mut self.security, field, self.expected),
            ("SUBBAL", _) => instrument::read_sub_balance(&mut self.sub_balance, field),
            ("LINK" | "FIA" | "BREAK" | "ADDINFO", _) => Ok(()),
            _ => Err(field.unknown()),
        }
    }

    /// Whether the account of the message is passed over, with all parts of it.
    fn passes_over(&self) -> bool {
        self.general
            .as_ref()
            .is_some_and(|general| general.passed_over)
    }

    /// Opens the block that a field begins; it must be known, and in the right one.
    fn begin(&mut self, field: &Field<'_>, block: &str) -> Result<(), InputError> {
        let line = field.line;
        let Some(name) = block_in(field.value, block) else {
            return Err(InputError::Unknown {
                line,
                found: format!("block {} here", code(field.value, 16)),
            });
        };
        match name {
            "GENL" => once(&mut self.general, General::default(), line, "block GENL")?,
            "SUBSAFE" if self.general.is_none() => {
                let field = "block GENL first";
                return Err(InputError::Missing { line, field });
            }
            "SUBSAFE" => self.sub_safe = SubSafe::default(),
            "FIN" => {
                self.sub_safe.begun = true;
                self.security = Security {
                    line,
                    ..Security::default()
                };
            }
            _ => {}
        }
        self.open.push(name);
        Ok(())
    }

    /// Closes the block that is open.
    fn end(&mut self, field: &Field<'_>, block: &str) -> Result<(), InputError> {
        let line = field.line;
        if block.is_empty() || field.value != block {
            let expected = "the end of the block that is open";
            return Err(InputError::Syntax { line, expected });
        }
        self.open.pop();
        if block == "GENL" && !self.passes_over() {
            let account = self.general.as_ref().and_then(|g| g.account.as_ref());
            account
                .into_iter()
                .for_each(|account| self.positions.begin(account));
        }
        if block == "SUBBAL" {
            let sub = core::mem::take(&mut self.sub_balance);
            instrument::add_sub_balance(&mut self.security, sub);
        }
        if block == "FIN" && !self.passes_over() && !self.sub_safe.passed_over {
            *self.number += 1;
            let sub_account = self.part().cloned();
            let security = core::mem::take(&mut self.security);
            self.position = Some(security.position(*self.number, sub_account, &FIELDS)?);
        }
        Ok(())
    }
}

impl SubSafe {
    fn read(&mut self, field: &Field<'_>, expected: &Expectation) -> Result<(), InputError> {
        let line = field.line;
        match field.tag {
            "97A" | "97B" | "97D" if self.begun => {
                let expected = "the account of a part before its instruments";
                Err(InputError::Syntax { line, expected })
            }
            "97A" | "97B" | "97D" => {
                let account = account(field)?;
                self.passed_over = !expected.counts(account.as_bytes(), line)?;
                once(&mut self.account, account, line, ":97a::SAFE")
            }
            "17B" | "94B" | "94C" | "94F" | "94L" | "94S" | "94T" | "95L" | "95P" | "95Q"
            | "95R" => Ok(()),
            _ => Err(field.unknown()),
        }
    }
}
