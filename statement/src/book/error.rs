//! What makes no sense in a book.

use assay_circuits::Shape;
use thiserror::Error;

use super::income::IncomeError;
use super::limits::{MAX_CUSTODIANS, MAX_QUANTITY_DECIMALS};
use crate::id::Id;
use crate::instrument::InstrumentKind;
use crate::time::Date;

/// Why a book makes no sense. Rows count from 0.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BookError {
    /// No custodian.
    #[error("the book lists no custodian")]
    NoCustodians,
    /// More than [`MAX_CUSTODIANS`].
    #[error("expected at most {MAX_CUSTODIANS} custodians, found {found}")]
    TooManyCustodians {
        /// Custodians listed.
        found: usize,
    },
    /// A custodian twice.
    #[error("custodian {custodian} is listed twice")]
    DuplicateCustodian {
        /// The custodian.
        custodian: Id,
    },
    /// A country of a custodian that is not listed.
    #[error("countries: custodian {custodian} is not listed")]
    CountryOfUnknown {
        /// The custodian.
        custodian: Id,
    },
    /// A custodian without a country, where others have one.
    #[error("countries: expected one for every custodian, found none for {custodian}")]
    CustodianWithoutCountry {
        /// The custodian.
        custodian: Id,
    },
    /// A custodian without a row.
    #[error("custodian {custodian} has no row")]
    CustodianWithoutRow {
        /// The custodian.
        custodian: Id,
    },
    /// More rows than the shape has, those of the income counted.
    #[error("shape {shape} holds {buckets} rows, the book has {found}")]
    TooManyRows {
        /// The shape.
        shape: Shape,
        /// Rows it holds.
        buckets: usize,
        /// Rows found.
        found: usize,
    },
    /// A row of a custodian that is not listed.
    #[error("row {row}: custodian {custodian} is not listed")]
    UnknownCustodian {
        /// The row.
        row: usize,
        /// The custodian.
        custodian: Id,
    },
    /// The same (custodian, instrument) again.
    #[error("row {row}: {custodian} already has a row for {instrument}")]
    DuplicateRow {
        /// The second row.
        row: usize,
        /// The custodian.
        custodian: Id,
        /// The instrument.
        instrument: Id,
    },
    /// The same security again, under another name.
    #[error("row {row}: {custodian} already has a row for {instrument}, under the name {named}: list each security once")]
    SameSecurity {
        /// The second row.
        row: usize,
        /// The custodian.
        custodian: Id,
        /// The instrument of the second row.
        instrument: Id,
        /// The instrument of the first row.
        named: Id,
    },
    /// Another custodian's row is of the same security and says something else of it.
    #[error("row {row}: {custodian} has {instrument} at another {field} than row {first}, which is of the same security: give both the same")]
    OtherSecurity {
        /// The later row.
        row: usize,
        /// Its custodian.
        custodian: Id,
        /// Its instrument.
        instrument: Id,
        /// `kind`, `maturity`, `reset`, `demand`, `price` or `institution`.
        field: &'static str,
        /// The first row of the security.
        first: usize,
    },
    /// A kind that is repaid, without a maturity.
    #[error("row {row}: a {kind} needs a maturity")]
    MissingMaturity {
        /// The row.
        row: usize,
        /// Its kind.
        kind: InstrumentKind,
    },
    /// Cash, a reserve balance, a fund or a token with a maturity.
    #[error("row {row}: a {kind} has no maturity")]
    UnexpectedMaturity {
        /// The row.
        row: usize,
        /// Its kind.
        kind: InstrumentKind,
    },
    /// Repaid before the book's day.
    #[error("row {row}, {instrument} of {custodian}: maturity {maturity} is before the as-of day {as_of}; leave out what is repaid")]
    Matured {
        /// The row.
        row: usize,
        /// Who holds it.
        custodian: Id,
        /// What is held.
        instrument: Id,
        /// Its maturity.
        maturity: Date,
        /// The book's day.
        as_of: Date,
    },
    /// A reset of the rate of a kind whose rate is fixed, or that pays none.
    #[error("row {row}: a {kind} has no reset; only a frn or an agency_frn has")]
    UnexpectedReset {
        /// The row.
        row: usize,
        /// Its kind.
        kind: InstrumentKind,
    },
    /// A reset before the book's day or after final maturity.
    #[error("row {row}, {instrument} of {custodian}: expected the next reset from the as-of day {as_of} to maturity {maturity}, found {reset}")]
    ResetOutside {
        /// The row.
        row: usize,
        /// Who holds it.
        custodian: Id,
        /// What is held.
        instrument: Id,
        /// Its reset.
        reset: Date,
        /// The book's day.
        as_of: Date,
        /// Its maturity.
        maturity: Date,
    },
    /// A demand date of a kind whose principal nobody can demand before maturity.
    #[error("row {row}: a {kind} has no demand date; only an agency_note, an agency_frn or a repo may be repaid on demand")]
    UnexpectedDemand {
        /// The row.
        row: usize,
        /// Its kind.
        kind: InstrumentKind,
    },
    /// A demand date before the book's day or after final maturity.
    #[error("row {row}, {instrument} of {custodian}: expected the next demand date from the as-of day {as_of} to maturity {maturity}, found {demand}")]
    DemandOutside {
        /// The row.
        row: usize,
        /// Who holds it.
        custodian: Id,
        /// What is held.
        instrument: Id,
        /// Its demand date.
        demand: Date,
        /// The book's day.
        as_of: Date,
        /// Its maturity.
        maturity: Date,
    },
    /// Cash, repo or agency debt without the institution that owes it.
    #[error("row {row}: a {kind} needs an institution")]
    MissingInstitution {
        /// The row.
        row: usize,
        /// Its kind.
        kind: InstrumentKind,
    },
    /// A price of zero.
    #[error("row {row}: the price must be above zero")]
    ZeroPrice {
        /// The row.
        row: usize,
    },
    /// More than [`MAX_QUANTITY_DECIMALS`].
    #[error(
        "row {row}: expected at most {MAX_QUANTITY_DECIMALS} quantity decimals, found {found}"
    )]
    TooManyQuantityDecimals {
        /// The row.
        row: usize,
        /// Decimals found.
        found: u8,
    },
    /// The income makes no sense.
    #[error("income: {0}")]
    Income(#[from] IncomeError),
}
