//! Balances that are written as one before them was, but for the instrument and the amounts.
//!
//! A statement has one form of balance, or a few, thousands of times. Where a text is that of a balance that has been read,
//! byte for byte but in its gaps, it says the same, and need not be taken apart again. Nothing is refused here: what does not
//! fit, and what is not plain, is left to the reader of the format.

use core::ops::Range;

use zeroize::Zeroizing;

use crate::amount::Amount;
use crate::eight_bytes::plain;
use crate::held_words::says_held;
use crate::measure::Measure;
use crate::message::Position;
use crate::plain_number::Plain;
use crate::window::AHEAD;

/// Most forms that are kept. Statements have two or three: with what is available told, and without.
const MAX_FORMS: usize = 4;

/// Most forms that are looked at to be kept.
const MAX_TRIES: usize = 16;

/// Length of an ISIN.
const ISIN: usize = 12;

/// Longest text in a gap that is passed over, in bytes.
const MAX_GAP: usize = 256;

/// What is in a gap of a form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    Isin,
    Aggregate,
    Available,
    NotAvailable,
    /// A text that the reader passes over. A whole line has to begin with a letter, a digit or a slash, and a narrative must not
    /// say that something is held.
    PassedOver {
        line: bool,
        narrative: bool,
    },
}

/// Where the gaps in a text are, in order.
pub(crate) type Gaps = Vec<(Range<usize>, Gap)>;

/// How a format writes balances.
pub(crate) struct Writing {
    /// Finds the gaps in the text of a balance that the reader has accepted; `None` if it has a part of which they cannot say
    /// everything.
    pub gaps: fn(&str) -> Option<Gaps>,
    /// The point of decimals.
    pub point: u8,
    /// Whether the point is there even if nothing follows it.
    pub always: bool,
    /// What has to follow a balance, if that is said.
    pub after: Option<u8>,
}

/// The forms of the balances of a statement.
pub(crate) struct Forms {
    writing: &'static Writing,
    forms: Vec<Form>,
    /// Where names mean what they do in the forms.
    scope: u64,
    tries: usize,
}

/// The text of a balance with gaps in it.
struct Form {
    text: Zeroizing<String>,
    gaps: Gaps,
    measure: Measure,
    /// How many lines end in it; none in a gap.
    lines: u64,
    /// How many balances had it.
    found: u64,
}

/// A balance that has a form.
pub(crate) struct Repeated<'t> {
    /// Its text.
    pub text: &'t str,
    /// How many lines end in it.
    pub lines: u64,
    pub isin: &'t str,
    pub measure: Measure,
    aggregate: Plain,
    available: Option<Plain>,
    not_available: Option<Plain>,
}

impl Forms {
    /// None yet.
    pub fn new(writing: &'static Writing) -> Forms {
        Forms {
            writing,
            forms: Vec::new(),
            scope: 0,
            tries: 0,
        }
    }

    /// Forgets all of another scope, where the same names may mean something else.
    pub fn enter(&mut self, scope: u64) {
        if self.scope != scope {
            self.scope = scope;
            self.forms.clear();
        }
    }

    /// The balance that a text begins with, if it has one of the forms.
    pub fn find<'t>(&mut self, text: &'t str) -> Option<Repeated<'t>> {
        let writing = self.writing;
        let mut forms = self.forms.iter().enumerate();
        let (at, repeated) = forms.find_map(|(at, form)| Some((at, form.read(text, writing)?)))?;
        // The one that most have is looked at first.
        let mut found = self.forms.get_mut(..=at)?.iter_mut().rev();
        let form = found.next()?;
        form.found += 1;
        if found.next().is_some_and(|before| before.found < form.found) {
            self.forms.swap(at - 1, at);
        }
        Some(repeated)
    }

    /// Keeps the form of a balance that the reader has accepted as a position.
    pub fn keep(&mut self, text: Option<&str>, position: &Position) {
        if self.forms.len() == MAX_FORMS || self.tries == MAX_TRIES {
            return;
        }
        self.tries += 1;
        let form = text.and_then(|text| Form::of(text, position, self.writing));
        self.forms.extend(form);
    }
}

impl Form {
    fn of(text: &str, position: &Position, writing: &Writing) -> Option<Form> {
        let gaps = (writing.gaps)(text)?;
        let once = |which: Gap| gaps.iter().filter(|(_, gap)| *gap == which).count() <= 1;
        let once = [Gap::Isin, Gap::Aggregate, Gap::Available, Gap::NotAvailable].map(once);
        if text.len() >= AHEAD || once.contains(&false) {
            return None;
        }
        let form = Form {
            text: Zeroizing::new(text.into()),
            gaps,
            measure: position.measure,
            lines: text.bytes().filter(|b| *b == b'\n').count() as u64,
            found: 0,
        };
        // Read again, it has to say what the reader has found.
        let mut again = Zeroizing::new(String::with_capacity(text.len() + 1));
        again.push_str(text);
        again.extend(writing.after.map(char::from));
        let same = form
            .read(&again, writing)
            .is_some_and(|read| read.text == text && read.says(position));
        same.then_some(form)
    }

    fn read<'t>(&self, text: &'t str, writing: &Writing) -> Option<Repeated<'t>> {
        let form = self.text.as_bytes();
        let mut told = [None; 3];
        let mut isin = "";
        // What is left of the text, and where in the form.
        let (mut rest, mut at) = (text.as_bytes(), 0);
        for (range, gap) in &self.gaps {
            rest = rest.strip_prefix(form.get(at..range.start)?)?;
            at = range.end;
            let amount = match gap {
                Gap::Isin => {
                    let begin = text.len() - rest.len();
                    isin = text.get(begin..begin + ISIN)?;
                    rest = rest.get(ISIN..)?;
                    continue;
                }
                Gap::PassedOver { line, narrative } => {
                    rest = passed_over(text, rest, *line, *narrative)?;
                    continue;
                }
                Gap::Aggregate => 0,
                Gap::Available => 1,
                Gap::NotAvailable => 2,
            };
            let (plain, after) = Plain::read(rest, writing.point, writing.always)?;
            *told.get_mut(amount)? = Some(plain);
            rest = after;
        }
        rest = rest.strip_prefix(form.get(at..)?)?;
        if writing
            .after
            .is_some_and(|after| rest.first() != Some(&after))
        {
            return None;
        }
        let [aggregate, available, not_available] = told;
        Some(Repeated {
            text: text.get(..text.len() - rest.len())?,
            lines: self.lines,
            isin,
            measure: self.measure,
            aggregate: aggregate?,
            available,
            not_available,
        })
    }
}

/// What follows a text that is passed over, with which the rest of a text begins.
fn passed_over<'t>(text: &str, rest: &'t [u8], line: bool, narrative: bool) -> Option<&'t [u8]> {
    let length = plain(rest, MAX_GAP).filter(|length| *length < MAX_GAP)?;
    let first = rest.first()?;
    if line && !first.is_ascii_alphanumeric() && *first != b'/' {
        return None;
    }
    let begin = text.len() - rest.len();
    if narrative && says_held(text.get(begin..begin + length)?) {
        return None;
    }
    rest.get(length..)
}

impl Repeated<'_> {
    /// The whole balance and what counts of it, in units of so many decimals; `None` if they do not fit, or do not agree.
    pub fn units(&self, decimals: u8) -> Option<(u64, u64)> {
        let units = |plain: Plain| plain.units(decimals);
        let whole = units(self.aggregate)?;
        let counted = match (self.available, self.not_available) {
            (None, None) => whole,
            (Some(available), None) => units(available).filter(|part| *part <= whole)?,
            (None, Some(not_available)) => whole.checked_sub(units(not_available)?)?,
            (Some(available), Some(not_available)) => {
                let rest = whole.checked_sub(units(available)?)?;
                (rest == units(not_available)?).then_some(whole - rest)?
            }
        };
        Some((whole, counted))
    }

    /// Whether it is a position.
    fn says(&self, position: &Position) -> bool {
        let told = [Some(self.aggregate), self.available, self.not_available];
        let decimals = told.iter().flatten().map(|plain| plain.decimals).max();
        let decimals = decimals.unwrap_or(0);
        let amount = |units: u64| Amount::new(units.into(), decimals.into());
        self.isin == position.instrument.as_str()
            && self.units(decimals).is_some_and(|(whole, counted)| {
                amount(whole) == position.aggregate && amount(counted) == position.counted
            })
    }
}
