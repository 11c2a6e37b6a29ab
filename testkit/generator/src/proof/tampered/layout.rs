//! What is where in a proof.

use assay_circuits::{Shape, FIXED, LIMBS};

/// Where the parts of a proof begin, in elements of 32 bytes.
pub struct Layout {
    pub advice: usize,
    pub pieces: usize,
    pub instance: usize,
    pub limbs: usize,
    pub acc: usize,
    pub fixed: usize,
    pub quotient: usize,
    pub rounds: usize,
    pub last: usize,
}

impl Layout {
    pub fn of(shape: Shape) -> Layout {
        let advice = 5;
        let pieces = advice + shape.advice_columns() + 1;
        let instance = pieces + 4;
        let limbs = instance + shape.instance_columns();
        let acc = limbs + LIMBS;
        let fixed = acc + 2 * shape.rules();
        let quotient = fixed + FIXED + 1;
        let rounds = quotient + 4;
        Layout {
            advice,
            pieces,
            instance,
            limbs,
            acc,
            fixed,
            quotient,
            rounds,
            last: rounds + 2 * shape.k() as usize,
        }
    }
}
