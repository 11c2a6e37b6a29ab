//! Keys and generators of any shape: embedded for the standard ones, computed with halo2 and kept for the others.

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use assay_circuits::Shape;
use assay_prover::low_level::{lagrange_generators, Prover};
use assay_testkit::keys;
use assay_verifier::VerifyingKey;
use ff::PrimeField;
use group::GroupEncoding;
use halo2_proofs::poly::commitment::Params;
use pasta_curves::EqAffine;

use crate::facts;
use assay_bench_case::{key_from_bytes, key_to_bytes, points, points_to_bytes};

/// The key and `L_0..L_{n-1}` of a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// The key.
    pub key: VerifyingKey,
    /// The Lagrange generators.
    pub lagrange: Vec<EqAffine>,
}

impl Parameters {
    /// Those of any shape with 2, 4, 8, 16 or 32 rules. What is not embedded is computed once, for the largest shapes some
    /// ten seconds, and kept in `target/parameters`.
    ///
    /// # Errors
    /// Those of the file system; a shape without a circuit.
    pub fn of(shape: Shape) -> Result<Parameters, Box<dyn Error>> {
        let key = key(shape)?;
        let lagrange = match lagrange_generators(shape) {
            Ok(lagrange) => lagrange,
            Err(_) => fs::read(file(shape, "lagrange")?)
                .ok()
                .and_then(|bytes| points(&bytes))
                .ok_or("the kept generators are damaged: remove target/parameters")?,
        };
        Ok(Parameters { key, lagrange })
    }

    /// From halo2's own parameters and the circuit.
    ///
    /// # Errors
    /// A shape without a circuit.
    pub fn compute(shape: Shape) -> Result<Parameters, Box<dyn Error>> {
        let params = Params::<EqAffine>::new(shape.k());
        let mut written = Vec::new();
        params.write(&mut written)?;
        // The logarithm, the monomial generators, the Lagrange generators.
        let lagrange: Option<Vec<EqAffine>> = written
            .get(4 + 32 * shape.n()..4 + 64 * shape.n())
            .ok_or("halo2's parameters are too short")?
            .as_chunks()
            .0
            .iter()
            .map(|point| Option::from(EqAffine::from_bytes(point)))
            .collect();
        Ok(Parameters {
            key: keys::key(&params, shape),
            lagrange: lagrange.ok_or("halo2's parameters have a point off the curve")?,
        })
    }

    /// A prover with these parameters.
    ///
    /// # Errors
    /// If they are not of one shape.
    pub fn prover(&self) -> Result<Prover, Box<dyn Error>> {
        Ok(Prover::with_generators(
            self.key.clone(),
            self.lagrange.clone(),
        )?)
    }
}

/// The key alone, as [`Parameters::of`].
///
/// # Errors
/// As [`Parameters::of`].
pub fn key(shape: Shape) -> Result<VerifyingKey, Box<dyn Error>> {
    if let Some(key) = VerifyingKey::standard(shape) {
        return Ok(key);
    }
    let file = [file(shape, "key")?, file(shape, "lagrange")?];
    let kept = file[1].exists().then(|| fs::read(&file[0]).ok()).flatten();
    if let Some(key) = kept.and_then(|bytes| key_from_bytes(shape, &bytes)) {
        return Ok(key);
    }
    let Parameters { key, lagrange } = Parameters::compute(shape)?;
    fs::create_dir_all(file[0].parent().ok_or("a file without a folder")?)?;
    fs::write(&file[1], points_to_bytes(&lagrange)?)?;
    fs::write(&file[0], key_to_bytes(&key)?)?;
    Ok(key)
}

/// Where a part is kept. Named by the circuit, so that another circuit's is not taken for it.
fn file(shape: Shape, part: &str) -> Result<PathBuf, Box<dyn Error>> {
    let standard = VerifyingKey::standard(Shape::STANDARD[0]).ok_or("no embedded key")?;
    let circuit: u64 = standard
        .transcript_repr
        .to_repr()
        .iter()
        .fold(0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    let name = format!("{}-{}-{circuit:016x}.{part}", shape.k(), shape.rules());
    Ok(facts::target().join("parameters").join(name))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use assay_testkit::proofs::Case;

    #[test]
    fn a_shape_that_is_not_standard_proves_and_verifies() {
        let shape = Shape::new(6, 4).unwrap();
        let parameters = Parameters::compute(shape).unwrap();
        let bytes = key_to_bytes(&parameters.key).unwrap();
        assert_eq!(
            key_from_bytes(shape, &bytes).as_ref(),
            Some(&parameters.key)
        );
        let prover = parameters.prover().unwrap();
        let case = Case::with_committer(prover.committer(), shape, shape.buckets(), 3, 1, 1);
        let proof = case.prove(&prover);
        case.verify(&parameters.key, &proof).unwrap();
    }

    #[test]
    fn computed_parameters_are_the_embedded_ones() {
        let shape = Shape::STANDARD[0];
        let computed = Parameters::compute(shape).unwrap();
        assert_eq!(computed, Parameters::of(shape).unwrap());
    }
}
