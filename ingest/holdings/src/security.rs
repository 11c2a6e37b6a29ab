//! The balances of one security, from which its position is made.

use zeroize::Zeroizing;

use crate::amount::Amount;
use crate::fields::required;
use crate::input_error::InputError;
use crate::measure::Measure;
use crate::message::Position;
use crate::split::Split;

/// What a statement has about one security.
#[derive(Default)]
pub(crate) struct Security {
    /// The line of the file where it begins, from 1.
    pub line: u64,
    /// The ISIN.
    pub isin: Option<Zeroizing<String>>,
    /// Its balance, and how much of it is available.
    pub split: Split,
    /// The same of each place where it is kept.
    pub places: Vec<Split>,
    /// The line where a narrative of the security says that something is pledged, blocked or the like.
    pub words: Option<u64>,
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
        let measure = self.split.aggregate.measure(line)?;
        let measure = required(measure, line, fields.aggregate)?;
        let aggregate = self.split.aggregate.of(measure, line)?;
        let aggregate = required(aggregate, line, fields.aggregate)?.clone();
        let counted = self.counted(&aggregate, measure)?;
        // Words are no amounts: they are enough to ask, unless something does not count already. Those that are not of a part
        // are no matter where it is said how much is available.
        let words = self.split.words.or(self.words.filter(|_| self.is_silent()));
        if let Some(line) = words.filter(|_| counted == aggregate && !aggregate.is_zero()) {
            return Err(InputError::NotSeparated { line });
        }
        Ok(Position {
            line,
            number,
            sub_account,
            counted,
            instrument: required(self.isin, line, fields.isin)?,
            public: true,
            measure,
            aggregate,
        })
    }

    /// The part of the balance that counts. Where the statement says of the balance itself how much is available, that does;
    /// otherwise what its parts and its places say, if these add up to it.
    fn counted(&self, aggregate: &Amount, measure: Measure) -> Result<Amount, InputError> {
        let line = self.line;
        if self.places.is_empty() && self.split.parts.is_empty() {
            let told = self.split.told(aggregate, measure, line)?;
            return Ok(told.unwrap_or_else(|| aggregate.clone()));
        }
        let at_places = self.at_places(aggregate, measure);
        if let Some(told) = self.split.told(aggregate, measure, line)? {
            // Places that add up have to agree, and nothing may be free that is said to be encumbered.
            let disagree = matches!(at_places, Ok(Some(other)) if other != told);
            return match disagree || self.encumbers_more(aggregate, &told, measure) {
                true => Err(InputError::DoesNotAddUp { line }),
                false => Ok(told),
            };
        }
        Ok(at_places?.unwrap_or_else(|| aggregate.clone()))
    }

    /// Whether nothing is said of how much is available.
    fn is_silent(&self) -> bool {
        self.split.is_silent() && self.places.iter().all(Split::is_silent)
    }

    /// Whether parts or places say that more is not free than the balance itself does.
    fn encumbers_more(&self, aggregate: &Amount, told: &Amount, measure: Measure) -> bool {
        let rest = aggregate.checked_sub(told).unwrap_or_else(Amount::zero);
        let at_places = self.places.iter().try_fold(Amount::zero(), |sum, place| {
            let all = place.aggregate.of(measure, self.line).ok().flatten();
            let held = all.and_then(|all| {
                let free = place.told(all, measure, self.line).ok().flatten()?;
                all.checked_sub(&free)
            });
            sum.checked_add(&held.unwrap_or_else(Amount::zero))
        });
        let more = |held: &Amount| rest.checked_sub(held).is_none();
        self.split.encumbered(measure).is_some_and(more) || at_places.is_none_or(|held| more(&held))
    }

    /// What is available at all places; `None` if they do not say it, or if there are none.
    fn at_places(
        &self,
        aggregate: &Amount,
        measure: Measure,
    ) -> Result<Option<Amount>, InputError> {
        let line = self.line;
        let wrong = InputError::DoesNotAddUp { line };
        let (mut whole, mut available) = (Amount::zero(), Amount::zero());
        let mut told = false;
        for place in &self.places {
            let all = place.aggregate.of(measure, line)?;
            let all = all.ok_or_else(|| wrong.clone())?;
            let part = place.told(all, measure, line)?;
            told |= part.is_some();
            let part = part.unwrap_or_else(|| all.clone());
            whole = whole.checked_add(all).ok_or_else(|| wrong.clone())?;
            available = available.checked_add(&part).ok_or_else(|| wrong.clone())?;
        }
        match self.places.is_empty() || whole == *aggregate {
            true => Ok(told.then_some(available)),
            false => Err(wrong),
        }
    }
}
