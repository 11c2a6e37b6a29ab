//! Keys and proofs for a shape known at run time: halo2 wants the number of rules as a type.

use halo2_proofs::dev::MockProver;
use halo2_proofs::pasta::{EqAffine, Fp};
use halo2_proofs::plonk::{self, ProvingKey};
use halo2_proofs::poly::commitment::Params;
use halo2_proofs::transcript::{EncodedChallenge, TranscriptWrite};
use rand_core::Rng;
use thiserror::Error;

use super::circuit::ReservesCircuit;
use super::trace::{InstanceColumns, Trace};
use crate::shape::Shape;

/// Why there is no key or proof.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Circuits exist for 2, 4, 8, 16 and 32 rules.
    #[error("no circuit with {0} rules: there are circuits for 2, 4, 8, 16 and 32")]
    Rules(usize),
    /// halo2 refused.
    #[error("halo2: {0}")]
    Halo2(#[from] plonk::Error),
}

/// Runs `$body` with `$circuit` bound to a function that makes the circuit type with the right number of rules.
macro_rules! with_rules {
    ($shape:expr, $trace:expr, |$circuit:ident| $body:expr) => {{
        let shape: Shape = $shape;
        macro_rules! arm {
            ($k:literal) => {{
                let $circuit = ReservesCircuit::<Fp, $k> {
                    shape,
                    trace: $trace,
                };
                $body
            }};
        }
        match shape.rules() {
            2 => arm!(2),
            4 => arm!(4),
            8 => arm!(8),
            16 => arm!(16),
            32 => arm!(32),
            rules => return Err(KeyError::Rules(rules)),
        }
    }};
}

/// The proving key of a shape; it contains the verifying key.
///
/// # Errors
/// [`KeyError::Rules`] for a number of rules that has no circuit.
pub fn keygen(params: &Params<EqAffine>, shape: Shape) -> Result<ProvingKey<EqAffine>, KeyError> {
    with_rules!(shape, None, |circuit| {
        let vk = plonk::keygen_vk(params, &circuit)?;
        Ok(plonk::keygen_pk(params, vk, &circuit)?)
    })
}

/// Appends a proof of the relation to `transcript`.
///
/// A trace that does not satisfy the identities gives a proof that does not verify.
///
/// # Errors
/// What halo2 refuses, among it columns longer than the usable rows.
pub fn create_proof<E, R, T>(
    params: &Params<EqAffine>,
    key: &ProvingKey<EqAffine>,
    shape: Shape,
    trace: Trace<Fp>,
    columns: &InstanceColumns<Fp>,
    rng: R,
    transcript: &mut T,
) -> Result<(), KeyError>
where
    E: EncodedChallenge<EqAffine>,
    R: Rng,
    T: TranscriptWrite<EqAffine, E>,
{
    let instance = columns.to_instance();
    with_rules!(shape, Some(trace), |circuit| {
        let mut circuits = [circuit];
        let result = plonk::create_proof(params, key, &circuits, &[&instance], rng, transcript);
        circuits
            .iter_mut()
            .flat_map(|c| &mut c.trace)
            .for_each(Trace::zeroize);
        Ok(result?)
    })
}

/// Runs the mock prover, which checks the identities row by row.
///
/// # Errors
/// The unsatisfied constraints, or what halo2 refuses.
pub fn mock(
    shape: Shape,
    trace: Trace<Fp>,
    columns: &InstanceColumns<Fp>,
) -> Result<Result<(), alloc::vec::Vec<halo2_proofs::dev::VerifyFailure>>, KeyError> {
    let instance = columns
        .to_instance()
        .into_iter()
        .map(<[Fp]>::to_vec)
        .collect();
    with_rules!(shape, Some(trace), |circuit| {
        Ok(MockProver::run(shape.k(), &circuit, instance)?.verify())
    })
}
