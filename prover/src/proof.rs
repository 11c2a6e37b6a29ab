//! The proof itself: rerandomized commitments, the Schnorr proof about them and the halo2 proof, over one transcript.

use std::io;

use assay_circuits::halo2::{InstanceColumns, Trace, TraceError};
use assay_circuits::{Shape, BLINDERS};
use assay_statement::Program;
use assay_verifier::suites::{ColumnCommitments, RerandomizedCommitments, Suite, VerifyingKey};
use ff::Field;
use group::{Curve, CurveAffine};
use rand_core::CryptoRng;
use thiserror::Error;

use crate::commitment::{Blinders, Committer};
use crate::plonk::ProvingKey;
use crate::public_columns;
use crate::setup::{lagrange_generators, SetupError};
use crate::suite::ProverSuite;
use crate::transcript::RecordingTranscript;
use crate::zeroizing::{zeroize_all_stacks_after, zeroize_scalars};

/// Why there is no proof.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ProofError {
    /// There are no parameters for the shape.
    #[error(transparent)]
    Setup(#[from] SetupError),
    /// The relation does not hold.
    #[error(transparent)]
    Trace(#[from] TraceError),
    /// The program is for another shape.
    #[error("the program is for shape {program}, the prover for shape {prover}")]
    Shape {
        /// Shape of the program.
        program: Shape,
        /// Shape of the prover.
        prover: Shape,
    },
    /// The quantities are not as many as the rows, or the blinders or commitments not as many as the custodians.
    #[error("the witness has {quantities} quantities and {blinders} sets of blinders, the program {rows} rows and {custodians} custodians")]
    Witness {
        /// Quantities given.
        quantities: usize,
        /// Sets of blinders given.
        blinders: usize,
        /// Rows of the program.
        rows: usize,
        /// Custodians of the program.
        custodians: usize,
    },
    /// A commitment is the identity, which no transcript takes; happens with probability 2^-254.
    #[error("transcript: {0}")]
    Transcript(#[from] io::Error),
}

/// What only the prover knows.
pub struct Witness<'a, S: Suite> {
    /// Quantities, one for each row of the program.
    pub quantities: &'a [u64],
    /// Blinders of `C_1..C_N`.
    pub blinders: &'a [Blinders<S>],
}

/// A proof and the points that go with it.
#[derive(Clone, Debug)]
pub struct Proof<S: Suite> {
    /// `C'` and `H'`.
    pub refreshed: RerandomizedCommitments<S>,
    /// Commitments to the public columns.
    pub columns: ColumnCommitments<S>,
    /// Proof bytes.
    pub bytes: Vec<u8>,
}

/// Makes proofs for one shape: its generators and its proving key.
pub struct Prover<S: ProverSuite> {
    shape: Shape,
    key: ProvingKey<S>,
    committer: Committer<S>,
}

/// A suite whose prover is compiled in this crate, once: a generic function is compiled anew in each crate that calls it.
pub trait CompiledSuite: ProverSuite {
    /// [`Prover::with_generators`].
    ///
    /// # Errors
    /// As there.
    fn prover(
        key: VerifyingKey<Self>,
        lagrange: Vec<Self::Affine>,
    ) -> Result<Prover<Self>, ProofError>;

    /// [`Prover::prove`], of a witness that has the form of the program.
    ///
    /// # Errors
    /// As there.
    fn prove(
        prover: &Prover<Self>,
        program: &Program,
        commitments: &[Self::Affine],
        context: Self::Scalar,
        witness: &Witness<'_, Self>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Proof<Self>, ProofError>;
}

/// Implements [`CompiledSuite`] for a suite.
macro_rules! compiled_suite {
    ($suite:ty) => {
        impl $crate::proof::CompiledSuite for $suite {
            fn prover(
                key: assay_verifier::suites::VerifyingKey<Self>,
                lagrange: Vec<<Self as assay_verifier::suites::Suite>::Affine>,
            ) -> Result<$crate::proof::Prover<Self>, $crate::proof::ProofError> {
                $crate::proof::Prover::of(key, lagrange)
            }

            fn prove(
                prover: &$crate::proof::Prover<Self>,
                program: &assay_statement::Program,
                commitments: &[<Self as assay_verifier::suites::Suite>::Affine],
                context: <Self as assay_verifier::suites::Suite>::Scalar,
                witness: &$crate::proof::Witness<'_, Self>,
                rng: &mut dyn rand_core::CryptoRng,
            ) -> Result<$crate::proof::Proof<Self>, $crate::proof::ProofError> {
                prover.prove_witness(program, commitments, context, witness, rng)
            }
        }
    };
}
pub(crate) use compiled_suite;

impl<S: CompiledSuite> Prover<S> {
    /// Loads the key of a standard shape.
    ///
    /// # Errors
    /// [`ProofError::Setup`] for another shape.
    pub fn new(shape: Shape) -> Result<Self, ProofError> {
        let key = VerifyingKey::standard(shape).ok_or(SetupError::NotStandard(shape))?;
        Prover::with_generators(key, lagrange_generators::<S>(shape)?)
    }

    /// A prover for any shape, with its key and `L_0..L_{n-1}` from halo2's parameters.
    ///
    /// Both are trusted: proofs verify only with a key of the same circuit and the same generators.
    ///
    /// # Errors
    /// [`ProofError::Setup`] if the generators are not as many as the shape has rows.
    pub fn with_generators(
        key: VerifyingKey<S>,
        lagrange: Vec<S::Affine>,
    ) -> Result<Self, ProofError> {
        S::prover(key, lagrange)
    }

    /// The shape.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The committer of the same shape.
    pub fn committer(&self) -> &Committer<S> {
        &self.committer
    }

    /// Proves that the sum of `commitments` opens to quantities that satisfy `program`.
    ///
    /// The commitments must be those of the witness, and `context` bind everything the proof is about; neither is
    /// checked here. The proof is as unlinkable to any other as the randomness of `rng` makes it.
    ///
    /// # Errors
    /// [`ProofError::Trace`] names the row or inequality that does not hold.
    pub fn prove(
        &self,
        program: &Program,
        commitments: &[S::Affine],
        context: S::Scalar,
        witness: &Witness<'_, S>,
        mut rng: impl CryptoRng,
    ) -> Result<Proof<S>, ProofError> {
        self.check_form(program, commitments, witness)?;
        S::prove(self, program, commitments, context, witness, &mut rng)
    }
}

impl<S: ProverSuite> Prover<S> {
    pub(crate) fn of(key: VerifyingKey<S>, lagrange: Vec<S::Affine>) -> Result<Self, ProofError> {
        Ok(Prover {
            shape: key.shape,
            committer: Committer::with_generators(key.shape, lagrange.clone())?,
            key: ProvingKey::new(key, lagrange)?,
        })
    }

    /// The proof of a witness that has the form of the program.
    pub(crate) fn prove_witness(
        &self,
        program: &Program,
        commitments: &[S::Affine],
        context: S::Scalar,
        witness: &Witness<'_, S>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Proof<S>, ProofError> {
        zeroize_all_stacks_after(|| self.prove_all(program, commitments, context, witness, rng))
    }

    fn prove_all(
        &self,
        program: &Program,
        commitments: &[S::Affine],
        context: S::Scalar,
        witness: &Witness<'_, S>,
        mut rng: &mut dyn CryptoRng,
    ) -> Result<Proof<S>, ProofError> {
        let mut transcript = RecordingTranscript::new();
        transcript.common_scalar(context);
        let r = transcript.challenge();

        let fresh = [Blinders::random(&mut rng), Blinders::random(&mut rng)];
        let refreshed = self.rerandomize(&mut transcript, commitments, r, &fresh, &mut rng)?;
        let mut columns = self.columns(program, witness, r, &fresh);
        drop(fresh);

        let mut trace = match Trace::new(self.shape, &columns) {
            Ok(trace) => trace,
            Err(error) => {
                columns.zeroize();
                return Err(error.into());
            }
        };
        let result = self.key.prove(&columns, &trace, rng, &mut transcript);
        trace.zeroize();
        columns.zeroize();
        result?;

        // Absorbed: C', H', then halo2's instance columns q, h, tags, weights.
        let (bytes, common) = transcript.finish();
        let public: Vec<S::Affine> = common.into_iter().skip(4).collect();
        let (tags, weights) = match public.split_first() {
            Some((tags, weights)) => (*tags, weights.to_vec()),
            None => return Err(io::Error::other("no instance commitments").into()),
        };
        Ok(Proof {
            refreshed,
            columns: ColumnCommitments { tags, weights },
            bytes,
        })
    }

    fn check_form(
        &self,
        program: &Program,
        commitments: &[S::Affine],
        witness: &Witness<'_, S>,
    ) -> Result<(), ProofError> {
        if program.shape != self.shape {
            return Err(ProofError::Shape {
                program: program.shape,
                prover: self.shape,
            });
        }
        let custodians = usize::from(program.custodians);
        if witness.quantities.len() != program.rows.len()
            || witness.blinders.len() != custodians
            || commitments.len() != custodians
        {
            return Err(ProofError::Witness {
                quantities: witness.quantities.len(),
                blinders: witness.blinders.len(),
                rows: program.rows.len(),
                custodians,
            });
        }
        Ok(())
    }

    /// The instance columns: quantities and blinders of `C'` and `H'`, tags, weights.
    fn columns(
        &self,
        program: &Program,
        witness: &Witness<'_, S>,
        r: S::Scalar,
        fresh: &[Blinders<S>; 2],
    ) -> InstanceColumns<S::Scalar> {
        let tags = public_columns::tags(program, r);
        // All columns are full: their length must not reveal the row of the last holding.
        let mut quantities = vec![S::Scalar::ZERO; self.shape.usable_rows()];
        for (value, quantity) in quantities.iter_mut().skip(1).zip(witness.quantities) {
            *value = S::Scalar::from(*quantity);
        }
        let mut tagged = vec![S::Scalar::ZERO; self.shape.usable_rows()];
        for (value, (quantity, tag)) in tagged.iter_mut().zip(quantities.iter().zip(&tags)) {
            *value = *quantity * tag;
        }
        let (mut sum, mut tagged_sum) = (*fresh[0].scalars(), *fresh[1].scalars());
        let mut tag = r;
        for blinders in witness.blinders {
            for (b, blinder) in blinders.scalars().iter().enumerate() {
                sum[b] += blinder;
                tagged_sum[b] += tag * blinder;
            }
            tag *= r;
        }
        for (b, row) in self.shape.blinder_rows().into_iter().enumerate() {
            quantities[row] = sum[b];
            tagged[row] = tagged_sum[b];
        }
        zeroize_scalars(&mut sum);
        zeroize_scalars(&mut tagged_sum);
        InstanceColumns {
            quantities,
            tagged,
            tags,
            weights: public_columns::weights(program),
        }
    }

    /// Absorbs `C'` and `H'` and writes the Schnorr proof that they differ from `C` and `H` by blinders only.
    fn rerandomize(
        &self,
        transcript: &mut RecordingTranscript<S>,
        commitments: &[S::Affine],
        r: S::Scalar,
        [d, e]: &[Blinders<S>; 2],
        rng: &mut impl CryptoRng,
    ) -> Result<RerandomizedCommitments<S>, ProofError> {
        let (mut sum, mut tagged_sum) = (
            self.committer.blind(d.scalars()),
            self.committer.blind(e.scalars()),
        );
        let mut tag = r;
        for commitment in commitments {
            sum += commitment;
            tagged_sum += *commitment * tag;
            tag *= r;
        }
        let mut points = [S::Affine::identity(); 2];
        S::Group::batch_normalize(&[sum, tagged_sum], &mut points);
        let [quantities, tagged] = points;
        transcript.common_point(quantities)?;
        transcript.common_point(tagged)?;
        let m = transcript.challenge();

        let nonces = Blinders::<S>::random(rng);
        transcript.write_point(self.committer.blind(nonces.scalars()).to_affine())?;
        let c = transcript.challenge();
        for b in 0..BLINDERS {
            let secret = d.scalars()[b] + m * e.scalars()[b];
            transcript.write_scalar(nonces.scalars()[b] + c * secret);
        }
        Ok(RerandomizedCommitments { quantities, tagged })
    }
}
