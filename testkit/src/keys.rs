//! Keys computed from the circuit with halo2, for comparison with the embedded ones.

use std::io;

use assay_circuits::{halo2, Shape, FIXED};
use assay_verifier::VerifyingKey;
use ff::Field;
use halo2_proofs::plonk;
use halo2_proofs::poly::commitment::{Blind, Params};
use halo2_proofs::poly::EvaluationDomain;
use halo2_proofs::transcript::{Challenge255, Transcript};
use pasta_curves::arithmetic::CurveExt;
use pasta_curves::{EqAffine, Fp};

/// Keeps the scalar that a verifying key puts into transcripts.
struct Capture(Option<Fp>);

impl Transcript<EqAffine, Challenge255<EqAffine>> for Capture {
    fn squeeze_challenge(&mut self) -> Challenge255<EqAffine> {
        unreachable!("a verifying key asks for no challenge")
    }
    fn common_point(&mut self, _: EqAffine) -> io::Result<()> {
        unreachable!("a verifying key absorbs no point")
    }
    fn common_scalar(&mut self, scalar: Fp) -> io::Result<()> {
        self.0 = Some(scalar);
        Ok(())
    }
}

/// The scalar that a verifying key puts into transcripts.
pub fn transcript_repr(vk: &plonk::VerifyingKey<EqAffine>) -> Fp {
    let mut capture = Capture(None);
    vk.hash_into(&mut capture).unwrap();
    capture.0.unwrap()
}

/// The commitment to a column of `1 << k` values.
pub fn commit(params: &Params<EqAffine>, values: &[Fp], blind: Fp) -> EqAffine {
    let domain = EvaluationDomain::<Fp>::new(1, params.k());
    let mut column = values.to_vec();
    column.resize(1 << params.k(), Fp::ZERO);
    let poly = domain.lagrange_from_vec(column);
    params
        .commit_lagrange(&poly, Blind(blind))
        .to_affine_vartime()
}

/// The key of a shape, from the circuit.
pub fn key(params: &Params<EqAffine>, shape: Shape) -> VerifyingKey {
    let vk = halo2::keygen(params, shape).unwrap();
    let fixed: [EqAffine; FIXED] = std::array::from_fn(|column| {
        let values: Vec<Fp> = (0..shape.n())
            .map(|row| Fp::from(u64::from(shape.fixed(column, row))))
            .collect();
        commit(params, &values, Fp::ONE)
    });
    // halo2 does not hand out its fixed commitments, but prints them.
    let pinned = format!("{:?}", vk.get_vk().pinned());
    let printed = format!("fixed_commitments: {:?}", fixed.to_vec());
    assert!(pinned.contains(&printed), "fixed columns differ");
    let hasher = pasta_curves::Eq::hash_to_curve("Halo2-Parameters");
    VerifyingKey {
        shape,
        transcript_repr: transcript_repr(vk.get_vk()),
        fixed,
        blinder_generators: shape.blinder_rows().map(|row| {
            let mut unit = vec![Fp::ZERO; shape.n()];
            unit[row] = Fp::ONE;
            commit(params, &unit, Fp::ZERO)
        }),
        generators: params.get_g(),
        blinding: hasher(&[1]).to_affine_vartime(),
        inner_product: hasher(&[2]).to_affine_vartime(),
    }
}
