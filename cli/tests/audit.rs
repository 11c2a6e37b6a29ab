//! The auditor's copy through the commands: `assay prove --auditor`, `assay audit`.
#![allow(clippy::unwrap_used, missing_docs)]

mod support;

#[path = "audit/agrees.rs"]
mod agrees;
#[path = "audit/made.rs"]
mod made;
#[path = "audit/making.rs"]
mod making;
#[path = "audit/refusals.rs"]
mod refusals;
