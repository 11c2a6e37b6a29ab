//! halo2's BLAKE2b transcript.
//!
//! Byte for byte the transcript of `halo2_proofs::transcript::Blake2bRead` with `Challenge255`: points are absorbed as
//! `1 || x || y`, scalars as `2 || s`, a challenge as `0`, with a copy of the state finalised and reduced mod p.

use blake2b_simd::{Params, State};
use ff::{FromUniformBytes, PrimeField};
use pasta_curves::arithmetic::{Coordinates, CurveAffine};
use pasta_curves::{EqAffine, Fp};

use crate::suite::{IdentityPoint, TranscriptHash};

const PREFIX_CHALLENGE: u8 = 0;
const PREFIX_POINT: u8 = 1;
const PREFIX_SCALAR: u8 = 2;

/// The transcript hash of the suite `vesta`: BLAKE2b-512, as halo2 has it.
#[derive(Clone, Debug)]
pub struct VestaHash(State);

impl TranscriptHash for VestaHash {
    type Affine = EqAffine;
    type Scalar = Fp;

    fn new() -> Self {
        let mut params = Params::new();
        params.hash_length(64).personal(b"Halo2-Transcript");
        VestaHash(params.to_state())
    }

    fn absorb_point(&mut self, point: &EqAffine) -> Result<(), IdentityPoint> {
        let coordinates: Option<Coordinates<EqAffine>> = point.coordinates().into();
        let coordinates = coordinates.ok_or(IdentityPoint)?;
        self.0.update(&[PREFIX_POINT]);
        self.0.update(coordinates.x().to_repr().as_ref());
        self.0.update(coordinates.y().to_repr().as_ref());
        Ok(())
    }

    fn absorb_scalar(&mut self, scalar: &Fp) {
        self.0.update(&[PREFIX_SCALAR]);
        self.0.update(scalar.to_repr().as_ref());
    }

    fn challenge(&mut self) -> Fp {
        self.0.update(&[PREFIX_CHALLENGE]);
        Fp::from_uniform_bytes(self.0.finalize().as_array())
    }
}
