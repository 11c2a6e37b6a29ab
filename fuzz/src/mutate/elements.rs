//! Changes of bytes that are points and scalars of 32 bytes each.

use std::sync::OnceLock;

use ff::PrimeField;
use group::CurveAffine;
use group::GroupEncoding;
use pasta_curves::{EqAffine, Fp};
use rand::RngExt;
use rand_chacha::ChaCha20Rng;

use super::{rng, store, Default};
use crate::envelope::LENGTH;
use crate::genuine;

/// Bytes of a point or scalar.
pub const ELEMENT: usize = 32;

/// One to three changes of elements of a proof; at times, of its bytes or its length.
pub fn proof(data: &mut [u8], size: usize, max: usize, seed: u32, default: Default<'_>) -> usize {
    let mut rng = rng(seed);
    if size < ELEMENT || rng.random_range(0..8) == 0 {
        return default(data, size, max);
    }
    let mut bytes = data[..size].to_vec();
    for _ in 0..rng.random_range(1..=3) {
        change(&mut bytes, &mut rng);
    }
    store(data, &bytes, max)
}

/// As [`proof`], of what follows the program of an [`envelope`](crate::envelope); a quarter of the time, of any bytes.
pub fn envelope(
    data: &mut [u8],
    size: usize,
    max: usize,
    seed: u32,
    default: Default<'_>,
) -> usize {
    let length = data
        .get(LENGTH..)
        .and_then(|rest| rest.first_chunk())
        .map_or(0, |bytes| u32::from_le_bytes(*bytes));
    let head = (length as usize).saturating_add(LENGTH + 4);
    if size < head || max < head || seed.is_multiple_of(4) {
        return default(data, size, max);
    }
    head + proof(&mut data[head..], size - head, max - head, seed, default)
}

/// One change of one element, or of the number of elements.
pub(crate) fn change(bytes: &mut Vec<u8>, rng: &mut ChaCha20Rng) {
    let count = bytes.len() / ELEMENT;
    if count == 0 {
        return bytes.extend([0; ELEMENT]);
    }
    let (at, other) = (rng.random_range(0..count), rng.random_range(0..count));
    let range = |i: usize| i * ELEMENT..(i + 1) * ELEMENT;
    let mut element = [0; ELEMENT];
    element.copy_from_slice(&bytes[range(at)]);
    match rng.random_range(0..14) {
        0 => return bytes.truncate(at * ELEMENT),
        1 => return bytes.extend(element),
        2 => return drop(bytes.drain(range(at))),
        3 => {
            let swapped: [u8; ELEMENT] = std::array::from_fn(|i| bytes[other * ELEMENT + i]);
            bytes[range(other)].copy_from_slice(&element);
            element = swapped;
        }
        // The other point with the same x; a scalar out of range.
        4 => element[31] ^= 0x80,
        5 => element[rng.random_range(0..ELEMENT)] ^= 1 << rng.random_range(0..8),
        // The same scalar, not reduced.
        6 => add_modulus(&mut element),
        7 => element = [[0; ELEMENT], [0xff; ELEMENT]][rng.random_range(0..2)],
        8 => element = Fp::from(rng.random::<u64>() >> rng.random_range(0..64)).to_repr(),
        9 | 10 => {
            if let Some(scalar) = Option::<Fp>::from(Fp::from_repr(element)) {
                let one = Fp::from(1);
                let changed = [scalar + one, scalar - one, -scalar, scalar + scalar];
                element = changed[rng.random_range(0..changed.len())].to_repr();
            }
        }
        11 => {
            let known = points();
            element = known[rng.random_range(0..known.len())];
        }
        _ => {
            // The same place in the other genuine proof.
            let proof = &genuine::successor().proof;
            if let Some(same) = proof.get(range(at)) {
                element.copy_from_slice(same);
            }
        }
    }
    bytes[range(at)].copy_from_slice(&element);
}

/// `element + p`, if that fits.
fn add_modulus(element: &mut [u8; ELEMENT]) {
    // p - 1, then 1.
    let mut carry = 1;
    let mut sum = *element;
    for (digit, modulus) in sum.iter_mut().zip((-Fp::from(1)).to_repr()) {
        let total = u16::from(*digit) + u16::from(modulus) + carry;
        *digit = total as u8;
        carry = total >> 8;
    }
    if carry == 0 {
        *element = sum;
    }
}

/// Encodings of points that mean something: of the report, the generator, the identity.
fn points() -> &'static [[u8; ELEMENT]] {
    static POINTS: OnceLock<Vec<[u8; ELEMENT]>> = OnceLock::new();
    POINTS.get_or_init(|| {
        let key = genuine::key();
        let known = [
            EqAffine::generator(),
            EqAffine::identity(),
            key.blinding,
            key.inner_product,
        ];
        let all = genuine::report().points().into_iter().chain(known);
        all.chain(key.blinder_generators)
            .map(|p| p.to_bytes())
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scalar_plus_the_modulus_is_the_same_unreduced() {
        let mut five = Fp::from(5).to_repr();
        add_modulus(&mut five);
        assert_ne!(five, Fp::from(5).to_repr());
        assert!(bool::from(Fp::from_repr(five).is_none()));
        let mut large = [0xff; ELEMENT];
        add_modulus(&mut large);
        assert_eq!(large, [0xff; ELEMENT]);
    }

    #[test]
    fn proofs_stay_proofs_long_often_enough() {
        let proof = &genuine::report().proof;
        let (mut same_length, mut same) = (0, 0);
        for seed in 0..1_000 {
            let mut data = [&proof[..], &[0; 64]].concat();
            let max = data.len();
            let size = super::proof(&mut data, proof.len(), max, seed, &mut |_, size, _| size);
            same_length += u32::from(size == proof.len());
            same += u32::from(data[..size] == proof[..]);
        }
        assert!(same_length > 500 && same < 300, "{same_length} {same}");
    }
}
