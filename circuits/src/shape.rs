//! Shapes: how many rows the trace has and how many rules it can hold.

use thiserror::Error;

/// Rows that halo2 keeps for blinding at the end of every column: three query blinders at least, one for
/// the multi-opening, one against an off-by-one, and the row of its last Lagrange polynomial.
pub const BLINDING_ROWS: usize = 6;

/// Words of 64 bits that hold the slack of one rule.
pub const WORDS: usize = 3;

/// Blinders in a commitment.
pub const BLINDERS: usize = 4;

/// Largest `k` a shape may have: `U <= 2^14` is one of the bounds that keep integers from wrapping.
pub const MAX_K: u32 = 14;

/// Largest number of rules a shape may have.
pub const MAX_RULES: usize = 64;

/// `(k, K)`: a trace of `2^k` rows for `K` rules. Only valid shapes can be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shape {
    k: u32,
    rules: usize,
}

/// The shape does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "no shape ({k}, {rules}): need 2 <= rules <= {MAX_RULES}, k <= {MAX_K} and 2^k > 7 + 3 rules"
)]
pub struct NoSuchShape {
    /// The logarithm asked for.
    pub k: u32,
    /// The number of rules asked for.
    pub rules: usize,
}

impl Shape {
    /// The standard shapes: those of few rules first, and of them those of few rows. Verifiers embed their keys.
    pub const STANDARD: [Shape; 7] = [
        Shape { k: 7, rules: 4 },
        Shape { k: 8, rules: 8 },
        Shape { k: 9, rules: 8 },
        Shape { k: 10, rules: 16 },
        Shape { k: 12, rules: 16 },
        Shape { k: 9, rules: 32 },
        Shape { k: 10, rules: 32 },
    ];

    /// The widest shape there can be: of everything else only the count matters while it is not chosen yet.
    pub const WIDEST: Shape = Shape {
        k: MAX_K,
        rules: MAX_RULES,
    };

    /// The shape with `2^k` rows and `rules` rules.
    ///
    /// # Errors
    /// Refuses a shape without bucket rows, with fewer than two rules (their words are where the blinder rows
    /// live), or outside [`MAX_K`] and [`MAX_RULES`].
    pub const fn new(k: u32, rules: usize) -> Result<Shape, NoSuchShape> {
        let valid = k >= 4
            && k <= MAX_K
            && rules >= 2
            && rules <= MAX_RULES
            && (1usize << k) > 1 + WORDS * rules + BLINDING_ROWS;
        if valid {
            Ok(Shape { k, rules })
        } else {
            Err(NoSuchShape { k, rules })
        }
    }

    /// The first of these shapes with at least this many bucket rows and rules.
    pub fn first_with_room(
        shapes: impl IntoIterator<Item = Shape>,
        buckets: usize,
        rules: usize,
    ) -> Option<Shape> {
        let mut shapes = shapes.into_iter();
        shapes.find(|s| s.buckets() >= buckets && s.rules >= rules)
    }

    /// Of these shapes with at least this many bucket rows, the one that has room for most rules.
    pub fn with_most_rules(
        shapes: impl DoubleEndedIterator<Item = Shape>,
        buckets: usize,
    ) -> Option<Shape> {
        let fit = shapes.filter(|s| s.buckets() >= buckets);
        // Of equals the last one counts, so from the end: the smallest.
        fit.rev().max_by_key(|s| s.rules)
    }

    /// Logarithm of the number of rows.
    pub const fn k(self) -> u32 {
        self.k
    }

    /// Rows of the trace, `n = 2^k`.
    pub const fn n(self) -> usize {
        1 << self.k
    }

    /// Rules (`K`).
    pub const fn rules(self) -> usize {
        self.rules
    }

    /// Bucket rows (`U = n - 7 - 3K`): rows `1..=U`.
    pub const fn buckets(self) -> usize {
        self.n() - 1 - WORDS * self.rules - BLINDING_ROWS
    }

    /// Row of word `word` (0 is the lowest) of rule `rule`.
    pub const fn word_row(self, rule: usize, word: usize) -> usize {
        1 + self.buckets() + WORDS * rule + word
    }

    /// The rows `z_0..z_3` of the committed columns that hold blinders: the first four word rows, which no
    /// identity reads in those columns.
    pub const fn blinder_rows(self) -> [usize; BLINDERS] {
        let first = 1 + self.buckets();
        [first, first + 1, first + 2, first + 3]
    }

    /// Rows that identities may constrain; the rest are halo2's blinding rows.
    pub const fn usable_rows(self) -> usize {
        self.n() - BLINDING_ROWS
    }

    /// Whether this is one of [`Shape::STANDARD`].
    pub fn is_standard(self) -> bool {
        Shape::STANDARD.contains(&self)
    }
}

impl core::fmt::Display for Shape {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "({}, {})", self.k, self.rules)
    }
}
