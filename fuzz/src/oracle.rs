//! halo2's own verifier, knowing only what a verifier knows: points where it takes values.
//!
//! As in `prover/tests/oracle.rs`: halo2 gets parameters in which the generators of two rows that no public column uses are
//! replaced by `C'` and `H'`, and unit vectors of these rows as the hidden columns.

use assay_circuits::{halo2, Shape};
use assay_statement::Program;
use assay_verifier::bound_value;
use ff::Field;
use group::CurveAffine;
use group::{Curve, Group, GroupEncoding};
use halo2_proofs::plonk::{verify_proof, SingleVerifier, VerifyingKey};
use halo2_proofs::poly::commitment::{Blind, Params};
use halo2_proofs::poly::EvaluationDomain;
use halo2_proofs::transcript::{
    Blake2bRead, Challenge255, EncodedChallenge, Transcript, TranscriptRead,
};
use pasta_curves::{Eq, EqAffine, Fp};

use crate::statement::Claim;

type Reader<'a> = Blake2bRead<&'a [u8], EqAffine, Challenge255<EqAffine>>;

/// halo2's parameters and key of one shape.
pub(crate) struct Oracle {
    shape: Shape,
    params: Params<EqAffine>,
    written: Vec<u8>,
    vk: VerifyingKey<EqAffine>,
    blinder_generators: Vec<EqAffine>,
}

impl Oracle {
    pub(crate) fn new(shape: Shape) -> Oracle {
        let params = Params::new(shape.k());
        let mut written = Vec::new();
        params.write(&mut written).expect("memory takes any bytes");
        let vk = halo2::keygen(&params, shape)
            .expect("a circuit of this shape")
            .get_vk()
            .clone();
        let mut oracle = Oracle {
            shape,
            params,
            written,
            vk,
            blinder_generators: vec![],
        };
        let rows = shape.blinder_rows();
        oracle.blinder_generators = rows.map(|row| oracle.commit(&unit(row), Fp::ZERO)).to_vec();
        oracle
    }

    /// Whether halo2 accepts the proof, and the rest of the claim is true.
    pub(crate) fn accepts(&self, claim: &Claim) -> bool {
        self.well_formed(claim) && self.halo2_accepts(claim).unwrap_or(false)
    }

    /// What is no business of a proof system.
    fn well_formed(&self, claim: &Claim) -> bool {
        claim.program.check().is_ok()
            && claim.program.shape == self.shape
            && claim.commitments.len() == usize::from(claim.program.custodians)
            && claim.columns.weights.len() == self.shape.rules()
            && !claim.commitments.contains(&EqAffine::identity())
    }

    fn halo2_accepts(&self, claim: &Claim) -> Option<bool> {
        let (r, mut transcript) = self.refresh(claim)?;
        let public = public_columns(&claim.program, r);
        let points = [claim.refreshed.quantities, claim.refreshed.tagged];
        let params = self.doctored(points)?;
        let rows = self.shape.blinder_rows();
        let hidden = [unit(rows[0]), unit(rows[1])];
        let instance: Vec<&[Fp]> = hidden.iter().chain(&public).map(Vec::as_slice).collect();
        let strategy = SingleVerifier::new(&params);
        verify_proof(&params, &self.vk, strategy, &[&instance], &mut transcript).ok()?;
        // halo2 leaves trailing bytes unread, and takes no commitments to public columns.
        let rest = transcript.read_scalar();
        let ends = rest.is_err_and(|e| e.kind() == std::io::ErrorKind::UnexpectedEof);
        let ends = ends && claim.proof.len().is_multiple_of(32);
        let claimed = std::iter::once(&claim.columns.tags).chain(&claim.columns.weights);
        let mut columns = claimed.zip(&public);
        Some(ends && columns.all(|(point, values)| self.commit(values, Fp::ONE) == *point))
    }

    /// The refresh proof with plain group operations; `r` and the rest of the transcript if it holds.
    fn refresh<'a>(&self, claim: &'a Claim) -> Option<(Fp, Reader<'a>)> {
        let mut transcript: Reader<'a> = Blake2bRead::init(&claim.proof[..]);
        transcript.common_scalar(claim.context).ok()?;
        let r = transcript.squeeze_challenge().get_scalar();
        let (quantities, tagged) = (claim.refreshed.quantities, claim.refreshed.tagged);
        transcript.common_point(quantities).ok()?;
        transcript.common_point(tagged).ok()?;
        let m = transcript.squeeze_challenge().get_scalar();
        let nonce = transcript.read_point().ok()?;
        let c = transcript.squeeze_challenge().get_scalar();
        let mut left = Eq::identity();
        for generator in &self.blinder_generators {
            left += *generator * transcript.read_scalar().ok()?;
        }
        let mut tag = Fp::ONE;
        let (mut sum, mut tagged_sum) = (Eq::identity(), Eq::identity());
        for commitment in &claim.commitments {
            tag *= r;
            sum += commitment;
            tagged_sum += *commitment * tag;
        }
        let right = (quantities - sum + (tagged - tagged_sum) * m) * c + nonce;
        (left == right).then_some((r, transcript))
    }

    /// Parameters in which two points stand for the generators of the first two blinder rows.
    fn doctored(&self, points: [EqAffine; 2]) -> Option<Params<EqAffine>> {
        let mut written = self.written.clone();
        for (row, point) in self.shape.blinder_rows().iter().zip(points) {
            // The logarithm, the monomial generators, the Lagrange generators.
            let at = 4 + 32 * (self.shape.n() + row);
            written[at..at + 32].copy_from_slice(&point.to_bytes());
        }
        Params::read(&mut written.as_slice()).ok()
    }

    fn commit(&self, values: &[Fp], blind: Fp) -> EqAffine {
        let mut values = values.to_vec();
        values.resize(self.shape.n(), Fp::ZERO);
        let poly = EvaluationDomain::<Fp>::new(1, self.shape.k()).lagrange_from_vec(values);
        self.params.commit_lagrange(&poly, Blind(blind)).to_affine()
    }
}

fn unit(row: usize) -> Vec<Fp> {
    let mut unit = vec![Fp::ZERO; row + 1];
    unit[row] = Fp::ONE;
    unit
}

/// Tags, then the weights of every rule of the shape, as the specification has them.
fn public_columns(program: &Program, r: Fp) -> Vec<Vec<Fp>> {
    let mut tags = vec![Fp::ZERO];
    tags.extend(
        program
            .rows
            .iter()
            .map(|row| r.pow_vartime([u64::from(row.custodian) + 1])),
    );
    let mut columns = vec![tags];
    for rule in &program.rules {
        let mut weights = vec![bound_value(&rule.bound)];
        weights.extend(rule.multipliers.iter().zip(&program.rows).map(|(m, row)| {
            let weight = Fp::from(u64::from(m.unsigned_abs())) * Fp::from(row.value);
            if *m < 0 {
                -weight
            } else {
                weight
            }
        }));
        columns.push(weights);
    }
    columns.resize(1 + program.shape.rules(), vec![]);
    columns
}
