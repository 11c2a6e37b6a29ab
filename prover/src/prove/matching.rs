//! Matching openings and attestations with the custodians and rows of a book.

use assay_statement::{Book, Digest, Id, Opening};
use zeroize::Zeroizing;

use super::error::ProveError;

/// The quantity in every row of the book, from openings of it. PRIVATE.
pub(crate) fn quantities(
    book: &Book,
    digest: &Digest,
    openings: &[&Opening],
) -> Result<Zeroizing<Vec<u64>>, ProveError> {
    let mut quantities = Zeroizing::new(vec![0u64; book.quantities()]);
    for opening in openings {
        opening
            .check(book, digest)
            .map_err(|source| ProveError::Opening {
                custodian: opening.custodian.clone(),
                source,
            })?;
        for item in &opening.quantities {
            if let Some(quantity) = quantities.get_mut(item.row as usize) {
                *quantity = item.quantity;
            }
        }
    }
    Ok(quantities)
}

/// Exactly one item for each custodian, in the book's order.
pub(crate) fn in_order<'a, T>(
    book: &Book,
    items: &'a [T],
    custodian: impl Fn(&T) -> &Id,
    what: &'static str,
) -> Result<Vec<&'a T>, ProveError> {
    if let Some(unknown) = items
        .iter()
        .find(|item| book.custodian_index(custodian(item)).is_none())
    {
        let custodian = custodian(unknown).clone();
        return Err(ProveError::UnknownCustodian { custodian, what });
    }
    let mut ordered = Vec::with_capacity(items.len());
    for id in &book.custodians {
        let mut own = items.iter().filter(|item| custodian(item) == id);
        let custodian = || id.clone();
        ordered.push(own.next().ok_or_else(|| ProveError::Missing {
            custodian: custodian(),
            what,
        })?);
        if own.next().is_some() {
            return Err(ProveError::Twice {
                custodian: custodian(),
                what,
            });
        }
    }
    Ok(ordered)
}
