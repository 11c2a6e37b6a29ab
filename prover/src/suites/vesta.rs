//! The suite `vesta`.

use assay_verifier::suites::Vesta;
use ff::WithSmallOrderMulGroup;
use group::{Curve, Group};
use pasta_curves::arithmetic::CurveExt;
use pasta_curves::{Eq, EqAffine, Fp};

use crate::proof::compiled_suite;
use crate::suite::ProverSuite;

compiled_suite!(Vesta);

impl ProverSuite for Vesta {
    fn cube_root_of_unity() -> Fp {
        Fp::ZETA
    }

    fn lagrange_file(k: u32) -> Option<&'static [u8]> {
        match k {
            7 => Some(include_bytes!("../../params/lagrange-7.bin")),
            8 => Some(include_bytes!("../../params/lagrange-8.bin")),
            9 => Some(include_bytes!("../../params/lagrange-9.bin")),
            10 => Some(include_bytes!("../../params/lagrange-10.bin")),
            12 => Some(include_bytes!("../../params/lagrange-12.bin")),
            _ => None,
        }
    }

    fn add_multiples(sums: &mut [EqAffine], points: &[EqAffine], factor: &Fp) {
        let mut all = vec![Eq::identity(); points.len()];
        Eq::batch_mul_same_scalar_vartime(points, factor, &mut all);
        for (all, sum) in all.iter_mut().zip(sums.iter()) {
            *all += sum;
        }
        Eq::batch_normalize(&all, sums);
    }
}
