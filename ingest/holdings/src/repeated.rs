//! Balances that are written as one before them was, but for the instrument and the amounts.
//!
//! A statement has one form of balance, or a few, thousands of times. Where a text is that of a balance that has been read,
//! byte for byte but in its gaps, it says the same, and need not be taken apart again. Nothing is refused here: what does not
//! fit, and what is not plain, is left to the reader of the format.

use core::ops::Range;

use zeroize::Zeroizing;

use crate::amount::Amount;
use crate::measure::Measure;
use crate::message::Position;
use crate::window::AHEAD;

/// Most forms that are kept. Statements have two or three: with what is available told, and without.
const MAX_FORMS: usize = 4;

/// Most forms that are looked at to be kept.
const MAX_TRIES: usize = 16;

/// Length of an ISIN.
const ISIN: usize = 12;

/// Most digits of an amount: so many fit 64 bits.
const MAX_DIGITS: usize = 18;

/// Longest text in a gap that is passed over, in bytes.
const MAX_GAP: usize = 256;

/// What is in a gap of a form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    Isin,
    Aggregate,
    Available,
    NotAvailable,
    /// A text that the reader passes over.
    PassedOver,
    /// A line that the reader passes over, as long as it begins with a letter or a digit.
    PassedOverLine,
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
    /// What has to follow a balance.
    pub after: &'static str,
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

/// A plain decimal: `mantissa / 10^decimals`.
#[derive(Clone, Copy, Default)]
struct Plain {
    mantissa: u64,
    decimals: u8,
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
        let again = Zeroizing::new([text, writing.after].concat());
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
                Gap::PassedOver | Gap::PassedOverLine => {
                    rest = passed_over(rest, *gap)?;
                    continue;
                }
                Gap::Aggregate => 0,
                Gap::Available => 1,
                Gap::NotAvailable => 2,
            };
            let (plain, after) = Plain::read(rest, writing)?;
            *told.get_mut(amount)? = Some(plain);
            rest = after;
        }
        rest = rest.strip_prefix(form.get(at..)?)?;
        if !rest.starts_with(writing.after.as_bytes()) {
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

/// What follows a text that is passed over.
fn passed_over(rest: &[u8], gap: Gap) -> Option<&[u8]> {
    let ends = |b: &u8| *b < b' ' || matches!(b, b'<' | b'&');
    let length = rest.iter().take(MAX_GAP).position(ends)?;
    let first = rest.first()?;
    let fits = gap == Gap::PassedOver || first.is_ascii_alphanumeric();
    fits.then(|| rest.get(length..)).flatten()
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

impl Plain {
    /// Reads digits with a point or none; what follows them, too.
    fn read<'t>(text: &'t [u8], writing: &Writing) -> Option<(Plain, &'t [u8])> {
        let mut plain = Plain::default();
        let whole = plain.digits(text);
        let mut rest = text.get(whole..)?;
        let mut fraction = 0;
        match rest.split_first() {
            Some((point, after)) if *point == writing.point => {
                fraction = plain.digits(after);
                rest = after.get(fraction..)?;
                plain.decimals = u8::try_from(fraction).ok()?;
            }
            _ if writing.always => return None,
            _ => {}
        }
        (whole > 0 && whole + fraction <= MAX_DIGITS).then_some((plain, rest))
    }

    /// Adds the digits that a text begins with; how many there are. More than [`MAX_DIGITS`] are not right.
    fn digits(&mut self, text: &[u8]) -> usize {
        let mut count = 0;
        for digit in text.iter().map(|b| b.wrapping_sub(b'0')) {
            if digit > 9 {
                break;
            }
            self.mantissa = self.mantissa.wrapping_mul(10).wrapping_add(digit.into());
            count += 1;
        }
        count
    }

    /// As a whole number of units of so many decimals.
    fn units(mut self, decimals: u8) -> Option<u64> {
        while self.decimals > decimals && self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.decimals -= 1;
        }
        let power = match decimals.checked_sub(self.decimals)? {
            0 => return Some(self.mantissa),
            missing => 10u64.checked_pow(missing.into())?,
        };
        self.mantissa.checked_mul(power)
    }
}
