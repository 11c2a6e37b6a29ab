//! What is left of a proof after its transcript: a linear combination of points that must be the identity.

use alloc::vec;
use alloc::vec::Vec;

use assay_circuits::{BLINDERS, FIXED};
use ff::Field;
use group::Group;

use crate::parallel::large_msm;
use crate::suite::Suite;
use crate::verifying_key::VerifyingKey;

/// `sum g_i G_i + w W + u U + sum f_i F_i + sum b_i L_{z_i} + sum s P`, over the points of one key and others.
#[derive(Clone)]
pub(crate) struct DeferredCheck<S: Suite> {
    pub(crate) g: Vec<S::Scalar>,
    pub(crate) w: S::Scalar,
    pub(crate) u: S::Scalar,
    pub(crate) fixed: [S::Scalar; FIXED],
    pub(crate) blinders: [S::Scalar; BLINDERS],
    pub(crate) others: Vec<(S::Scalar, S::Affine)>,
}

impl<S: Suite> DeferredCheck<S> {
    pub(crate) fn new(n: usize) -> Self {
        DeferredCheck {
            g: vec![S::Scalar::ZERO; n],
            w: S::Scalar::ZERO,
            u: S::Scalar::ZERO,
            fixed: [S::Scalar::ZERO; FIXED],
            blinders: [S::Scalar::ZERO; BLINDERS],
            others: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, scalar: S::Scalar, point: S::Affine) {
        self.others.push((scalar, point));
    }

    /// Adds `factor` times `other`, of the same key.
    pub(crate) fn add_scaled(&mut self, factor: S::Scalar, other: &DeferredCheck<S>) {
        let add = |into: &mut [S::Scalar], from: &[S::Scalar]| {
            into.iter_mut()
                .zip(from)
                .for_each(|(i, f)| *i += factor * f);
        };
        add(&mut self.g, &other.g);
        self.w += factor * other.w;
        self.u += factor * other.u;
        add(&mut self.fixed, &other.fixed);
        add(&mut self.blinders, &other.blinders);
        self.others
            .extend(other.others.iter().map(|(s, p)| (factor * s, *p)));
    }

    /// Whether the combination is the identity.
    pub(crate) fn holds(&self, key: &VerifyingKey<S>) -> bool {
        bool::from(S::msm(self.terms(key)).is_identity())
    }

    /// The same for a batch, on all cores.
    pub(crate) fn holds_in_parallel(&self, key: &VerifyingKey<S>) -> bool {
        let terms: Vec<(S::Scalar, S::Affine)> = self.terms(key).map(|(s, p)| (*s, *p)).collect();
        bool::from(large_msm::<S>(&terms).is_identity())
    }

    fn terms<'a>(
        &'a self,
        key: &'a VerifyingKey<S>,
    ) -> impl Iterator<Item = (&'a S::Scalar, &'a S::Affine)> {
        let own = self.g.iter().zip(&key.generators);
        let fixed = self.fixed.iter().zip(&key.fixed);
        let blinders = self.blinders.iter().zip(&key.blinder_generators);
        let rest = [(&self.w, &key.blinding), (&self.u, &key.inner_product)];
        let others = self.others.iter().map(|(s, p)| (s, p));
        own.chain(fixed).chain(blinders).chain(rest).chain(others)
    }
}
