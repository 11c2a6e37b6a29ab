//! The proof of a report in its suite, still to be verified.

use assay_circuits::Shape;
use assay_statement::{HexBytes, Program};

use super::document_suite::DocumentSuite;
use super::error::ReportError;
use super::points::Points;
use crate::instance::Instance;
use crate::proof::verify_proof;
use crate::suite::Suite;
#[cfg(feature = "bls12-381")]
use crate::suites::Bls12381;
use crate::suites::Vesta;
use crate::verifying_key::VerifyingKey;

/// A suite among those that this build verifies.
pub(super) trait PendingSuite: DocumentSuite {
    /// A proof of this suite among others.
    fn wrap(proof: SuiteProof<Self>) -> AnyProof;

    /// The proof, if it is of this suite.
    fn select(proof: &AnyProof) -> Option<&SuiteProof<Self>>;
}

/// A proof of some suite, and what it is about.
#[derive(Debug)]
pub(super) enum AnyProof {
    /// Of the suite `vesta`.
    Vesta(SuiteProof<Vesta>),
    /// Of the suite `bls12-381`.
    #[cfg(feature = "bls12-381")]
    Bls12381(SuiteProof<Bls12381>),
}

/// A proof of one suite, and what it is about.
#[derive(Debug)]
pub(super) struct SuiteProof<S: Suite> {
    pub(super) program: Program,
    pub(super) points: Points<S>,
    pub(super) context: S::Scalar,
    pub(super) bytes: HexBytes,
}

impl AnyProof {
    pub(super) fn verify(&self) -> Result<(), ReportError> {
        match self {
            AnyProof::Vesta(proof) => proof.verify(),
            #[cfg(feature = "bls12-381")]
            AnyProof::Bls12381(proof) => proof.verify(),
        }
    }

    /// Its shape.
    pub(super) fn shape(&self) -> Shape {
        match self {
            AnyProof::Vesta(proof) => proof.program.shape,
            #[cfg(feature = "bls12-381")]
            AnyProof::Bls12381(proof) => proof.program.shape,
        }
    }
}

impl<S: Suite> SuiteProof<S> {
    fn verify(&self) -> Result<(), ReportError> {
        let key = key(self.program.shape)?;
        Ok(verify_proof(&key, &self.instance(), self.bytes.as_bytes())?)
    }

    pub(super) fn instance(&self) -> Instance<'_, S> {
        Instance {
            program: &self.program,
            custodian_commitments: &self.points.commitments,
            rerandomized: self.points.rerandomized,
            columns: &self.points.columns,
            context: self.context,
        }
    }
}

pub(super) fn key<S: Suite>(shape: Shape) -> Result<VerifyingKey<S>, ReportError> {
    VerifyingKey::standard(shape).ok_or(ReportError::Shape { shape })
}
