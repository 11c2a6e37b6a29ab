//! A prover that follows the protocol with columns and a trace of its own making. With halo2's own prover: ours makes no
//! trace that does not satisfy the identities.

use assay_circuits::halo2::{create_proof, keygen, InstanceColumns, Trace};
use assay_circuits::Shape;
use assay_prover::low_level::{lagrange_generators, Blinders, Proof};
use assay_statement::Program;
use assay_verifier::{bound_value, ColumnCommitments, RerandomizedCommitments, VerifyingKey};
use ff::Field;
use group::{Curve, Group};
use halo2_proofs::poly::commitment::Params;
use halo2_proofs::transcript::{
    Blake2bWrite, Challenge255, EncodedChallenge, Transcript, TranscriptWrite,
};
use pasta_curves::{Eq, EqAffine, Fp};

use super::statements::Proved;
use assay_testkit::proofs::{rng, Case};

/// What the forger works with. Openings are columns of the trace, over the whole field and in any row.
pub struct Forger {
    /// What is claimed.
    pub case: Case,
    /// What each custodian really committed to.
    pub openings: Vec<Vec<Fp>>,
    /// Of the program whose weights are proved.
    pub proved: Program,
    /// Added to the quantities of the proof, and times the tag to the tagged ones: `(row of the trace, amount)`.
    pub more: Option<(usize, Fp)>,
    /// The tagged column is tag times quantity, whatever the tagged sum of the openings is.
    pub lie_about_tagged: bool,
    /// Tags are powers of this in place of the challenge.
    pub tag: Option<Fp>,
    lagrange: Vec<EqAffine>,
}

impl Forger {
    /// Honest so far.
    pub fn new(case: Case) -> Forger {
        let shape = case.program.shape;
        let opening = |i: usize| {
            let mut column = vec![Fp::ZERO; shape.n()];
            for (j, row) in case.program.rows.iter().enumerate() {
                if usize::from(row.custodian) == i {
                    column[j + 1] = Fp::from(case.quantities[j]);
                }
            }
            for (row, blinder) in shape
                .blinder_rows()
                .into_iter()
                .zip(case.blinders[i].scalars())
            {
                column[row] = *blinder;
            }
            column
        };
        Forger {
            openings: (0..case.blinders.len()).map(opening).collect(),
            proved: case.program.clone(),
            more: None,
            lie_about_tagged: false,
            tag: None,
            lagrange: lagrange_generators(shape).unwrap(),
            case,
        }
    }

    fn shape(&self) -> Shape {
        self.case.program.shape
    }

    /// The custodians sign what they committed to.
    pub fn sign(&mut self) {
        self.case.commitments = self
            .openings
            .iter()
            .map(|c| self.commit(c).to_affine())
            .collect();
    }

    fn commit(&self, column: &[Fp]) -> Eq {
        let terms = column.iter().zip(&self.lagrange);
        terms.fold(Eq::identity(), |sum, (value, l)| sum + *l * value)
    }

    fn blind(&self, scalars: &[Fp]) -> Eq {
        let rows = self.shape().blinder_rows();
        let terms = rows.iter().zip(scalars);
        terms.fold(Eq::identity(), |sum, (row, s)| {
            sum + self.lagrange[*row] * s
        })
    }

    fn columns(&self, r: Fp) -> InstanceColumns<Fp> {
        let program = &self.proved;
        let (mut quantities, mut tagged) = (
            vec![Fp::ZERO; self.shape().n()],
            vec![Fp::ZERO; self.shape().n()],
        );
        let mut power = r;
        for opening in &self.openings {
            for (row, value) in opening.iter().enumerate() {
                quantities[row] += value;
                tagged[row] += power * value;
            }
            power *= r;
        }
        let base = self.tag.unwrap_or(r);
        let tag =
            |row: &assay_statement::ProgramRow| base.pow_vartime([u64::from(row.custodian) + 1]);
        let tags: Vec<Fp> = [Fp::ZERO]
            .into_iter()
            .chain(program.rows.iter().map(tag))
            .collect();
        if let Some((row, amount)) = self.more {
            quantities[row] += amount;
            tagged[row] += tags[row] * amount;
        }
        if self.lie_about_tagged || self.tag.is_some() {
            for (row, tag) in tags.iter().enumerate().skip(1) {
                tagged[row] = quantities[row] * tag;
            }
        }
        quantities.truncate(self.shape().usable_rows());
        tagged.truncate(self.shape().usable_rows());
        InstanceColumns {
            quantities,
            tagged,
            tags,
            weights: weights(program),
        }
    }

    /// A proof with the trace that `forge` makes of the columns.
    pub fn prove(&self, forge: impl Fn(&InstanceColumns<Fp>) -> Trace<Fp>) -> Proved {
        let shape = self.shape();
        let params = Params::<EqAffine>::new(shape.k());
        let key = keygen(&params, shape).unwrap();
        let mut rng = rng(77);
        let mut transcript =
            Blake2bWrite::<Vec<u8>, EqAffine, Challenge255<EqAffine>>::init(vec![]);
        transcript.common_scalar(self.case.context).unwrap();
        let r = transcript.squeeze_challenge().get_scalar();
        let mut columns = self.columns(r);
        let trace = forge(&columns);

        let [d, e, nonces] = [(); 3].map(|()| *Blinders::random(&mut rng).scalars());
        for (b, row) in shape.blinder_rows().into_iter().enumerate() {
            columns.quantities[row] += d[b];
            columns.tagged[row] += e[b];
        }
        let refreshed = RerandomizedCommitments {
            quantities: self.commit(&columns.quantities).to_affine(),
            tagged: self.commit(&columns.tagged).to_affine(),
        };
        transcript.common_point(refreshed.quantities).unwrap();
        transcript.common_point(refreshed.tagged).unwrap();
        let m = transcript.squeeze_challenge().get_scalar();
        transcript
            .write_point(self.blind(&nonces).to_affine())
            .unwrap();
        let c = transcript.squeeze_challenge().get_scalar();
        for b in 0..nonces.len() {
            transcript
                .write_scalar(nonces[b] + c * (d[b] + m * e[b]))
                .unwrap();
        }
        create_proof(&params, &key, shape, trace, &columns, rng, &mut transcript).unwrap();

        let blinding = VerifyingKey::standard(shape).unwrap().blinding;
        let hashed = |values: &[Fp]| (self.commit(values) + blinding).to_affine();
        Proved {
            program: self.case.program.clone(),
            commitments: self.case.commitments.clone(),
            context: self.case.context,
            proof: Proof {
                refreshed,
                columns: ColumnCommitments {
                    tags: hashed(&columns.tags),
                    weights: columns.weights.iter().map(|w| hashed(w)).collect(),
                },
                bytes: transcript.finalize(),
            },
        }
    }
}

/// Bound and weights of every rule of the shape.
fn weights(program: &Program) -> Vec<Vec<Fp>> {
    let signed = |m: i32| match m < 0 {
        true => -Fp::from(u64::from(m.unsigned_abs())),
        false => Fp::from(m as u64),
    };
    let column = |rule: &assay_statement::ProgramRule| {
        let rows = rule.multipliers.iter().zip(&program.rows);
        let values = rows.map(|(m, row)| signed(*m) * Fp::from(row.value));
        [bound_value(&rule.bound)]
            .into_iter()
            .chain(values)
            .collect()
    };
    let mut columns: Vec<Vec<Fp>> = program.rules.iter().map(column).collect();
    columns.resize(program.shape.rules(), vec![]);
    columns
}

/// The one trace there is.
pub fn honest_trace(shape: Shape, columns: &InstanceColumns<Fp>) -> Trace<Fp> {
    Trace::new(shape, columns).unwrap()
}

/// A trace where there is none: accumulators and words as the equations want them, each in one limb of any size.
pub fn overflowing_trace(shape: Shape, columns: &InstanceColumns<Fp>) -> Trace<Fp> {
    let mut tame = columns.clone();
    tame.weights.iter_mut().for_each(Vec::clear);
    tame.quantities.iter_mut().for_each(|q| *q = Fp::ZERO);
    let mut trace = honest_trace(shape, &tame);
    let at = |column: &[Fp], row: usize| column.get(row).copied().unwrap_or(Fp::ZERO);
    let mut acc: Vec<Fp> = columns.weights.iter().map(|w| -at(w, 0)).collect();
    for row in 1..=shape.buckets() {
        let q = at(&columns.quantities, row);
        trace.limbs[row][0] = q;
        trace.acc[row].copy_from_slice(&acc);
        acc.iter_mut()
            .zip(&columns.weights)
            .for_each(|(acc, w)| *acc += at(w, row) * q);
    }
    for rule in 0..shape.rules() {
        for word in 0..assay_circuits::WORDS {
            let row = shape.word_row(rule, word);
            trace.acc[row].copy_from_slice(&acc);
            // All of it is in the lowest word.
            trace.limbs[row][0] = acc[0];
            acc[0] = Fp::ZERO;
        }
        acc.rotate_left(1);
    }
    trace
}
