//! The auditor's copy: all openings of a report, encrypted to its auditors with [age](https://age-encryption.org/v1), and the
//! check of it against the report.
//!
//! The issuer that proves a report encrypts an [`Audit`](assay_statement::Audit) with [`seal_copy`] for the [`Recipients`]
//! that the auditors named. An auditor with one of the [`Identities`] decrypts it with [`unseal_copy`], and [`check_copy`]
//! compares it with the report: every opening must open the commitment that its custodian signed, and every rule must
//! hold for the quantities. The report alone proves as much, to anyone; the auditor sees the positions themselves.

mod check;
mod holdings;
mod identity;
mod income;
mod recipient;
mod sealed_copy;

pub use check::{check_copy, Disagreement};
pub use holdings::{AuditedHoldings, CustodianHoldings, KindTotal, Position, RuleMargin};
pub use identity::{Identities, IdentityError};
pub use income::{EarnedIncome, IncomePosition};
pub use recipient::{Recipient, RecipientError, Recipients, RecipientsError, MAX_RECIPIENTS};
pub use sealed_copy::{seal_copy, unseal_copy, SealError, UnsealError, MAX_COPY_BYTES};
