//! The identities, written once.
//!
//! Row map, for a shape `(k, K)` with `U = 2^k - 7 - 3K` buckets:
//!
//! | rows | start | bucket | carry | live | shift | `d_0..d_31` | `acc_0..acc_{K-1}` | `q`, `h` | tag | `w_c` |
//! |---|---|---|---|---|---|---|---|---|---|---|
//! | 0 | 1 | 0 | 0 | 0 | 0 | - | - | - | 0 | `b_c` |
//! | 1..=U | 0 | 1 | 0 | 1 | 0 | limbs of `q` | running sums | quantity | `r^i` | weight |
//! | word 0 of rule c | 0 | 0 | 1 | 1 | 0 | limbs of the low word | rule c+.. | blinders in the first four word rows | 0 | 0 |
//! | word 1 of rule c | 0 | 0 | 1 | 1 | 0 | limbs of the middle word | rule c+.. | | 0 | 0 |
//! | word 2 of rule c | 0 | 0 | 0 | 1 | 1 unless last | limbs of the top word | rule c+.. | | 0 | 0 |
//! | the last six | 0 | 0 | 0 | 0 | 0 | halo2's blinding rows | | | 0 | 0 |
//!
//! In the word rows of rule `c`, `acc_0` holds what is left of the slack of rule `c` and `acc_1, acc_2, ..` the slacks
//! of rules `c+1, c+2, ..`: after a rule's top word the accumulators move one column down. A column that has moved
//! past the last rule is free, and reaches `acc_0` only after the last word row.

use alloc::vec::Vec;

use crate::cells::Cells;
use crate::columns::{LIMBS, LIMB_BITS};
use crate::ring::Ring;

/// An identity: `value` is zero in every row of a valid trace.
#[derive(Clone, Debug)]
pub struct Identity<R> {
    /// The equation.
    pub name: &'static str,
    /// The left-hand side less the right-hand side.
    pub value: R,
}

/// All identities, in the order of the gates: [`range`], [`word`], [`tag`], [`rules`].
pub fn all<R: Ring>(cells: &Cells<R>) -> Vec<Identity<R>> {
    let mut identities = range(cells);
    identities.push(word(cells));
    identities.push(tag(cells));
    identities.extend(rules(cells));
    identities
}

/// Every limb is two bits. Degree 5.
///
/// | live | `d_i` |
/// |---|---|
/// | 1 in rows 1..=U+3K | constrained here |
pub fn range<R: Ring>(cells: &Cells<R>) -> Vec<Identity<R>> {
    const TOP: u64 = (1 << LIMB_BITS) - 1;
    let range = |d: &R| {
        // With s = d (d - 3), the other two factors are (d - 1) (d - 2) = s + 2.
        let s = d.clone() * (d.clone() - R::constant(TOP));
        (1..=TOP / 2).fold(s.clone(), |product, a| {
            product * (s.clone() + R::constant(a * (TOP - a)))
        })
    };
    cells
        .limbs
        .iter()
        .map(|d| Identity {
            name: "live d (d - 1) (d - 2) (d - 3) = 0",
            value: cells.live.clone() * range(d),
        })
        .collect()
}

/// Quantities and slacks are made of words, `word = sum 4^i d_i`. Degree 2.
///
/// | rows | live | bucket | carry | what the identity says |
/// |---|---|---|---|---|
/// | bucket rows | 1 | 1 | 0 | `q = word` |
/// | word rows 0 and 1 of a rule | 1 | 0 | 1 | `acc_0 = word + 2^64 acc_0'` |
/// | word row 2 of a rule | 1 | 0 | 0 | `acc_0 = word` |
///
/// Limbs are constrained by [`range`], `acc_0` by [`rules`] in the row before.
pub fn word<R: Ring>(cells: &Cells<R>) -> Identity<R> {
    let [low @ .., top] = &cells.limbs;
    debug_assert_eq!(low.len(), LIMBS - 1);
    let word = low.iter().rev().fold(top.clone(), |word, d| {
        word.shl(LIMB_BITS as u32) + d.clone()
    });
    let acc = &cells.acc[0];
    let next = &cells.acc_next[0];
    Identity {
        name: "live (acc_0 - word) + bucket (q - acc_0) = carry 2^64 acc_0'",
        value: cells.live.clone() * (acc.clone() - word)
            + cells.bucket.clone() * (cells.quantity.clone() - acc.clone())
            - cells.carry.clone() * next.clone().shl(64),
    }
}

/// The tagged column is the quantities times their custodians' tags. Degree 3.
///
/// | bucket | `q` | `h` | tag |
/// |---|---|---|---|
/// | 1 in rows 1..=U | [`word`], refresh proof | constrained here, refresh proof | public |
pub fn tag<R: Ring>(cells: &Cells<R>) -> Identity<R> {
    Identity {
        name: "bucket (h - tag q) = 0",
        value: cells.bucket.clone()
            * (cells.tagged.clone() - cells.tag.clone() * cells.quantity.clone()),
    }
}

/// Every accumulator starts at minus its bound, adds weight times quantity over the buckets, is held while the words
/// of an earlier rule are taken out, and moves one column down after each rule. Degree 3.
///
/// | rows | column 0 | column c, 0 < c |
/// |---|---|---|
/// | 0 | `acc_0' = -b_0` | `acc_c' = -b_c` |
/// | bucket | `acc_0' = acc_0 + w_0 q` | `acc_c' = acc_c + w_c q` |
/// | carry | constrained by [`word`] | `acc_c' = acc_c` |
/// | shift | `acc_0' = acc_1` | `acc_c' = acc_{c+1}`, the last column free |
///
/// In row `U + 1` the accumulators are the slacks `<w_c, q> - b_c`.
pub fn rules<R: Ring>(cells: &Cells<R>) -> Vec<Identity<R>> {
    let last = cells.acc.len() - 1;
    (0..=last)
        .map(|c| {
            let (acc, next, weight) = (&cells.acc[c], &cells.acc_next[c], &cells.weights[c]);
            let started = cells.start.clone() * (next.clone() + weight.clone());
            let added = cells.bucket.clone()
                * (next.clone() - acc.clone() - weight.clone() * cells.quantity.clone());
            let mut value = started + added;
            if c > 0 {
                value = value + cells.carry.clone() * (next.clone() - acc.clone());
            }
            if c < last {
                value = value + cells.shift.clone() * (next.clone() - cells.acc[c + 1].clone());
            }
            Identity {
                name: match (c == 0, c == last) {
                    (true, _) => "start (acc_0' + b_0) + bucket (acc_0' - acc_0 - w_0 q) + shift (acc_0' - acc_1) = 0",
                    (_, false) => {
                        "start (acc' + b) + bucket (acc' - acc - w q) + carry (acc' - acc) + shift (acc' - acc_next_rule) = 0"
                    }
                    (_, true) => "start (acc' + b) + bucket (acc' - acc - w q) + carry (acc' - acc) = 0",
                },
                value,
            }
        })
        .collect()
}
