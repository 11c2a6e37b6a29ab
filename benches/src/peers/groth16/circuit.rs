//! The relation as rank-1 constraints.

use ark_bn254::Fr;
use ark_crypto_primitives::sponge::constraints::CryptographicSpongeVar;
use ark_crypto_primitives::sponge::poseidon::constraints::PoseidonSpongeVar;
use ark_crypto_primitives::sponge::poseidon::PoseidonConfig;
use ark_ff::{AdditiveGroup, One, Zero};
use ark_r1cs_std::alloc::AllocVar;
use ark_r1cs_std::eq::EqGadget;
use ark_r1cs_std::fields::fp::{AllocatedFp, FpVar};
use ark_r1cs_std::fields::FieldVar;
use ark_relations::gr1cs::{
    ConstraintSynthesizer, ConstraintSystemRef, LinearCombination, SynthesisError, Variable,
};

use assay_circuits::Shape;

use super::challenge::{side, Inputs};
use super::poseidon;

/// Bits of a quantity.
pub const QUANTITY_BITS: usize = 64;

/// Bits of a slack.
///
/// Enough: `|sum_j w_kj q_j| < 2^14 2^95 2^64 = 2^173` and `|b_k| < 2^176`, so every slack that is not negative fits.
/// Sound: a negative one is a field element above `p - 2^177`, far from any of 177 bits as `p > 2^253`.
pub const SLACK_BITS: usize = 177;

/// Everything the prover assigns.
#[derive(Clone)]
pub struct Assignment {
    /// The public part.
    pub inputs: Inputs,
    /// Binary digits of every quantity, lowest first.
    pub quantities: Vec<Vec<Fr>>,
    /// Binary digits of every slack, lowest first.
    pub slacks: Vec<Vec<Fr>>,
    /// Coefficients of the product of columns, lowest first.
    pub product: Vec<Fr>,
    /// Blinds the commitment.
    pub opening: Fr,
    /// Blinds the digest of the slacks.
    pub slack_opening: Fr,
    /// Blinds the digest of the product.
    pub product_opening: Fr,
}

/// The constraints of a shape, with or without an assignment.
#[derive(Clone)]
pub struct Relation<'a> {
    /// Permutation of both digests.
    pub poseidon: &'a PoseidonConfig<Fr>,
    /// Numbers of quantities and inequalities.
    pub shape: Shape,
    /// `None` for the setup.
    pub assignment: Option<&'a Assignment>,
}

/// The `width` binary digits of a number, lowest first.
pub fn digits(limbs: &[u64], width: usize) -> Vec<Fr> {
    (0..width)
        .map(|i| limbs.get(i / 64).map_or(0, |limb| limb >> (i % 64) & 1))
        .map(Fr::from)
        .collect()
}

impl ConstraintSynthesizer<Fr> for Relation<'_> {
    fn generate_constraints(self, cs: ConstraintSystemRef<Fr>) -> Result<(), SynthesisError> {
        let assigned = self.assignment;
        let inputs = assigned.map(|a| &a.inputs);
        let (rows, side) = (self.shape.buckets(), side(self.shape.buckets()));
        let commitment = input(&cs, inputs.map(|i| i.commitment))?;
        let slack_digest = input(&cs, inputs.map(|i| i.slack_digest))?;
        let product_digest = input(&cs, inputs.map(|i| i.product_digest))?;
        let challenge = input(&cs, inputs.map(|i| i.challenge))?;
        let bound = input(&cs, inputs.map(|i| i.bound))?;
        let point = input(&cs, inputs.map(|i| i.point))?;
        let columns = (0..rows.div_ceil(side))
            .map(|b| input(&cs, inputs.and_then(|i| i.columns.get(b)).copied()))
            .collect::<Result<Vec<_>, _>>()?;

        let quantities = numbers(&cs, rows, QUANTITY_BITS, assigned.map(|a| &a.quantities))?;
        let slacks = numbers(
            &cs,
            self.shape.rules(),
            SLACK_BITS,
            assigned.map(|a| &a.slacks),
        )?;
        let product = (0..2 * side - 1)
            .map(|i| witness(&cs, assigned.and_then(|a| a.product.get(i)).copied()))
            .collect::<Result<Vec<_>, _>>()?;

        let shift = FpVar::Constant(Fr::from(u64::MAX) + Fr::one());
        let packed: Vec<_> = quantities
            .chunks(poseidon::PACK)
            .map(|q| horner(q, &shift))
            .collect();
        self.digest(&cs, assigned.map(|a| a.opening), &packed)?
            .enforce_equal(&commitment)?;
        self.digest(&cs, assigned.map(|a| a.slack_opening), &slacks)?
            .enforce_equal(&slack_digest)?;
        self.digest(&cs, assigned.map(|a| a.product_opening), &product)?
            .enforce_equal(&product_digest)?;

        // The product is that of the columns, as it is at a point drawn after it was fixed.
        let sum: FpVar<Fr> = quantities
            .chunks(side)
            .zip(&columns)
            .map(|(q, c)| horner(q, &point) * c)
            .sum();
        horner(&product, &point).enforce_equal(&sum)?;
        // So its middle is the weighted sum of all quantities.
        let middle = product
            .get(side - 1)
            .ok_or(SynthesisError::AssignmentMissing)?;
        middle.enforce_equal(&(bound + horner(&slacks, &challenge)))
    }
}

/// `sum_i coefficients_i point^i`.
fn horner(coefficients: &[FpVar<Fr>], point: &FpVar<Fr>) -> FpVar<Fr> {
    let mut rest = coefficients.iter().rev();
    let leading = rest.next().cloned().unwrap_or_else(FpVar::zero);
    rest.fold(leading, |value, coefficient| value * point + coefficient)
}

impl Relation<'_> {
    /// `Poseidon(opening, elements)`.
    fn digest(
        &self,
        cs: &ConstraintSystemRef<Fr>,
        opening: Option<Fr>,
        elements: &[FpVar<Fr>],
    ) -> Result<FpVar<Fr>, SynthesisError> {
        let mut sponge = PoseidonSpongeVar::new(cs.clone(), self.poseidon);
        sponge.absorb(&witness(cs, opening)?)?;
        sponge.absorb(&elements)?;
        let digest = sponge.squeeze_field_elements(1)?;
        digest
            .into_iter()
            .next()
            .ok_or(SynthesisError::AssignmentMissing)
    }
}

fn input(cs: &ConstraintSystemRef<Fr>, value: Option<Fr>) -> Result<FpVar<Fr>, SynthesisError> {
    FpVar::new_input(cs.clone(), || {
        value.ok_or(SynthesisError::AssignmentMissing)
    })
}

fn witness(cs: &ConstraintSystemRef<Fr>, value: Option<Fr>) -> Result<FpVar<Fr>, SynthesisError> {
    FpVar::new_witness(cs.clone(), || {
        value.ok_or(SynthesisError::AssignmentMissing)
    })
}

/// `count` numbers of `width` bits.
fn numbers(
    cs: &ConstraintSystemRef<Fr>,
    count: usize,
    width: usize,
    digits: Option<&Vec<Vec<Fr>>>,
) -> Result<Vec<FpVar<Fr>>, SynthesisError> {
    (0..count)
        .map(|i| number(cs, width, digits.and_then(|d| d.get(i))))
        .collect()
}

/// A number whose digits are 0 or 1: one constraint a digit, the sum is free.
fn number(
    cs: &ConstraintSystemRef<Fr>,
    width: usize,
    digits: Option<&Vec<Fr>>,
) -> Result<FpVar<Fr>, SynthesisError> {
    let mut sum = LinearCombination(Vec::with_capacity(width));
    let mut value = Fr::zero();
    let mut coefficient = Fr::one();
    for i in 0..width {
        let digit = digits.and_then(|d| d.get(i)).copied();
        let variable =
            cs.new_witness_variable(|| digit.ok_or(SynthesisError::AssignmentMissing))?;
        cs.enforce_r1cs_constraint(
            || LinearCombination(vec![(-Fr::one(), Variable::One), (Fr::one(), variable)]),
            || variable.into(),
            LinearCombination::zero,
        )?;
        sum.0.push((coefficient, variable));
        value += digit.unwrap_or_default() * coefficient;
        coefficient.double_in_place();
    }
    let variable = cs.new_lc(|| sum)?;
    Ok(FpVar::Var(AllocatedFp::new(
        digits.map(|_| value),
        variable,
        cs.clone(),
    )))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use ark_relations::gr1cs::ConstraintSystem;
    use num_bigint::BigInt;

    use super::super::challenge::Folded;
    use super::*;

    /// A prover that assigns whatever digits it likes and is honest with everything that follows from them.
    struct Prover {
        shape: Shape,
        weights: Vec<Vec<i128>>,
        bounds: Vec<BigInt>,
        quantities: Vec<Vec<Fr>>,
        slacks: Vec<Vec<Fr>>,
    }

    impl Prover {
        /// Quantities 0, 3, 6, ..; one rule asks for their sum, one for 5 less.
        fn honest() -> Prover {
            let shape = Shape::new(5, 2).unwrap();
            let rows = shape.buckets();
            let quantities: Vec<u64> = (0..rows as u64).map(|j| 3 * j).collect();
            let sum: u64 = quantities.iter().sum();
            Prover {
                shape,
                weights: vec![vec![1; rows], vec![1; rows]],
                bounds: vec![BigInt::from(sum), BigInt::from(sum - 5)],
                quantities: quantities
                    .iter()
                    .map(|q| digits(&[*q], QUANTITY_BITS))
                    .collect(),
                slacks: [0, 5].iter().map(|s| digits(&[*s], SLACK_BITS)).collect(),
            }
        }

        fn is_satisfied(&self) -> bool {
            let poseidon = poseidon::parameters();
            let value =
                |digits: &Vec<Fr>| digits.iter().rev().fold(Fr::zero(), |v, d| v.double() + d);
            let quantities: Vec<Fr> = self.quantities.iter().map(value).collect();
            let slacks: Vec<Fr> = self.slacks.iter().map(value).collect();
            let shift = Fr::from(u64::MAX) + Fr::one();
            let packed: Vec<Fr> = quantities
                .chunks(poseidon::PACK)
                .map(|chunk| chunk.iter().rev().fold(Fr::zero(), |v, q| v * shift + q))
                .collect();
            let digest = |opening: u64, elements: &[Fr]| {
                poseidon::hash(&poseidon, &[&[Fr::from(opening)], elements].concat()).unwrap()
            };
            let folded = Folded::new(
                &self.weights,
                &self.bounds,
                digest(1, &packed),
                digest(2, &slacks),
            );
            let product = folded.product(&quantities);
            let assignment = Assignment {
                inputs: folded.evaluate(digest(3, &product)),
                quantities: self.quantities.clone(),
                slacks: self.slacks.clone(),
                product,
                opening: Fr::from(1),
                slack_opening: Fr::from(2),
                product_opening: Fr::from(3),
            };
            let relation = Relation {
                poseidon: &poseidon,
                shape: self.shape,
                assignment: Some(&assignment),
            };
            let cs = ConstraintSystem::new_ref();
            relation.generate_constraints(cs.clone()).unwrap();
            cs.is_satisfied().unwrap()
        }
    }

    #[test]
    fn the_truth_satisfies() {
        assert!(Prover::honest().is_satisfied());
    }

    #[test]
    fn the_largest_quantity_satisfies() {
        let mut prover = Prover::honest();
        prover.quantities[0] = digits(&[u64::MAX], QUANTITY_BITS);
        prover.slacks[0] = digits(&[u64::MAX], SLACK_BITS);
        prover.slacks[1] = digits(&[4, 1], SLACK_BITS);
        assert!(prover.is_satisfied());
    }

    #[test]
    fn a_quantity_of_65_bits_does_not() {
        let mut prover = Prover::honest();
        // 2^64 as twice 2^63, with slacks to match.
        prover.quantities[0][QUANTITY_BITS - 1] = Fr::from(2);
        prover.slacks[0] = digits(&[0, 1], SLACK_BITS);
        prover.slacks[1] = digits(&[5, 1], SLACK_BITS);
        assert!(!prover.is_satisfied());
    }

    #[test]
    fn a_negative_quantity_does_not() {
        let mut prover = Prover::honest();
        prover.quantities[0][0] = -Fr::one();
        prover.bounds[0] -= 1;
        prover.bounds[1] -= 1;
        assert!(!prover.is_satisfied());
    }

    #[test]
    fn a_negative_slack_does_not() {
        let mut prover = Prover::honest();
        prover.bounds[0] += 1;
        prover.slacks[0][0] = -Fr::one();
        assert!(!prover.is_satisfied());
    }

    #[test]
    fn a_slack_of_the_wrong_size_does_not() {
        let mut prover = Prover::honest();
        prover.slacks[1][0] = Fr::zero();
        assert!(!prover.is_satisfied());
    }
}
