//! The column of quantities: its types, and when a quantity is a whole number of its row's units.

use std::collections::BTreeMap;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::error::DataFusionError;
use datafusion::logical_expr::{
    binary_expr, cast, ident, lit, not, try_cast, when, Expr, Operator,
};

use super::columns::{text, NAME};
use super::fault::{Checks, Fault};
use super::ledger_error::LedgerError;

/// The names of the rows that have the same number of decimals.
pub(super) type ByDecimals = BTreeMap<u8, Vec<Expr>>;

const COLUMN: &str = "quantity";

/// Digits of the widest quantity, those of a decimal of 128 bits.
const DIGITS: u8 = 38;

/// Decimals that text is read with; no row of a valid book has more.
const TEXT_SCALE: i8 = 18;

/// How quantities are written.
pub(super) enum Quantity {
    /// Decimals, and integers as decimals with none.
    Number { scale: i8 },
    /// Text: digits with an optional decimal point.
    Text { trimmed: Expr },
}

impl Quantity {
    pub(super) fn new(kind: DataType) -> Result<Quantity, LedgerError> {
        let refuse = |expected| LedgerError::ColumnType {
            column: COLUMN,
            expected,
            found: kind.to_string(),
        };
        match &kind {
            DataType::Decimal32(_, scale)
            | DataType::Decimal64(_, scale)
            | DataType::Decimal128(_, scale)
                if *scale >= 0 =>
            {
                Ok(Quantity::Number { scale: *scale })
            }
            kind if kind.is_integer() => Ok(Quantity::Number { scale: 0 }),
            kind if kind.is_floating() => Err(refuse(
                "an exact type, such as decimal(38, 2); binary fractions do not hold money",
            )),
            other => match text(COLUMN, other.clone()) {
                Ok(trimmed) => Ok(Quantity::Text { trimmed }),
                Err(_) => Err(refuse(
                    "a decimal of at most 38 digits, an integer, or decimals in text",
                )),
            },
        }
    }

    /// Decimals of [`Quantity::number`].
    pub(super) fn scale(&self) -> i8 {
        match self {
            Quantity::Number { scale } => *scale,
            Quantity::Text { .. } => TEXT_SCALE,
        }
    }

    /// The column that the expressions below are about.
    pub(super) fn value(&self) -> Expr {
        match self {
            Quantity::Number { scale } => cast(ident(COLUMN), DataType::Decimal128(DIGITS, *scale)),
            Quantity::Text { trimmed } => trimmed.clone(),
        }
        .alias(COLUMN)
    }

    /// What may be wrong with a quantity.
    pub(super) fn checks(&self, by_decimals: &ByDecimals) -> Checks {
        let quantity = || ident(COLUMN);
        let mut checks = vec![(quantity().is_null(), Some(Fault::NoQuantity))];
        match self {
            Quantity::Number { scale } => {
                let zero = decimal(0, *scale);
                checks.push((quantity().lt(zero.clone()), Some(Fault::Negative)));
                for (decimals, names) in by_decimals {
                    let Some(fewer) = i8::try_from(*decimals).ok().filter(|d| d < scale) else {
                        continue;
                    };
                    // Rounding and back changes it. A remainder would do too, but the engine's optimizer takes any
                    // decimal for a multiple of one, as if it were an integer.
                    let rounded = try_cast(
                        try_cast(quantity(), DataType::Decimal128(DIGITS, fewer)),
                        DataType::Decimal128(DIGITS, *scale),
                    );
                    let changed = is_distinct(rounded, quantity());
                    let condition = of_rows(by_decimals, names, changed);
                    checks.push((condition, Some(Fault::TooManyDecimals)));
                }
            }
            Quantity::Text { .. } => {
                checks.extend([
                    (quantity().eq(lit("")), Some(Fault::NoQuantity)),
                    (quantity().like(lit("-_%")), Some(Fault::Negative)),
                    // Nearly all lines end here.
                    (fits(by_decimals), None),
                    (not(matches(r"^[0-9]+(\.[0-9]+)?$")), Some(Fault::Malformed)),
                    (
                        some_row(by_decimals, |decimals| {
                            matches(&pattern("[0-9]+", decimals))
                        }),
                        Some(Fault::Overflow),
                    ),
                    (lit(true), Some(Fault::TooManyDecimals)),
                ]);
            }
        }
        checks
    }

    /// The quantity as a decimal, exact where nothing is wrong with it.
    pub(super) fn number(&self, by_decimals: &ByDecimals) -> Result<Expr, DataFusionError> {
        Ok(match self {
            Quantity::Number { .. } => ident(COLUMN),
            Quantity::Text { .. } => {
                let fitting = when(fits(by_decimals), ident(COLUMN)).end()?;
                try_cast(fitting, DataType::Decimal128(DIGITS, TEXT_SCALE))
            }
        })
    }
}

fn decimal(value: i128, scale: i8) -> Expr {
    lit(ScalarValue::Decimal128(Some(value), DIGITS, scale))
}

/// Whether two values differ, also where only one of them is there.
fn is_distinct(one: Expr, other: Expr) -> Expr {
    binary_expr(one, Operator::IsDistinctFrom, other)
}

/// A condition on the lines of some rows; no need to look at the name if these are all rows.
fn of_rows(all: &ByDecimals, names: &[Expr], condition: Expr) -> Expr {
    match all.len() {
        1 => condition,
        _ => ident(NAME).in_list(names.to_vec(), false).and(condition),
    }
}

/// A condition that depends on the decimals of the line's row.
fn some_row(by_decimals: &ByDecimals, condition: impl Fn(u8) -> Expr) -> Expr {
    by_decimals
        .iter()
        .map(|(decimals, names)| of_rows(by_decimals, names, condition(*decimals)))
        .reduce(Expr::or)
        .unwrap_or_else(|| lit(false))
}

/// Whether the text is a plain decimal with at most its row's decimals and at most 20 digits before them. No longer one is
/// below 2^64 units, and no shorter one is above 38 digits: the engine would wrap around in reading what is far longer.
fn fits(by_decimals: &ByDecimals) -> Expr {
    some_row(by_decimals, |decimals| {
        matches(&pattern("0*[0-9]{1,20}", decimals))
    })
}

fn pattern(whole: &str, decimals: u8) -> String {
    match decimals.min(TEXT_SCALE.unsigned_abs()) {
        0 => format!("^{whole}$"),
        most => format!(r"^{whole}(\.[0-9]{{1,{most}}})?$"),
    }
}

fn matches(pattern: &str) -> Expr {
    binary_expr(ident(COLUMN), Operator::RegexMatch, lit(pattern))
}
