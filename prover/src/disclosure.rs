//! Monthly disclosure: what the GENIUS Act (Pub. L. 119-27) asks an issuer to publish in section 4(a)(1)(C), as bands that
//! the report itself proves: tokens outstanding; amount and composition of reserves, with average tenor and place of
//! custody of each category.
//!
//! The issuer plans bands on a public grid with [`plan_bands`], as rules for its policy. Everyone reads from a report that
//! verifies, with [`Disclosure`], what it discloses: each figure with the rule that proves it, and nothing else.

mod categories;
mod figures;
mod grid;
mod plan;
mod proven_rules;
mod reserve_facts;
mod verified;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod fixture;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

pub use categories::{CustodyPlace, ReserveCategory};
pub use figures::{Band, Figure, NotDisclosed};
pub use grid::{BandGrid, ShareWidth, ShareWidthError};
pub use plan::{plan_bands, BandPlan, BandPlanError, BandPlanInputs};
pub use verified::{Disclosure, DisclosureError};
