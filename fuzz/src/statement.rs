//! A genuine proof with changes of what it is about.

use arbitrary::{Arbitrary, Result, Unstructured};
use assay_statement::{Bound, Program, ProgramRule};
use assay_verifier::{
    verify_proof, verify_proofs, ColumnCommitments, Instance, ProofsError, RerandomizedCommitments,
};
use ff::Field;
use group::CurveAffine;
use num_bigint::BigInt;
use pasta_curves::{EqAffine, Fp};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

use crate::genuine::{self, Genuine};
use crate::message;
use crate::mutate::elements;

/// A statement and a proof, to be changed.
#[derive(Clone)]
pub(crate) struct Claim {
    pub(crate) program: Program,
    pub(crate) commitments: Vec<EqAffine>,
    pub(crate) refreshed: RerandomizedCommitments,
    pub(crate) columns: ColumnCommitments,
    pub(crate) context: Fp,
    pub(crate) proof: Vec<u8>,
}

/// The first byte tells whether to verify in a batch too; the rest are the changes: up to three of the program, the points, the
/// context, the proof. Accepted exactly if nothing has changed; the batch names the same fault.
pub fn check(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    let batched = input.arbitrary().unwrap_or(false);
    let (genuine, other) = (
        Claim::of(genuine::report()),
        Claim::of(genuine::successor()),
    );
    let mut claim = genuine.clone();
    // Whatever is decoded before the bytes run out is changed.
    let _ = claim.changes(&mut input, &other);
    let key = genuine::key();
    let found = verify_proof(key, &claim.instance(), &claim.proof);
    assert_eq!(found.is_ok(), claim.says_the_same_as(&genuine), "{found:?}");
    if let Err(error) = &found {
        message::check(error);
    }
    if !batched {
        return;
    }
    let batch = [
        (genuine.instance(), &genuine.proof[..]),
        (claim.instance(), &claim.proof[..]),
    ];
    match (verify_proofs(key, &batch), found) {
        (Ok(()), Ok(())) => {}
        (Err(ProofsError::Proof { index: 1, error }), Err(alone)) => assert_eq!(error, alone),
        (batch, alone) => panic!("{batch:?} together, {alone:?} alone"),
    }
    assert_eq!(verify_proofs(key, &[]), Err(ProofsError::Empty));
}

impl Claim {
    fn of(genuine: &Genuine) -> Claim {
        Claim {
            program: genuine.program.clone(),
            commitments: genuine.commitments.clone(),
            refreshed: genuine.refreshed,
            columns: genuine.columns.clone(),
            context: genuine.context,
            proof: genuine.proof.clone(),
        }
    }

    pub(crate) fn instance(&self) -> Instance<'_> {
        Instance {
            program: &self.program,
            custodian_commitments: &self.commitments,
            rerandomized: self.refreshed,
            columns: &self.columns,
            context: self.context,
        }
    }

    /// Whether both are the same proof of the same relation between the same points, in the same context.
    ///
    /// Programs are compared by what they weigh. With the context given, as here, a rule that demands nothing may be added or
    /// left out, and a row that no rule weighs may have any value. (A report's context binds the program's bytes.)
    pub(crate) fn says_the_same_as(&self, other: &Claim) -> bool {
        self.proof == other.proof
            && self.refreshed == other.refreshed
            && self.columns == other.columns
            && self.context == other.context
            && self.commitments == other.commitments
            && self.program.check().is_ok()
            && self.program.shape == other.program.shape
            && self.program.custodians == other.program.custodians
            && holders(&self.program) == holders(&other.program)
            && inequalities(&self.program) == inequalities(&other.program)
    }

    /// Up to three changes, with parts of another claim.
    pub(crate) fn changes(&mut self, input: &mut Unstructured<'_>, other: &Claim) -> Result<()> {
        for _ in 0..3 {
            if input.is_empty() {
                break;
            }
            self.change(input, other)?;
        }
        Ok(())
    }

    fn change(&mut self, input: &mut Unstructured<'_>, other: &Claim) -> Result<()> {
        match input.int_in_range(0..=9)? {
            0 => self.context = scalar(self.context, other.context, input)?,
            1 => points(&mut self.commitments, input)?,
            2 => {
                let weights = &mut self.columns.weights;
                match input.int_in_range(0..=3)? {
                    0 => drop(weights.pop()),
                    1 => weights.push(EqAffine::generator()),
                    _ => points(weights, input)?,
                }
            }
            3 => {
                let mut all = [
                    self.refreshed.quantities,
                    self.refreshed.tagged,
                    self.columns.tags,
                ];
                points(&mut all, input)?;
                [
                    self.refreshed.quantities,
                    self.refreshed.tagged,
                    self.columns.tags,
                ] = all;
            }
            4 => match input.int_in_range(0..=3)? {
                0 => self.refreshed = other.refreshed,
                1 => self.columns.clone_from(&other.columns),
                2 => self.proof.clone_from(&other.proof),
                _ => self.commitments.truncate(input.int_in_range(0..=2)?),
            },
            5 | 6 => {
                let mut rng = ChaCha20Rng::seed_from_u64(u32::arbitrary(input)?.into());
                elements::change(&mut self.proof, &mut rng);
            }
            _ => program(&mut self.program, input)?,
        }
        Ok(())
    }
}

/// Another scalar, or a genuine one.
fn scalar(old: Fp, genuine: Fp, input: &mut Unstructured<'_>) -> Result<Fp> {
    Ok(match input.int_in_range(0..=3)? {
        0 => old + Fp::from(u64::arbitrary(input)?),
        1 => -old,
        2 => Fp::ZERO,
        _ => genuine,
    })
}

/// One of the points changed, or two of them swapped.
fn points(points: &mut [EqAffine], input: &mut Unstructured<'_>) -> Result<()> {
    if points.is_empty() {
        return Ok(());
    }
    let last = points.len() - 1;
    let (at, other) = (input.int_in_range(0..=last)?, input.int_in_range(0..=last)?);
    match input.int_in_range(0..=5)? {
        0 => points.swap(at, other),
        1 => points[at] = -points[at],
        2 => points[at] = EqAffine::identity(),
        3 => points[at] = points[other],
        4 => points[at] = EqAffine::from(points[at] + EqAffine::generator()),
        _ => {
            // Moved from one to the other: their sum stays.
            let moved = EqAffine::generator() * Fp::from(u64::arbitrary(input)?);
            points[at] = EqAffine::from(points[at] + moved);
            points[other] = EqAffine::from(points[other] - moved);
        }
    }
    Ok(())
}

fn program(program: &mut Program, input: &mut Unstructured<'_>) -> Result<()> {
    let (rows, rules) = (program.rows.len(), program.rules.len());
    match input.int_in_range(0..=8)? {
        0 => program.custodians = input.int_in_range(0..=3)?,
        1 => drop(program.rows.pop()),
        2 => drop(program.rules.pop()),
        3 => {
            let bound = if input.arbitrary()? {
                Bound::ZERO
            } else {
                a_bound(input)?
            };
            let multipliers = vec![0; rows];
            program.rules.push(ProgramRule { multipliers, bound });
        }
        4 if rows > 0 => {
            let row = &mut program.rows[input.int_in_range(0..=rows - 1)?];
            row.value = u64::arbitrary(input)?;
        }
        5 if rows > 0 => {
            let row = &mut program.rows[input.int_in_range(0..=rows - 1)?];
            row.custodian = input.int_in_range(0..=2)?;
        }
        6 if rules > 0 => {
            let rule = &mut program.rules[input.int_in_range(0..=rules - 1)?];
            rule.bound = a_bound(input)?;
        }
        7 if rules > 1 => program.rules.swap(0, input.int_in_range(0..=rules - 1)?),
        _ if rules > 0 => {
            let rule = &mut program.rules[input.int_in_range(0..=rules - 1)?];
            let count = rule.multipliers.len();
            if count > 0 {
                rule.multipliers[input.int_in_range(0..=count - 1)?] = i32::arbitrary(input)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn a_bound(input: &mut Unstructured<'_>) -> Result<Bound> {
    Ok(Bound {
        negative: bool::arbitrary(input)?,
        magnitude: [
            u64::arbitrary(input)?,
            u64::arbitrary(input)?,
            u64::arbitrary(input)? >> 15,
        ],
    })
}

fn holders(program: &Program) -> Vec<u16> {
    program.rows.iter().map(|row| row.custodian).collect()
}

/// Bound and weights of every rule of the shape.
fn inequalities(program: &Program) -> Vec<(BigInt, Vec<BigInt>)> {
    let zero = (BigInt::ZERO, vec![BigInt::ZERO; program.rows.len()]);
    let rules = program.rules.iter().map(|rule| {
        let weights = rule.multipliers.iter().zip(&program.rows);
        let weights = weights.map(|(m, row)| BigInt::from(*m) * row.value);
        (BigInt::from(rule.bound), weights.collect())
    });
    let padding = program.shape.rules().saturating_sub(program.rules.len());
    rules.chain(std::iter::repeat_n(zero, padding)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_unchanged_statement_and_changed_ones() {
        check(&[]);
        check(&[1]);
        for kind in 0..=9 {
            check(&[1, kind, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        }
    }

    #[test]
    fn a_rule_that_demands_nothing_changes_nothing() {
        let genuine = Claim::of(genuine::report());
        let mut claim = genuine.clone();
        claim.program.rules.pop();
        assert!(!claim.says_the_same_as(&genuine));
        let multipliers = vec![0; claim.program.rows.len()];
        claim.program.rules.push(ProgramRule {
            multipliers,
            bound: Bound::ZERO,
        });
        let mut shorter = claim.clone();
        shorter.program.rules.pop();
        assert!(shorter.says_the_same_as(&claim));
    }
}
