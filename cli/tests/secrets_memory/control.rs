//! The search finds secrets where there are some: in use, freed, on a dead stack, in a static.

use std::sync::Mutex;

use assay_prover::low_level::{suites, zeroize_stack, Blinders};
use assay_verifier::suites::{Bls12381, Suite};

use crate::draws::Draws;
use assay_testkit::marked_fund::Fund;
use assay_testkit::memory::Secrets;
use assay_testkit::memory::{alone, Snapshot};

/// Directory for the files of tests.
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

/// Each test has its own secrets.
const SEED: u64 = 1_000;

/// Not a power of two, so that nothing that the search itself allocates lands there.
const COUNT: usize = 377;

fn quantity(fund: &Fund, row: usize) -> u64 {
    fund.quantity("control", row)
}

fn blinders(fund: &Fund) -> Blinders {
    Blinders::random(&mut Draws(quantity(fund, 0)))
}

/// The same of the other suite.
fn suite_blinders(fund: &Fund) -> suites::Blinders<Bls12381> {
    suites::Blinders::random(&mut Draws(quantity(fund, 1)))
}

fn secrets(fund: &Fund) -> Secrets {
    let mut secrets = Secrets::default();
    (0..COUNT).for_each(|row| secrets.quantity("quantity", quantity(fund, row)));
    for scalar in blinders(fund).scalars() {
        secrets.scalar("blinder", *scalar);
    }
    for scalar in suite_blinders(fund).scalars() {
        secrets.scalar("blinder of bls12-381", *scalar);
    }
    secrets
}

#[track_caller]
fn found(snapshot: &Snapshot, fund: &Fund, expected: &[&str]) {
    assert_eq!(snapshot.names(&secrets(fund)), expected);
}

#[test]
fn finds_nothing_where_nothing_is() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, SEED);
    found(&Snapshot::take(), &fund, &[]);
}

#[test]
fn finds_what_is_in_use() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, SEED + 1);
    let held: Vec<u64> = (0..COUNT).map(|row| quantity(&fund, row)).collect();
    let text = quantity(&fund, 7).to_string();
    let blinders = Box::new(blinders(&fund));
    let bytes = Box::new(blinders.to_bytes());
    let of_suite = Box::new(suite_blinders(&fund));
    let scalars = Box::new(
        of_suite
            .scalars()
            .map(|scalar| Bls12381::write_scalar(&scalar)),
    );
    zeroize_stack();
    let snapshot = Snapshot::take();
    let forms = [
        "blinder of bls12-381, Montgomery",
        "blinder of bls12-381, big endian",
        "blinder, Montgomery",
        "blinder, little endian",
        "quantity, integer",
        "quantity, text",
    ];
    found(&snapshot, &fund, &forms);
    drop((held, text, blinders, bytes, of_suite, scalars));
}

#[test]
fn finds_what_was_freed_without_wiping() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, SEED + 2);
    // Many, so that some are left whatever takes freed memory next: the test harness does, on other threads.
    let list = || -> Vec<u64> { (0..COUNT).map(|row| quantity(&fund, row)).collect() };
    let held: Vec<_> = (0..64).map(|_| list()).collect();
    drop(held);
    zeroize_stack();
    found(&Snapshot::take(), &fund, &["quantity, integer"]);
}

#[inline(never)]
fn use_the_stack(fund: &Fund) {
    let held: [u64; COUNT] = core::array::from_fn(|row| quantity(fund, row));
    // Deep enough that the snapshot's own calls do not reach it.
    core::hint::black_box(&([0u8; 1 << 16], held));
}

// Each search is for other secrets: the search before it has left its own behind.

#[test]
fn finds_what_a_call_left_on_the_stack() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, SEED + 3);
    use_the_stack(&fund);
    found(&Snapshot::take(), &fund, &["quantity, integer"]);
}

#[test]
fn wiping_the_stack_wipes_it() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, SEED + 4);
    use_the_stack(&fund);
    zeroize_stack();
    found(&Snapshot::take(), &fund, &[]);
}

#[test]
fn finds_what_is_in_a_static() {
    static KEPT: Mutex<[u64; 2]> = Mutex::new([0; 2]);
    let _alone = alone();
    let fund = Fund::new(SCRATCH, SEED + 5);
    *KEPT.lock().unwrap() = [quantity(&fund, 0), quantity(&fund, 1)];
    zeroize_stack();
    found(&Snapshot::take(), &fund, &["quantity, integer"]);
}

#[test]
fn finds_what_is_on_the_stack_of_another_thread() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, SEED + 6);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1);
    let pool = pool.build().unwrap();
    pool.install(|| use_the_stack(&fund));
    found(&Snapshot::take(), &fund, &["quantity, integer"]);
}
