//! Scalars that are overwritten when dropped.

use core::ops::{Deref, DerefMut};

use ff::Field;

use crate::zeroizing::zeroize_scalars;

/// Scalars that are overwritten when dropped.
pub(super) struct SecretScalars<F: Field>(pub(super) Vec<F>);

impl<F: Field> SecretScalars<F> {
    /// The first `count` scalars, in memory that is never moved, so that no copies stay behind.
    pub(super) fn collect(count: usize, scalars: impl Iterator<Item = F>) -> Self {
        let mut collected = SecretScalars(Vec::with_capacity(count));
        collected.0.extend(scalars.take(count));
        collected
    }
}

impl<F: Field> Deref for SecretScalars<F> {
    type Target = [F];
    fn deref(&self) -> &[F] {
        &self.0
    }
}

impl<F: Field> DerefMut for SecretScalars<F> {
    fn deref_mut(&mut self) -> &mut [F] {
        &mut self.0
    }
}

impl<F: Field> Drop for SecretScalars<F> {
    fn drop(&mut self) {
        zeroize_scalars(&mut self.0);
    }
}
