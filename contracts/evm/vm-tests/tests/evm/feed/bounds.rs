//! Bounds that the contract computes are those of the library in Rust, for random tables and supplies.

use alloy_primitives::U256;
use assay_circuits::Shape;
use assay_evm_vm_tests::{call_data, Chain, SpecId, Value};
use assay_statement::{BoundFactor, Coefficient, Decimal, Owed, Table, TableRule};
use assay_testkit::proofs::rng;
use num_bigint::{BigInt, BigUint};
use rand::RngExt;

use super::fixture::{error, make, words};
use super::submission::Number;

/// A magnitude of so many bits at the most, with decimals, in its shortest form.
fn number(rng: &mut impl RngExt, bits: u32, decimals: u32) -> Number {
    let bits = rng.random_range(0..=bits);
    let limbs = [(); 4].map(|()| rng.random::<u64>());
    let mantissa = U256::from_limbs(limbs) >> (256 - bits as usize);
    let mantissa = if bits == 0 { U256::ZERO } else { mantissa };
    let decimal = Number {
        mantissa,
        decimals: rng.random_range(0..=decimals) as u8,
    };
    shortest(&decimal.decimal())
}

fn shortest(decimal: &Decimal) -> Number {
    let decimal = decimal.trimmed();
    Number {
        mantissa: U256::from_be_slice(&decimal.mantissa().to_bytes_be()),
        decimals: decimal.decimals() as u8,
    }
}

fn rule(rng: &mut impl RngExt) -> TableRule {
    let mut coefficient = |bits| {
        let magnitude = number(rng, bits, 20).decimal();
        match rng.random::<bool>() {
            true => Coefficient::negative(&magnitude),
            false => Coefficient::positive(&magnitude),
        }
    };
    let (first, second) = (coefficient(160), coefficient(140));
    let factors = [
        BoundFactor::One,
        BoundFactor::Tokens,
        BoundFactor::Amount,
        BoundFactor::Distributed,
    ];
    let factor = match (second.is_zero(), first.is_zero()) {
        (false, _) if rng.random() => BoundFactor::TokensAndPayables,
        (_, true) => BoundFactor::One,
        _ => factors[rng.random_range(0..4)],
    };
    TableRule {
        multipliers: Vec::new(),
        payables: match factor {
            BoundFactor::TokensAndPayables => second,
            _ => Coefficient::zero(),
        },
        factor,
        coefficient: first,
    }
}

/// The call, of tokens, value per token, payables and what was distributed.
fn compute(table: &Table, numbers: &[Number; 4]) -> Vec<u8> {
    let [tokens, value, payables, distributed] = numbers.each_ref().map(Number::value);
    let signature = "compute(bytes,((uint256,uint8),(uint256,uint8),(uint256,uint8),bool,(uint256,uint8)),(uint256,uint8),uint8)";
    let values = [
        Value::Bytes(table.to_bytes().unwrap()),
        Value::Tuple(vec![tokens, value, payables, Value::uint(1u8), distributed]),
        Number::new(0, 0).value(),
        Value::uint(6u8),
    ];
    call_data(signature, &values)
}

/// The bounds, the tokens in units of six decimals, and the amount.
fn answer(bytes: &[u8]) -> (Vec<BigInt>, U256, Number) {
    // A tuple: where its bounds are, tokens, amount, decimals, where the encoding is; then the bounds.
    let words = words(bytes);
    let amount = Number {
        mantissa: words[3],
        decimals: words[4].to(),
    };
    let count: usize = words[6].to();
    let bounds = words[7..7 + count].iter().map(|word| signed(*word));
    (bounds.collect(), words[2], amount)
}

fn table(rules: Vec<TableRule>) -> Table {
    Table {
        shape: Shape::new(8, 8).unwrap(),
        custodians: 1,
        rows: Vec::new(),
        rules,
    }
}

fn signed(word: U256) -> BigInt {
    let value = BigInt::from(BigUint::from_bytes_be(&word.to_be_bytes::<32>()));
    match word.bit(255) {
        true => value - (BigInt::from(1) << 256),
        false => value,
    }
}

#[test]
fn bounds_are_those_of_the_library() {
    let mut rng = rng(41);
    let mut chain = Chain::new(SpecId::OSAKA);
    let calculator = make(&mut chain, &mut Vec::new(), "BoundsCalculator", &[]);
    let (mut computed, mut too_large) = (0, 0);
    for case in 0..400 {
        let table = table(
            (0..rng.random_range(1..=8))
                .map(|_| rule(&mut rng))
                .collect(),
        );
        table.check().unwrap();
        let [tokens, mut value, payables, distributed] = [(90, 18), (70, 10), (90, 20), (60, 12)]
            .map(|(bits, decimals)| number(&mut rng, bits, decimals));
        if value.mantissa.is_zero() {
            value = Number::new(1, 0);
        }
        let owed = Owed::new(
            tokens.decimal(),
            &value.decimal(),
            payables.decimal(),
            distributed.decimal(),
        );
        let units = (owed.tokens.fraction().0 * 1_000_000u32) / owed.tokens.fraction().1;
        let units = U256::from_be_slice(&units.to_bytes_be());
        let outcome = chain.view(
            calculator,
            compute(&table, &[tokens, value, payables, distributed]),
        );
        let expected: Vec<BigInt> = table.rules.iter().map(|rule| rule.bound(&owed)).collect();
        let fits = |bound: &BigInt| bound.bits() <= 176;
        if expected.iter().all(fits) {
            computed += 1;
            let found = answer(&outcome.result.unwrap());
            assert_eq!(
                found,
                (expected, units, shortest(&owed.amount)),
                "case {case}"
            );
        } else {
            too_large += 1;
            assert_eq!(
                outcome.result,
                Err(error("BoundTooLarge()", &[])),
                "case {case}"
            );
        }
    }
    assert!(computed > 100 && too_large > 20, "{computed} {too_large}");
}

#[test]
fn bounds_at_the_limit() {
    let mut chain = Chain::new(SpecId::OSAKA);
    let calculator = make(&mut chain, &mut Vec::new(), "BoundsCalculator", &[]);
    let one = || Number::new(1, 0);
    let mut bound = |negative: bool, magnitude: BigUint, decimals: u32| {
        let magnitude = Decimal::new(magnitude, decimals);
        let rule = TableRule {
            multipliers: Vec::new(),
            factor: BoundFactor::One,
            coefficient: match negative {
                true => Coefficient::negative(&magnitude),
                false => Coefficient::positive(&magnitude),
            },
            payables: Coefficient::zero(),
        };
        let call = compute(&table(vec![rule]), &[one(), one(), one(), one()]);
        let outcome = chain.view(calculator, call);
        outcome.result.map(|bytes| answer(&bytes).0.remove(0))
    };
    let power: BigUint = BigUint::from(1u32) << 176;
    let less = |by: u32, times: u32| BigUint::from(times) * &power - BigUint::from(by);
    let most = BigInt::from(less(1, 1));
    let large = Err(error("BoundTooLarge()", &[]));
    assert_eq!(bound(false, less(1, 1), 0), Ok(most.clone()));
    assert_eq!(bound(true, less(1, 1), 0), Ok(-most.clone()));
    assert_eq!(bound(false, power.clone(), 0), large);
    assert_eq!(bound(true, power.clone(), 0), large);
    // Rounded up: beyond the limit, and within it.
    assert_eq!(bound(false, less(9, 10), 1), large);
    assert_eq!(bound(true, less(9, 10), 1), Ok(-most));
    assert_eq!(bound(true, BigUint::from(1u32) << 256, 0), large);
    assert_eq!(bound(false, 1u32.into(), 76), Ok(1.into()));
    assert_eq!(bound(true, 1u32.into(), 76), Ok(0.into()));
    assert_eq!(
        bound(false, 1u32.into(), 77),
        Err(error("NumberTooLarge()", &[]))
    );
}
