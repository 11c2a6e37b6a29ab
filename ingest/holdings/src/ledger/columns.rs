//! The columns of a ledger, and those of the query's result.

use datafusion::arrow::datatypes::DataType;
use datafusion::dataframe::DataFrame;
use datafusion::functions::string::expr_fn::btrim;
use datafusion::logical_expr::{cast, ident, lit, Expr};

use super::ledger_error::LedgerError;

/// The name of a row; null for the lines of no row.
pub(super) const NAME: &str = "name";
/// Number of lines.
pub(super) const LINES: &str = "lines";
/// Sum of the quantities that are numbers: a decimal of 256 bits.
pub(super) const SUM: &str = "sum";
/// Number of lines whose quantity could be read.
pub(super) const NUMBERS: &str = "numbers";
/// Greatest [`Fault`](super::fault::Fault) of the lines, 0 if there is none.
pub(super) const FAULT: &str = "fault";
/// Least instrument that belongs to no row.
pub(super) const UNKNOWN_INSTRUMENT: &str = "unknown_instrument";

/// The columns of a ledger.
pub(super) const COLUMNS: [&str; 3] = ["account", "instrument", "quantity"];

/// White space around a field, as the built-in reader takes it.
const SPACE: &str = " \t\n\r\x0c";

/// The type of a ledger's column.
pub(super) fn column_type(
    frame: &DataFrame,
    column: &'static str,
) -> Result<DataType, LedgerError> {
    let field = frame.schema().field_with_unqualified_name(column);
    let field = field.map_err(|_| LedgerError::NoColumn { column })?;
    Ok(field.data_type().clone())
}

fn is_text(kind: &DataType) -> bool {
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
