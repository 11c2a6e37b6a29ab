//! What a book and a policy say about kinds of instruments.

use std::collections::BTreeSet;

use assay_statement::rules::Group;
use assay_statement::{Book, Country, InstrumentKind, Policy, Rule};

/// The position of the first eligible rule that lets nobody hold a kind.
pub(super) fn excluding_rule(policy: &Policy, kind: InstrumentKind) -> Option<usize> {
    policy.rules.iter().position(|rule| match rule {
        Rule::Eligible(eligible) => !eligible.kinds.contains(&kind),
        _ => false,
    })
}

/// Whether a group has a tenor at all: cash, reserve balances, funds and tokens have no maturity.
pub(super) fn has_tenor(group: &Group) -> bool {
    group.kinds.iter().any(|kind| kind.has_maturity())
}

/// The countries of the custodians that have rows of these kinds.
pub(super) fn custody_countries(book: &Book, kinds: &[InstrumentKind]) -> BTreeSet<Country> {
    let rows = book.rows.iter().filter(|row| kinds.contains(&row.kind));
    rows.filter_map(|row| book.countries.get(&row.custodian).copied())
        .collect()
}
