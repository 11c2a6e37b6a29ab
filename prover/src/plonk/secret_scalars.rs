//! Scalars that are overwritten when dropped.

use core::ops::{Deref, DerefMut};

use pasta_curves::Fp;

use crate::zeroizing::zeroize_scalars;

/// Scalars that are overwritten when dropped.
pub(super) struct SecretScalars<T: DerefMut<Target = [Fp]>>(pub(super) T);

impl SecretScalars<Vec<Fp>> {
    /// The first `count` scalars, in memory that is never moved, so that no copies stay behind.
    pub(super) fn collect(count: usize, scalars: impl Iterator<Item = Fp>) -> Self {
        let mut collected = SecretScalars(Vec::with_capacity(count));
        collected.0.extend(scalars.take(count));
        collected
    }
}

impl<T: DerefMut<Target = [Fp]>> Deref for SecretScalars<T> {
    type Target = [Fp];
    fn deref(&self) -> &[Fp] {
        &self.0
    }
}

impl<T: DerefMut<Target = [Fp]>> DerefMut for SecretScalars<T> {
    fn deref_mut(&mut self) -> &mut [Fp] {
        &mut self.0
    }
}

impl<T: DerefMut<Target = [Fp]>> Drop for SecretScalars<T> {
    fn drop(&mut self) {
        zeroize_scalars(&mut self.0);
    }
}
