//! The trace: instance columns in, advice columns out.

use alloc::vec;
use alloc::vec::Vec;

use ff::PrimeField;
use thiserror::Error;

use crate::columns::{LIMBS, LIMB_BITS, QUANTITIES, TAGGED, TAGS, WEIGHTS};
use crate::shape::{Shape, WORDS};

/// The instance columns of one proof. `quantities` and `tagged` are secret; `tags` and `weights` public.
///
/// Every column has [`Shape::usable_rows`] values at most; halo2 pads with zeros.
#[derive(Clone)]
pub struct InstanceColumns<F> {
    /// `q`: quantities in rows `1..=U`, blinders in the blinder rows.
    pub quantities: Vec<F>,
    /// `h`: tagged quantities in rows `1..=U`, blinders in the blinder rows.
    pub tagged: Vec<F>,
    /// Tags in rows `1..=U`.
    pub tags: Vec<F>,
    /// `K` columns: the bound in row 0, weights in rows `1..=U`.
    pub weights: Vec<Vec<F>>,
}

impl<F: PrimeField> InstanceColumns<F> {
    /// The columns in the order of [`crate::columns`].
    pub fn to_instance(&self) -> Vec<&[F]> {
        let mut columns: Vec<&[F]> = vec![&[]; WEIGHTS];
        columns[QUANTITIES] = &self.quantities;
        columns[TAGGED] = &self.tagged;
        columns[TAGS] = &self.tags;
        columns.extend(self.weights.iter().map(Vec::as_slice));
        columns
    }

    /// Overwrites the secret columns.
    pub fn zeroize(&mut self) {
        self.quantities.iter_mut().for_each(|v| *v = F::ZERO);
        self.tagged.iter_mut().for_each(|v| *v = F::ZERO);
        core::hint::black_box(&self.quantities);
        core::hint::black_box(&self.tagged);
    }
}

/// Why there is no trace for the given columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TraceError {
    /// A column is longer than the usable rows, or there are not `K` weight columns.
    #[error("instance columns do not have the form of shape {0}")]
    Form(Shape),
    /// A quantity is not a 64-bit integer.
    #[error("the quantity in row {row} is not a 64-bit integer")]
    Quantity {
        /// The row of the trace.
        row: usize,
    },
    /// `<w_c, q> - b_c` is negative, or larger than any honest slack.
    #[error("inequality {rule} does not hold: its slack is outside [0, 2^192)")]
    Slack {
        /// Index of the rule.
        rule: usize,
    },
}

/// The advice columns, row by row: limbs and accumulators of every usable row.
#[derive(Clone)]
pub struct Trace<F> {
    /// `limbs[row][i]`, each below 4. Assignments outside the range are for tests of the circuit.
    pub limbs: Vec<[F; LIMBS]>,
    /// `acc[row][c]`.
    pub acc: Vec<Vec<F>>,
}

impl<F: PrimeField> Trace<F> {
    /// The one trace that satisfies the identities for these columns.
    ///
    /// # Errors
    /// Names the row or the rule for which there is none.
    pub fn new(shape: Shape, columns: &InstanceColumns<F>) -> Result<Self, TraceError> {
        let (rules, usable) = (shape.rules(), shape.usable_rows());
        let too_long = columns.to_instance().iter().any(|c| c.len() > usable);
        if too_long || columns.weights.len() != rules {
            return Err(TraceError::Form(shape));
        }
        let mut trace = Trace {
            limbs: vec![[F::ZERO; LIMBS]; usable],
            acc: vec![vec![F::ZERO; rules]; usable],
        };
        let mut acc = vec![F::ZERO; rules];
        let outcome = trace.fill(shape, columns, &mut acc);
        acc.fill(F::ZERO);
        core::hint::black_box(&acc);
        match outcome {
            Ok(()) => Ok(trace),
            Err(error) => {
                trace.zeroize();
                Err(error)
            }
        }
    }

    /// Computes every row, with the accumulators of the row at hand in `acc`.
    fn fill(
        &mut self,
        shape: Shape,
        columns: &InstanceColumns<F>,
        acc: &mut [F],
    ) -> Result<(), TraceError> {
        let at = |column: &[F], row: usize| column.get(row).copied().unwrap_or(F::ZERO);
        for (acc, weights) in acc.iter_mut().zip(&columns.weights) {
            *acc = -at(weights, 0);
        }
        for row in 1..=shape.buckets() {
            let q = at(&columns.quantities, row);
            let words = words(&q).ok_or(TraceError::Quantity { row })?;
            if words[1..].iter().any(|w| *w != 0) {
                return Err(TraceError::Quantity { row });
            }
            self.limbs[row] = limbs(words[0]);
            self.acc[row].copy_from_slice(acc);
            for (acc, weights) in acc.iter_mut().zip(&columns.weights) {
                *acc += at(weights, row) * q;
            }
        }

        let two_64 = F::from_u128(1u128 << 64);
        for rule in 0..acc.len() {
            let slack = words(&acc[0]).ok_or(TraceError::Slack { rule })?;
            if slack[WORDS..].iter().any(|w| *w != 0) {
                return Err(TraceError::Slack { rule });
            }
            for word in 0..WORDS {
                let row = shape.word_row(rule, word);
                // What is left of the slack above the words already taken out.
                acc[0] = slack[word..WORDS]
                    .iter()
                    .rev()
                    .fold(F::ZERO, |v, w| v * two_64 + F::from(*w));
                self.limbs[row] = limbs(slack[word]);
                self.acc[row].copy_from_slice(acc);
            }
            acc.rotate_left(1);
        }
        Ok(())
    }

    /// Overwrites the trace, which is as secret as the quantities.
    pub fn zeroize(&mut self) {
        self.limbs.iter_mut().for_each(|l| *l = [F::ZERO; LIMBS]);
        self.acc
            .iter_mut()
            .for_each(|a| a.iter_mut().for_each(|v| *v = F::ZERO));
        core::hint::black_box(&self.limbs);
        core::hint::black_box(&self.acc);
    }
}

/// The four 64-bit words of the canonical representative, low first; `None` for a field of another size.
fn words<F: PrimeField>(value: &F) -> Option<[u64; 4]> {
    let repr = value.to_repr();
    let bytes: &[u8; 32] = repr.as_ref().try_into().ok()?;
    let mut words = [0u64; 4];
    for (word, bytes) in words.iter_mut().zip(bytes.chunks_exact(8)) {
        *word = u64::from_le_bytes(bytes.try_into().ok()?);
    }
    Some(words)
}

fn limbs<F: PrimeField>(word: u64) -> [F; LIMBS] {
    core::array::from_fn(|i| F::from((word >> (LIMB_BITS * i)) & ((1 << LIMB_BITS) - 1)))
}
