//! The summaries of an account: type codes with their amounts, counts and funds types.

use super::records::{Record, MAX_FIELDS};
use crate::input_error::InputError;

/// One type code with its amount, which may be left out.
pub(super) struct Summary<'a> {
    pub kind: &'a str,
    pub amount: &'a str,
    /// When it is available, by its funds type.
    pub funds: Funds<'a>,
}

/// When an amount is available.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Funds<'a> {
    /// At once, or nobody says when.
    Now,
    /// From a day on, `YYMMDD`.
    From(&'a str),
    /// A part of it, or all, later.
    Later,
}

/// The summaries of a record with its continuations.
pub(super) struct Summaries<'r, 'a> {
    record: &'r Record<'a>,
    /// The field that is next.
    at: usize,
}

impl<'r, 'a> Summaries<'r, 'a> {
    /// Those from a field of the record on.
    pub fn new(record: &'r Record<'a>, at: usize) -> Summaries<'r, 'a> {
        Summaries { record, at }
    }

    /// The next summary; `None` after the last. Empty fields where a type code could be carry nothing.
    pub fn next(&mut self) -> Result<Option<Summary<'a>>, InputError> {
        let fields = &self.record.fields;
        while fields.get(self.at).is_some_and(|field| field.is_empty()) {
            self.at += 1;
        }
        let Some(kind) = fields.get(self.at).copied() else {
            return Ok(None);
        };
        if !is_type(kind) {
            return self.record.bad("a type code of three digits");
        }
        self.at += 1;
        // A slash after a comma: the empty field between them is none, if what continues the record goes on with the amount.
        if self.ends_line(self.at) && self.is_empty(self.at) && !self.begins_type(self.at + 1) {
            self.at += 1;
        }
        let amount = self.record.get(self.at);
        // The amount and the count; fields at the end of a line may be left out.
        for _ in 0..2 {
            self.at += 1;
            if self.ends(self.at - 1) {
                let funds = Funds::Now;
                return Ok(Some(Summary {
                    kind,
                    amount,
                    funds,
                }));
            }
        }
        let funds = self.funds()?;
        Ok(Some(Summary {
            kind,
            amount,
            funds,
        }))
    }

    /// Passes over the funds type and what it brings along: availability by days, or a value date.
    fn funds(&mut self) -> Result<Funds<'a>, InputError> {
        let funds = self.record.get(self.at);
        let more = match funds {
            "" | "Z" | "0" | "1" | "2" => 0,
            "S" => 3,
            "V" => 2,
            "D" => match self.record.get(self.at + 1).parse::<usize>() {
                Ok(pairs) if pairs <= MAX_FIELDS => 1 + 2 * pairs,
                _ => {
                    let expected = "the number of distributions after funds type D";
                    return self.record.bad(expected);
                }
            },
            _ => return self.record.bad("a funds type: Z, 0, 1, 2, S, V or D"),
        };
        // Fields at the end may be left out, but not those of a funds type.
        if more > 0 && self.at + more >= self.record.fields.len() {
            return self.record.bad("all fields of the funds type");
        }
        let first = self.at + 1;
        self.at = first + more;
        let some = |at: usize| {
            self.record
                .get(at)
                .bytes()
                .any(|b| matches!(b, b'1'..=b'9'))
        };
        Ok(match funds {
            "1" | "2" => Funds::Later,
            // What is available at once, in a day, and after it.
            "S" if some(first + 1) || some(first + 2) => Funds::Later,
            "V" => Funds::From(self.record.get(first)),
            // Pairs of days and what is available after so many.
            "D" if (first + 1..self.at)
                .step_by(2)
                .any(|at| some(at) && some(at + 1)) =>
            {
                Funds::Later
            }
            _ => Funds::Now,
        })
    }

    /// Whether a summary ends with this field, since it is the last of its line, and a type code begins the next one.
    fn ends(&self, at: usize) -> bool {
        self.ends_line(at) && self.begins_type(at + 1)
    }

    /// Whether a field is the last of a line that another one continues.
    fn ends_line(&self, at: usize) -> bool {
        self.record.continued.binary_search(&(at + 1)).is_ok()
    }

    fn is_empty(&self, at: usize) -> bool {
        self.record.get(at).is_empty()
    }

    fn begins_type(&self, at: usize) -> bool {
        is_type(self.record.get(at))
    }
}

fn is_type(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit())
}
