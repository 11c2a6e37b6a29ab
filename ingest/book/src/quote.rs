//! Securities and their prices, as a price file has them.

use std::fmt;

use assay_statement::{Date, Decimal, Id};
use cusip::CUSIP;
use num_bigint::BigUint;

/// Decimals of a price per 100 in the file.
pub(crate) const PRICE_DECIMALS: usize = 6;

/// Largest price per 100 of face that is believed, in millionths.
pub const MAX_PRICE: u64 = 100_000 * 1_000_000;

/// The types of marketable Treasury security in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Security {
    /// `MARKET BASED BILL`: zero coupon, at most a year.
    Bill,
    /// `MARKET BASED NOTE`: coupon, two to ten years.
    Note,
    /// `MARKET BASED BOND`: coupon, twenty or thirty years.
    Bond,
    /// `TIPS`: inflation protected.
    Tips,
    /// `MARKET BASED FRN`: floating rate note, two years.
    Frn,
}

impl Security {
    /// All types.
    pub(crate) const ALL: [Security; 5] = [
        Security::Bill,
        Security::Note,
        Security::Bond,
        Security::Tips,
        Security::Frn,
    ];

    /// The name in the price file.
    pub const fn label(self) -> &'static str {
        match self {
            Security::Bill => "MARKET BASED BILL",
            Security::Note => "MARKET BASED NOTE",
            Security::Bond => "MARKET BASED BOND",
            Security::Tips => "TIPS",
            Security::Frn => "MARKET BASED FRN",
        }
    }

    /// The `kind` of a book row.
    pub const fn kind(self) -> &'static str {
        match self {
            Security::Bill => "bill",
            Security::Note => "note",
            Security::Bond => "bond",
            Security::Tips => "tips",
            Security::Frn => "frn",
        }
    }

    pub(crate) fn from_label(label: &str) -> Option<Security> {
        Security::ALL.into_iter().find(|s| s.label() == label)
    }

    /// The type whose book `kind` this is.
    pub fn from_kind(kind: &str) -> Option<Security> {
        Security::ALL.into_iter().find(|s| s.kind() == kind)
    }
}

/// Which of the three prices of a line was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PriceSide {
    /// Published for portfolio valuation.
    EndOfDay,
    /// What the Treasury pays a holder.
    Sell,
    /// What a holder pays the Treasury.
    Buy,
}

impl fmt::Display for PriceSide {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PriceSide::EndOfDay => "end of day",
            PriceSide::Sell => "sell",
            PriceSide::Buy => "buy",
        })
    }
}

/// A security with a price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Nine characters, check digit verified.
    pub cusip: CUSIP,
    /// `US`, the CUSIP, and the ISIN's own check digit.
    pub isin: Id,
    /// Type of security.
    pub security: Security,
    /// Interest per year on 1 of face; of a floating rate note, what the file has.
    pub rate: Decimal,
    /// Day on which the principal is paid.
    pub maturity: Date,
    /// US dollars per 100 of face, in millionths; never zero.
    pub price: u64,
    /// Which price it is.
    pub side: PriceSide,
    /// Line of the file, from 1.
    pub line: u64,
}

impl Quote {
    /// The exact price of 1 of face: the price per 100 with two more decimals.
    pub fn price_per_unit(&self) -> Decimal {
        Decimal::new(BigUint::from(self.price), PRICE_DECIMALS as u32 + 2).trimmed()
    }
}

/// A security without any price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unquoted {
    /// Nine characters, check digit verified.
    pub cusip: CUSIP,
    /// Line of the file, from 1.
    pub line: u64,
}

/// A price file: its securities in the order of its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceFile {
    /// Securities with a price.
    pub quotes: Vec<Quote>,
    /// Securities without one, which a book cannot hold.
    pub unquoted: Vec<Unquoted>,
}
