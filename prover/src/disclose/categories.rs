//! Figures of each category of reserves: share, tenor, custody.

use std::collections::BTreeSet;

use assay_statement::rules::Group;
use assay_statement::{Country, InstrumentKind, Rule};

use super::figures::{Band, Figure, Proved, Why};
use super::plan::{countries, excluded, has_tenor};

/// One category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its kinds, in the order of [`InstrumentKind::ALL`].
    pub kinds: Vec<InstrumentKind>,
    /// Share of all assets: one figure a rule.
    pub share: Result<Vec<Figure>, Why>,
    /// Average days left: one figure a rule.
    pub tenor: Result<Vec<Figure>, Why>,
    /// Countries outside which none of it is: those of the custodians that the book lets hold it. Not a rule's doing, but that
    /// of the book, which every custodian signed, and of the proof, which shows each in its own rows only.
    pub custody: Result<BTreeSet<Country>, Why>,
    /// Bands of what of it is in custody in some countries.
    pub places: Vec<Place>,
}

/// What is in custody in some countries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The countries.
    pub countries: BTreeSet<Country>,
    /// Share of all assets: one figure a rule.
    pub share: Result<Vec<Figure>, Why>,
    /// Average days left: one figure a rule.
    pub tenor: Result<Vec<Figure>, Why>,
}

/// A group without regard to the order in which it names things.
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

/// The categories of the policy, then the kinds of the book that are in none.
pub(super) fn categories(proved: &Proved<'_>) -> Vec<Category> {
    let mut found: Vec<BTreeSet<InstrumentKind>> = Vec::new();
    let mut add = |kinds: BTreeSet<InstrumentKind>| {
        if !kinds.is_empty() && !found.contains(&kinds) {
            found.push(kinds);
        }
    };
    let groups = || proved.rules().filter_map(|(_, rule)| group_of(rule));
    groups().for_each(|group| add(sets(group).0));
    let named: BTreeSet<InstrumentKind> = groups().flat_map(|group| sets(group).0).collect();
    let rows = &proved.report.book.rows;
    for kind in InstrumentKind::ALL {
        if !named.contains(&kind) && rows.iter().any(|row| row.kind == kind) {
            add([kind].into());
        }
    }
    found
        .into_iter()
        .map(|kinds| category(proved, kinds.into_iter().collect()))
        .collect()
}

fn category(proved: &Proved<'_>, kinds: Vec<InstrumentKind>) -> Category {
    let policy = &proved.report.policy;
    let places = places(proved, &kinds);
    // An eligible rule that names none of them leaves nothing, whatever else the policy says.
    let rules: Option<Vec<usize>> = kinds.iter().map(|kind| excluded(policy, *kind)).collect();
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
        return Category {
            kinds,
            share: Ok(vec![none]),
            tenor: Err(Why::NoneHeld),
            custody: Err(Why::NoneHeld),
            places,
        };
    }
    let group = Group {
        kinds: kinds.clone(),
        countries: Vec::new(),
    };
    Category {
        share: share(proved, &group),
        tenor: tenor(proved, &group),
        custody: custody(proved, &kinds),
        places,
        kinds,
    }
}

/// Bands of these kinds, or of all if there are none, in some countries.
pub(super) fn places(proved: &Proved<'_>, kinds: &[InstrumentKind]) -> Vec<Place> {
    let kinds: BTreeSet<InstrumentKind> = kinds.iter().copied().collect();
    let mut found: Vec<&Group> = Vec::new();
    for (_, rule) in proved.rules() {
        let Some(group) = group_of(rule) else {
            continue;
        };
        let (of, countries) = sets(group);
        let known = found.iter().any(|other| sets(other) == sets(group));
        if of == kinds && !countries.is_empty() && !known {
            found.push(group);
        }
    }
    let place = |group: &Group| Place {
        countries: sets(group).1,
        share: share(proved, group),
        tenor: tenor(proved, group),
    };
    found.into_iter().map(place).collect()
}

fn share(proved: &Proved<'_>, group: &Group) -> Result<Vec<Figure>, Why> {
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
    proved.told(proved.rules().filter_map(figure).collect())
}

fn tenor(proved: &Proved<'_>, group: &Group) -> Result<Vec<Figure>, Why> {
    if !group.kinds.is_empty() && !has_tenor(group) {
        return Err(Why::NoMaturity);
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
    let figures: Vec<Figure> = proved.rules().filter_map(figure).collect();
    let mut figures = proved.told(figures)?;
    let held = held(proved, group).ok_or(Why::MayBeNone)?;
    for figure in &mut figures {
        figure.with.insert(0, held);
    }
    Ok(figures)
}

/// A rule that shows that some of the group is held: a share above zero of it, or of a part of it.
fn held(proved: &Proved<'_>, group: &Group) -> Option<usize> {
    let book = &proved.report.book;
    let is_part = |part: &Group| {
        let mut rows = book.rows.iter().filter(|row| part.contains(book, row));
        rows.all(|row| group.contains(book, row))
    };
    let shows = |rule: &Rule| match rule {
        Rule::Share(share) => !share.min.is_zero() && is_part(&share.of),
        _ => false,
    };
    proved
        .rules()
        .find(|(_, rule)| shows(rule))
        .map(|(rule, _)| rule)
}

fn custody(proved: &Proved<'_>, kinds: &[InstrumentKind]) -> Result<BTreeSet<Country>, Why> {
    let book = &proved.report.book;
    if book.countries.is_empty() {
        return Err(Why::NoCountries);
    }
    let countries = countries(book, kinds);
    match countries.is_empty() {
        true => Err(Why::NoRows),
        false => Ok(countries),
    }
}
