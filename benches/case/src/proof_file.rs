//! A proof with everything it is about in one file, so that a process can verify it that never proved.

use assay_statement::Program;
use assay_verifier::{
    verify_proof, ColumnCommitments, Instance, ProofError, RerandomizedCommitments, VerifyingKey,
};
use ff::PrimeField;
use group::GroupEncoding;
use pasta_curves::{EqAffine, Fp};

/// A proof and its statement.
#[derive(Clone, Debug)]
pub struct ProofFile {
    /// What is proved.
    pub program: Program,
    /// What the custodians signed.
    pub commitments: Vec<EqAffine>,
    /// `C'` and `H'`.
    pub refreshed: RerandomizedCommitments,
    /// Commitments to the public columns.
    pub columns: ColumnCommitments,
    /// What the proof is bound to.
    pub context: Fp,
    /// The proof.
    pub proof: Vec<u8>,
}

impl ProofFile {
    /// The context, the number of points and the points, the length of the program and the program, the proof.
    ///
    /// # Errors
    /// If the program has no bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, assay_statement::ProgramError> {
        let own = [
            self.refreshed.quantities,
            self.refreshed.tagged,
            self.columns.tags,
        ];
        let points: Vec<&EqAffine> = own
            .iter()
            .chain(&self.columns.weights)
            .chain(&self.commitments)
            .collect();
        let program = self.program.to_bytes()?;
        let mut bytes = self.context.to_repr().to_vec();
        bytes.extend((points.len() as u32).to_le_bytes());
        for point in points {
            bytes.extend(point.to_bytes());
        }
        bytes.extend((program.len() as u32).to_le_bytes());
        bytes.extend(program);
        bytes.extend(&self.proof);
        Ok(bytes)
    }

    /// Reads what [`ProofFile::to_bytes`] wrote, `None` for anything else.
    pub fn from_bytes(mut bytes: &[u8]) -> Option<ProofFile> {
        let input = &mut bytes;
        let context = Option::from(Fp::from_repr(take(input)?))?;
        let count = u32::from_le_bytes(take(input)?);
        let point = |_| Option::from(EqAffine::from_bytes(&take(input)?));
        let points: Vec<EqAffine> = (0..count).map(point).collect::<Option<_>>()?;
        let length = u32::from_le_bytes(take(input)?) as usize;
        let (program, proof) = bytes.split_at_checked(length)?;
        let program = Program::from_bytes(program).ok()?;
        let ([quantities, tagged, tags], points) = points.split_first_chunk()?;
        let (weights, commitments) = points.split_at_checked(program.shape.rules())?;
        Some(ProofFile {
            program,
            commitments: commitments.to_vec(),
            refreshed: RerandomizedCommitments {
                quantities: *quantities,
                tagged: *tagged,
            },
            columns: ColumnCommitments {
                tags: *tags,
                weights: weights.to_vec(),
            },
            context,
            proof: proof.to_vec(),
        })
    }

    /// Verifies the proof.
    ///
    /// # Errors
    /// As the verifier.
    pub fn verify(&self, key: &VerifyingKey) -> Result<(), ProofError> {
        let instance = Instance {
            program: &self.program,
            custodian_commitments: &self.commitments,
            rerandomized: self.refreshed,
            columns: &self.columns,
            context: self.context,
        };
        verify_proof(key, &instance, &self.proof)
    }
}

fn take<const N: usize>(input: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = input.split_first_chunk()?;
    *input = rest;
    Some(*taken)
}
