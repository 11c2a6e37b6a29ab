//! What may be wrong with a line of a ledger.

use datafusion::logical_expr::Expr;

/// What is wrong with a line whose instrument is known. Of several faults, the greatest is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    Overflow = 1,
    TooManyDecimals,
    Malformed,
    Negative,
    NoQuantity,
    LineBreak,
    NoAccount,
}

impl Fault {
    pub(super) const ALL: [Fault; 7] = [
        Fault::Overflow,
        Fault::TooManyDecimals,
        Fault::Malformed,
        Fault::Negative,
        Fault::NoQuantity,
        Fault::LineBreak,
        Fault::NoAccount,
    ];

    pub(super) fn code(self) -> i64 {
        self as i64
    }
}

/// Conditions on a line, each with the fault that it shows or with none. The first condition that holds decides.
pub(super) type Checks = Vec<(Expr, Option<Fault>)>;
