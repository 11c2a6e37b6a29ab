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
use crate::fin::{Field, FinMessage};
use crate::input_error::InputError;
use crate::message::{Message, Position};
use crate::security::{Security, SecurityFields};
use crate::split::Split;

/// The blocks, each with the blocks that it may be in; `""` is the message itself.
const BLOCKS: [(&str, &[&str]); 8] = [
    ("GENL", &[""]),
    ("LINK", &["GENL"]),
    ("SUBSAFE", &[""]),
    ("FIN", &["SUBSAFE"]),
    ("FIA", &["FIN"]),
    ("SUBBAL", &["FIN"]),
    ("BREAK", &["FIN", "SUBBAL"]),
    ("ADDINFO", &[""]),
];

/// What messages call the fields that every security has to have.
const FIELDS: SecurityFields = SecurityFields {
    aggregate: ":93B::AGGR",
    isin: ":35B:ISIN",
};

/// Reads a message; `None` if its account is passed over. `number` counts the positions of the file.
pub(super) fn read(
    message: &FinMessage<'_>,
    expected: &Expectation,
    number: &mut u64,
) -> Result<Option<Message>, InputError> {
    let mut reader = BlockReader {
        expected,
        number,
        open: Vec::new(),
        general: None,
        sub_safe: SubSafe::default(),
        security: Security::default(),
        sub_balance: Split::default(),
        positions: Vec::new(),
        passed_over: None,
    };
    for field in &message.fields {
        reader.field(field)?;
    }
    let line = message.line;
    if !reader.open.is_empty() {
        let field = "end of every block";
        return Err(InputError::Missing { line, field });
    }
    required(reader.general, line, "block GENL")?.close(
        line,
        reader.positions,
        reader.passed_over,
        expected,
    )
}

/// What has been read of a message.
struct BlockReader<'a> {
    expected: &'a Expectation,
    number: &'a mut u64,
    /// The blocks that are open, the innermost last.
    open: Vec<&'static str>,
    general: Option<General>,
    sub_safe: SubSafe,
    /// The block FIN that is open.
    security: Security,
    /// The block SUBBAL that is open.
    sub_balance: Split,
    positions: Vec<Position>,
    /// The line of a part of the account that is passed over.
    passed_over: Option<u64>,
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

impl BlockReader<'_> {
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
        let known = BLOCKS
            .iter()
            .find(|(name, inside)| *name == field.value && inside.contains(&block));
        let Some((name, _)) = known else {
            return Err(InputError::Unknown {
                line,
                found: format!("block {} here", code(field.value, 16)),
            });
        };
        match *name {
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
        if block == "SUBBAL" {
            let sub = core::mem::take(&mut self.sub_balance);
            instrument::add_sub_balance(&mut self.security, sub);
        }
        if block == "FIN" && !self.passes_over() && !self.sub_safe.passed_over {
            *self.number += 1;
            let main = self.general.as_ref().and_then(|g| g.account.as_ref());
            let account = self.sub_safe.account.clone();
            let sub_account = account.filter(|account| Some(account) != main);
            let security = core::mem::take(&mut self.security);
            let position = security.position(*self.number, sub_account, &FIELDS)?;
            self.positions.push(position);
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
