//! Monthly disclosure: what the GENIUS Act (Pub. L. 119-27) asks an issuer to publish in section 4(a)(1)(C) - tokens
//! outstanding; amount and composition of reserves, with average tenor and place of custody of each category - as bands
//! that the report itself proves.
//!
//! The issuer's side is [`plan`]: bands on a public grid, as rules for the policy. Everybody's side is [`Disclosure`]: what a
//! report that verifies lets anyone say, each figure with the rule that proves it, and nothing else.

mod categories;
mod figures;
mod grid;
mod plan;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod fixture;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

pub use categories::{Category, Place};
pub use figures::{Band, Disclosure, DisclosureError, Figure, Why};
pub use grid::{Grid, GridError, ShareWidth};
pub use plan::{plan, Plan, PlanError, PlanInputs};
