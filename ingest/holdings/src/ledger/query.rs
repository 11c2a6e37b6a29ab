//! The query: a ledger's lines, grouped and summed.

use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::dataframe::DataFrame;
use datafusion::functions::string::expr_fn::btrim;
use datafusion::functions_aggregate::expr_fn::{count, max, min, sum};
use datafusion::logical_expr::{cast, ident, lit, when, Expr};

use super::error::{engine, LedgerError};
use super::quantity::{ByDecimals, Quantity};

/// What is wrong with a line whose instrument is known. Of several, the greatest is told.
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

/// The query over a ledger.
pub(super) struct Query {
    /// One record a name that occurs, with the columns below.
    pub frame: DataFrame,
    /// Decimals of [`SUM`].
    pub scale: i8,
}

/// The name of a row; null for the lines of no row.
pub(super) const NAME: &str = "name";
/// Number of lines.
pub(super) const LINES: &str = "lines";
/// Sum of the quantities that are numbers: a decimal of 256 bits.
pub(super) const SUM: &str = "sum";
/// Number of lines whose quantity could be read.
pub(super) const NUMBERS: &str = "numbers";
/// Greatest [`Fault`] of the lines, 0 if there is none.
pub(super) const FAULT: &str = "fault";
/// Least instrument that belongs to no row.
pub(super) const STRANGER: &str = "stranger";

/// The columns of a ledger.
pub(super) const COLUMNS: [&str; 3] = ["account", "instrument", "quantity"];

/// White space around a field, as the built-in reader takes it.
const SPACE: &str = " \t\n\r\x0c";

/// Digits of a quantity while it is summed: the engine adds ten for the sum, and no decimal of 256 bits has more than 76.
const WIDE: u8 = 66;

/// Conditions on a line, of which the first that holds decides: what is wrong with it, or that nothing is.
pub(super) type Checks = Vec<(Expr, Option<Fault>)>;

/// Builds the query for the names of a custodian's rows, each with its place and decimals.
pub(super) fn totals(frame: DataFrame, names: &[(&str, usize, u8)]) -> Result<Query, LedgerError> {
    let account = Account::new(column_type(&frame, "account")?)?;
    let instrument = text("instrument", column_type(&frame, "instrument")?)?;
    let quantity = Quantity::new(column_type(&frame, "quantity")?)?;

    let every: Vec<Expr> = names.iter().map(|(name, ..)| lit(*name)).collect();
    let known = || instrument.clone().in_list(every.clone(), false);
    let name = when(known(), instrument.clone())
        .end()
        .map_err(engine("planning"))?;
    let stranger = when(known(), lit(ScalarValue::Utf8(None)))
        .otherwise(instrument.clone())
        .map_err(engine("planning"))?;
    let lines = frame.select(vec![
        name.alias(NAME),
        stranger.alias(STRANGER),
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
                ident(STRANGER),
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
                    min(ident(STRANGER)).alias(STRANGER),
                ],
            )
    });
    Ok(Query {
        frame: sums.map_err(engine("planning"))?,
        scale: quantity.scale(),
    })
}

/// The type of a ledger's column.
pub(super) fn column_type(
    frame: &DataFrame,
    column: &'static str,
) -> Result<DataType, LedgerError> {
    let field = frame.schema().field_with_unqualified_name(column);
    let field = field.map_err(|_| LedgerError::NoColumn { column })?;
    Ok(field.data_type().clone())
}

pub(super) fn is_text(kind: &DataType) -> bool {
    matches!(
        kind,
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View
    )
}

/// A column of text, or of a dictionary of texts, without the space around it.
pub(super) fn text(column: &'static str, kind: DataType) -> Result<Expr, LedgerError> {
    let plain = match &kind {
        DataType::Dictionary(_, values) if is_text(values) => {
            cast(ident(column), values.as_ref().clone())
        }
        _ if is_text(&kind) => ident(column),
        _ => {
            return Err(LedgerError::ColumnType {
                column,
                expected: "text",
                found: kind.to_string(),
            })
        }
    };
    Ok(btrim(vec![plain, lit(SPACE)]))
}

/// The column of accounts: who they are does not matter, only that there is one.
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
