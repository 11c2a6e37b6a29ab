//! Provers that do not follow the protocol: each real proof is refused, for the right reason.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_circuits::halo2::{self, InstanceColumns, Trace};
use assay_circuits::Shape;
use assay_prover::low_level::{lagrange_generators, Blinders, Proof};
use assay_statement::{Program, ProgramRow, ProgramRule};
use assay_testkit::proofs::{self, bound, Case};
use assay_verifier::{
    bound_value, ColumnCommitments, ProofError, RerandomizedCommitments, VerifyingKey,
};
use ff::{Field, PrimeField};
use group::{Curve, Group};
use halo2_proofs::plonk::ProvingKey;
use halo2_proofs::poly::commitment::{Blind, Params};
use halo2_proofs::poly::EvaluationDomain;
use halo2_proofs::transcript::{
    Blake2bWrite, Challenge255, EncodedChallenge, Transcript, TranscriptWrite,
};
use pasta_curves::{Eq, EqAffine, Fp};

const ROWS: usize = 40;

fn shape() -> Shape {
    Shape::STANDARD[0]
}

/// What a dishonest prover works with: openings over the whole field, in any row.
struct Forger {
    case: Case,
    /// `c_i`: what custodian i really committed to, all rows of the trace.
    openings: Vec<Vec<Fp>>,
    params: Params<EqAffine>,
    key: ProvingKey<EqAffine>,
    lagrange: Vec<EqAffine>,
    /// A column to prove instead of the sum of the openings, as `(row, change)`.
    change_quantities: Option<(usize, Fp)>,
    /// Fill the tagged column with `tag q` instead of the tagged sum of the openings.
    lie_about_tags: bool,
    /// The program whose weights go into the proof.
    program: Option<Program>,
    /// The challenge whose powers are the tags of the proof.
    tag_challenge: Option<Fp>,
}

fn add(mut sum: Vec<Fp>, factor: Fp, column: &[Fp]) -> Vec<Fp> {
    sum.iter_mut()
        .zip(column)
        .for_each(|(s, c)| *s += factor * c);
    sum
}

impl Forger {
    /// Three custodians, one rule of weight 1000 that holds with slack 10.
    fn new() -> Forger {
        let shape = shape();
        let program = Program {
            shape,
            custodians: 3,
            rows: (0..ROWS)
                .map(|j| ProgramRow {
                    custodian: (j % 3) as u16,
                    value: 1000,
                })
                .collect(),
            rules: vec![ProgramRule {
                multipliers: vec![1; ROWS],
                bound: bound(&(ROWS * 50_000 - 10).into()),
            }],
        };
        let case = Case::from_program(program, vec![50; ROWS], &mut proofs::rng(9));
        let openings = (0..3)
            .map(|i| {
                let mut column = vec![Fp::ZERO; shape.n()];
                for j in (i..ROWS).step_by(3) {
                    column[j + 1] = Fp::from(50);
                }
                for (row, blinder) in shape
                    .blinder_rows()
                    .into_iter()
                    .zip(case.blinders[i].scalars())
                {
                    column[row] = *blinder;
                }
                column
            })
            .collect();
        let params = Params::new(shape.k());
        let mut forger = Forger {
            case,
            openings,
            key: halo2::keygen(&params, shape).unwrap(),
            params,
            lagrange: lagrange_generators(shape).unwrap(),
            change_quantities: None,
            lie_about_tags: false,
            program: None,
            tag_challenge: None,
        };
        let honest = forger.case.commitments.clone();
        forger.sign();
        assert_eq!(forger.case.commitments, honest);
        forger
    }

    /// The custodians sign commitments to their openings as they are now.
    fn sign(&mut self) {
        self.case.commitments = self.openings.iter().map(|c| self.commit(c)).collect();
    }

    fn commit(&self, column: &[Fp]) -> EqAffine {
        let poly = EvaluationDomain::<Fp>::new(1, shape().k()).lagrange_from_vec(column.to_vec());
        self.params
            .commit_lagrange(&poly, Blind(Fp::ZERO))
            .to_affine()
    }

    fn blind(&self, scalars: &[Fp]) -> Eq {
        let rows = shape().blinder_rows();
        rows.iter()
            .zip(scalars)
            .fold(Eq::identity(), |sum, (row, s)| {
                sum + self.lagrange[*row] * s
            })
    }

    fn columns(&self, r: Fp) -> InstanceColumns<Fp> {
        let program = self.program.as_ref().unwrap_or(&self.case.program);
        let zero = vec![Fp::ZERO; shape().n()];
        let mut quantities = self
            .openings
            .iter()
            .fold(zero.clone(), |s, c| add(s, Fp::ONE, c));
        let mut tagged = zero;
        let mut tag = Fp::ONE;
        for opening in &self.openings {
            tag *= r;
            tagged = add(tagged, tag, opening);
        }
        let challenge = self.tag_challenge.unwrap_or(r);
        let mut tags = vec![Fp::ZERO];
        tags.extend(
            program
                .rows
                .iter()
                .map(|row| challenge.pow_vartime([u64::from(row.custodian) + 1])),
        );
        if let Some((row, change)) = self.change_quantities {
            quantities[row] += change;
            tagged[row] += tags[row] * change;
        }
        if self.lie_about_tags || self.tag_challenge.is_some() {
            for (row, tag) in tags.iter().enumerate().skip(1) {
                tagged[row] = quantities[row] * tag;
            }
        }
        quantities.truncate(shape().usable_rows());
        tagged.truncate(shape().usable_rows());
        let weights = (0..shape().rules()).map(|k| match program.rules.get(k) {
            None => vec![],
            Some(rule) => {
                let weight =
                    |(m, row): (&i32, &ProgramRow)| Fp::from(*m as u64) * Fp::from(row.value);
                let values = rule.multipliers.iter().zip(&program.rows).map(weight);
                [vec![bound_value(&rule.bound)], values.collect()].concat()
            }
        });
        InstanceColumns {
            quantities,
            tagged,
            tags,
            weights: weights.collect(),
        }
    }

    /// Follows the protocol with these columns and the trace that `forge` makes of them.
    fn prove(&self, forge: impl Fn(&InstanceColumns<Fp>) -> Trace<Fp>) -> Result<(), ProofError> {
        let mut rng = proofs::rng(77);
        let mut transcript =
            Blake2bWrite::<Vec<u8>, EqAffine, Challenge255<EqAffine>>::init(vec![]);
        transcript.common_scalar(self.case.context).unwrap();
        let r = transcript.squeeze_challenge().get_scalar();
        let mut columns = self.columns(r);
        let trace = forge(&columns);

        let [d, e, nonces] = [(); 3].map(|()| *Blinders::random(&mut rng).scalars());
        for (b, row) in shape().blinder_rows().into_iter().enumerate() {
            columns.quantities[row] += d[b];
            columns.tagged[row] += e[b];
        }
        let full = |column: &[Fp]| {
            let mut column = column.to_vec();
            column.resize(shape().n(), Fp::ZERO);
            column
        };
        let refreshed = RerandomizedCommitments {
            quantities: self.commit(&full(&columns.quantities)),
            tagged: self.commit(&full(&columns.tagged)),
        };
        transcript.common_point(refreshed.quantities).unwrap();
        transcript.common_point(refreshed.tagged).unwrap();
        let m = transcript.squeeze_challenge().get_scalar();
        transcript
            .write_point(self.blind(&nonces).to_affine())
            .unwrap();
        let c = transcript.squeeze_challenge().get_scalar();
        for b in 0..4 {
            transcript
                .write_scalar(nonces[b] + c * (d[b] + m * e[b]))
                .unwrap();
        }
        halo2::create_proof(
            &self.params,
            &self.key,
            shape(),
            trace,
            &columns,
            rng,
            &mut transcript,
        )
        .unwrap();
        let hashed = |values: &[Fp]| (self.commit(&full(values)) + self.key_blinding()).to_affine();
        let proof = Proof {
            refreshed,
            columns: ColumnCommitments {
                tags: hashed(&columns.tags),
                weights: columns.weights.iter().map(|w| hashed(w)).collect(),
            },
            bytes: transcript.finalize(),
        };
        self.case
            .verify(&VerifyingKey::standard(shape()).unwrap(), &proof)
    }

    fn key_blinding(&self) -> EqAffine {
        VerifyingKey::standard(shape()).unwrap().blinding
    }
}

fn honest_trace(columns: &InstanceColumns<Fp>) -> Trace<Fp> {
    Trace::new(shape(), columns).unwrap()
}

/// A trace of columns that have none: every accumulator and word as the equations want it, in limbs of any size.
fn overflowing_trace(columns: &InstanceColumns<Fp>) -> Trace<Fp> {
    let shape = shape();
    let mut tame = columns.clone();
    tame.weights.iter_mut().for_each(Vec::clear);
    tame.quantities.iter_mut().for_each(|q| *q = Fp::ZERO);
    let mut trace = Trace::new(shape, &tame).unwrap();
    let at = |column: &[Fp], row: usize| column.get(row).copied().unwrap_or(Fp::ZERO);
    let mut acc: Vec<Fp> = columns.weights.iter().map(|w| -at(w, 0)).collect();
    for row in 1..=shape.buckets() {
        trace.limbs[row][0] = at(&columns.quantities, row);
        trace.acc[row].copy_from_slice(&acc);
        for (acc, weights) in acc.iter_mut().zip(&columns.weights) {
            *acc += at(weights, row) * at(&columns.quantities, row);
        }
    }
    for rule in 0..shape.rules() {
        for word in 0..3 {
            let row = shape.word_row(rule, word);
            trace.acc[row].copy_from_slice(&acc);
            // Everything into the lowest limb of the lowest word.
            trace.limbs[row][0] = acc[0];
            acc[0] = Fp::ZERO;
        }
        acc.rotate_left(1);
    }
    trace
}

#[test]
fn the_forger_can_follow_the_protocol() {
    assert_eq!(Forger::new().prove(honest_trace), Ok(()));
}

#[test]
fn a_limb_out_of_range_with_the_right_sum() {
    let refused = Forger::new().prove(|columns| {
        let mut trace = honest_trace(columns);
        // 50 = 2 + 4 * 0 + 16 * 3: limb 0 takes 4 * 4 from limb 2.
        trace.limbs[1][0] += Fp::from(16);
        trace.limbs[1][2] -= Fp::ONE;
        trace
    });
    assert_eq!(refused, Err(ProofError::Proof));
}

#[test]
fn a_negative_quantity() {
    let mut forger = Forger::new();
    forger.openings[0][1] = -Fp::ONE;
    forger.sign();
    assert_eq!(forger.prove(overflowing_trace), Err(ProofError::Proof));
}

#[test]
fn a_wrapped_accumulator() {
    let mut forger = Forger::new();
    // One unit less than the bound asks for: the slack is negative.
    forger.openings[0][1] -= Fp::ONE;
    forger.sign();
    assert_eq!(forger.prove(overflowing_trace), Err(ProofError::Proof));
    // The accumulator jumps instead.
    let refused = forger.prove(|columns| {
        let mut enough = columns.clone();
        enough.quantities[1] += Fp::ONE;
        let mut trace = honest_trace(&enough);
        trace.limbs[1][0] -= Fp::ONE;
        trace
    });
    assert_eq!(refused, Err(ProofError::Proof));
}

#[test]
fn a_slack_of_2_to_the_192() {
    let mut forger = Forger::new();
    // A quantity of 2^192 / 1000 and a bit: the slack is beyond three words, and so is the quantity beyond one.
    let two_192 = Fp::from_u128(1 << 96).square();
    forger.openings[0][1] += two_192 * Fp::from(1000).invert().unwrap();
    forger.sign();
    assert_eq!(forger.prove(overflowing_trace), Err(ProofError::Proof));
}

#[test]
fn a_quantity_in_another_custodians_row() {
    let mut forger = Forger::new();
    // Row 2 belongs to custodian 1 (from 0); custodian 0 moves its own holding there.
    forger.openings[0][2] += Fp::from(50);
    forger.openings[0][1] -= Fp::from(50);
    forger.sign();
    // With the true tagged sum the circuit refuses; with the sum that the circuit wants, the refresh proof.
    assert_eq!(forger.prove(honest_trace), Err(ProofError::Proof));
    forger.lie_about_tags = true;
    assert_eq!(forger.prove(honest_trace), Err(ProofError::Rerandomization));
}

#[test]
fn a_rogue_commitment() {
    let mut forger = Forger::new();
    // Custodian 1 signs D - C_0: the sum is D, whatever custodian 0 holds.
    let mut rogue = vec![Fp::ZERO; shape().n()];
    rogue[1..=ROWS].fill(Fp::from(60));
    forger.openings[1] = add(rogue, -Fp::ONE, &forger.openings[0].clone());
    forger.sign();
    assert_eq!(forger.prove(honest_trace), Err(ProofError::Proof));
    forger.lie_about_tags = true;
    assert_eq!(forger.prove(honest_trace), Err(ProofError::Rerandomization));
}

#[test]
fn a_column_that_is_not_the_signed_sum() {
    let mut forger = Forger::new();
    forger.change_quantities = Some((4, Fp::from(1_000_000)));
    assert_eq!(forger.prove(honest_trace), Err(ProofError::Rerandomization));
}

#[test]
fn weights_of_another_program() {
    let mut forger = Forger::new();
    let mut program = forger.case.program.clone();
    program.rules[0].multipliers[7] = 2;
    forger.program = Some(program);
    assert_eq!(
        forger.prove(honest_trace),
        Err(ProofError::Weights { rule: 0 })
    );

    let mut program = forger.case.program.clone();
    program.rules[0].bound = bound(&1.into());
    forger.program = Some(program);
    assert_eq!(
        forger.prove(honest_trace),
        Err(ProofError::Weights { rule: 0 })
    );

    // A rule where the program has none.
    let mut program = forger.case.program.clone();
    program.rules.push(program.rules[0].clone());
    forger.program = Some(program);
    assert_eq!(
        forger.prove(honest_trace),
        Err(ProofError::Weights { rule: 1 })
    );
}

#[test]
fn tags_of_another_challenge() {
    let mut forger = Forger::new();
    forger.tag_challenge = Some(Fp::from(5));
    assert_eq!(forger.prove(honest_trace), Err(ProofError::Tags));
}

#[test]
fn a_proof_under_another_context_or_statement() {
    let shape = shape();
    let prover = assay_prover::low_level::Prover::new(shape).unwrap();
    let key = VerifyingKey::standard(shape).unwrap();
    let mut case = Case::new(shape, ROWS, 3, 10, 1);
    let proof = case.prove(&prover);
    assert_eq!(case.verify(&key, &proof), Ok(()));

    case.context += Fp::ONE;
    assert_eq!(case.verify(&key, &proof), Err(ProofError::Tags));
    case.context -= Fp::ONE;

    // Commitments in another order, or one of them exchanged for the identity.
    case.commitments.swap(0, 1);
    assert_eq!(case.verify(&key, &proof), Err(ProofError::Rerandomization));
    case.commitments.swap(0, 1);
    let second = std::mem::take(&mut case.commitments[1]);
    assert_eq!(case.verify(&key, &proof), Err(ProofError::IdentityPoint));
    case.commitments[1] = second;
    case.commitments.pop();
    let (expected, found) = (3, 2);
    assert_eq!(
        case.verify(&key, &proof),
        Err(ProofError::Custodians { expected, found })
    );
}
