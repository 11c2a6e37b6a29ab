//! The auditor's copy: PRIVATE. All openings behind one report, for whoever audits it.

use core::fmt;

use alloc::string::String;
use alloc::vec::Vec;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::document::{Document, Kind, V1, VERSION};
use crate::encoding::Digest;
use crate::macros::fields;
use crate::opening::{private_list, private_text, Opening};

/// Digits of the largest quantity, 2^64 - 1.
const QUANTITY_DIGITS: usize = 20;

/// PRIVATE: what all custodians of a report hold. Zeroized when dropped, printed by nothing, and not `Serialize`, as
/// [`Opening`]. Whoever has it knows every position: as a file it exists encrypted only.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Audit {
    /// The version.
    #[zeroize(skip)]
    pub assay: V1,
    /// `"audit"`.
    #[zeroize(skip)]
    pub kind: Kind<Audit>,
    /// Digest of the report that it belongs to.
    #[zeroize(skip)]
    pub report: Digest,
    /// One for each custodian of the report's book, whole, in any order.
    pub openings: Vec<Opening>,
}

fields!(Audit { assay, kind, report, openings by private_list });

impl Document for Audit {
    const KIND: &'static str = "audit";
    const MAX_BYTES: usize = 32 << 20;
    const PRIVATE: bool = true;
}

impl Audit {
    /// The document: JSON, in memory that is zeroized when dropped.
    pub fn to_json(&self) -> Zeroizing<String> {
        private_text(|out| {
            write!(
                out,
                "{{\n\"assay\": \"{VERSION}\",\n\"kind\": \"{}\",\n\"report\": \"{}\",\n\"openings\": [",
                Self::KIND,
                self.report
            )?;
            for (i, opening) in self.openings.iter().enumerate() {
                out.write_str(if i == 0 { "\n" } else { ",\n" })?;
                opening.write_json(out)?;
            }
            out.write_str("\n]\n}\n")
        })
    }

    /// Bytes that [`Audit::to_json`] would have if every quantity were the largest. Unlike its real length it tells
    /// nothing of the quantities, so it is the one to show: an encryption is as long as what is in it.
    pub fn longest(&self) -> usize {
        let quantities = self.openings.iter().flat_map(|opening| &opening.quantities);
        let shorter = |quantity: u64| {
            let digits = quantity.checked_ilog10().map_or(1, |log| log as usize + 1);
            QUANTITY_DIGITS.saturating_sub(digits)
        };
        let missing: usize = quantities.map(|item| shorter(item.quantity)).sum();
        self.to_json().len().saturating_add(missing)
    }
}

impl fmt::Debug for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Audit")
            .field("report", &self.report)
            .finish_non_exhaustive()
    }
}
