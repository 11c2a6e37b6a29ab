//! Whether the fields of a price list's mapping make sense together.

use assay_lines::{ColumnFault, MAX_FIELDS};
use assay_statement::InstrumentKind;
use thiserror::Error;

use crate::price_mapping::{PriceLayout, PriceMapping, Quotation};

/// What is wrong with the mapping of a price list.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PriceMappingError {
    /// A delimiter of another kind.
    #[error("csv.delimiter: expected a comma, a semicolon, a bar or a tab, found something else")]
    Delimiter,
    /// A decimal point of another kind.
    #[error("csv.decimal: expected a point or a comma, found something else")]
    Decimal,
    /// A thousands separator of another kind, or the decimal point.
    #[error("csv.thousands: expected a point, a comma, an apostrophe or a space, and not the decimal point, found something else")]
    Thousands,
    /// A text for nothing that is nothing, or has spaces around it.
    #[error("csv.none: expected what stands in a cell that says nothing, such as N/A, found nothing or spaces around it")]
    Nothing,
    /// A form that is none of a day.
    #[error("csv.date: expected a form of YYYY or YY, MM or MMM, and DD, as in MM/DD/YYYY, found something else")]
    DateForm,
    /// A line that is no price, and cannot be told.
    #[error("csv.totals[{index}]: expected a column, by its name or position, and what it begins with, found something else")]
    Total {
        /// From 0.
        index: usize,
    },
    /// A column without a name, or at no position.
    #[error("columns.{field}: expected the name of a column, or its position from 1 to {MAX_FIELDS}, found something else")]
    Column {
        /// The field of the mapping.
        field: &'static str,
    },
    /// A name in a file that has none.
    #[error("columns.{field}: expected a position, as the file has no header, found a name")]
    NoHeader {
        /// The field of the mapping.
        field: &'static str,
    },
    /// One column for two things.
    #[error("columns.{field}: expected a column of its own, found that of columns.{other}")]
    SameColumn {
        /// The field of the mapping.
        field: &'static str,
        /// The field that has it.
        other: &'static str,
    },
    /// Something said by a column and for the whole file, or by neither.
    #[error("{field}: expected it in \"columns\" or in \"fixed\", found it in {found}")]
    Once {
        /// The field.
        field: &'static str,
        /// `both` or `neither`.
        found: &'static str,
    },
    /// Another face than 100 or 1.
    #[error("per: expected 100 or 1, the face that a price is of, found {found}")]
    Per {
        /// What is there.
        found: u32,
    },
    /// Clean prices without the interest that makes them whole.
    #[error("columns.accrued: expected the column of accrued interest, which clean prices need, found none; name it, or take dirty prices")]
    NoAccrued,
    /// A column of interest beside prices that have it already.
    #[error("columns.accrued: expected none, as dirty prices have the interest in them, found one; it would count twice")]
    AccruedTwice,
    /// A kind that no price list can price.
    #[error("{field}: expected a kind of security with one final maturity, other than tips (whose prices are before indexing), found {found}")]
    NotListed {
        /// The field of the mapping.
        field: &'static str,
        /// The kind.
        found: InstrumentKind,
    },
    /// Names of kinds, and no column that has them.
    #[error("kinds: expected \"columns.kind\", the column that has these names, found none")]
    NoKindColumn,
    /// A name of a kind that is none.
    #[error("kinds[{index}].begins: expected what the column begins with, each once, found nothing, spaces around it, or one again")]
    KindName {
        /// From 0.
        index: usize,
    },
    /// A name of an institution that is none, or no column that has it.
    #[error("institutions[{index}]: expected \"columns.institution\", and what it begins with, each once, found no column, nothing, spaces around it, or one again")]
    InstitutionName {
        /// From 0.
        index: usize,
    },
    /// A kind for what is reset, and no column that says what is.
    #[error(
        "kinds[{index}].if_reset: expected \"columns.reset\" and \"columns.maturity\" beside it, found one of them or none"
    )]
    IfReset {
        /// From 0.
        index: usize,
    },
}

/// Whether a price list can price securities of a kind: those with one final maturity that no account is kept of. Prices of
/// TIPS are before indexing, or after it, and lists do not say which.
pub(crate) fn is_listed(kind: InstrumentKind) -> bool {
    kind.has_maturity() && !matches!(kind, InstrumentKind::Repo | InstrumentKind::Tips)
}

impl PriceMapping {
    /// Checks that the fields make sense together.
    ///
    /// # Errors
    /// The first [`PriceMappingError`].
    pub fn validate(&self) -> Result<(), PriceMappingError> {
        check_layout(&self.csv)?;
        self.check_columns()?;
        let columns = &self.columns;
        let once = |field, column: bool, fixed: bool, needed: bool| match (column, fixed) {
            (true, true) => Err(PriceMappingError::Once {
                field,
                found: "both",
            }),
            (false, false) if needed => Err(PriceMappingError::Once {
                field,
                found: "neither",
            }),
            _ => Ok(()),
        };
        let fixed = &self.fixed;
        once(
            "currency",
            columns.currency.is_some(),
            fixed.currency.is_some(),
            true,
        )?;
        once(
            "as_of",
            columns.as_of.is_some(),
            fixed.as_of.is_some(),
            false,
        )?;
        once("kind", columns.kind.is_some(), fixed.kind.is_some(), false)?;
        once(
            "institution",
            columns.institution.is_some(),
            fixed.institution.is_some(),
            false,
        )?;
        if !matches!(self.per, 1 | 100) {
            return Err(PriceMappingError::Per { found: self.per });
        }
        match (self.quotation, columns.accrued.is_some()) {
            (Quotation::Clean, false) => return Err(PriceMappingError::NoAccrued),
            (Quotation::Dirty, true) => return Err(PriceMappingError::AccruedTwice),
            _ => {}
        }
        self.check_kinds()?;
        self.check_institutions()
    }

    fn check_columns(&self) -> Result<(), PriceMappingError> {
        let columns = self.columns.all();
        for (at, (field, column)) in columns.iter().enumerate() {
            match column.fault(self.csv.header) {
                Some(ColumnFault::NoHeader) => return Err(PriceMappingError::NoHeader { field }),
                Some(ColumnFault::NoColumn) => return Err(PriceMappingError::Column { field }),
                None => {}
            }
            let mut before = columns.iter().take(at);
            let again = before.find(|(_, other)| other == column);
            if let Some((other, _)) = again.filter(|_| *field != "institution") {
                return Err(PriceMappingError::SameColumn { field, other });
            }
        }
        Ok(())
    }

    fn check_kinds(&self) -> Result<(), PriceMappingError> {
        let named = self.kinds.iter().flat_map(|name| {
            let if_reset = name.if_reset.map(|kind| ("kinds.if_reset", kind));
            [("kinds.kind", name.kind)].into_iter().chain(if_reset)
        });
        let mut kinds = self
            .fixed
            .kind
            .map(|kind| ("fixed.kind", kind))
            .into_iter()
            .chain(named);
        if let Some((field, found)) = kinds.find(|(_, kind)| !is_listed(*kind)) {
            return Err(PriceMappingError::NotListed { field, found });
        }
        let columns = &self.columns;
        if columns.kind.is_none() && !self.kinds.is_empty() {
            return Err(PriceMappingError::NoKindColumn);
        }
        for (index, name) in self.kinds.iter().enumerate() {
            let mut before = self.kinds.iter().take(index);
            let again = before.any(|other| other.begins.eq_ignore_ascii_case(&name.begins));
            let begins = name.begins.trim();
            if again || begins.is_empty() || begins != name.begins {
                return Err(PriceMappingError::KindName { index });
            }
            let dated = columns.reset.is_some() && columns.maturity.is_some();
            if name.if_reset.is_some() && !dated {
                return Err(PriceMappingError::IfReset { index });
            }
        }
        Ok(())
    }

    fn check_institutions(&self) -> Result<(), PriceMappingError> {
        for (index, name) in self.institutions.iter().enumerate() {
            let mut before = self.institutions.iter().take(index);
            let again = before.any(|other| other.begins.eq_ignore_ascii_case(&name.begins));
            let begins = name.begins.trim();
            let none = begins.is_empty() || begins != name.begins;
            if again || none || self.columns.institution.is_none() {
                return Err(PriceMappingError::InstitutionName { index });
            }
        }
        Ok(())
    }
}

fn check_layout(csv: &PriceLayout) -> Result<(), PriceMappingError> {
    if !matches!(csv.delimiter.as_str(), "," | ";" | "|" | "\t") {
        return Err(PriceMappingError::Delimiter);
    }
    if !matches!(csv.decimal.as_str(), "." | ",") {
        return Err(PriceMappingError::Decimal);
    }
    if let Some(thousands) = &csv.thousands {
        let separator = matches!(thousands.as_str(), "." | "," | "'" | " ");
        if !separator || *thousands == csv.decimal {
            return Err(PriceMappingError::Thousands);
        }
    }
    if let Some(none) = &csv.none {
        if none.is_empty() || none.trim() != none {
            return Err(PriceMappingError::Nothing);
        }
    }
    if csv.date.as_ref().is_some_and(|date| !date.is_valid()) {
        return Err(PriceMappingError::DateForm);
    }
    let total = csv
        .totals
        .iter()
        .position(|total| !total.is_valid(csv.header));
    match total {
        Some(index) => Err(PriceMappingError::Total { index }),
        None => Ok(()),
    }
}
