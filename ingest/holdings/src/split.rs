//! A balance, and how much of it is available: as told of the whole, or by parts that add up to it.

use crate::amount::Amount;
use crate::input_error::InputError;
use crate::measure::Measure;

/// An amount with what it counts; nothing for a value that no book counts, such as an amortised one.
pub(crate) type Balance = (Amount, Option<Measure>);

/// One balance, told in face, in units, or in both.
#[derive(Default)]
pub(crate) struct Quantities {
    face: Option<Amount>,
    units: Option<Amount>,
    /// Whether it is told as a value that no book counts.
    other: bool,
}

impl Quantities {
    /// Adds one; each kind may be told once.
    ///
    /// # Errors
    /// [`InputError::Repeated`].
    pub fn tell(
        &mut self,
        balance: Balance,
        line: u64,
        field: &'static str,
    ) -> Result<(), InputError> {
        let (amount, measure) = balance;
        let again = match measure {
            Some(Measure::Face) => self.face.replace(amount).is_some(),
            Some(_) => self.units.replace(amount).is_some(),
            None => core::mem::replace(&mut self.other, true),
        };
        match again {
            true => Err(InputError::Repeated { line, field }),
            false => Ok(()),
        }
    }

    /// Whether it is told at all.
    pub fn is_told(&self) -> bool {
        self.face.is_some() || self.units.is_some() || self.other
    }

    /// What it is counted by: face where that is told.
    ///
    /// # Errors
    /// [`InputError::Syntax`], if it is told in nothing that a book counts.
    pub fn measure(&self, line: u64) -> Result<Option<Measure>, InputError> {
        match (&self.face, &self.units) {
            (Some(_), _) => Ok(Some(Measure::Face)),
            (None, Some(_)) => Ok(Some(Measure::Units)),
            (None, None) if self.other => Err(same_measure(line)),
            (None, None) => Ok(None),
        }
    }

    /// The amount in a measure; `None` if it is not told at all.
    ///
    /// # Errors
    /// [`InputError::Syntax`], if it is told in others only.
    pub fn of(&self, measure: Measure, line: u64) -> Result<Option<&Amount>, InputError> {
        let amount = match measure {
            Measure::Face => &self.face,
            _ => &self.units,
        };
        match amount {
            None if self.is_told() => Err(same_measure(line)),
            amount => Ok(amount.as_ref()),
        }
    }
}

fn same_measure(line: u64) -> InputError {
    let expected = "face amounts or units in all balances of an instrument";
    InputError::Syntax { line, expected }
}

/// A part of a balance.
pub(crate) struct Part {
    /// How much it is.
    pub balance: Balance,
    /// Whether it is available.
    pub available: bool,
    /// Whether it is all that is available, by its name.
    pub total: bool,
    /// Whether its name says that it is held, but not free: pledged, blocked or restricted.
    pub encumbered: bool,
}

/// Whether a sub-balance of a name, which is the same in both standards, is of what is held, but not free. Others that are not
/// available may be of what is not held yet, or not any more.
pub(crate) fn is_encumbered(name: &str) -> bool {
    matches!(name, "BLOK" | "PLED" | "RSTR")
}

/// A balance, and what is told of its availability.
#[derive(Default)]
pub(crate) struct Split {
    /// The whole.
    pub aggregate: Quantities,
    /// What is available of it.
    pub available: Quantities,
    /// What is not: pledged, lent or blocked.
    pub not_available: Quantities,
    /// Parts of it that say whether they are available.
    pub parts: Vec<Part>,
    /// Whether it has parts that do not say so.
    pub unclear: bool,
    /// The line where it is said in words that something is pledged, blocked or the like.
    pub words: Option<u64>,
}

impl Split {
    /// Whether nothing is said of how much is available.
    pub fn is_silent(&self) -> bool {
        !self.available.is_told() && !self.not_available.is_told() && self.parts.is_empty()
    }

    /// How much is available of the whole; `None` if nothing is said about it.
    ///
    /// # Errors
    /// [`InputError::NotSeparated`], [`InputError::MoreAvailable`], [`InputError::DoesNotAddUp`], [`InputError::Syntax`].
    pub fn told(
        &self,
        whole: &Amount,
        measure: Measure,
        line: u64,
    ) -> Result<Option<Amount>, InputError> {
        let available = self.available.of(measure, line)?;
        let not_available = self.not_available.of(measure, line)?;
        let rest = |part: &Amount| {
            let rest = whole.checked_sub(part);
            rest.ok_or(InputError::MoreAvailable { line })
        };
        match (available, not_available) {
            (Some(available), None) if available.fits(whole) => Ok(Some(available.clone())),
            (Some(_), None) => Err(InputError::MoreAvailable { line }),
            (None, Some(not_available)) => rest(not_available).map(Some),
            (Some(available), Some(not_available)) => match rest(available)? == *not_available {
                true => Ok(Some(available.clone())),
                false => Err(InputError::DoesNotAddUp { line }),
            },
            (None, None) if self.unclear => Err(InputError::NotSeparated { line }),
            (None, None) if self.parts.is_empty() => Ok(None),
            (None, None) => self.by_parts(whole, measure, line).map(Some),
        }
    }

    /// The largest part that is encumbered. Several may be the same securities, pledged and therefore blocked.
    pub fn encumbered(&self, measure: Measure) -> Option<&Amount> {
        let parts = self.parts.iter();
        let parts = parts.filter(|part| part.encumbered && !part.available);
        let amounts = parts.filter(|part| part.balance.1 == Some(measure));
        amounts
            .map(|part| &part.balance.0)
            .reduce(|most, amount| match amount.checked_sub(most) {
                Some(_) => amount,
                None => most,
            })
    }

    /// What is available by the parts, which have to add up to the whole. Where one of them is all that is available, others
    /// that are available are parts of it; it may stand alone.
    fn by_parts(&self, whole: &Amount, measure: Measure, line: u64) -> Result<Amount, InputError> {
        let (mut available, mut not_available) = (Amount::zero(), Amount::zero());
        let mut total: Option<Amount> = None;
        let not_separated = InputError::NotSeparated { line };
        // A part may be told in a value that no book counts too.
        let counted = self.parts.iter().filter(|part| part.balance.1.is_some());
        for part in counted {
            let (amount, found) = &part.balance;
            if *found != Some(measure) {
                return Err(same_measure(line));
            }
            let add = |sum: &Amount| sum.checked_add(amount).ok_or(not_separated.clone());
            if part.total && part.available {
                if total.replace(amount.clone()).is_some() {
                    return Err(not_separated);
                }
            } else if part.available {
                available = add(&available)?;
            } else {
                not_available = add(&not_available)?;
            }
        }
        let alone = total.is_some() && not_available.is_zero();
        let available = total.unwrap_or(available);
        let rest = whole.checked_sub(&available);
        match rest.is_some_and(|rest| alone || rest == not_available) {
            true => Ok(available),
            false => Err(not_separated),
        }
    }
}
