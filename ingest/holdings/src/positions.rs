//! Where readers of statements put the positions that they find: in the message, or in the sums of its account.

use crate::message::Position;
use crate::repeated::Repeated;
use crate::tallies::Tallies;
use crate::tally::{Scope, Tally};

/// The positions of the securities statements of a file.
pub(crate) struct Positions<'a> {
    /// The sums of each account, and what they are for; `None` if every position is kept.
    sums: Option<(&'a mut Tallies, Scope<'a>)>,
    /// The sums of the account that is being read.
    tally: Option<Tally>,
    /// Positions of the message that are kept: all, or those that were found before its account was.
    kept: Vec<Position>,
    /// How many were added up.
    summed: u64,
    /// Whether balances that are written as one before them need not be taken apart.
    repeats: bool,
}

impl<'a> Positions<'a> {
    /// Keeps every position in its message.
    pub fn kept() -> Positions<'a> {
        Positions {
            sums: None,
            tally: None,
            kept: Vec::new(),
            summed: 0,
            repeats: false,
        }
    }

    /// Adds every position up, and keeps none. Where `repeats`, what is written as something before it need not be taken
    /// apart.
    pub fn summed(tallies: &'a mut Tallies, scope: Scope<'a>, repeats: bool) -> Positions<'a> {
        Positions {
            sums: Some((tallies, scope)),
            repeats,
            ..Positions::kept()
        }
    }

    /// Whether what is written as something before it need not be taken apart.
    pub fn repeats(&self) -> bool {
        self.repeats
    }

    /// How many positions of the file were added up.
    pub fn count(&self) -> u64 {
        self.summed
    }

    /// The account of the message is found, and counts.
    pub fn begin(&mut self, account: &str) {
        if let Some((tallies, _)) = &mut self.sums {
            self.tally = Some(tallies.take(account));
            for position in core::mem::take(&mut self.kept) {
                self.add(position);
            }
        }
    }

    /// Adds a position.
    pub fn add(&mut self, position: Position) {
        match (&mut self.tally, &self.sums) {
            (Some(tally), Some((_, scope))) => {
                tally.add(&position, *scope);
                self.summed += 1;
            }
            _ => self.kept.push(position),
        }
    }

    /// Adds a balance that has the form of one before it, of the account itself or of a part of it; whether it could be added.
    pub fn add_repeated(
        &mut self,
        repeated: &Repeated<'_>,
        part: bool,
        line: u64,
        number: u64,
    ) -> bool {
        let (Some(tally), Some((_, scope))) = (&mut self.tally, &self.sums) else {
            return false;
        };
        let last = (scope.file, line, number);
        let added = tally.add_repeated(repeated, part, last);
        self.summed += u64::from(added);
        added
    }

    /// The message ends: its positions that are kept.
    pub fn end(&mut self, account: &str) -> Vec<Position> {
        if let Some(((tallies, _), tally)) = self.sums.as_mut().zip(self.tally.take()) {
            tallies.put(account, tally);
        }
        core::mem::take(&mut self.kept)
    }

    /// The message ends, and its account does not count.
    pub fn pass_over(&mut self) {
        self.kept.clear();
    }
}
