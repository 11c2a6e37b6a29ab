//! Honest proofs are accepted under each fork, and what that and deploying takes.

use alloy_primitives::Address;
use assay_evm_vm_tests::{Chain, SpecId, GAS_CAP};

use crate::deployed::{refusal, shape, Deployed, FORKS, SHAPES};
use crate::statement::Arguments;

/// Most bytes of code of a contract.
const MOST_CODE: u64 = 9_000;

#[test]
fn honest_proofs_are_accepted() {
    for of in SHAPES {
        let shape = shape(of);
        for (rows, custodians) in [(1, 1), (7, 3), (shape.buckets(), 5)] {
            let arguments = Arguments::new(shape, rows, custodians, 5);
            for fork in FORKS {
                let outcome = Deployed::new(fork, of).verify(&arguments);
                assert_eq!(refusal(&outcome), "accepted", "{shape} {rows} {fork:?}");
                assert_eq!(outcome.result, Ok(vec![]));
            }
        }
    }
}

/// What `docs/evm.md` says to ask a chain: two terms of the sum, all zero.
#[test]
fn a_chain_says_whether_it_has_the_curve() {
    let ask = |fork| Chain::new(fork).view(Address::with_last_byte(0x0c), vec![0; 320]);
    for fork in FORKS {
        assert_eq!(ask(fork).result, Ok(vec![0; 128]), "{fork:?}");
    }
    assert_eq!(ask(SpecId::CANCUN).result, Ok(vec![]));
}

#[test]
fn without_the_curve_nothing_is_accepted() {
    let arguments = Arguments::new(shape(SHAPES[0]), 7, 2, 5);
    let outcome = Deployed::new(SpecId::CANCUN, SHAPES[0]).verify(&arguments);
    assert_eq!(refusal(&outcome), "ProofMalformed");
}

/// `cargo test -p assay-evm-vm-tests --features evm gas -- --nocapture` prints them.
#[test]
fn gas_of_verifying_and_of_deploying() {
    for (of, most) in SHAPES.into_iter().zip([1_760_000, 3_000_000, 5_250_000]) {
        let shape = shape(of);
        let arguments = Arguments::new(shape, shape.buckets(), 4, 7);
        for fork in FORKS {
            let mut deployed = Deployed::new(fork, of);
            let (k, rules) = of;
            for (piece, gas, size) in &deployed.pieces {
                println!("gas ({k},{rules}) {gas} {fork:?}: deploying {piece}, {size} bytes");
                assert!(*gas <= GAS_CAP && *size <= MOST_CODE, "{piece}");
            }
            let outcome = deployed.verify(&arguments);
            assert_eq!(refusal(&outcome), "accepted");
            let gas = outcome.gas;
            println!("gas ({k},{rules}) {gas} {fork:?}: a transaction that verifies, 4 custodians");
            assert!(gas <= most, "{gas}");
        }
    }
}
