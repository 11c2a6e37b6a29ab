//! Figures of each category of reserves: share, tenor, custody.

use std::collections::BTreeSet;

use assay_statement::rules::Group;
use assay_statement::{Country, InstrumentKind, Rule};

use super::figures::{Band, Figure, NotDisclosed};
use super::proven_rules::ProvenRules;
use super::reserve_facts::{custody_countries, excluding_rule, has_tenor};

/// One category of reserves, and what is proved of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReserveCategory {
    /// Its kinds, in the order of [`InstrumentKind::ALL`].
    pub kinds: Vec<InstrumentKind>,
    /// Share of all assets, one figure for each rule about it.
    pub share: Result<Vec<Figure>, NotDisclosed>,
    /// Average days left, one figure for each rule about it.
    pub tenor: Result<Vec<Figure>, NotDisclosed>,
    /// The countries outside which none of it is held: those of the custodians that have rows for it in the book. No rule proves
    /// this. Every custodian signed the book, and the proof shows holdings of each custodian in its own rows only.
    pub custody: Result<BTreeSet<Country>, NotDisclosed>,
    /// Bands of the part of it that is in custody in some countries.
    pub places: Vec<CustodyPlace>,
}

/// What is in custody in some countries, and what is proved of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustodyPlace {
    /// The countries.
    pub countries: BTreeSet<Country>,
    /// Share of all assets, one figure for each rule about it.
    pub share: Result<Vec<Figure>, NotDisclosed>,
    /// Average days left, one figure for each rule about it.
    pub tenor: Result<Vec<Figure>, NotDisclosed>,
}

/// The kinds and countries of a group as sets: their order does not matter.
type Sets = (BTreeSet<InstrumentKind>, BTreeSet<Country>);

fn sets(group: &Group) -> Sets {
    let kinds = group.kinds.iter().copied().collect();
    (kinds, group.countries.iter().copied().collect())
}

fn group_of(rule: &Rule) -> Option<&Group> {
    match rule {
        Rule::Share(share) => Some(&share.of),
        Rule::Tenor(tenor) => tenor.of.as_ref(),
        _ => None,
    }
}

/// The categories of the policy, then the kinds of the book that are in no category.
pub(super) fn categories(proven: &ProvenRules<'_>) -> Vec<ReserveCategory> {
    let mut found: Vec<BTreeSet<InstrumentKind>> = Vec::new();
    let mut add = |kinds: BTreeSet<InstrumentKind>| {
        if !kinds.is_empty() && !found.contains(&kinds) {
            found.push(kinds);
        }
    };
    let groups = || proven.rules().filter_map(|(_, rule)| group_of(rule));
    groups().for_each(|group| add(sets(group).0));
    let named: BTreeSet<InstrumentKind> = groups().flat_map(|group| sets(group).0).collect();
    let rows = &proven.report.book.rows;
    for kind in InstrumentKind::ALL {
        if !named.contains(&kind) && rows.iter().any(|row| row.kind == kind) {
            add([kind].into());
        }
    }
    found
        .into_iter()
        .map(|kinds| category(proven, kinds.into_iter().collect()))
        .collect()
}

fn category(proven: &ProvenRules<'_>, kinds: Vec<InstrumentKind>) -> ReserveCategory {
    let policy = &proven.report.policy;
    let places = custody_places(proven, &kinds);
    // If eligible rules exclude all of the kinds, none of them is held, whatever else the policy says.
    let rules: Option<Vec<usize>> = kinds
        .iter()
        .map(|kind| excluding_rule(policy, *kind))
        .collect();
    if let Some((&rule, others)) = rules.as_deref().and_then(<[usize]>::split_first) {
        let mut with: Vec<usize> = others.iter().copied().filter(|r| *r != rule).collect();
        with.dedup();
        let none = Figure {
            band: Band::Share {
                min: 0u64.into(),
                max: 0u64.into(),
            },
            rule,
            name: "eligible",
            with,
        };
        return ReserveCategory {
            kinds,
            share: Ok(vec![none]),
            tenor: Err(NotDisclosed::NoneHeld),
            custody: Err(NotDisclosed::NoneHeld),
            places,
        };
    }
    let group = Group {
        kinds: kinds.clone(),
        countries: Vec::new(),
    };
    ReserveCategory {
        share: share(proven, &group),
        tenor: tenor(proven, &group),
        custody: custody(proven, &kinds),
        places,
        kinds,
    }
}

/// Bands of what is in custody in some countries, of these kinds, or of all kinds if none is named.
pub(super) fn custody_places(
    proven: &ProvenRules<'_>,
    kinds: &[InstrumentKind],
) -> Vec<CustodyPlace> {
    let kinds: BTreeSet<InstrumentKind> = kinds.iter().copied().collect();
    let mut found: Vec<&Group> = Vec::new();
    for (_, rule) in proven.rules() {
        let Some(group) = group_of(rule) else {
            continue;
        };
        let (of, countries) = sets(group);
        let known = found.iter().any(|other| sets(other) == sets(group));
        if of == kinds && !countries.is_empty() && !known {
            found.push(group);
        }
    }
    let place = |group: &Group| CustodyPlace {
        countries: sets(group).1,
        share: share(proven, group),
        tenor: tenor(proven, group),
    };
    found.into_iter().map(place).collect()
}

fn share(proven: &ProvenRules<'_>, group: &Group) -> Result<Vec<Figure>, NotDisclosed> {
    let figure = |(rule, named): (usize, &Rule)| match named {
        Rule::Share(share) if sets(&share.of) == sets(group) => Some(Figure {
            band: Band::Share {
                min: share.min.trimmed(),
                max: share.max.trimmed(),
            },
            rule,
            name: named.name(),
            with: Vec::new(),
        }),
        _ => None,
    };
    proven.disclosed(proven.rules().filter_map(figure).collect())
}

fn tenor(proven: &ProvenRules<'_>, group: &Group) -> Result<Vec<Figure>, NotDisclosed> {
    if !group.kinds.is_empty() && !has_tenor(group) {
        return Err(NotDisclosed::NoMaturity);
    }
    let figure = |(rule, named): (usize, &Rule)| match named {
        Rule::Tenor(tenor) if tenor.of.as_ref().map(sets) == Some(sets(group)) => Some(Figure {
            band: Band::Days {
                min: tenor.min_days,
                max: tenor.max_days,
            },
            rule,
            name: named.name(),
            with: Vec::new(),
        }),
        _ => None,
    };
    let figures: Vec<Figure> = proven.rules().filter_map(figure).collect();
    let mut figures = proven.disclosed(figures)?;
    let held = held(proven, group).ok_or(NotDisclosed::MayBeNone)?;
    for figure in &mut figures {
        figure.with.insert(0, held);
    }
    Ok(figures)
}

/// The position of a rule that proves that some of the group is held: a share above zero of it, or of a part of it.
fn held(proven: &ProvenRules<'_>, group: &Group) -> Option<usize> {
    let book = &proven.report.book;
    let is_part = |part: &Group| {
        let mut rows = book.rows.iter().filter(|row| part.contains(book, row));
        rows.all(|row| group.contains(book, row))
    };
    let shows = |rule: &Rule| match rule {
        Rule::Share(share) => !share.min.is_zero() && is_part(&share.of),
        _ => false,
    };
    proven
        .rules()
        .find(|(_, rule)| shows(rule))
        .map(|(rule, _)| rule)
}

fn custody(
    proven: &ProvenRules<'_>,
    kinds: &[InstrumentKind],
) -> Result<BTreeSet<Country>, NotDisclosed> {
    let book = &proven.report.book;
    if book.countries.is_empty() {
        return Err(NotDisclosed::NoCountries);
    }
    let countries = custody_countries(book, kinds);
    match countries.is_empty() {
        true => Err(NotDisclosed::NoRows),
        false => Ok(countries),
    }
}
