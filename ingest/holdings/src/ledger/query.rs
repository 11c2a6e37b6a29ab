//! The query: a ledger's lines, grouped and summed.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::dataframe::DataFrame;
use datafusion::functions_aggregate::expr_fn::{count, max, min, sum};
use datafusion::logical_expr::{cast, ident, lit, when, Expr};

use super::columns::{column_type, text, FAULT, LINES, NAME, NUMBERS, SUM, UNKNOWN_INSTRUMENT};
use super::fault::{Checks, Fault};
use super::ledger_error::{engine, LedgerError};
use super::quantity::{ByDecimals, Quantity};

/// The query over a ledger.
pub(super) struct Query {
    /// One record a name that occurs, with the columns below.
    pub frame: DataFrame,
    /// Decimals of [`SUM`].
    pub scale: i8,
}

/// Digits of a quantity while it is summed: the engine adds ten for the sum, and no decimal of 256 bits has more than 76.
const WIDE: u8 = 66;

/// Builds the query for the names of a custodian's rows, each with the row's slot in [`Index`](crate::Index) and its decimals.
pub(super) fn totals(frame: DataFrame, names: &[(&str, usize, u8)]) -> Result<Query, LedgerError> {
    let account = Account::new(column_type(&frame, "account")?)?;
    let instrument = text("instrument", column_type(&frame, "instrument")?)?;
    let quantity = Quantity::new(column_type(&frame, "quantity")?)?;

    let every: Vec<Expr> = names.iter().map(|(name, ..)| lit(*name)).collect();
    let known = || instrument.clone().in_list(every.clone(), false);
    let name = when(known(), instrument.clone())
        .end()
        .map_err(engine("planning"))?;
    let unknown = when(known(), lit(ScalarValue::Utf8(None)))
        .otherwise(instrument.clone())
        .map_err(engine("planning"))?;
    let lines = frame.select(vec![
        name.alias(NAME),
        unknown.alias(UNKNOWN_INSTRUMENT),
        account.value,
        quantity.value(),
    ]);

    let mut by_decimals = ByDecimals::new();
    for (name, _, decimals) in names {
        by_decimals.entry(*decimals).or_default().push(lit(*name));
    }
    let mut first = when(ident(NAME).is_null(), lit(0i64));
    for (condition, fault) in [account.checks, quantity.checks(&by_decimals)].concat() {
        first.when(condition, lit(fault.map_or(0, Fault::code)));
    }
    let fault = first.otherwise(lit(0i64)).map_err(engine("planning"))?;
    let wide = DataType::Decimal256(WIDE, quantity.scale());
    let sums = lines.and_then(|lines| {
        lines
            .select(vec![
                ident(NAME),
                ident(UNKNOWN_INSTRUMENT),
                cast(quantity.number(&by_decimals)?, wide).alias(SUM),
                fault.alias(FAULT),
            ])?
            .aggregate(
                vec![ident(NAME)],
                vec![
                    count(lit(1i64)).alias(LINES),
                    count(ident(SUM)).alias(NUMBERS),
                    sum(ident(SUM)).alias(SUM),
                    max(ident(FAULT)).alias(FAULT),
                    min(ident(UNKNOWN_INSTRUMENT)).alias(UNKNOWN_INSTRUMENT),
                ],
            )
    });
    Ok(Query {
        frame: sums.map_err(engine("planning"))?,
        scale: quantity.scale(),
    })
}

/// The column of accounts. Only whether a line has an account matters, not which.
struct Account {
    value: Expr,
    checks: Checks,
}

impl Account {
    fn new(kind: DataType) -> Result<Account, LedgerError> {
        const COLUMN: &str = "account";
        let mut checks = vec![(ident(COLUMN).is_null(), Some(Fault::NoAccount))];
        let value = match kind.is_integer() {
            true => ident(COLUMN),
            false => {
                checks.push((ident(COLUMN).eq(lit("")), Some(Fault::NoAccount)));
                let line_break = ident(COLUMN).like(lit("%\n%"));
                checks.push((line_break, Some(Fault::LineBreak)));
                text(COLUMN, kind)?.alias(COLUMN)
            }
        };
        Ok(Account { value, checks })
    }
}
