//! The suite of documents, `vesta`, under plain names.

use assay_circuits::Shape;
use assay_verifier::suites::Vesta;
use pasta_curves::EqAffine;

use crate::setup::SetupError;
use crate::{commitment, proof, setup};

/// The blinders of a commitment in a document.
pub type Blinders = commitment::Blinders<Vesta>;

/// Makes commitments for documents.
pub type Committer = commitment::Committer<Vesta>;

/// A proof for a report.
pub type Proof = proof::Proof<Vesta>;

/// Makes proofs for reports.
pub type Prover = proof::Prover<Vesta>;

/// What only the prover of a report knows.
pub type Witness<'a> = proof::Witness<'a, Vesta>;

/// `L_0..L_{n-1}` of the suite of documents: commitments to the Lagrange polynomials of a standard shape, without blinding.
///
/// # Errors
/// [`SetupError::NotStandard`] for another shape.
pub fn lagrange_generators(shape: Shape) -> Result<Vec<EqAffine>, SetupError> {
    setup::lagrange_generators::<Vesta>(shape)
}
