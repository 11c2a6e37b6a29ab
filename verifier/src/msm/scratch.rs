//! Memory that a sum works in, overwritten at the end where its scalars are secret.

use alloc::vec::Vec;
use core::ops::{Deref, DerefMut};

/// Whether the scalars of a sum are secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalars {
    /// Everybody may know them.
    Public,
    /// Nothing that was computed from them stays in memory.
    Secret,
}

/// Values that are overwritten when they are dropped, if they come from secret scalars. Memory that such a list leaves when it
/// grows is not, so it begins with the room that it will need. The filler has to have every byte that a value has: `None` of an
/// option has only what tells that it is none.
pub(crate) struct Scratch<T: Copy> {
    values: Vec<T>,
    /// What overwrites the values.
    filler: Option<T>,
}

impl<T: Copy> Scratch<T> {
    /// An empty list with room for so many values.
    pub fn with_capacity(capacity: usize, filler: T, scalars: Scalars) -> Self {
        Scratch {
            values: Vec::with_capacity(capacity),
            filler: (scalars == Scalars::Secret).then_some(filler),
        }
    }

    /// So many times the filler.
    pub fn filled(count: usize, filler: T, scalars: Scalars) -> Self {
        let mut scratch = Scratch::with_capacity(count, filler, scalars);
        scratch.values.resize(count, filler);
        scratch
    }
}

impl<T: Copy> Deref for Scratch<T> {
    type Target = Vec<T>;
    fn deref(&self) -> &Vec<T> {
        &self.values
    }
}

impl<T: Copy> DerefMut for Scratch<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.values
    }
}

impl<T: Copy> Drop for Scratch<T> {
    fn drop(&mut self) {
        if let Some(filler) = self.filler {
            // Its unused room too: an earlier use may have been longer.
            let room = self.values.capacity();
            self.values.clear();
            self.values.resize(room, filler);
            core::hint::black_box(&self.values[..]);
        }
    }
}
