//! The circuit under a prover that cheats.

use halo2_proofs::dev::{MockProver, VerifyFailure};

use super::*;

/// Every failure of the assignment.
fn failures(secrets: [Secrets; LANES], instance: Vec<Vec<Fp>>) -> Vec<VerifyFailure> {
    let secrets = Value::known(secrets);
    let prover = MockProver::run(K, &Relation { secrets }, instance).unwrap();
    prover.verify().err().unwrap_or_default()
}

fn only_gate(failures: &[VerifyFailure], gate: &str) -> bool {
    let of_gate = |failure: &VerifyFailure| match failure {
        VerifyFailure::ConstraintNotSatisfied { constraint, .. } => {
            format!("{constraint}").contains(gate)
        }
        _ => false,
    };
    !failures.is_empty() && failures.iter().all(of_gate)
}

fn only_lookups(failures: &[VerifyFailure]) -> bool {
    let lookup = |failure: &VerifyFailure| matches!(failure, VerifyFailure::Lookup { .. });
    !failures.is_empty() && failures.iter().all(lookup)
}

fn only_copies(failures: &[VerifyFailure]) -> bool {
    let copy = |failure: &VerifyFailure| matches!(failure, VerifyFailure::Permutation { .. });
    !failures.is_empty() && failures.iter().all(copy)
}

#[test]
fn the_honest_witness_satisfies_the_circuit() {
    let (secrets, instance) = assign(&Inequalities::of(SHAPE)).unwrap();
    assert!(failures(secrets, instance).is_empty());
}

#[test]
fn another_digest_fails() {
    let (secrets, mut instance) = assign(&Inequalities::of(SHAPE)).unwrap();
    instance[2][0] += Fp::ONE;
    assert!(only_gate(&failures(secrets, instance), "digest"));
}

#[test]
fn another_salt_fails() {
    let (mut secrets, instance) = assign(&Inequalities::of(SHAPE)).unwrap();
    secrets[0].salt += Fp::ONE;
    assert!(only_gate(&failures(secrets, instance), "digest"));
}

#[test]
fn another_quantity_fails_at_the_digest_and_at_the_slacks() {
    let (mut secrets, instance) = assign(&Inequalities::of(SHAPE)).unwrap();
    secrets[1].quantities[5] ^= 1;
    let failures = failures(secrets, instance);
    let (digest, copies): (Vec<_>, Vec<_>) = failures
        .into_iter()
        .partition(|failure| matches!(failure, VerifyFailure::ConstraintNotSatisfied { .. }));
    assert!(only_gate(&digest, "digest"));
    assert!(only_copies(&copies));
}

#[test]
fn another_slack_fails() {
    let (mut secrets, instance) = assign(&Inequalities::of(SHAPE)).unwrap();
    secrets[0].words[0] += 1;
    assert!(only_copies(&failures(secrets, instance)));
}

#[test]
fn a_raised_bound_fails() {
    let (secrets, mut instance) = assign(&Inequalities::of(SHAPE)).unwrap();
    instance[3][1] += Fp::ONE;
    assert!(only_copies(&failures(secrets, instance)));
}

#[test]
fn another_weight_of_a_row_in_use_fails() {
    let statement = Inequalities::of(SHAPE);
    let row = statement.quantities.iter().position(|q| *q != 0).unwrap();
    let (secrets, mut instance) = assign(&statement).unwrap();
    instance[0][2 + row] += Fp::ONE;
    assert!(only_copies(&failures(secrets, instance)));
}

/// Digest, sums and slacks are those of a quantity of 65 bits: only the lookup can refuse it.
#[test]
fn a_quantity_of_65_bits_fails() {
    let mut statement = Inequalities::of(SHAPE);
    for weights in &mut statement.weights {
        weights[0] = 0;
    }
    for (slack, bound) in statement.slacks().iter().zip(&mut statement.bounds) {
        *bound += slack;
    }
    let (mut secrets, _) = assign(&statement).unwrap();
    secrets[0].quantities[0] = 1 << 64;
    let digests = secrets.each_ref().map(Secrets::digest);
    let instance = instance(&digests, &statement.weights, &statement.bounds);
    assert!(only_lookups(&failures(secrets, instance)));
}

/// The words add up to the slack: only the lookup can refuse the word of 65 bits.
#[test]
fn a_slack_word_of_65_bits_fails() {
    let mut statement = Inequalities::of(SHAPE);
    statement.bounds[0] -= 1_u128 << 64;
    let (mut secrets, instance) = assign(&statement).unwrap();
    assert_eq!(secrets[0].words[1], 1);
    secrets[0].words[1] = 0;
    secrets[0].words[0] += 1 << 64;
    assert!(only_lookups(&failures(secrets, instance)));
}

/// A slack of -1 has no three words that the circuit accepts.
#[test]
fn a_negative_slack_fails() {
    let (mut secrets, mut instance) = assign(&Inequalities::of(SHAPE)).unwrap();
    instance[0][1] += Fp::from(2);
    secrets[0].words[..3].fill(u128::from(u64::MAX));
    assert!(only_copies(&failures(secrets, instance)));
}
