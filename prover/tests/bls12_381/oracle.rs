//! The verifier against halo2's own, and the mock prover on the same relation.
//!
//! halo2 takes values of instance columns and no points, so it gets parameters in which the generators of two rows that no
//! public column uses are replaced by `C'` and `H'`, and unit vectors of these rows as the hidden columns.

use assay_circuits::halo2::{InstanceColumns, ReservesCircuit, Trace};
use assay_circuits::Shape;
use assay_prover::low_level::suites::{Proof, Prover};
use assay_statement::{Program, ProgramRow};
use assay_testkit::proofs::{self, SuiteCase};
use assay_verifier::suites::{bound_scalar, Bls12381, VerifyingKey};
use bls12_381::{G1Projective, Scalar};
use ff::{Field, PrimeField};
use group::GroupEncoding;
use halo2_proofs::dev::MockProver;
use halo2_proofs::plonk::{self, keygen_vk, verify_proof, SingleVerifier};
use halo2_proofs::poly::commitment::{Blind, Params};
use halo2_proofs::poly::EvaluationDomain;
use rand::RngExt;
use rand_chacha::ChaCha20Rng;

use super::curve::Affine;
use super::field::Fr;
use super::transcript::Reader;

type Case = SuiteCase<Bls12381>;

/// The tag column and the weight columns, written plainly.
fn public_columns(program: &Program, r: Scalar) -> Vec<Vec<Fr>> {
    let power = |row: &ProgramRow| Fr(r.pow_vartime(&[u64::from(row.custodian) + 1, 0, 0, 0]));
    let tags = [vec![Fr::ZERO], program.rows.iter().map(power).collect()].concat();
    let weights = (0..program.shape.rules()).map(|k| match program.rules.get(k) {
        None => vec![],
        Some(rule) => {
            let weight = |(m, row): (&i32, &ProgramRow)| {
                let magnitude = Fr::from(u64::from(m.unsigned_abs())) * Fr::from(row.value);
                if *m < 0 {
                    -magnitude
                } else {
                    magnitude
                }
            };
            let values = rule.multipliers.iter().zip(&program.rows).map(weight);
            [vec![bound_scalar(&rule.bound)], values.collect()].concat()
        }
    });
    std::iter::once(tags).chain(weights).collect()
}

struct Oracle<const K: usize> {
    shape: Shape,
    key: VerifyingKey<Bls12381>,
    params: Params<Affine>,
    written: Vec<u8>,
    vk: plonk::VerifyingKey<Affine>,
}

impl<const K: usize> Oracle<K> {
    fn new(shape: Shape) -> Self {
        let params = Params::new(shape.k());
        let mut written = Vec::new();
        params.write(&mut written).unwrap();
        let circuit = ReservesCircuit::<Fr, K> { shape, trace: None };
        let vk = keygen_vk(&params, &circuit).unwrap();
        let key = VerifyingKey::standard(shape).unwrap();
        Oracle {
            shape,
            key,
            params,
            written,
            vk,
        }
    }

    fn unit(&self, row: usize) -> Vec<Fr> {
        let mut unit = vec![Fr::ZERO; row + 1];
        unit[row] = Fr::ONE;
        unit
    }

    fn commit(&self, values: &[Fr]) -> Affine {
        let mut values = values.to_vec();
        values.resize(self.shape.n(), Fr::ZERO);
        let poly = EvaluationDomain::<Fr>::new(1, self.shape.k()).lagrange_from_vec(values);
        self.params.commit_lagrange(&poly, Blind(Fr::ONE)).into()
    }

    /// The proof about the rerandomization with plain group operations; `r` and the rest of the transcript if it holds.
    fn rerandomization<'a>(
        &self,
        case: &Case,
        proof: &'a Proof<Bls12381>,
    ) -> Option<(Scalar, Reader<'a>)> {
        use halo2_proofs::transcript::{Transcript, TranscriptRead};

        let mut transcript = Reader::new(&proof.bytes);
        transcript.common_scalar(Fr(case.context)).ok()?;
        let r = transcript.challenge();
        let (quantities, tagged) = (proof.refreshed.quantities, proof.refreshed.tagged);
        transcript.common_point(Affine(quantities)).ok()?;
        transcript.common_point(Affine(tagged)).ok()?;
        let m = transcript.challenge();
        let nonce = transcript.read_point().ok()?;
        let c = transcript.challenge();
        let mut left = G1Projective::identity();
        for generator in self.key.blinder_generators {
            left += generator * transcript.read_scalar().ok()?.0;
        }
        let (mut sum, mut tagged_sum) = (G1Projective::identity(), G1Projective::identity());
        let mut tag = Scalar::ONE;
        for commitment in &case.commitments {
            tag *= r;
            sum += commitment;
            tagged_sum += commitment * tag;
        }
        let right = (quantities - sum + (tagged - tagged_sum) * m) * c + nonce.0;
        (left == right).then_some((r, transcript))
    }

    /// Parameters in which `C'` and `H'` stand for two generators.
    fn doctored(&self, proof: &Proof<Bls12381>) -> Params<Affine> {
        let mut doctored = self.written.clone();
        let points = [proof.refreshed.quantities, proof.refreshed.tagged];
        for (row, point) in self.shape.blinder_rows().iter().zip(points) {
            let at = 4 + 48 * (self.shape.n() + row);
            doctored[at..at + 48].copy_from_slice(point.to_bytes().as_ref());
        }
        Params::read(&mut doctored.as_slice()).unwrap()
    }

    fn accepts(&self, case: &Case, proof: &Proof<Bls12381>) -> bool {
        let Some((r, mut transcript)) = self.rerandomization(case, proof) else {
            return false;
        };
        transcript.absorb_instead(self.key.transcript_repr);
        let rows = self.shape.blinder_rows();
        let hidden = [self.unit(rows[0]), self.unit(rows[1])];
        let public = public_columns(&case.program, r);
        let instance: Vec<&[Fr]> = hidden.iter().chain(&public).map(Vec::as_slice).collect();
        let params = self.doctored(proof);
        let strategy = SingleVerifier::new(&params);
        let columns = &proof.columns;
        let claimed: Vec<_> = std::iter::once(&columns.tags)
            .chain(&columns.weights)
            .collect();
        verify_proof(&params, &self.vk, strategy, &[&instance], &mut transcript).is_ok()
            // halo2 leaves trailing bytes unread.
            && transcript.at_end()
            && claimed.len() == public.len()
            && claimed
                .into_iter()
                .zip(&public)
                .all(|(point, values)| self.commit(values).0 == *point)
    }
}

/// One random change of a proof, of its points or of what it is about.
fn mutate(
    case: &mut Case,
    proof: &mut Proof<Bls12381>,
    other: &Proof<Bls12381>,
    rng: &mut ChaCha20Rng,
) {
    let count = proof.bytes.len() / 32;
    let at = 32 * rng.random_range(0..count - 2);
    match rng.random_range(0..9) {
        0 => {
            let byte = rng.random_range(0..proof.bytes.len());
            proof.bytes[byte] ^= 1 << rng.random_range(0..8);
        }
        // Zeros before a small integer: a scalar where one is expected.
        1 | 2 => {
            proof.bytes[at..at + 24].fill(0);
            proof.bytes[at + 24..at + 32].copy_from_slice(&rng.random::<[u8; 8]>());
        }
        3 => {
            let point = proof.refreshed.tagged.to_uncompressed();
            proof.bytes[at..at + 96].copy_from_slice(&point);
        }
        4 => proof.bytes[at..at + 96].copy_from_slice(&other.bytes[at..at + 96]),
        5 => proof.refreshed = other.refreshed,
        6 => proof.columns.weights.swap(0, 1),
        7 => case.context += Scalar::ONE,
        _ => {
            let (rules, rows) = (case.program.rules.len(), case.program.rows.len());
            let multiplier = &mut case.program.rules[rng.random_range(0..rules)].multipliers
                [rng.random_range(0..rows)];
            *multiplier = if *multiplier == 5 { 6 } else { 5 };
        }
    }
}

fn agree<const K: usize>(shape: Shape, proofs: u64, mutations: usize) {
    let (oracle, prover) = (Oracle::<K>::new(shape), Prover::new(shape).unwrap());
    let mut rng = proofs::rng(u64::from(shape.k()));
    for seed in 0..proofs {
        let rows = 5 + 9 * seed as usize;
        let mut case = Case::new(shape, rows, 1 + seed as u16, seed, seed);
        let (proof, other) = (case.prove(&prover), case.prove(&prover));
        assert!(oracle.accepts(&case, &proof));
        assert_eq!(case.verify(&oracle.key, &proof), Ok(()));
        for mutation in 0..mutations {
            let (context, program) = (case.context, case.program.clone());
            let mut mutated = proof.clone();
            mutate(&mut case, &mut mutated, &other, &mut rng);
            let ours = case.verify(&oracle.key, &mutated).is_ok();
            let theirs = oracle.accepts(&case, &mutated);
            assert_eq!(ours, theirs, "{shape}, proof {seed}, mutation {mutation}");
            let changed = mutated.bytes != proof.bytes
                || mutated.refreshed != proof.refreshed
                || mutated.columns != proof.columns
                || case.context != context
                || case.program != program;
            assert_eq!(ours, !changed, "{shape}, proof {seed}, mutation {mutation}");
            (case.context, case.program) = (context, program);
        }
    }
}

#[test]
fn the_verifier_and_halo2_agree() {
    let [small, middle, ..] = Shape::STANDARD;
    agree::<4>(small, 3, 24);
    agree::<8>(middle, 2, 12);
}

#[test]
fn the_mock_prover_takes_the_relation_over_this_field() {
    let [shape, ..] = Shape::STANDARD;
    let case = Case::new(shape, 20, 3, 5, 9);
    let columns = public_columns(&case.program, Scalar::from(77));
    let (tags, weights) = columns.split_first().unwrap();
    let quantities = case.quantities.iter().map(|q| Fr::from(*q));
    let quantities: Vec<Fr> = std::iter::once(Fr::ZERO).chain(quantities).collect();
    let mut columns = InstanceColumns {
        tagged: quantities.iter().zip(tags).map(|(q, t)| *q * t).collect(),
        quantities,
        tags: tags.clone(),
        weights: weights.to_vec(),
    };
    let check = |columns: &InstanceColumns<Fr>, trace: Trace<Fr>| {
        let instance = columns.to_instance().into_iter();
        let instance = instance.map(<[Fr]>::to_vec).collect();
        let trace = Some(trace);
        let circuit = ReservesCircuit::<Fr, 4> { shape, trace };
        let mock = MockProver::run(shape.k(), &circuit, instance).unwrap();
        mock.verify().is_ok()
    };
    let trace = Trace::new(shape, &columns).unwrap();
    assert!(check(&columns, trace.clone()));
    columns.quantities[3] += Fr::ONE;
    assert!(!check(&columns, trace));
    assert_eq!(Fr::NUM_BITS, 255);
}
