//! halo2's generators `G_i`: read from a table, or with feature `derive-generators` hashed to, as the table once was.

use alloc::vec::Vec;

use pasta_curves::EqAffine;

/// `G_0..G_{n-1}`. At most as many as the largest embedded key needs.
#[cfg(not(feature = "derive-generators"))]
pub(super) fn first(n: usize) -> Option<Vec<EqAffine>> {
    table::first(n)
}

/// `G_0..G_{n-1}`.
#[cfg(feature = "derive-generators")]
pub(super) fn first(n: usize) -> Option<Vec<EqAffine>> {
    Some(hash::first(n))
}

#[cfg(any(test, not(feature = "derive-generators")))]
mod table {
    use alloc::vec::Vec;

    use pasta_curves::EqAffine;

    use crate::suites::vesta::key_file::{point, POINT};

    /// In runs, so that a build for small shapes need not carry the large ones.
    const RUNS: &[&[u8]] = &[
        include_bytes!("../../../keys/generators-0-128.bin"),
        include_bytes!("../../../keys/generators-128-256.bin"),
        include_bytes!("../../../keys/generators-256-512.bin"),
        include_bytes!("../../../keys/generators-512-1024.bin"),
        #[cfg(feature = "large")]
        include_bytes!("../../../keys/generators-1024-4096.bin"),
    ];

    pub(super) fn first(n: usize) -> Option<Vec<EqAffine>> {
        RUNS.iter()
            .flat_map(|run| run.chunks_exact(POINT))
            .take(n)
            .map(point)
            .collect()
    }
}

#[cfg(any(test, feature = "derive-generators"))]
mod hash {
    use alloc::vec::Vec;

    use pasta_curves::arithmetic::CurveExt;
    use pasta_curves::{Eq, EqAffine};

    /// What halo2 hashes: a zero byte, then `i` as a little-endian `u32`.
    pub(super) fn first(n: usize) -> Vec<EqAffine> {
        let hash = Eq::hash_to_curve("Halo2-Parameters");
        let points: Vec<Eq> = (0u32..)
            .take(n)
            .map(|i| {
                let [a, b, c, d] = i.to_le_bytes();
                hash(&[0, a, b, c, d])
            })
            .collect();
        let mut affine = alloc::vec![EqAffine::default(); n];
        Eq::batch_normalize_vartime(&points, &mut affine);
        affine
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_what_halo2_hashes_to() {
        let most = if cfg!(feature = "large") { 4096 } else { 1024 };
        let table = table::first(usize::MAX);
        assert_eq!(table.as_ref().map(Vec::len), Some(most));
        assert!(table == Some(hash::first(most)));
        for n in [0, 1, 128, most] {
            assert!(table::first(n) == Some(hash::first(n)), "{n}");
        }
    }
}
