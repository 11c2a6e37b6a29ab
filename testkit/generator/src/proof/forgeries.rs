//! Real proofs of the smallest shape by provers that cheat, everything else in order.

use assay_circuits::halo2::{InstanceColumns, Trace};
use assay_circuits::Shape;
use assay_statement::{Program, ProgramRow, ProgramRule};
use ff::{Field, PrimeField};
use pasta_curves::Fp;

use super::forger::{honest_trace, overflowing_trace, Forger};
use super::statements::Proved;
use assay_testkit::proofs::{bound, rng, Case};

/// A proof, and the code that it is refused with.
pub struct Forgery {
    pub name: &'static str,
    pub comment: &'static str,
    pub code: &'static str,
    pub proved: Proved,
}

const SHAPE: Shape = Shape::STANDARD[0];

/// Two custodians with two rows each, fifty units in every row, worth ten each; one rule that holds with slack 7.
fn forger() -> Forger {
    let row = |custodian| ProgramRow {
        custodian,
        value: 10,
    };
    let program = Program {
        shape: SHAPE,
        custodians: 2,
        rows: [0, 1, 0, 1].map(row).into(),
        rules: vec![ProgramRule {
            multipliers: vec![1; 4],
            bound: bound(&(4 * 50 * 10 - 7).into()),
        }],
    };
    let case = Case::from_program(program, vec![50; 4], &mut rng(5));
    let honest = case.commitments.clone();
    let mut forger = Forger::new(case);
    forger.sign();
    assert_eq!(forger.case.commitments, honest);
    forger
}

fn honest(columns: &InstanceColumns<Fp>) -> Trace<Fp> {
    honest_trace(SHAPE, columns)
}

fn overflowing(columns: &InstanceColumns<Fp>) -> Trace<Fp> {
    overflowing_trace(SHAPE, columns)
}

pub fn all() -> Vec<Forgery> {
    let mut list = traces();
    list.extend(columns());
    list
}

const INVALID: &str = "proof-invalid";

/// Traces that break an identity.
fn traces() -> Vec<Forgery> {
    let limb = forger().prove(|columns| {
        let mut trace = honest(columns);
        // 50 = 2 + 4 * 0 + 16 * 3: the lowest limb takes 4 * 4 from the third.
        trace.limbs[1][0] += Fp::from(16);
        trace.limbs[1][2] -= Fp::ONE;
        trace
    });
    // A quantity below zero, which the quantity of another row makes up for.
    let mut negative = forger();
    negative.openings[0][1] = -Fp::ONE;
    negative.openings[0][3] = Fp::from(101);
    negative.sign();
    // Eight less than there was: the slack is -1.
    let mut short = forger();
    short.openings[0][1] -= Fp::from(1);
    short.sign();
    let jump = short.prove(|columns| {
        let mut enough = columns.clone();
        enough.quantities[1] += Fp::ONE;
        let mut trace = honest(&enough);
        trace.limbs[1][0] -= Fp::ONE;
        trace
    });
    // The slack is beyond three words, and the quantity beyond one.
    let mut beyond = forger();
    beyond.openings[0][1] += Fp::from_u128(1 << 96).square() * Fp::from(10).invert().unwrap();
    beyond.sign();
    let list = [
        (
            "forged-limb",
            "a limb out of range, the sum of the limbs is right",
            limb,
        ),
        (
            "forged-negative",
            "a quantity below zero",
            negative.prove(overflowing),
        ),
        (
            "forged-short",
            "a slack below zero, wrapped",
            short.prove(overflowing),
        ),
        (
            "forged-jump",
            "an accumulator that jumps over what is missing",
            jump,
        ),
        (
            "forged-beyond",
            "a slack of more than 192 bits",
            beyond.prove(overflowing),
        ),
    ];
    let forgery = |(name, comment, proved)| Forgery {
        name,
        comment,
        code: INVALID,
        proved,
    };
    list.into_iter().map(forgery).collect()
}

/// Columns that are not those of the statement.
fn columns() -> Vec<Forgery> {
    let mut list = Vec::new();
    let mut add = |name, comment, code, proved| {
        list.push(Forgery {
            name,
            comment,
            code,
            proved,
        })
    };

    // The first custodian's holding in the second one's row.
    let mut moved = forger();
    moved.openings[0][1] -= Fp::from(50);
    moved.openings[0][2] += Fp::from(50);
    moved.sign();
    add(
        "forged-row",
        "a quantity in another custodian's row, tagged as it was committed",
        INVALID,
        moved.prove(honest),
    );
    moved.lie_about_tagged = true;
    let refresh = "proof-refresh";
    add(
        "forged-row-tagged",
        "a quantity in another custodian's row, tagged as the row is",
        refresh,
        moved.prove(honest),
    );

    // The second custodian signs D - C_0, so that the sum is D.
    let mut rogue = forger();
    let first = rogue.openings[0].clone();
    let mut d = vec![Fp::ZERO; SHAPE.n()];
    d[1..=4].fill(Fp::from(60));
    rogue.openings[1] = d.iter().zip(&first).map(|(d, c)| *d - c).collect();
    rogue.sign();
    add(
        "forged-rogue",
        "a commitment that takes another one off, tagged as it was committed",
        INVALID,
        rogue.prove(honest),
    );
    rogue.lie_about_tagged = true;
    add(
        "forged-rogue-tagged",
        "a commitment that takes another one off, tagged as the rows are",
        refresh,
        rogue.prove(honest),
    );

    let mut more = forger();
    more.more = Some((3, Fp::from(1_000_000)));
    add(
        "forged-more",
        "a million more than was signed for",
        refresh,
        more.prove(honest),
    );

    let mut easier = forger();
    easier.proved.rules[0].bound = bound(&1.into());
    add(
        "forged-bound",
        "proved for a lower bound",
        "proof-weights",
        easier.prove(honest),
    );
    let mut heavier = forger();
    heavier.proved.rules[0].multipliers[2] = 2;
    add(
        "forged-multiplier",
        "proved for a larger multiplier",
        "proof-weights",
        heavier.prove(honest),
    );
    let mut tags = forger();
    tags.tag = Some(Fp::from(5));
    add(
        "forged-tags",
        "tags of a challenge that the prover chose",
        "proof-tags",
        tags.prove(honest),
    );
    list
}

/// The forger can do what it pretends to do.
pub fn a_forger_that_does_not_cheat_is_believed() {
    use assay_verifier::VerifyingKey;
    let forger = forger();
    let proved = forger.prove(honest);
    let key = VerifyingKey::standard(SHAPE).unwrap();
    assert_eq!(forger.case.verify(&key, &proved.proof), Ok(()));
}
