//! Adds up all files of one custodian.

use std::io::BufRead;

use crate::aggregate::{Aggregate, Holding};
use crate::closing;
use crate::expectation::Expectation;
use crate::format::ReadContext;
use crate::formats::Format;
use crate::hashed::Hashed;
use crate::index::Index;
use crate::input_error::InputError;
use crate::message::Position;
use crate::pages::{self, SourcedMessage};
use crate::passed_over::PassedOver;
use crate::positions::Positions;
use crate::same_account;
use crate::subaccounts;
use crate::tallies::Tallies;
use crate::tally::{check_kind, Scope, Side};

/// What all files of a custodian add up to.
pub struct Collected {
    /// The sums.
    pub sums: Aggregate,
    /// Statements that went into them, each of one account.
    pub statements: u64,
    /// Balances of these statements that count.
    pub balances: u64,
    /// How many of these balances count in part only: the rest is not available.
    pub encumbered: u64,
    /// The files that have no line of holdings and no balance, by their place in the run.
    pub empty: Vec<usize>,
    /// What of the files was passed over.
    pub passed_over: PassedOver,
}

/// Reads the files of one custodian, one after the other, and adds them up.
pub struct Collector<'a> {
    expected: &'a Expectation,
    index: &'a Index,
    sums: Aggregate,
    messages: Vec<SourcedMessage>,
    /// The positions of securities statements.
    tallies: Tallies,
    /// Hashes of the files that have been read; `None` if there is one file only.
    contents: Option<Vec<[u8; 32]>>,
    empty: Vec<usize>,
    passed_over: PassedOver,
    /// Whether balances that are written as one before them need not be taken apart.
    repeats: bool,
}

impl<'a> Collector<'a> {
    /// A collector for a run of `files` files.
    pub fn new(expected: &'a Expectation, index: &'a Index, files: usize) -> Collector<'a> {
        Collector {
            expected,
            index,
            sums: Aggregate::new(index),
            messages: Vec::new(),
            tallies: Tallies::default(),
            contents: (files > 1).then(Vec::new),
            empty: Vec::new(),
            passed_over: PassedOver::default(),
            repeats: true,
        }
    }

    /// The same collector, which takes every balance of a statement apart, even where its text repeats that of one before it.
    /// What it collects and refuses is the same; it takes longer.
    pub fn in_full(self) -> Collector<'a> {
        Collector {
            repeats: false,
            ..self
        }
    }

    /// Reads one file, the `file`th of the run.
    ///
    /// # Errors
    /// [`InputError`], for the first thing that is wrong with it.
    pub fn read(
        &mut self,
        file: usize,
        format: Format,
        reader: impl BufRead,
    ) -> Result<(), InputError> {
        let mut reader = Hashed::new(reader, self.contents.is_some());
        let lines = (self.sums.lines, self.sums.others);
        let context = ReadContext {
            expected: self.expected,
            index: self.index,
            sums: &mut self.sums,
            passed_over: &mut self.passed_over,
        };
        let scope = Scope {
            expected: self.expected,
            index: self.index,
            file,
        };
        let mut positions = Positions::summed(&mut self.tallies, scope, self.repeats);
        let messages = format.read_into(&mut reader, context, &mut positions)?;
        let kept = messages.iter().any(|message| !message.positions.is_empty());
        let same = lines == (self.sums.lines, self.sums.others);
        if same && positions.count() == 0 && !kept {
            self.empty.push(file);
        }
        let source = |message| SourcedMessage {
            file,
            format: format.name(),
            message,
        };
        self.messages.extend(messages.into_iter().map(source));
        if let (Some(content), Some(contents)) = (reader.finish(), &mut self.contents) {
            if contents.contains(&content) {
                return Err(InputError::SameContent);
            }
            contents.push(content);
        }
        Ok(())
    }

    /// Adds sums that were made elsewhere for the same custodian, as by a ledger's engine, of the `file`th file of the run.
    ///
    /// # Errors
    /// [`InputError::Holdings`], if a sum does not fit; [`InputError::OtherFile`], if the mapping lists accounts, which sums have lost.
    pub fn add(&mut self, file: usize, sums: &Aggregate) -> Result<(), InputError> {
        if !self.expected.counts_all() {
            let found = "a ledger, whose accounts are summed without looking at the lists of the mapping; name a mapping without \"accounts\" and \"pass_over.accounts\" if all of them are the client's, or give it as CSV";
            return Err(InputError::OtherFile { found });
        }
        if sums.lines == 0 && sums.others == 0 {
            self.empty.push(file);
        }
        self.sums.merge(sums, self.index)?;
        Ok(())
    }

    /// Checks that the statements are whole and adds them up.
    ///
    /// # Errors
    /// [`InputError`], with the file it is about.
    pub fn finish(mut self) -> Result<Collected, (usize, InputError)> {
        let messages = core::mem::take(&mut self.messages);
        let statements = pages::check(&messages)?;
        same_account::check(&statements, self.expected)?;
        let mut collected = Collected {
            sums: self.sums,
            statements: statements.len() as u64,
            balances: 0,
            encumbered: 0,
            empty: self.empty,
            passed_over: self.passed_over,
        };
        collected.passed_over.others += collected.sums.others;
        for pages in statements {
            let parts = pages
                .iter()
                .filter(|page| page.message.passed_over.is_some());
            collected.passed_over.accounts += parts.count() as u64;
            let securities = pages.first().filter(|first| first.message.basis.is_some());
            if let Some(first) = securities {
                let tally = self.tallies.take(&first.message.account);
                let side = subaccounts::counting(&pages, tally)?;
                collected.add(side, self.index)?;
                continue;
            }
            for (file, position) in closing::counting(&pages)? {
                let over = &mut collected.passed_over;
                if passes(position, self.expected, self.index, over) {
                    continue;
                }
                add(position, self.index, &mut collected.sums).map_err(|error| (file, error))?;
                collected.balances += 1;
                collected.encumbered += u64::from(position.is_encumbered());
            }
        }
        Ok(collected)
    }
}

impl Collected {
    /// Adds the positions of a securities statement.
    fn add(&mut self, side: Side, index: &Index) -> Result<(), (usize, InputError)> {
        self.balances += side.balances;
        self.encumbered += side.encumbered;
        self.passed_over.instruments += side.passed_over;
        self.passed_over.others += side.others;
        self.passed_over.zeros += side.zeros;
        let sums = &mut self.sums;
        side.add_to(index, |slot, units, balances| {
            sums.add_sum(slot, units, balances)
        })
    }
}

/// Whether a position is passed over: the mapping names its instrument, the index passes it over, or it is nothing, of what
/// the book does not have.
fn passes(
    position: &Position,
    expected: &Expectation,
    index: &Index,
    passed_over: &mut PassedOver,
) -> bool {
    let instrument = position.instrument.as_bytes();
    let count = match index.row(instrument) {
        _ if expected.passes_instrument(instrument) => &mut passed_over.instruments,
        None if index.passes(instrument) => &mut passed_over.others,
        None if position.aggregate.is_zero() => &mut passed_over.zeros,
        _ => return false,
    };
    *count += 1;
    true
}

/// Adds a position to its row.
fn add(position: &Position, index: &Index, sums: &mut Aggregate) -> Result<(), InputError> {
    check_kind(position, index.row(position.instrument.as_bytes()))?;
    let quantity = position.counted.to_plain();
    let holding = Holding::of_position(position, quantity.as_bytes());
    sums.add(&holding, index)
        .map_err(|source| InputError::Balance {
            number: position.number,
            source,
        })
}
