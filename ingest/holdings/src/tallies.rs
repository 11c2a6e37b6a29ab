//! The sums of every securities account of a run.

use std::collections::HashMap;

use zeroize::Zeroizing;

use crate::tally::Tally;

/// The sums of each account. The names are wiped when dropped.
#[derive(Default)]
pub(crate) struct Tallies {
    accounts: HashMap<String, Tally>,
}

impl Drop for Tallies {
    fn drop(&mut self) {
        let accounts = self.accounts.drain();
        accounts.for_each(|(account, _)| drop(Zeroizing::new(account)));
    }
}

impl Tallies {
    /// Takes the sums of an account out; of one that has none yet, these are of nothing.
    pub fn take(&mut self, account: &str) -> Tally {
        match self.accounts.remove_entry(account) {
            Some((account, tally)) => {
                drop(Zeroizing::new(account));
                tally
            }
            None => Tally::default(),
        }
    }

    /// Puts the sums of an account back.
    pub fn put(&mut self, account: &str, tally: Tally) {
        self.accounts.insert(account.into(), tally);
    }
}
