//! The issuer's side: the bands that hold, as rules.

use std::collections::BTreeSet;

use assay_circuits::Shape;
use assay_statement::rules::{Group, Share, Tenor};
use assay_statement::{
    compile, count_inequalities, digest, Book, CanonicalError, CompileError, Country, Decimal,
    InstrumentKind, Opening, Policy, Rule, TableError, MAX_TEXT,
};
use thiserror::Error;

use super::grid::{last_reached, Grid};
use crate::prove::{in_order, quantities, ProveError};
use crate::slack::all_hold;
use crate::wipe;

/// What a plan is made of.
#[derive(Clone, Debug)]
pub struct PlanInputs<'a> {
    /// The public book.
    pub book: &'a Book,
    /// The policy to which the bands are added.
    pub policy: &'a Policy,
    /// One for each custodian of the book, in any order. PRIVATE.
    pub openings: &'a [Opening],
    /// Widths of the bands.
    pub grid: Grid,
    /// Categories, each of some kinds. None: each kind that the book has a row of and the policy lets be held.
    pub categories: Vec<Vec<InstrumentKind>>,
    /// Whether categories that several countries may hold get a band for each.
    pub by_country: bool,
}

/// A policy with bands. Public, as it will be in the report: of the holdings it tells in which bands they lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The policy with the rules added.
    pub policy: Policy,
    /// How many rules were added, at the end.
    pub added: usize,
    /// Inequalities that the policy makes of the book.
    pub inequalities: usize,
    /// Most that a plan on the same grid can make of the same book, whatever is held: what next month's book should have room
    /// for.
    pub most: usize,
    /// The smallest standard shape for the book's rows and `inequalities`.
    pub fits: Option<Shape>,
    /// The same for `most`.
    pub always_fits: Option<Shape>,
}

/// Why there is no plan.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PlanError {
    /// Policy and book do not go together.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The table of policy and book has no program.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The book has no digest.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The openings are not one per custodian of the book.
    #[error(transparent)]
    Openings(#[from] ProveError),
    /// The policy has bands already.
    #[error("rule {rule} of the policy is a {name} rule already: plan from the policy without bands, not from last month's plan")]
    Planned {
        /// The rule's position in the policy.
        rule: usize,
        /// Its name.
        name: &'static str,
    },
    /// A category of no kind.
    #[error("category {category} (from 0): expected at least one kind")]
    NoKinds {
        /// Its position.
        category: usize,
    },
    /// A kind in two categories, or twice in one: bands that overlap tell more than each alone.
    #[error("kind {kind} is in two categories, expected it in one")]
    KindTwice {
        /// The kind.
        kind: InstrumentKind,
    },
    /// A kind that the book does not have.
    #[error("the book has no row of kind {kind}, so there is nothing to disclose of it")]
    NoRows {
        /// The kind.
        kind: InstrumentKind,
    },
    /// Countries are asked for and not there.
    #[error("the book does not say in which country each custodian is: give each custodian a \"country\" and make the book again")]
    NoCountries,
    /// All quantities are zero. PRIVATE.
    #[error("the openings hold nothing at all, and nothing has no shares (do not publish this)")]
    Empty,
    /// No room for the note on the bands.
    #[error("the source of the policy has {found} bytes, expected at most {most}, so that a note on the bands fits; shorten it")]
    SourceTooLong {
        /// Bytes found.
        found: usize,
        /// Most that leave room.
        most: usize,
    },
}

/// Chooses for every category the band of the grid in which its share lies, and if that band begins above zero the one in
/// which its tenor lies. A holding on the edge of two bands is in the upper one; a share of all is in the last.
///
/// # Errors
/// [`PlanError`].
pub fn plan(inputs: &PlanInputs<'_>) -> Result<Plan, PlanError> {
    wipe::after(|| make(inputs))
}

fn make(inputs: &PlanInputs<'_>) -> Result<Plan, PlanError> {
    let PlanInputs { book, policy, .. } = *inputs;
    if let Some((rule, found)) = planned(policy) {
        let name = found.name();
        return Err(PlanError::Planned { rule, name });
    }
    let groups = groups(inputs)?;
    let openings = in_order(book, inputs.openings, |o| &o.custodian, "opening")?;
    let quantities = quantities(book, &digest(book)?, &openings)?;
    if quantities.iter().all(|quantity| *quantity == 0) {
        return Err(PlanError::Empty);
    }
    let mut bare = book.clone();
    bare.shape = Shape::WIDEST;
    let search = Search {
        book: bare,
        policy,
        quantities: &quantities,
        grid: inputs.grid,
    };
    let mut planned = policy.clone();
    planned.source = Some(source(policy, inputs.grid)?);
    let mut most = count_inequalities(&search.book, policy)?;
    for group in groups {
        let dated = group.countries.is_empty() && has_tenor(&group);
        // Both ends of a band that is in the middle.
        most += if dated { 4 } else { 2 };
        let share = search.share(&group)?;
        let is_held = !share.min.is_zero();
        planned.rules.push(Rule::Share(share));
        // Whether there is a tenor to tell must not tell more than the share does.
        if dated && is_held {
            planned.rules.push(Rule::Tenor(search.tenor(&group)?));
        }
    }
    let inequalities = count_inequalities(&search.book, &planned)?;
    let fits = |rules| Shape::smallest_standard(book.rows.len(), rules);
    Ok(Plan {
        added: planned.rules.len() - policy.rules.len(),
        policy: planned,
        inequalities,
        most,
        fits: fits(inequalities),
        always_fits: fits(most),
    })
}

fn planned(policy: &Policy) -> Option<(usize, &Rule)> {
    let band = |rule: &Rule| matches!(rule, Rule::Share(_) | Rule::Tenor(_));
    policy.rules.iter().enumerate().find(|(_, rule)| band(rule))
}

/// The policy's source, and where the bands are from.
fn source(policy: &Policy, grid: Grid) -> Result<String, PlanError> {
    let note = format!(
        "Bands of share and tenor: chosen by assay disclose plan on a grid of {} and {} days.",
        grid.share.width(),
        grid.days
    );
    let Some(source) = &policy.source else {
        return Ok(note);
    };
    let most = MAX_TEXT.saturating_sub(note.len() + 1);
    match source.len() <= most {
        true => Ok(format!("{source} {note}")),
        false => Err(PlanError::SourceTooLong {
            found: source.len(),
            most,
        }),
    }
}

/// Kinds that the policy lets nobody hold, by its eligible rules.
pub(super) fn excluded(policy: &Policy, kind: InstrumentKind) -> Option<usize> {
    policy.rules.iter().position(|rule| match rule {
        Rule::Eligible(eligible) => !eligible.kinds.contains(&kind),
        _ => false,
    })
}

/// Whether a category has days left to speak of: cash, funds and tokens have none.
pub(super) fn has_tenor(group: &Group) -> bool {
    group.kinds.iter().any(|kind| kind.has_maturity())
}

/// Countries of the custodians that have rows of these kinds.
pub(super) fn countries(book: &Book, kinds: &[InstrumentKind]) -> BTreeSet<Country> {
    let rows = book.rows.iter().filter(|row| kinds.contains(&row.kind));
    rows.filter_map(|row| book.countries.get(&row.custodian).copied())
        .collect()
}

/// What there is to be a band of.
fn groups(inputs: &PlanInputs<'_>) -> Result<Vec<Group>, PlanError> {
    let book = inputs.book;
    let has_rows = |kind: InstrumentKind| book.rows.iter().any(|row| row.kind == kind);
    let mut categories = inputs.categories.clone();
    let mut seen = BTreeSet::new();
    for (category, kinds) in categories.iter().enumerate() {
        if kinds.is_empty() {
            return Err(PlanError::NoKinds { category });
        }
        for &kind in kinds {
            if !seen.insert(kind) {
                return Err(PlanError::KindTwice { kind });
            }
            if !has_rows(kind) {
                return Err(PlanError::NoRows { kind });
            }
        }
    }
    if categories.is_empty() {
        let held =
            |kind: &InstrumentKind| has_rows(*kind) && excluded(inputs.policy, *kind).is_none();
        categories = InstrumentKind::ALL
            .into_iter()
            .filter(held)
            .map(|kind| vec![kind])
            .collect();
    }
    if inputs.by_country && book.countries.is_empty() {
        return Err(PlanError::NoCountries);
    }
    let mut groups = Vec::new();
    for kinds in categories {
        let places = countries(book, &kinds);
        groups.push(Group {
            kinds: kinds.clone(),
            countries: Vec::new(),
        });
        if inputs.by_country && places.len() > 1 {
            groups.extend(places.into_iter().map(|country| Group {
                kinds: kinds.clone(),
                countries: vec![country],
            }));
        }
    }
    Ok(groups)
}

/// Tries the rules themselves on the holdings: what is planned is what will be proved.
struct Search<'a> {
    book: Book,
    policy: &'a Policy,
    quantities: &'a [u64],
    grid: Grid,
}

impl Search<'_> {
    fn holds(&self, rule: Rule) -> Result<bool, PlanError> {
        let mut policy = self.policy.clone();
        policy.rules = vec![rule];
        // Bounds of bands do not depend on the supply: any will do.
        let one = Decimal::from(1u64);
        let program = compile(&self.book, &policy)?.bind(&one, &one)?;
        Ok(all_hold(&program, self.quantities))
    }

    fn share(&self, of: &Group) -> Result<Share, PlanError> {
        let width = self.grid.share;
        let band = |min: Decimal, max: Decimal| Share {
            of: of.clone(),
            min,
            max,
        };
        let found = last_reached(width.bands(), |i| {
            self.holds(Rule::Share(band(width.edge(i), Decimal::from(1u64))))
        })?;
        Ok(band(width.edge(found), width.edge(found + 1)))
    }

    fn tenor(&self, of: &Group) -> Result<Tenor, PlanError> {
        let width = self.grid.days.get();
        let as_of = self.book.as_of.date();
        let rows = self
            .book
            .rows
            .iter()
            .filter(|row| of.contains(&self.book, row));
        let longest = rows.map(|row| row.days_left(as_of)).max().unwrap_or(0);
        let longest = u32::try_from(longest).unwrap_or(0); // not matured, and before the year 10,000
        let band = |min_days, max_days| Tenor {
            of: Some(of.clone()),
            min_days,
            max_days,
        };
        let found = last_reached(longest / width + 1, |i| {
            self.holds(Rule::Tenor(band(i * width, longest)))
        })?;
        Ok(band(found * width, (found + 1).saturating_mul(width)))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
