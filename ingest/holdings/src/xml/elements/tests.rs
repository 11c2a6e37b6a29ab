//! Tests of what stands beside them.

use super::*;

#[test]
fn names_that_differ_anywhere_are_others() {
    let name = b"abcdefghijklmnopqrstuvwxyz";
    for length in 0..=name.len() {
        assert!(same(&name[..length], &name[..length]));
        for at in 0..length {
            let mut other = *name;
            other[at] = b'-';
            assert!(!same(&name[..length], &other[..length]));
        }
    }
}
