//! The lean verifier against halo2's own, on good and mutated proofs.
//!
//! Two oracles. The first gives halo2 the true values of every instance column. The second knows only what a verifier
//! knows: halo2 takes values and no points, so it gets parameters in which the generators of two rows that no public
//! column uses are replaced by `C'` and `H'`, and unit vectors of these rows as the hidden columns.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::atomic::{AtomicUsize, Ordering};

use assay_circuits::{halo2, Shape};
use assay_prover::low_level::{Blinders, Proof, Prover};
use assay_statement::{Program, ProgramRow};
use assay_testkit::proofs::{self, Case};
use assay_verifier::{bound_value, ColumnCommitments, RerandomizedCommitments, VerifyingKey};
use ff::{Field, PrimeField};
use group::{Curve, Group, GroupEncoding};
use halo2_proofs::plonk::{self, verify_proof, SingleVerifier};
use halo2_proofs::poly::commitment::{Blind, Params};
use halo2_proofs::poly::EvaluationDomain;
use halo2_proofs::transcript::{
    Blake2bRead, Challenge255, EncodedChallenge, Transcript, TranscriptRead,
};
use pasta_curves::{Eq, EqAffine, Fp};
use rand::RngExt;
use rand_chacha::ChaCha20Rng;

type Reader<'a> = Blake2bRead<&'a [u8], EqAffine, Challenge255<EqAffine>>;

/// The public columns, written plainly.
fn public_columns(program: &Program, r: Fp) -> Vec<Vec<Fp>> {
    let power = |row: &ProgramRow| r.pow_vartime([u64::from(row.custodian) + 1]);
    let tags = [vec![Fp::ZERO], program.rows.iter().map(power).collect()].concat();
    let weights = (0..program.shape.rules()).map(|k| match program.rules.get(k) {
        None => vec![],
        Some(rule) => {
            let weight = |(m, row): (&i32, &ProgramRow)| {
                let magnitude = Fp::from(u64::from(m.unsigned_abs())) * Fp::from(row.value);
                if *m < 0 {
                    -magnitude
                } else {
                    magnitude
                }
            };
            let values = rule.multipliers.iter().zip(&program.rows).map(weight);
            [vec![bound_value(&rule.bound)], values.collect()].concat()
        }
    });
    std::iter::once(tags).chain(weights).collect()
}

struct Oracle {
    shape: Shape,
    params: Params<EqAffine>,
    written: Vec<u8>,
    vk: plonk::VerifyingKey<EqAffine>,
    blinder_generators: Vec<Eq>,
}

impl Oracle {
    fn new(shape: Shape) -> Oracle {
        let params = Params::new(shape.k());
        let mut written = Vec::new();
        params.write(&mut written).unwrap();
        let vk = halo2::keygen(&params, shape).unwrap().get_vk().clone();
        let mut oracle = Oracle {
            shape,
            params,
            written,
            vk,
            blinder_generators: vec![],
        };
        oracle.blinder_generators = shape
            .blinder_rows()
            .iter()
            .map(|row| oracle.commit(&oracle.unit(*row), Fp::ZERO).into())
            .collect();
        oracle
    }

    fn unit(&self, row: usize) -> Vec<Fp> {
        let mut unit = vec![Fp::ZERO; row + 1];
        unit[row] = Fp::ONE;
        unit
    }

    fn commit(&self, values: &[Fp], blind: Fp) -> EqAffine {
        let mut values = values.to_vec();
        values.resize(self.shape.n(), Fp::ZERO);
        let poly = EvaluationDomain::<Fp>::new(1, self.shape.k()).lagrange_from_vec(values);
        self.params.commit_lagrange(&poly, Blind(blind)).to_affine()
    }

    /// The refresh proof with plain group operations; `r` and the rest of the transcript if it holds.
    fn refresh<'a>(&self, case: &Case, proof: &'a Proof) -> Option<(Fp, Reader<'a>)> {
        let mut transcript: Reader<'a> = Blake2bRead::init(&proof.bytes[..]);
        transcript.common_scalar(case.context).ok()?;
        let r = transcript.squeeze_challenge().get_scalar();
        let RerandomizedCommitments { quantities, tagged } = proof.refreshed;
        transcript.common_point(quantities).ok()?;
        transcript.common_point(tagged).ok()?;
        let m = transcript.squeeze_challenge().get_scalar();
        let nonce = transcript.read_point().ok()?;
        let c = transcript.squeeze_challenge().get_scalar();
        let mut left = Eq::identity();
        for generator in &self.blinder_generators {
            left += *generator * transcript.read_scalar().ok()?;
        }
        let (mut sum, mut tagged_sum, mut tag) = (Eq::identity(), Eq::identity(), Fp::ONE);
        for commitment in &case.commitments {
            tag *= r;
            sum += commitment;
            tagged_sum += *commitment * tag;
        }
        let right = (quantities - sum + (tagged - tagged_sum) * m) * c + nonce;
        (left == right).then_some((r, transcript))
    }

    /// halo2 accepts these instance columns, and the report's commitments to the public ones are true.
    fn accepts(
        &self,
        params: &Params<EqAffine>,
        mut transcript: Reader<'_>,
        hidden: [Vec<Fp>; 2],
        public: &[Vec<Fp>],
        columns: &ColumnCommitments,
    ) -> bool {
        let instance: Vec<&[Fp]> = hidden.iter().chain(public).map(Vec::as_slice).collect();
        let strategy = SingleVerifier::new(params);
        let claimed: Vec<_> = std::iter::once(&columns.tags)
            .chain(&columns.weights)
            .collect();
        verify_proof(params, &self.vk, strategy, &[&instance], &mut transcript).is_ok()
            // halo2 leaves trailing bytes unread.
            && transcript
                .read_scalar()
                .is_err_and(|e| e.kind() == std::io::ErrorKind::UnexpectedEof)
            && claimed.len() == public.len()
            && claimed
                .into_iter()
                .zip(public)
                .all(|(point, values)| self.commit(values, Fp::ONE) == *point)
    }

    /// First oracle: the true values of the honest witness.
    fn with_values(&self, case: &Case, honest: &[Vec<Fp>; 2], proof: &Proof) -> bool {
        let Some((r, transcript)) = self.refresh(case, proof) else {
            return false;
        };
        let public = public_columns(&case.program, r);
        // What the prover committed to in C' and H', if it is what the proof carries.
        let points = [proof.refreshed.quantities, proof.refreshed.tagged];
        self.accepts(
            &self.params,
            transcript,
            honest.clone(),
            &public,
            &proof.columns,
        ) && honest
            .iter()
            .zip(points)
            .all(|(v, p)| self.commit(v, Fp::ZERO) == p)
    }

    /// Parameters in which `C'` and `H'` stand for two generators.
    fn doctored(&self, refreshed: &RerandomizedCommitments) -> Params<EqAffine> {
        let mut doctored = self.written.clone();
        let points = [refreshed.quantities, refreshed.tagged];
        for (row, point) in self.shape.blinder_rows().iter().zip(points) {
            let at = 4 + 32 * (self.shape.n() + row);
            doctored[at..at + 32].copy_from_slice(&point.to_bytes());
        }
        Params::read(&mut doctored.as_slice()).unwrap()
    }

    /// Second oracle: no values, doctored parameters (those given, if they are for the proof's points).
    fn with_points(
        &self,
        case: &Case,
        proof: &Proof,
        (refreshed, params): &(RerandomizedCommitments, Params<EqAffine>),
    ) -> bool {
        let Some((r, transcript)) = self.refresh(case, proof) else {
            return false;
        };
        let rows = self.shape.blinder_rows();
        let public = public_columns(&case.program, r);
        let hidden = [self.unit(rows[0]), self.unit(rows[1])];
        if *refreshed == proof.refreshed {
            return self.accepts(params, transcript, hidden, &public, &proof.columns);
        }
        let params = self.doctored(&proof.refreshed);
        self.accepts(&params, transcript, hidden, &public, &proof.columns)
    }
}

/// One random change of a proof, of its points or of what it is about.
fn mutate(case: &mut Case, proof: &mut Proof, other: &Proof, rng: &mut ChaCha20Rng) {
    let elements = proof.bytes.len() / 32;
    let element = 32 * rng.random_range(0..elements);
    let scalars = element + 32 * rng.random_range(0..4usize);
    match rng.random_range(0..12) {
        0 => {
            let byte = rng.random_range(0..proof.bytes.len());
            proof.bytes[byte] ^= 1 << rng.random_range(0..8);
        }
        // Another canonical scalar: mostly a scalar element, as few points have such an encoding.
        1..=3 => {
            let at = scalars.min(proof.bytes.len() - 32);
            proof.bytes[at..at + 32].copy_from_slice(&Fp::from(rng.random::<u64>()).to_repr());
        }
        4 => {
            let at = element;
            proof.bytes[at..at + 32].copy_from_slice(&proof.refreshed.tagged.to_bytes());
        }
        5 => {
            proof.bytes[element..element + 32].copy_from_slice(&other.bytes[element..element + 32])
        }
        6 => proof
            .bytes
            .truncate(proof.bytes.len() - 1 - rng.random_range(0..64usize)),
        7 => proof.bytes.extend([0; 32]),
        8 => proof.refreshed = other.refreshed,
        9 => proof.columns.weights.swap(0, 1),
        10 => case.context += Fp::ONE,
        _ => {
            let (rules, rows) = (case.program.rules.len(), case.program.rows.len());
            let multiplier = &mut case.program.rules[rng.random_range(0..rules)].multipliers
                [rng.random_range(0..rows)];
            *multiplier = if *multiplier == 5 { 6 } else { 5 };
        }
    }
}

/// The hidden columns that the honest prover committed to, given its fresh blinders.
fn hidden_columns(
    oracle: &Oracle,
    case: &Case,
    proof: &Proof,
    fresh: &[[Fp; 4]; 2],
) -> [Vec<Fp>; 2] {
    let (r, _) = oracle.refresh(case, proof).unwrap();
    let tags = &public_columns(&case.program, r)[0];
    let mut columns = [
        vec![Fp::ZERO; oracle.shape.usable_rows()],
        vec![Fp::ZERO; oracle.shape.usable_rows()],
    ];
    for (j, q) in case.quantities.iter().enumerate() {
        columns[0][j + 1] = Fp::from(*q);
        columns[1][j + 1] = tags[j + 1] * Fp::from(*q);
    }
    for (b, row) in oracle.shape.blinder_rows().into_iter().enumerate() {
        let mut tag = Fp::ONE;
        columns[0][row] = fresh[0][b];
        columns[1][row] = fresh[1][b];
        for blinders in &case.blinders {
            tag *= r;
            columns[0][row] += blinders.scalars()[b];
            columns[1][row] += tag * blinders.scalars()[b];
        }
    }
    columns
}

fn agree(shape: Shape, proofs: usize, mutations: usize, refused: &AtomicUsize) -> usize {
    let (oracle, prover) = (Oracle::new(shape), Prover::new(shape).unwrap());
    let key = VerifyingKey::standard(shape).unwrap();
    let mut rng = proofs::rng(u64::from(shape.k()));
    let mut compared = 0;
    for seed in 0..proofs as u64 {
        let custodians = 1 + (seed % 5) as u16;
        // Full books are slow for halo2, which commits to every public column; one in eight is enough.
        let rows = match seed % 8 {
            0 => shape.buckets(),
            _ => 5 + 3 * seed as usize,
        };
        let mut case = Case::new(shape, rows, custodians, seed, seed);
        let (proof, other) = (
            case.prove_with(&prover, proofs::rng(seed)),
            case.prove(&prover),
        );
        // The prover draws the fresh blinders of C' and H' first.
        let mut known = proofs::rng(seed);
        let fresh = [(); 2].map(|()| *Blinders::random(&mut known).scalars());
        let honest = hidden_columns(&oracle, &case, &proof, &fresh);
        assert!(oracle.with_values(&case, &honest, &proof));
        let doctored = (proof.refreshed, oracle.doctored(&proof.refreshed));
        assert!(oracle.with_points(&case, &proof, &doctored));
        assert_eq!(case.verify(&key, &proof), Ok(()));
        compared += 1;
        for i in 0..mutations {
            let (context, program) = (case.context, case.program.clone());
            let mut mutated = proof.clone();
            mutate(&mut case, &mut mutated, &other, &mut rng);
            let lean = case.verify(&key, &mutated).is_ok();
            // In turn: each of them alone decides.
            let upstream = match i % 2 {
                0 => oracle.with_points(&case, &mutated, &doctored),
                _ => oracle.with_values(&case, &honest, &mutated),
            };
            assert_eq!(lean, upstream, "shape {shape}, proof {seed}, mutation {i}");
            // An element of another proof may be the same, as that of a column of zeros is.
            let changed = mutated.bytes != proof.bytes
                || mutated.refreshed != proof.refreshed
                || mutated.columns != proof.columns
                || case.context != context
                || case.program != program;
            assert_eq!(lean, !changed, "shape {shape}, proof {seed}, mutation {i}");
            refused.fetch_add(usize::from(changed), Ordering::Relaxed);
            (case.context, case.program) = (context, program);
            compared += 1;
        }
    }
    compared
}

#[test]
fn lean_verifier_and_halo2_agree() {
    let refused = AtomicUsize::new(0);
    let compared: usize = std::thread::scope(|scope| {
        let [a, b, c, ..] = Shape::STANDARD;
        [(a, 16, 54), (b, 14, 54), (c, 8, 44)]
            .map(|(shape, proofs, mutations)| {
                let refused = &refused;
                scope.spawn(move || agree(shape, proofs, mutations, refused))
            })
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .sum()
    });
    assert!(compared >= 2000, "{compared} compared");
    // All but the good proofs, and a few mutations that change nothing.
    assert!(refused.into_inner() >= compared - 16 - 14 - 8 - 20);
}
