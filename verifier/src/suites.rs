//! The suites, and the types and functions that are generic over them.
//!
//! A suite is the same protocol over another group. The crate's own [`VerifyingKey`](crate::VerifyingKey),
//! [`Instance`](crate::Instance), [`ColumnCommitments`](crate::ColumnCommitments) and
//! [`RerandomizedCommitments`](crate::RerandomizedCommitments) are those of [`Vesta`]. A report is verified in the suite that its
//! book names.
//!
//! | suite | group | transcript | for |
//! |---|---|---|---|
//! | [`Vesta`] | Vesta | BLAKE2b | terminals, browsers, CosmWasm, C, Python |
//! | `Bls12381`, with feature `bls12-381` | G1 of BLS12-381 | Keccak-256 | the EVM, and native verifiers |

#[cfg(feature = "bls12-381")]
pub(crate) mod bls12_381;
mod vesta;

pub use crate::commitments::{ColumnCommitments, RerandomizedCommitments};
pub use crate::instance::Instance;
pub use crate::proof::{verify_proof, verify_proofs};
pub use crate::public_columns::bound_scalar;
pub use crate::report::{BoundDocuments, ContextError, DocumentSuite};
pub use crate::suite::{IdentityPoint, Suite, TranscriptHash};
pub use crate::verifying_key::VerifyingKey;
#[cfg(feature = "bls12-381")]
pub(crate) use bls12_381::keccak_scalar;
#[cfg(feature = "bls12-381")]
pub use bls12_381::{Bls12381, Bls12381Hash};
pub use vesta::{Vesta, VestaHash};
