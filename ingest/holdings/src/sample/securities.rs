//! Securities statements, to be written.

use std::collections::BTreeMap;

use assay_statement::Date;

use crate::amount::Amount;
use crate::basis::Basis;
use crate::measure::Measure;

/// A securities statement.
#[derive(Clone, Debug)]
pub struct SecuritiesStatement {
    /// The safekeeping account.
    pub account: String,
    /// The day of the statement.
    pub as_of: Date,
    /// When it counts a trade.
    pub basis: Basis,
    /// The balances, in sub-accounts or in the account itself.
    pub lines: Vec<SecuritiesBalance>,
    /// Whether balances of the account itself come before those of its sub-accounts, which then add up to them.
    pub totals: bool,
}

/// One balance of a securities statement.
#[derive(Clone, Debug)]
pub struct SecuritiesBalance {
    /// The sub-account, if the balance is in one.
    pub sub_account: Option<String>,
    /// The instrument.
    pub isin: String,
    /// What the amounts count.
    pub measure: Measure,
    /// The part that is available.
    pub available: Amount,
    /// The part that is not available; `None` if the custodian does not separate it.
    pub not_available: Option<Amount>,
}

impl SecuritiesBalance {
    /// The whole balance. Where the sum of both parts is too large, the available part alone: that is a fault of the caller.
    pub fn aggregate(&self) -> Amount {
        let not_available = self.not_available.as_ref();
        let sum = not_available.and_then(|part| self.available.checked_add(part));
        sum.unwrap_or_else(|| self.available.clone())
    }
}

impl SecuritiesStatement {
    /// The balances to be written: the totals of the account first, if it is to have any.
    fn written(&self) -> Vec<SecuritiesBalance> {
        let mut totals: BTreeMap<&str, SecuritiesBalance> = BTreeMap::new();
        for line in self.lines.iter().filter(|_| self.totals) {
            let sum = totals
                .entry(&line.isin)
                .or_insert_with(|| SecuritiesBalance {
                    sub_account: None,
                    available: Amount::zero(),
                    not_available: None,
                    ..line.clone()
                });
            let add = |a: &Amount, b: &Amount| a.checked_add(b).unwrap_or_else(Amount::zero);
            sum.available = add(&sum.available, &line.available);
            if let Some(part) = &line.not_available {
                let before = sum.not_available.take().unwrap_or_else(Amount::zero);
                sum.not_available = Some(add(&before, part));
            }
        }
        totals
            .into_values()
            .chain(self.lines.iter().cloned())
            .collect()
    }

    /// The balances of each page. There is at least one page, even without balances.
    pub(crate) fn pages(&self, per_page: usize) -> Vec<Vec<SecuritiesBalance>> {
        let written = self.written();
        let pages: Vec<Vec<SecuritiesBalance>> = written
            .chunks(per_page.max(1))
            .map(<[SecuritiesBalance]>::to_vec)
            .collect();
        if pages.is_empty() {
            return vec![Vec::new()];
        }
        pages
    }
}
