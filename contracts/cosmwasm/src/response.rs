//! What queries answer.

use serde::{Deserialize, Serialize};

use crate::json::Json;

/// A report that was accepted, and what it proves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredReport {
    /// Its digest, hex.
    pub digest: String,
    /// Digest of the report before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// Digest of its policy.
    pub policy: String,
    /// Its as-of time, Unix seconds.
    pub as_of: u64,
    /// Tokens that are covered, exact: a decimal.
    pub tokens: String,
    /// What covers them at the least, in `currency`, exact: a decimal.
    pub amount_to_cover: String,
    /// The book's currency.
    pub currency: String,
    /// Who submitted it.
    pub submitter: String,
    /// Height of the block it was submitted in.
    pub height: u64,
    /// That block's time, Unix seconds.
    pub time: u64,
}

/// The answer to `latest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Latest {
    /// The report accepted last; left out if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<StoredReport>,
    /// Whether it is older than the heartbeat.
    pub stale: bool,
    /// Whether the contract is paused.
    pub paused: bool,
}

/// The answer to `config`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Config {
    /// What the reports are about.
    pub subject: String,
    /// The registry document.
    pub registry: Json,
    /// Its digest.
    pub registry_digest: String,
    /// Digest of the policy.
    pub policy: String,
    /// Digest that the next report must name as its predecessor; left out: it must name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// Decimals of the token.
    pub decimals: u32,
    /// The oldest a report may be, in seconds.
    pub heartbeat: u64,
    /// Seconds from a proposal to its application.
    pub timelock: u64,
    /// The admin.
    pub admin: String,
    /// Whether the contract is paused.
    pub paused: bool,
}

/// The answer to `can_mint`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CanMint {
    /// Whether the mint is covered.
    pub can_mint: bool,
    /// `covered`, or why not: `paused`, `no-report`, `stale`, `exceeds-proved`.
    pub reason: String,
    /// Decimals that the amounts were read with.
    pub decimals: u32,
    /// The report it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
}

/// The answer to `pending`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pending {
    /// Other settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<PendingChange>,
    /// A successor of the admin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin: Option<String>,
}

/// Settings that wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PendingChange {
    /// What is to change.
    pub change: crate::message::Change,
    /// First second at which it can be applied, Unix time.
    pub ready: u64,
}
