//! The issuer's plan: bands that hold of the reserves, as rules of the policy.

use std::collections::BTreeSet;

use assay_circuits::Shape;
use assay_statement::rules::{Group, Share, Tenor};
use assay_statement::{
    compile, count_inequalities, digest, Book, CanonicalError, CompileError, Decimal,
    InstrumentKind, Opening, Owed, Policy, Rule, TableError, MAX_TEXT,
};
use thiserror::Error;

use super::grid::{last_reached, BandGrid};
use super::reserve_facts::{custody_countries, excluding_rule, has_tenor};
use crate::inequalities::all_hold;
use crate::prove::{in_order, quantities, ProveError};
use crate::zeroizing::zeroize_stack_after;

/// What a plan of bands is made from.
#[derive(Clone, Debug)]
pub struct BandPlanInputs<'a> {
    /// The public book.
    pub book: &'a Book,
    /// The policy to which the bands are added.
    pub policy: &'a Policy,
    /// One for each custodian of the book, in any order. PRIVATE.
    pub openings: &'a [Opening],
    /// Widths of the bands.
    pub grid: BandGrid,
    /// Categories, each of some kinds. If there are none, each kind that has rows and is eligible is a category.
    pub categories: Vec<Vec<InstrumentKind>>,
    /// Whether a category with custodians in several countries gets a band for each country as well.
    pub by_country: bool,
}

/// A policy with bands. It is public, as it will be in the report, and reveals in which bands the holdings lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BandPlan {
    /// The policy with the rules added.
    pub policy: Policy,
    /// How many rules were added, at the end of the policy.
    pub added: usize,
    /// Inequalities of the policy for this book.
    pub inequalities: usize,
    /// The most inequalities that a plan on the same grid can have for the same book, whatever is held. Next month's book
    /// should have room for as many.
    pub most: usize,
    /// The first standard shape for the book's rows and `inequalities`.
    pub fits: Option<Shape>,
    /// The same for `most`.
    pub always_fits: Option<Shape>,
}

/// Why [`plan_bands`] makes no plan.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BandPlanError {
    /// The policy does not compile for the book.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The table of policy and book has no program.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The book has no digest.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// There is not one opening for each custodian of the book, or an opening does not fit the book.
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
    /// A category has no kinds.
    #[error("category {category} (from 0): expected at least one kind")]
    NoKinds {
        /// Its position.
        category: usize,
    },
    /// A kind is in two categories, or twice in one. Bands that overlap would reveal more than each of them alone.
    #[error("kind {kind} is in two categories, expected it in one")]
    KindTwice {
        /// The kind.
        kind: InstrumentKind,
    },
    /// The book has no row of a kind.
    #[error("the book has no row of kind {kind}, so there is nothing to disclose of it")]
    NoRows {
        /// The kind.
        kind: InstrumentKind,
    },
    /// Bands for each country are asked for, and the book has no countries.
    #[error("the book does not say in which country each custodian is: give each custodian a \"country\" and make the book again")]
    NoCountries,
    /// All quantities are zero. PRIVATE.
    #[error("the openings hold nothing at all, and nothing has no shares (do not publish this)")]
    Empty,
    /// The source of the policy leaves no room for the note on the bands.
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
/// [`BandPlanError`].
pub fn plan_bands(inputs: &BandPlanInputs<'_>) -> Result<BandPlan, BandPlanError> {
    zeroize_stack_after(|| make(inputs))
}

fn make(inputs: &BandPlanInputs<'_>) -> Result<BandPlan, BandPlanError> {
    let BandPlanInputs { book, policy, .. } = *inputs;
    if let Some((rule, found)) = planned(policy) {
        let name = found.name();
        return Err(BandPlanError::Planned { rule, name });
    }
    let groups = groups(inputs)?;
    let openings = in_order(book, inputs.openings, |o| &o.custodian, "opening")?;
    let quantities = quantities(book, &digest(book)?, &openings)?;
    if quantities.iter().all(|quantity| *quantity == 0) {
        return Err(BandPlanError::Empty);
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
        // A band in the middle has two bounds, and each is an inequality.
        most += if dated { 4 } else { 2 };
        let share = search.share(&group)?;
        let is_held = !share.min.is_zero();
        planned.rules.push(Rule::Share(share));
        // Whether there is a band of tenor must not reveal more than the band of the share.
        if dated && is_held {
            planned.rules.push(Rule::Tenor(search.tenor(&group)?));
        }
    }
    let inequalities = count_inequalities(&search.book, &planned)?;
    let fits = |rules| book.suite.smallest_shape(book.quantities(), rules);
    Ok(BandPlan {
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
fn source(policy: &Policy, grid: BandGrid) -> Result<String, BandPlanError> {
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
        false => Err(BandPlanError::SourceTooLong {
            found: source.len(),
            most,
        }),
    }
}

/// The groups that get bands.
fn groups(inputs: &BandPlanInputs<'_>) -> Result<Vec<Group>, BandPlanError> {
    let book = inputs.book;
    let has_rows = |kind: InstrumentKind| book.rows.iter().any(|row| row.kind == kind);
    let mut categories = inputs.categories.clone();
    let mut seen = BTreeSet::new();
    for (category, kinds) in categories.iter().enumerate() {
        if kinds.is_empty() {
            return Err(BandPlanError::NoKinds { category });
        }
        for &kind in kinds {
            if !seen.insert(kind) {
                return Err(BandPlanError::KindTwice { kind });
            }
            if !has_rows(kind) {
                return Err(BandPlanError::NoRows { kind });
            }
        }
    }
    if categories.is_empty() {
        let held = |kind: &InstrumentKind| {
            has_rows(*kind) && excluding_rule(inputs.policy, *kind).is_none()
        };
        categories = InstrumentKind::ALL
            .into_iter()
            .filter(held)
            .map(|kind| vec![kind])
            .collect();
    }
    if inputs.by_country && book.countries.is_empty() {
        return Err(BandPlanError::NoCountries);
    }
    let mut groups = Vec::new();
    for kinds in categories {
        let countries = custody_countries(book, &kinds);
        groups.push(Group {
            kinds: kinds.clone(),
            countries: Vec::new(),
        });
        if inputs.by_country && countries.len() > 1 {
            groups.extend(countries.into_iter().map(|country| Group {
                kinds: kinds.clone(),
                countries: vec![country],
            }));
        }
    }
    Ok(groups)
}

/// Searches for bands by trying the rules themselves on the holdings: what holds here can be proved.
struct Search<'a> {
    book: Book,
    policy: &'a Policy,
    quantities: &'a [u64],
    grid: BandGrid,
}

impl Search<'_> {
    fn holds(&self, rule: Rule) -> Result<bool, BandPlanError> {
        let mut policy = self.policy.clone();
        policy.rules = vec![rule];
        // Bounds of bands do not depend on the supply: any will do.
        let one = Decimal::from(1u64);
        let any = Owed::new(one.clone(), &one, Decimal::zero(), Decimal::zero());
        let program = compile(&self.book, &policy)?.bind(&any)?;
        Ok(all_hold(&program, self.quantities))
    }

    fn share(&self, of: &Group) -> Result<Share, BandPlanError> {
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

    fn tenor(&self, of: &Group) -> Result<Tenor, BandPlanError> {
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
