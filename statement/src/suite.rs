//! The suites by name: the same protocol over another group.

use assay_circuits::Shape;
use serde::{Serialize, Serializer};

use crate::json::error::JsonError;
use crate::json::fields::Field;
use crate::scheme::Scheme;

/// The suite of a book, and of everything that follows the book.
///
/// What depends on the suite in documents is here; the groups are in `assay-verifier`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuiteName {
    /// `vesta`: a book that names no suite. Custodians sign for the book.
    #[default]
    Vesta,
    /// `bls12-381`: for the EVM. Custodians sign for the book, the policy and the table, because a contract reads neither
    /// the book nor the policy.
    Bls12381,
}

impl SuiteName {
    /// Every suite.
    pub const ALL: [SuiteName; 2] = [SuiteName::Vesta, SuiteName::Bls12381];

    /// Its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            SuiteName::Vesta => "vesta",
            SuiteName::Bls12381 => "bls12-381",
        }
    }

    /// Bytes of a point in documents.
    pub const fn point_bytes(self) -> usize {
        match self {
            SuiteName::Vesta => 32,
            SuiteName::Bls12381 => 96,
        }
    }

    /// Whether custodians sign for the policy and the table too, so that attestations name both.
    pub const fn signs_terms(self) -> bool {
        match self {
            SuiteName::Vesta => false,
            SuiteName::Bls12381 => true,
        }
    }

    /// Whether signatures of this scheme count: an EVM has no Ed25519.
    pub const fn allows(self, scheme: Scheme) -> bool {
        match self {
            SuiteName::Vesta => true,
            SuiteName::Bls12381 => matches!(scheme, Scheme::Secp256k1 | Scheme::P256),
        }
    }

    /// The standard shapes that verifiers have keys of, in their order.
    pub fn shapes(self) -> impl DoubleEndedIterator<Item = Shape> {
        let all = Shape::STANDARD.into_iter();
        all.filter(move |shape| match self {
            SuiteName::Vesta => true,
            // What fits into a transaction, and one that does not.
            SuiteName::Bls12381 => {
                matches!(
                    (shape.k(), shape.rules()),
                    (7, 4) | (8, 8) | (9, 8) | (10, 16)
                )
            }
        })
    }

    /// The first of its shapes with room for so many rows and inequalities.
    pub fn smallest_shape(self, rows: usize, inequalities: usize) -> Option<Shape> {
        Shape::first_with_room(self.shapes(), rows, inequalities)
    }

    /// Of its shapes with room for so many rows, the one for most inequalities.
    pub fn shape_with_most_rules(self, rows: usize) -> Option<Shape> {
        Shape::with_most_rules(self.shapes(), rows)
    }

    pub(crate) fn is_default(&self) -> bool {
        *self == SuiteName::default()
    }
}

impl core::fmt::Display for SuiteName {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Not the name of a suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected the suite \"vesta\" or \"bls12-381\"")]
pub struct NotASuite;

impl core::str::FromStr for SuiteName {
    type Err = NotASuite;

    fn from_str(text: &str) -> Result<SuiteName, NotASuite> {
        let mut all = SuiteName::ALL.into_iter();
        all.find(|suite| suite.as_str() == text).ok_or(NotASuite)
    }
}

impl Serialize for SuiteName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The suite of a book. Left out it is the default one, which is not spelled out: one spelling for every book.
pub(crate) fn read(field: Field<'_>) -> Result<SuiteName, JsonError> {
    let Some(value) = field.value() else {
        return Ok(SuiteName::default());
    };
    match value.parse("a suite") {
        Ok(SuiteName::Vesta) => Err(value.error(format_args!(
            "leave the field out: without it the suite is \"vesta\""
        ))),
        found => found,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_have_one_spelling() {
        for suite in SuiteName::ALL {
            assert_eq!(suite.as_str().parse(), Ok(suite));
        }
        for text in ["", "Vesta", "bls12_381", "bls12-381 ", "bls12-377"] {
            assert_eq!(text.parse::<SuiteName>(), Err(NotASuite), "{text}");
        }
    }

    #[test]
    fn shapes_are_those_that_there_are_keys_of() {
        let fits = |suite: SuiteName, rows, rules| {
            let shape = suite.smallest_shape(rows, rules);
            shape.map(|shape| (shape.k(), shape.rules()))
        };
        assert_eq!(fits(SuiteName::Vesta, 100, 20), Some((9, 32)));
        assert_eq!(fits(SuiteName::Bls12381, 100, 20), None);
        assert_eq!(fits(SuiteName::Bls12381, 300, 8), Some((9, 8)));
        let most = SuiteName::Bls12381.shape_with_most_rules(1);
        assert_eq!(most.map(Shape::rules), Some(16));
    }

    #[test]
    fn an_evm_checks_ecdsa_alone() {
        let allowed = |scheme| SuiteName::Bls12381.allows(scheme);
        assert!(allowed(Scheme::Secp256k1) && allowed(Scheme::P256));
        assert!(!allowed(Scheme::Ed25519));
        assert!(SuiteName::Vesta.allows(Scheme::Ed25519));
    }
}
