//! Face amounts, units and money: what quantities count.

use assay_statement::InstrumentKind;

/// What a quantity counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Face amount of a debt instrument.
    Face,
    /// Units, such as shares.
    Units,
    /// Money on an account.
    Money,
}

impl Measure {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Measure::Face => "a face amount",
            Measure::Units => "units",
            Measure::Money => "money",
        }
    }

    /// What the quantities of a row of the book count.
    pub(crate) const fn of(kind: InstrumentKind) -> Measure {
        match kind {
            InstrumentKind::Bill
            | InstrumentKind::Note
            | InstrumentKind::Bond
            | InstrumentKind::Tips
            | InstrumentKind::Frn
            | InstrumentKind::AgencyNote
            | InstrumentKind::AgencyFrn
            | InstrumentKind::AgencyDiscount
            | InstrumentKind::Repo => Measure::Face,
            InstrumentKind::Cash | InstrumentKind::ReserveBalance => Measure::Money,
            InstrumentKind::Fund | InstrumentKind::Token => Measure::Units,
        }
    }
}
