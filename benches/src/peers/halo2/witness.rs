//! The statement in field elements: the instance columns, the digests and what only the prover knows.

use assay_circuits::Shape;
use ff::{Field, PrimeField};
use halo2_gadgets::poseidon::primitives::{ConstantLength, Hash, P128Pow5T3};
use num_bigint::{BigInt, Sign};
use pasta_curves::Fp;

/// The shape of the circuit.
pub const SHAPE: Shape = Shape::STANDARD[1];

/// Quantities.
pub const ROWS: usize = SHAPE.buckets();

/// Copies of the columns, side by side. Each holds its share of the quantities and of the rules.
pub const LANES: usize = 4;

/// Words of 64 bits in one field element, and in a slack.
pub const PACKED: usize = 3;

/// Quantities of a lane. The last lane is filled up with quantities that no rule weighs.
pub const LANE_ROWS: usize = ROWS.div_ceil(LANES * PACKED) * PACKED;

/// Rules of a lane.
pub const LANE_RULES: usize = SHAPE.rules() / LANES;

/// Elements that a lane hashes: its packed quantities and a salt.
pub const ELEMENTS: usize = LANE_ROWS / PACKED + 1;

/// What only the prover knows, of one lane. The types are wider than what can be proved, so that tests can try.
#[derive(Clone)]
pub struct Secrets {
    /// [`LANE_ROWS`] quantities.
    pub quantities: Vec<u128>,
    /// Three words a rule, lowest first.
    pub words: Vec<u128>,
    /// Makes the digest hiding.
    pub salt: Fp,
}

impl Secrets {
    /// Deals quantities and slack words out to the lanes.
    pub fn lanes(
        quantities: &[u64],
        words: &[[u64; PACKED]],
        mut salt: impl FnMut() -> Fp,
    ) -> [Secrets; LANES] {
        let mut quantities = quantities.iter().map(|q| u128::from(*q));
        let mut words = words.iter().flatten().map(|w| u128::from(*w));
        [(); LANES].map(|()| {
            let mut own: Vec<u128> = quantities.by_ref().take(LANE_ROWS).collect();
            own.resize(LANE_ROWS, 0);
            Secrets {
                quantities: own,
                words: words.by_ref().take(LANE_RULES * PACKED).collect(),
                salt: salt(),
            }
        })
    }

    /// The commitment of the lane: Poseidon of the packed quantities and the salt.
    pub fn digest(&self) -> Fp {
        let mut message = [self.salt; ELEMENTS];
        for (element, words) in message.iter_mut().zip(self.quantities.chunks(PACKED)) {
            let words: Vec<Fp> = words.iter().copied().map(Fp::from_u128).collect();
            *element = packed(&words);
        }
        Hash::<_, P128Pow5T3, ConstantLength<ELEMENTS>, 3, 2>::init().hash(message)
    }
}

/// `word_0 + 2^64 word_1 + 2^128 word_2`.
pub fn packed(words: &[Fp]) -> Fp {
    let base = Fp::from_u128(1 << 64);
    words
        .iter()
        .rev()
        .fold(Fp::ZERO, |sum, word| sum * base + word)
}

/// The instance columns, one a lane: its digest, then bound and weights of its rules.
pub fn instance(digests: &[Fp], weights: &[Vec<i128>], bounds: &[BigInt]) -> Vec<Vec<Fp>> {
    let rules: Vec<_> = weights.iter().zip(bounds).collect();
    let lanes = digests.iter().zip(rules.chunks(LANE_RULES));
    lanes
        .map(|(digest, rules)| {
            let mut column = vec![*digest];
            for (weights, bound) in rules {
                column.push(integer(bound));
                column.extend(weights.iter().map(|weight| {
                    let magnitude = Fp::from_u128(weight.unsigned_abs());
                    signed(*weight < 0, magnitude)
                }));
            }
            column
        })
        .collect()
}

fn integer(value: &BigInt) -> Fp {
    let base = Fp::from_u128(1 << 64);
    let digits = value.iter_u64_digits().rev();
    let magnitude = digits.fold(Fp::ZERO, |sum, digit| sum * base + Fp::from(digit));
    signed(value.sign() == Sign::Minus, magnitude)
}

fn signed(negative: bool, magnitude: Fp) -> Fp {
    if negative {
        -magnitude
    } else {
        magnitude
    }
}
