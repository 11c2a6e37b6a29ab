//! Small statements, proved: completeness of the prover, and both verifiers.

use std::sync::OnceLock;

use arbitrary::{Arbitrary, Result, Unstructured};
use assay_circuits::Shape;
use assay_prover::low_level::{Blinders, Prover, Witness};
use assay_prover::ProofError;
use assay_statement::{Program, ProgramRow, ProgramRule};
use assay_testkit::{keys, proofs};
use assay_verifier::{verify_proof, VerifyingKey};
use group::GroupEncoding;
use halo2_proofs::poly::commitment::Params;
use num_bigint::BigInt;
use pasta_curves::{EqAffine, Fp};

use crate::oracle::Oracle;
use crate::statement::Claim;

/// Key and Lagrange generators of any shape, from halo2.
pub(crate) fn parameters(shape: Shape) -> (VerifyingKey, Vec<EqAffine>) {
    let params = Params::<EqAffine>::new(shape.k());
    let mut written = Vec::new();
    params.write(&mut written).expect("memory takes any bytes");
    let lagrange = &written[4 + 32 * shape.n()..4 + 64 * shape.n()];
    let read = |point: &[u8]| {
        let bytes = point.try_into().expect("32 bytes");
        Option::from(EqAffine::from_bytes(bytes)).expect("a generator")
    };
    (
        keys::key(&params, shape),
        lagrange.chunks_exact(32).map(read).collect(),
    )
}

struct Fixture {
    key: VerifyingKey,
    prover: Prover,
    oracle: Oracle,
}

/// The two smallest shapes: of 3 rows and 2 rules, of 13 rows and 4 rules.
fn fixtures() -> &'static [Fixture; 2] {
    static FIXTURES: OnceLock<[Fixture; 2]> = OnceLock::new();
    FIXTURES.get_or_init(|| {
        [(4, 2), (5, 4)].map(|(k, rules)| {
            let shape = Shape::new(k, rules).expect("a shape");
            let (key, lagrange) = parameters(shape);
            let prover = Prover::with_generators(key.clone(), lagrange);
            let prover = prover.expect("parameters of one shape");
            Fixture {
                key,
                prover,
                oracle: Oracle::new(shape),
            }
        })
    })
}

/// Bytes as a program and quantities: proved exactly if every inequality holds over the integers, and then accepted by both
/// verifiers.
pub fn check(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    let Ok(larger) = bool::arbitrary(&mut input) else {
        return;
    };
    let fixture = &fixtures()[usize::from(larger)];
    let Ok((program, quantities)) = statement(fixture.prover.shape(), &mut input) else {
        return;
    };
    let slack = |rule: &ProgramRule| {
        proofs::weighted(&program, &rule.multipliers, &quantities) - BigInt::from(rule.bound)
    };
    let holds = program.rules.iter().all(|rule| slack(rule) >= BigInt::ZERO);

    let mut rng = proofs::rng(bytes.len() as u64);
    let blinders: Vec<Blinders> = (0..program.custodians)
        .map(|_| Blinders::random(&mut rng))
        .collect();
    let commit = |(custodian, blinders): (u16, &Blinders)| {
        let own = program.rows.iter().zip(&quantities).enumerate();
        let own = own
            .filter(|(_, (row, _))| row.custodian == custodian)
            .map(|(j, (_, q))| (j, *q));
        fixture
            .prover
            .committer()
            .commit(own, blinders)
            .expect("rows of the shape")
    };
    let commitments: Vec<EqAffine> = (0..).zip(&blinders).map(commit).collect();
    let context = Fp::from(bytes.len() as u64);
    let witness = Witness {
        quantities: &quantities,
        blinders: &blinders,
    };
    let proof = match fixture
        .prover
        .prove(&program, &commitments, context, &witness, rng)
    {
        Ok(proof) => proof,
        Err(error) => {
            assert!(matches!(error, ProofError::Trace(_)) && !holds, "{error}");
            return;
        }
    };
    assert!(holds, "a proof of what does not hold");
    let claim = Claim {
        program,
        commitments,
        refreshed: proof.refreshed,
        columns: proof.columns,
        context,
        proof: proof.bytes,
    };
    assert_eq!(
        verify_proof(&fixture.key, &claim.instance(), &claim.proof),
        Ok(())
    );
    assert!(fixture.oracle.accepts(&claim));
}

/// A program of this shape, with quantities; bounds are near what the quantities add up to.
fn statement(shape: Shape, input: &mut Unstructured<'_>) -> Result<(Program, Vec<u64>)> {
    let custodians = input.int_in_range(1..=3)?;
    let rows = input.int_in_range(0..=shape.buckets())?;
    let rules = input.int_in_range(0..=shape.rules())?;
    let mut program = Program {
        shape,
        custodians,
        rows: vec![],
        rules: vec![],
    };
    let mut quantities = Vec::new();
    for _ in 0..rows {
        let custodian = input.int_in_range(0..=custodians - 1)?;
        let value = edge(input)?.max(1);
        program.rows.push(ProgramRow { custodian, value });
        quantities.push(edge(input)?);
    }
    for _ in 0..rules {
        let multiplier = |_| match input.int_in_range(0..=3)? {
            0 => Ok(0),
            1 => Ok(i32::MAX),
            2 => Ok(-i32::MAX),
            _ => Ok(i32::arbitrary(input)?.max(-i32::MAX)),
        };
        let multipliers: Vec<i32> = (0..rows).map(multiplier).collect::<Result<_>>()?;
        let sum = proofs::weighted(&program, &multipliers, &quantities);
        let slack = match input.int_in_range(0..=7)? {
            0 => BigInt::from(-1),
            1 => BigInt::from(-i64::from(i32::arbitrary(input)?)),
            2 => BigInt::from(1) << 64u32,
            3 => (BigInt::from(1) << 128u32) - 1,
            // The largest that the bounds of a program allow for.
            4 => sum.clone() + (BigInt::from(1) << 176u32) - 1,
            5 => BigInt::from(edge(input)?),
            _ => BigInt::ZERO,
        };
        program.rules.push(ProgramRule {
            multipliers,
            bound: proofs::bound(&(sum - slack)),
        });
    }
    Ok((program, quantities))
}

/// Mostly at the ends of a range.
fn edge(input: &mut Unstructured<'_>) -> Result<u64> {
    Ok(match input.int_in_range(0..=5)? {
        0 => 0,
        1 => 1,
        2 => u64::MAX,
        3 => 1 << 63,
        4 => u8::arbitrary(input)?.into(),
        _ => u64::arbitrary(input)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proves_small_statements() {
        for seed in 0..4u8 {
            let bytes: Vec<u8> = (0..200u8)
                .map(|i| i.wrapping_mul(37 + seed).wrapping_add(seed))
                .collect();
            check(&bytes);
        }
        check(&[]);
    }
}
