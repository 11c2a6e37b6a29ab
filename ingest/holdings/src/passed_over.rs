//! What of the files was passed over, as counts.

/// How much of the files was passed over, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassedOver {
    /// Statements, or lines of lists, of accounts that the mapping names.
    pub accounts: u64,
    /// Balances in currencies that the mapping names.
    pub currencies: u64,
    /// Balances of instruments that the mapping names.
    pub instruments: u64,
    /// Lines or balances of instruments that have no row of income, in statements of before the book's day.
    pub others: u64,
    /// Balances of zero, in accounts, currencies or instruments that the book does not have.
    pub zeros: u64,
    /// Statements of other days, or of the day before it ended, beside those that count.
    pub other_days: u64,
    /// Balances that a bank names itself, or sub-types of a closing balance, beside the closing balance.
    pub other_balances: u64,
    /// Lines of lists that the mapping's layout says are no positions: totals and footers.
    pub lines: u64,
}

impl PassedOver {
    /// What was passed over, in words, each with its count; nothing of which the count is zero.
    pub fn words(&self) -> Vec<String> {
        [
            (self.accounts, "of accounts that are in pass_over"),
            (self.currencies, "in currencies that are in pass_over"),
            (self.instruments, "of instruments that are in pass_over"),
            (self.others, "of instruments without income"),
            (self.zeros, "of zero that the book does not have"),
            (self.other_days, "of other days, or of before the day's end"),
            (self.other_balances, "beside the closing balance"),
            (self.lines, "lines that are no positions"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect()
    }
}
