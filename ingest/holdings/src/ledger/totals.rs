//! The query's result: a record a name, to be checked and folded into rows.

use datafusion::arrow::array::{Array, AsArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{i256, DataType, Decimal256Type, Int64Type};
use datafusion::error::DataFusionError;

use super::columns::{FAULT, LINES, NAME, NUMBERS, SUM, UNKNOWN_INSTRUMENT};
use super::fault::Fault;
use super::ledger_error::{engine, LedgerError};
use crate::aggregate::Aggregate;
use crate::index::Index;
use crate::instrument::{mistyped, shown};

/// Names of rows in order, each with the row's slot in [`Index`] and its decimals.
pub(super) type Names<'a> = [(&'a str, usize, u8)];

/// One record of the query.
struct Record {
    name: Option<String>,
    lines: i64,
    numbers: i64,
    sum: Option<i256>,
    fault: i64,
    unknown_instrument: Option<String>,
}

/// Folds the records into rows. The reported fault does not depend on the order in which the engine returns the records.
pub(super) fn fold(
    batches: &[RecordBatch],
    scale: i8,
    index: &Index,
    names: &Names<'_>,
) -> Result<Aggregate, LedgerError> {
    let mut records = Vec::new();
    for batch in batches {
        read(batch, &mut records).map_err(engine("reading the totals"))?;
    }
    let mut sums = Aggregate::new(index);
    let mut rows = Vec::new();
    for record in records {
        let known = record.name.as_deref().map(|name| {
            let at = names.binary_search_by_key(&name, |(name, ..)| name);
            at.ok().and_then(|at| names.get(at))
        });
        let Some(Some(row)) = known else {
            // All unknown names are one record, which has the first of them.
            let first = record.unknown_instrument.as_deref();
            if first.is_some_and(|name| index.passes(name.as_bytes())) {
                sums.others = sums.others.saturating_add(record.lines.unsigned_abs());
                continue;
            }
            return Err(unknown(record, index));
        };
        rows.push((*row, record));
    }
    // The gravest first; then by row, and by name.
    rows.sort_by(|a, b| (-a.1.fault, a.0 .1, a.0 .0).cmp(&(-b.1.fault, b.0 .1, b.0 .0)));
    for ((_, slot, decimals), record) in rows {
        let fault = Fault::ALL.iter().find(|fault| fault.code() == record.fault);
        if let Some(fault) = fault {
            return Err(faulty(*fault, slot, decimals, index));
        }
        // A sum passes over what is not there: every line must be in it.
        if record.numbers != record.lines {
            return Err(faulty(Fault::Malformed, slot, decimals, index));
        }
        let overflow = || faulty(Fault::Overflow, slot, decimals, index);
        let units = units(record.sum, scale, decimals).ok_or_else(overflow)?;
        let quantity = sums.quantities.get_mut(slot).ok_or_else(overflow)?;
        *quantity = quantity.checked_add(units).ok_or_else(overflow)?;
        let lines = u64::try_from(record.lines).map_err(|_| overflow())?;
        sums.lines = sums.lines.saturating_add(lines);
    }
    Ok(sums)
}

fn read(batch: &RecordBatch, records: &mut Vec<Record>) -> Result<(), DataFusionError> {
    let column = |name: &str, kind: &DataType| -> Result<_, DataFusionError> {
        let column = batch
            .column_by_name(name)
            .ok_or_else(|| DataFusionError::Internal(format!("no column {name}")))?;
        Ok(cast(column, kind)?)
    };
    let names = column(NAME, &DataType::Utf8)?;
    let unknown_instruments = column(UNKNOWN_INSTRUMENT, &DataType::Utf8)?;
    let lines = column(LINES, &DataType::Int64)?;
    let numbers = column(NUMBERS, &DataType::Int64)?;
    let faults = column(FAULT, &DataType::Int64)?;
    let sums = batch
        .column_by_name(SUM)
        .and_then(|column| column.as_primitive_opt::<Decimal256Type>())
        .ok_or_else(|| DataFusionError::Internal(format!("no column {SUM} of decimals")))?;
    let text = |array: &dyn Array, i: usize| {
        let array = array.as_string::<i32>();
        array.is_valid(i).then(|| array.value(i).to_string())
    };
    for i in 0..batch.num_rows() {
        records.push(Record {
            name: text(&names, i),
            lines: lines.as_primitive::<Int64Type>().value(i),
            numbers: numbers.as_primitive::<Int64Type>().value(i),
            sum: sums.is_valid(i).then(|| sums.value(i)),
            fault: faults.as_primitive::<Int64Type>().value(i),
            unknown_instrument: text(&unknown_instruments, i),
        });
    }
    Ok(())
}

fn unknown(record: Record, index: &Index) -> LedgerError {
    let name = record
        .name
        .or(record.unknown_instrument)
        .unwrap_or_default();
    let found = shown(&name);
    match mistyped(&name) {
        true => LedgerError::CheckDigit { found },
        false => LedgerError::NoRow {
            found,
            custodian: index.custodian().clone(),
        },
    }
}

fn faulty(fault: Fault, slot: usize, decimals: u8, index: &Index) -> LedgerError {
    let instrument = index.instrument(slot).clone();
    match fault {
        Fault::Overflow => LedgerError::Overflow { instrument },
        Fault::TooManyDecimals => LedgerError::TooManyDecimals {
            instrument,
            allowed: decimals,
        },
        Fault::Malformed => LedgerError::Malformed { instrument },
        Fault::Negative => LedgerError::Negative { instrument },
        Fault::NoQuantity => LedgerError::NoQuantity { instrument },
        Fault::LineBreak => LedgerError::LineBreak { instrument },
        Fault::NoAccount => LedgerError::NoAccount { instrument },
    }
}

/// The sum in units of the row; `None` if it does not fit 64 bits.
fn units(sum: Option<i256>, scale: i8, decimals: u8) -> Option<u64> {
    let ten = |power: i16| i256::from_i128(10).checked_pow(u32::try_from(power).ok()?);
    let shift = i16::from(scale) - i16::from(decimals);
    // Every line was found to be a whole number of units, and so is their sum.
    let units = match shift > 0 {
        true => sum?.checked_div(ten(shift)?)?,
        false => sum?.checked_mul(ten(-shift)?)?,
    };
    u64::try_from(units.to_i128()?).ok()
}
