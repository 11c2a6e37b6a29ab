//! The public inputs: eight inequalities folded into one equation, and that one into a few numbers, by two challenges.

use ark_bn254::Fr;
use ark_ff::{BigInteger, One, PrimeField};
use num_bigint::{BigInt, Sign};

/// Rows in a column: the smallest square that holds them has sides this long.
pub fn side(rows: usize) -> usize {
    let root = rows.isqrt();
    root + usize::from(root * root < rows)
}

/// All inequalities as one equation `sum_j c_j q_j = bound + sum_k r^k s_k`.
pub struct Folded {
    commitment: Fr,
    slack_digest: Fr,
    /// `r`, a hash of both digests, all weights and all bounds.
    challenge: Fr,
    /// `sum_k r^k b_k`.
    bound: Fr,
    /// `c_j = sum_k r^k w_kj`.
    weights: Vec<Fr>,
}

/// What the verifier feeds to the proof system.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// Digest of the quantities.
    pub commitment: Fr,
    /// Digest of the slacks.
    pub slack_digest: Fr,
    /// Digest of [`Folded::product`].
    pub product_digest: Fr,
    /// `r`.
    pub challenge: Fr,
    /// `sum_k r^k b_k`.
    pub bound: Fr,
    /// `x`, a hash of everything before.
    pub point: Fr,
    /// Folded weights of every column of rows as the value of a polynomial at `x`, the first row's the leading one.
    pub columns: Vec<Fr>,
}

impl Folded {
    /// Draws `r` and folds weights and bounds, which are within the limits of the shape.
    pub fn new(
        weights: &[Vec<i128>],
        bounds: &[BigInt],
        commitment: Fr,
        slack_digest: Fr,
    ) -> Folded {
        let bounds: Vec<Fr> = bounds.iter().map(bound).collect();
        let mut hash = transcript();
        // Lengths are fixed by the shape: no two statements of one shape give the same bytes.
        for element in [commitment, slack_digest].iter().chain(&bounds) {
            hash.update(&element.into_bigint().to_bytes_le());
        }
        for weight in weights.iter().flatten() {
            hash.update(&weight.to_le_bytes());
        }
        let challenge = Fr::from_le_bytes_mod_order(hash.finalize().as_bytes());

        let mut folded = Folded {
            commitment,
            slack_digest,
            challenge,
            bound: Fr::default(),
            weights: vec![Fr::default(); weights.first().map_or(0, Vec::len)],
        };
        let mut power = Fr::one();
        for (weights, bound) in weights.iter().zip(bounds) {
            folded.bound += power * bound;
            for (sum, weight) in folded.weights.iter_mut().zip(weights) {
                *sum += power * Fr::from(*weight);
            }
            power *= challenge;
        }
        folded
    }

    /// `sum_b Q_b(X) C_b(X)` over the columns `b` of rows, lowest coefficient first: `Q_b` has the quantities of a
    /// column as coefficients, the first row's the constant one, `C_b` the folded weights in the opposite order. The
    /// middle coefficient, at `X^(side - 1)`, is `sum_j c_j q_j`.
    pub fn product(&self, quantities: &[Fr]) -> Vec<Fr> {
        let side = side(self.weights.len());
        let mut product = vec![Fr::default(); (2 * side).saturating_sub(1)];
        for (weights, quantities) in self.weights.chunks(side).zip(quantities.chunks(side)) {
            for (i, weight) in weights.iter().enumerate() {
                let from = product.iter_mut().skip(side - 1 - i);
                for (sum, quantity) in from.zip(quantities) {
                    *sum += *weight * quantity;
                }
            }
        }
        product
    }

    /// Draws `x` and evaluates the columns of folded weights.
    pub fn evaluate(&self, product_digest: Fr) -> Inputs {
        let mut hash = transcript();
        for element in [self.challenge, product_digest] {
            hash.update(&element.into_bigint().to_bytes_le());
        }
        let point = Fr::from_le_bytes_mod_order(hash.finalize().as_bytes());
        let side = side(self.weights.len());
        let column = |weights: &[Fr]| {
            let weights = weights
                .iter()
                .copied()
                .chain(std::iter::repeat(Fr::default()));
            weights
                .take(side)
                .fold(Fr::default(), |value, c| value * point + c)
        };
        Inputs {
            commitment: self.commitment,
            slack_digest: self.slack_digest,
            product_digest,
            challenge: self.challenge,
            bound: self.bound,
            point,
            columns: self.weights.chunks(side).map(column).collect(),
        }
    }
}

impl Inputs {
    /// In the order of the circuit.
    pub fn to_vec(&self) -> Vec<Fr> {
        let mut inputs = vec![
            self.commitment,
            self.slack_digest,
            self.product_digest,
            self.challenge,
            self.bound,
            self.point,
        ];
        inputs.extend(&self.columns);
        inputs
    }
}

fn transcript() -> blake2b_simd::State {
    blake2b_simd::Params::new()
        .hash_length(64)
        .personal(b"peer groth16")
        .to_state()
}

/// A bound in the field.
fn bound(value: &BigInt) -> Fr {
    let (sign, bytes) = value.to_bytes_le();
    let magnitude = Fr::from_le_bytes_mod_order(&bytes);
    if sign == Sign::Minus {
        -magnitude
    } else {
        magnitude
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(rows: u64) -> Folded {
        let weights = vec![
            (1..=rows).map(i128::from).collect(),
            vec![-3; rows as usize],
        ];
        let bounds = [BigInt::from(5), BigInt::from(-7)];
        Folded::new(&weights, &bounds, Fr::from(1), Fr::from(2))
    }

    #[test]
    fn the_middle_of_the_product_is_the_sum() {
        for rows in [1, 2, 9, 10, 11, 225] {
            let folded = folded(rows);
            let quantities: Vec<Fr> = (0..rows).map(|j| Fr::from(u64::MAX - j * j)).collect();
            let sum: Fr = folded
                .weights
                .iter()
                .zip(&quantities)
                .map(|(c, q)| *c * q)
                .sum();
            let product = folded.product(&quantities);
            assert_eq!(product[side(rows as usize) - 1], sum, "{rows} rows");
        }
    }

    #[test]
    fn the_product_is_one_of_polynomials() {
        for rows in [1, 2, 9, 10, 11, 225] {
            let folded = folded(rows);
            let quantities: Vec<Fr> = (0..rows).map(|j| Fr::from(j * 1_000_003)).collect();
            let inputs = folded.evaluate(Fr::from(3));
            let value = |c: &[Fr]| {
                c.iter()
                    .rev()
                    .fold(Fr::default(), |v, c| v * inputs.point + c)
            };
            let sum: Fr = quantities
                .chunks(side(rows as usize))
                .zip(&inputs.columns)
                .map(|(q, c)| value(q) * c)
                .sum();
            assert_eq!(value(&folded.product(&quantities)), sum, "{rows} rows");
        }
    }
}
