//! The transcript of the suite for halo2's verifier, written from the specification.

use std::io;

use assay_verifier::suites::{Bls12381, Suite};
use bls12_381::{G1Affine, Scalar};
use halo2_proofs::transcript::{EncodedChallenge, Transcript, TranscriptRead};
use num_bigint::BigUint;
use sha3::{Digest, Keccak256};

use super::curve::Affine;
use super::field::Fr;

/// A challenge.
pub struct Challenge(Fr);

impl EncodedChallenge<Affine> for Challenge {
    type Input = Fr;
    fn new(input: &Fr) -> Self {
        Challenge(*input)
    }
    fn get_scalar(&self) -> Fr {
        self.0
    }
}

/// Reads a proof.
#[derive(Clone)]
pub struct Reader<'a> {
    state: [u8; 32],
    absorbed: Vec<u8>,
    proof: &'a [u8],
    /// What the suite absorbs for the next scalar: its own representative of the key in place of halo2's.
    instead: Option<Scalar>,
}

fn missing() -> io::Error {
    io::Error::from(io::ErrorKind::UnexpectedEof)
}

fn scalar_bytes(scalar: &Scalar) -> Vec<u8> {
    scalar.to_bytes().into_iter().rev().collect()
}

impl<'a> Reader<'a> {
    pub fn new(proof: &'a [u8]) -> Self {
        Reader {
            state: Keccak256::digest(b"assay/v1/bls12-381/transcript").into(),
            absorbed: Vec::new(),
            proof,
            instead: None,
        }
    }

    pub fn absorb_instead(&mut self, scalar: Scalar) {
        self.instead = Some(scalar);
    }

    pub fn challenge(&mut self) -> Scalar {
        let input = [&self.state[..], &self.absorbed].concat();
        self.state = Keccak256::digest(&input).into();
        self.absorbed.clear();
        let order = BigUint::from_bytes_be(&scalar_bytes(&-Scalar::one())) + 1u32;
        let reduced = BigUint::from_bytes_be(&self.state) % order;
        let mut bytes = reduced.to_bytes_le();
        bytes.resize(32, 0);
        Scalar::from_bytes(&bytes.try_into().unwrap()).unwrap()
    }

    pub fn at_end(&self) -> bool {
        self.proof.is_empty()
    }

    fn take(&mut self, count: usize) -> io::Result<&'a [u8]> {
        let (bytes, rest) = self.proof.split_at_checked(count).ok_or_else(missing)?;
        self.proof = rest;
        Ok(bytes)
    }
}

impl Transcript<Affine, Challenge> for Reader<'_> {
    fn squeeze_challenge(&mut self) -> Challenge {
        Challenge(Fr(self.challenge()))
    }

    fn common_point(&mut self, Affine(point): Affine) -> io::Result<()> {
        if bool::from(point.is_identity()) {
            return Err(io::Error::other("identity"));
        }
        self.absorbed.extend(point.to_uncompressed());
        Ok(())
    }

    fn common_scalar(&mut self, Fr(scalar): Fr) -> io::Result<()> {
        let scalar = self.instead.take().unwrap_or(scalar);
        self.absorbed.extend(scalar_bytes(&scalar));
        Ok(())
    }
}

impl TranscriptRead<Affine, Challenge> for Reader<'_> {
    fn read_point(&mut self) -> io::Result<Affine> {
        let bytes = self.take(Bls12381::POINT_BYTES)?;
        let point = G1Affine::from_uncompressed(bytes.try_into().unwrap());
        let point = Option::from(point).ok_or_else(|| io::Error::other("point"))?;
        self.common_point(Affine(point))?;
        Ok(Affine(point))
    }

    fn read_scalar(&mut self) -> io::Result<Fr> {
        let mut bytes: [u8; 32] = self.take(32)?.try_into().unwrap();
        bytes.reverse();
        let scalar = Option::from(Scalar::from_bytes(&bytes));
        let scalar = Fr(scalar.ok_or_else(|| io::Error::other("scalar"))?);
        self.common_scalar(scalar)?;
        Ok(scalar)
    }
}
