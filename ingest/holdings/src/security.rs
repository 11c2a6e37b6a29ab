//! The balances of one security, from which its position is made.

use zeroize::Zeroizing;

use crate::amount::Amount;
use crate::fields::required;
use crate::input_error::InputError;
use crate::measure::Measure;
use crate::message::Position;

/// An amount with what it counts: face or units.
pub(crate) type Balance = (Amount, Measure);

/// What a statement has about one security.
#[derive(Default)]
pub(crate) struct Security {
    /// The line of the file where it begins, from 1.
    pub line: u64,
    /// The ISIN.
    pub isin: Option<Zeroizing<String>>,
    /// The whole balance.
    pub aggregate: Option<Balance>,
    /// The part that is available.
    pub available: Option<Balance>,
    /// The part that is not available: pledged, lent or blocked.
    pub not_available: Option<Balance>,
    /// Whether the statement breaks the balance down further, so that a part may not be available.
    pub broken_down: bool,
}

/// What a format calls the two fields that every security has to have, for messages.
pub(crate) struct SecurityFields {
    /// The whole balance.
    pub aggregate: &'static str,
    /// The ISIN.
    pub isin: &'static str,
}

impl Security {
    /// The position: the `number`th of its file, in a sub-account or in the account itself.
    ///
    /// # Errors
    /// [`InputError::NotSeparated`], [`InputError::Missing`], [`InputError::Syntax`], [`InputError::MoreAvailable`],
    /// [`InputError::DoesNotAddUp`].
    pub fn position(
        self,
        number: u64,
        sub_account: Option<Zeroizing<String>>,
        fields: &SecurityFields,
    ) -> Result<Position, InputError> {
        let line = self.line;
        if self.broken_down && self.available.is_none() && self.not_available.is_none() {
            return Err(InputError::NotSeparated { line });
        }
        let (aggregate, measure) = required(self.aggregate, line, fields.aggregate)?;
        let same_measure = |part: Option<Balance>| match part {
            Some((_, other)) if other != measure => {
                let expected = "face amounts or units in all balances of an instrument";
                Err(InputError::Syntax { line, expected })
            }
            part => Ok(part.map(|(amount, _)| amount)),
        };
        let available = same_measure(self.available)?;
        let not_available = same_measure(self.not_available)?;
        Ok(Position {
            line,
            number,
            sub_account,
            instrument: required(self.isin, line, fields.isin)?,
            public: true,
            measure,
            counted: counted(&aggregate, available.as_ref(), not_available.as_ref(), line)?,
            aggregate,
        })
    }
}

/// The part of a balance that counts: the available part, where the statement separates it.
///
/// # Errors
/// [`InputError::MoreAvailable`], [`InputError::DoesNotAddUp`].
fn counted(
    aggregate: &Amount,
    available: Option<&Amount>,
    not_available: Option<&Amount>,
    line: u64,
) -> Result<Amount, InputError> {
    let free = |part: &Amount| {
        let rest = aggregate.checked_sub(part);
        rest.ok_or(InputError::MoreAvailable { line })
    };
    match (available, not_available) {
        (None, None) => Ok(aggregate.clone()),
        (Some(available), None) => free(available).map(|_| available.clone()),
        (None, Some(not_available)) => free(not_available),
        (Some(available), Some(not_available)) => match free(available)? == *not_available {
            true => Ok(available.clone()),
            false => Err(InputError::DoesNotAddUp { line }),
        },
    }
}
