//! What the prover takes from a suite, besides what the verifier takes.

use assay_verifier::suites::Suite;

/// A suite that proofs can be made in.
pub trait ProverSuite: Suite {
    /// A primitive cube root of unity: the identities are evaluated on its coset.
    fn cube_root_of_unity() -> Self::Scalar;

    /// `L_0..L_{n-1}` of `n = 2^k`, as points of an embedded key; `None` without embedded ones.
    fn lagrange_file(k: u32) -> Option<&'static [u8]>;

    /// Adds `factor * point` to the sum of each point; sums are as many as the points. In a time that depends on the factor,
    /// which is public.
    fn add_multiples(sums: &mut [Self::Affine], points: &[Self::Affine], factor: &Self::Scalar);
}
