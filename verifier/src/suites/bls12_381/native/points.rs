//! Points from bytes and to bytes, and whether they are in the group.
//!
//! The crate `bls12_381` does not show the coordinates of its points, nor blst's field those of its own: they are handed over
//! as bytes, which costs about as much as ten products.

use alloc::vec::Vec;

use ::bls12_381::G1Affine;
use assay_native_field::Fp;

use super::jacobian::{Jacobian, Multiples};
use super::lanes::{AffineLanes, Lanes};
use crate::msm::coordinate::Affine;

/// Bytes of a coordinate.
const HALF: usize = Fp::BYTES;

/// `z`, the parameter of the curve, is minus this. The order is `z^4 - z^2 + 1`.
const MINUS_Z: u64 = 0xd201_0000_0001_0000;

/// A cube root of one: `(x, y) -> (BETA x, y)` multiplies each point of the group by `-z^2`.
pub(super) const BETA: Fp = Fp::from_montgomery([
    0x30f1_361b_798a_64e8,
    0xf3b8_ddab_7ece_5a2a,
    0x16a8_ca3a_c615_77f7,
    0xc26a_2ff8_74fd_029b,
    0x3636_b766_6070_1c6e,
    0x051b_a4ab_241b_6160,
]);

/// A point of the curve other than the identity, from its coordinates.
pub(in super::super) fn read_curve_point(bytes: &[u8; 2 * HALF]) -> Option<G1Affine> {
    coordinates(bytes).filter(is_on_curve)?;
    G1Affine::from_uncompressed_unchecked(bytes).into()
}

/// The index of the first of these points of the curve that is not in the group.
pub(in super::super) fn first_outside_group(points: &[G1Affine]) -> Option<usize> {
    let mut firsts = (0..points.len()).step_by(Fp::LANES);
    firsts.find_map(|first| {
        let lanes = points.iter().skip(first).take(Fp::LANES);
        // The identity is in the group.
        let lanes: Vec<(usize, Affine<Fp>)> = (first..)
            .zip(lanes)
            .filter_map(|(index, point)| Some((index, coordinates_of(point)?)))
            .collect();
        lane_outside_group(&lanes)
    })
}

/// The same of as many points as there are lanes, or fewer, each with its index.
fn lane_outside_group(points: &[(usize, Affine<Fp>)]) -> Option<usize> {
    let (_, last) = points.last()?;
    if points.len() * 2 < Fp::LANES {
        // Most lanes would be empty.
        let outside = |point: &Affine<Fp>| !is_image(point, &times_z_squared(point.into()));
        let outside = points.iter().find(|(_, point)| outside(point));
        return outside.map(|(index, _)| *index);
    }
    let lanes = core::array::from_fn(|lane| points.get(lane).map_or(*last, |(_, point)| *point));
    let multiples = times_z_squared(Lanes::from(&AffineLanes::from(&lanes))).points();
    let mut all = points.iter().zip(&multiples);
    let outside = all.find(|((_, point), multiple)| !is_image(point, multiple));
    outside.map(|((index, _), _)| *index)
}

/// The coordinates of a point, `None` for the identity.
pub(super) fn coordinates_of(point: &G1Affine) -> Option<Affine<Fp>> {
    // The encoding of the identity has a flag, with which it is above every coordinate.
    coordinates(&point.to_uncompressed())
}

/// The point with these coordinates, `None` for the identity.
pub(super) fn point_of(point: &Option<Affine<Fp>>) -> G1Affine {
    let Some(point) = point else {
        return G1Affine::identity();
    };
    let mut bytes = [0; 2 * HALF];
    let (x, y) = bytes.split_at_mut(HALF);
    x.copy_from_slice(&point.x.to_be_bytes());
    y.copy_from_slice(&point.y.to_be_bytes());
    // What is below the prime is read. Were it not, sums would come out wrong and a proof refused.
    Option::from(G1Affine::from_uncompressed_unchecked(&bytes)).unwrap_or_default()
}

/// Two coordinates, each below the prime.
fn coordinates(bytes: &[u8; 2 * HALF]) -> Option<Affine<Fp>> {
    let (x, y) = bytes.split_first_chunk()?;
    Some(Affine {
        x: Fp::from_be_bytes(x)?,
        y: Fp::from_be_bytes(y.try_into().ok()?)?,
    })
}

/// `y^2 = x^3 + 4`.
fn is_on_curve(point: &Affine<Fp>) -> bool {
    let four = Fp::ONE.double().double();
    point.y.square() == point.x.square().mul(&point.x).add(&four)
}

/// Whether `z^2 P`, which is given, is `-(BETA x, y)`: it is for the points of the group, and for no others of the curve (Scott,
/// "A note on group membership tests for G1, G2 and GT on BLS pairing-friendly curves", eprint 2021/1130, with the proof of
/// eprint 2022/352).
fn is_image(point: &Affine<Fp>, multiple: &Jacobian) -> bool {
    multiple.is(&Affine {
        x: BETA.mul(&point.x),
        y: point.y.neg(),
    })
}

/// `z^2` times a point, or times each lane.
fn times_z_squared<P: Multiples>(point: P) -> P {
    times_minus_z(&times_minus_z(&point))
}

fn times_minus_z<P: Multiples>(point: &P) -> P {
    let below_top = (0..MINUS_Z.ilog2()).rev();
    below_top.fold(*point, |sum, bit| {
        let sum = sum.double();
        match MINUS_Z >> bit & 1 {
            0 => sum,
            _ => sum.add(point),
        }
    })
}
