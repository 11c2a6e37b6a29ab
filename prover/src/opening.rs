//! What the opening of a commitment opens.

use assay_statement::{Opening, PointBytes};
use assay_verifier::suites::{DocumentSuite, Suite};
use zeroize::Zeroizing;

use crate::commitment::{Blinders, Committer};
use crate::suite::ProverSuite;

/// The blinders of an opening; `None` if one is not a canonical scalar.
pub(crate) fn blinders<S: Suite>(opening: &Opening) -> Option<Blinders<S>> {
    let bytes = Zeroizing::new([0, 1, 2, 3].map(|i: usize| opening.blinders[i].0));
    Blinders::from_bytes(&bytes)
}

/// The commitment to the quantities of an opening under these blinders; `None` if the shape does not have one of its
/// rows.
pub(crate) fn commitment_of<S: ProverSuite + DocumentSuite>(
    committer: &Committer<S>,
    opening: &Opening,
    blinders: &Blinders<S>,
) -> Option<PointBytes> {
    let pairs = opening
        .quantities
        .iter()
        .map(|item| (item.row as usize, item.quantity));
    let point = committer.commit(pairs, blinders)?;
    Some(S::point_bytes(&point))
}
