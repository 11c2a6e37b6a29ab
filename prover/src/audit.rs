//! The auditor's copy: all openings of a report, encrypted to its auditor with [age](https://age-encryption.org/v1), and what
//! the auditor does with it.
//!
//! Who proves a report [`seal`]s an [`Audit`](assay_statement::Audit) for the [`Recipient`]s that auditors named. Who has
//! one of the [`Identities`] [`unseal`]s it, and lets [`check`] hold it against the report: every opening must open the
//! commitment that its custodian signed, and every rule must hold for the quantities in them. The report alone proves as
//! much, to anyone; here the positions themselves are seen.

mod agreement;
mod check;
mod identity;
mod recipient;
mod sealed;

pub use agreement::{Agreement, Holder, KindTotal, Position, RuleRoom};
pub use check::{check, Disagreement};
pub use identity::{Identities, IdentityError};
pub use recipient::{Recipient, RecipientError, Recipients, RecipientsError, MAX_RECIPIENTS};
pub use sealed::{seal, unseal, SealError, UnsealError, MAX_SEALED};
