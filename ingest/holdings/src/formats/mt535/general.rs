//! The general information of a statement: the block GENL.

use assay_statement::Date;
use zeroize::Zeroizing;

use super::values::{account, date, page};
use crate::basis::{mixed_basis, Basis};
use crate::expectation::Expectation;
use crate::fields::{identifier, once, required};
use crate::fin::Field;
use crate::input_error::InputError;
use crate::instrument::shown;
use crate::message::{Message, Page};
use crate::positions::Positions;

/// The block GENL, which is sequence A of the standard.
#[derive(Default)]
pub(super) struct General {
    page: Option<Page>,
    reference: Option<Zeroizing<String>>,
    function: Option<()>,
    date: Option<(Date, u64)>,
    complete: Option<()>,
    basis: Option<Basis>,
    pub account: Option<Zeroizing<String>>,
    /// Whether the mapping passes the account over.
    pub passed_over: bool,
}

impl General {
    /// Reads one field of the block.
    pub fn read(&mut self, field: &Field<'_>, expectation: &Expectation) -> Result<(), InputError> {
        let line = field.line;
        match (field.tag, field.qualifier()) {
            ("28E", _) => once(&mut self.page, page(field)?, line, ":28E:"),
            ("20C", "SEME") => Ok(()),
            ("13A" | "13J", "STAT") => {
                let id = identifier(field.qualified()?.1, line, "a statement number")?;
                once(&mut self.reference, id, line, ":13a::STAT")
            }
            ("23G", _) => {
                let function = field.value.split('/').next().unwrap_or_default();
                let expected = "a new message, :23G:NEWM";
                if function != "NEWM" {
                    return Err(InputError::Syntax { line, expected });
                }
                once(&mut self.function, (), line, ":23G:")
            }
            ("98A" | "98C" | "98E", "STAT") => {
                once(&mut self.date, (date(field)?, line), line, ":98a::STAT")
            }
            ("98A" | "98C" | "98E", "PREP") => Ok(()),
            ("22F", "CODE") => match field.qualified()?.1 {
                "COMP" => once(&mut self.complete, (), line, ":22F::CODE"),
                _ => Err(InputError::Delta { line }),
            },
            ("22F", "STBA") => {
                let expected = "the basis SETT, TRAD or CONT";
                let found = Basis::from_code(field.qualified()?.1);
                let found = found.ok_or(InputError::Syntax { line, expected })?;
                match self.basis.filter(|basis| *basis != found) {
                    Some(basis) => Err(mixed_basis(line, basis, found)),
                    None => once(&mut self.basis, found, line, ":22F::STBA"),
                }
            }
            // Another flag could say that the holdings are under an interest of others, as one of semt.002 does.
            ("17B", "ACTI" | "AUDT" | "CONS") | ("22F", "SFRE" | "STTY") => Ok(()),
            ("17B", _) if field.value.ends_with("//N") => Ok(()),
            ("17B", qualifier) => Err(InputError::Unknown {
                line,
                found: format!(":17B::{}", shown(qualifier)),
            }),
            ("95L" | "95P" | "95Q" | "95R", _) => Ok(()),
            ("97A" | "97B" | "97D", "SAFE") => {
                let account = account(field)?;
                self.passed_over = !expectation.counts(account.as_bytes(), line)?;
                once(&mut self.account, account, line, ":97a::SAFE")
            }
            _ => Err(field.unknown()),
        }
    }

    /// The message, once the block and all others have been read; `None` if its account is passed over.
    pub fn close(
        self,
        line: u64,
        positions: &mut Positions<'_>,
        passed_over: Option<u64>,
        expectation: &Expectation,
    ) -> Result<Option<Message>, InputError> {
        if self.passed_over {
            return Ok(None);
        }
        required(self.function, line, ":23G:")?;
        let (date, at) = required(self.date, line, ":98a::STAT")?;
        expectation.check_date(date, at)?;
        required(self.complete, line, ":22F::CODE")?;
        let account = required(self.account, line, ":97a::SAFE")?;
        Ok(Some(Message {
            line,
            reference: self.reference,
            page: required(self.page, line, ":28E:")?,
            basis: Some(required(self.basis, line, ":22F::STBA")?),
            positions: positions.end(&account),
            account,
            passed_over,
        }))
    }
}
