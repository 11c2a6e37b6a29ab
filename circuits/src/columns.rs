//! Columns of the trace, and the order in which proofs list their commitments and evaluations.
//!
//! | columns | count | what they hold |
//! |---|---|---|
//! | fixed | 5 | the selectors `start`, `bucket`, `carry`, `live`, `shift` |
//! | advice | 32 + K | limbs `d_0..d_31`, accumulators `acc_0..acc_{K-1}` |
//! | instance | 3 + K | quantities `q`, tagged quantities `h`, tags, weights `w_0..w_{K-1}` |
//!
//! Evaluations: instance columns at `x`; limbs at `x`; accumulators at `x`; accumulators at `ωx`; fixed columns at `x`.

use crate::shape::{Shape, WORDS};

/// Bits of one limb.
pub const LIMB_BITS: usize = 2;

/// Limbs of a 64-bit word.
pub const LIMBS: usize = 64 / LIMB_BITS;

/// Degree of the identities: that of the range identity, one factor for each value of a limb and one for the selector.
pub const DEGREE: usize = (1 << LIMB_BITS) + 1;

/// Fixed columns.
pub const FIXED: usize = 5;

/// Index of the fixed column that is 1 in row 0.
pub const START: usize = 0;
/// Index of the fixed column that is 1 in the bucket rows.
pub const BUCKET: usize = 1;
/// Index of the fixed column that is 1 in the two lower word rows of every rule.
pub const CARRY: usize = 2;
/// Index of the fixed column that is 1 in every bucket and word row.
pub const LIVE: usize = 3;
/// Index of the fixed column that is 1 in the top word row of every rule but the last.
pub const SHIFT: usize = 4;

/// Instance column of the quantities `q`: the sum of what the custodians committed to, refreshed.
pub const QUANTITIES: usize = 0;
/// Instance column of the tagged quantities `h`.
pub const TAGGED: usize = 1;
/// Instance column of the public tags.
pub const TAGS: usize = 2;
/// First of the `K` instance columns of the public weights.
pub const WEIGHTS: usize = 3;

impl Shape {
    /// Advice columns: limbs, then accumulators.
    pub const fn advice_columns(self) -> usize {
        LIMBS + self.rules()
    }

    /// Instance columns: quantities, tagged quantities, tags, weights.
    pub const fn instance_columns(self) -> usize {
        WEIGHTS + self.rules()
    }

    /// The fixed value of `column` in `row`.
    pub const fn fixed(self, column: usize, row: usize) -> bool {
        let first_word = 1 + self.buckets();
        let bucket = 1 <= row && row < first_word;
        let word_row = first_word <= row && row < self.usable_rows();
        let word = (row.wrapping_sub(first_word)) % WORDS;
        match column {
            START => row == 0,
            BUCKET => bucket,
            CARRY => word_row && word + 1 < WORDS,
            LIVE => bucket || word_row,
            SHIFT => word_row && word + 1 == WORDS && row + 1 < self.usable_rows(),
            _ => false,
        }
    }
}
