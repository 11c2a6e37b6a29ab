//! What is stored.

use cosmwasm_std::Addr;
use cw_storage_plus::{Item, Map};
use serde::{Deserialize, Serialize};

use crate::message::Change;
use crate::response::StoredReport;

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settings {
    /// What the reports are about.
    pub subject: String,
    /// The registry document, in its canonical form.
    pub registry: String,
    /// Its digest.
    pub registry_digest: String,
    /// Digest of the policy.
    pub policy: String,
    /// Decimals of the token.
    pub decimals: u32,
    /// The oldest a report may be, in seconds.
    pub heartbeat: u64,
    /// Seconds from a proposal to its application.
    pub timelock: u64,
}

/// Other settings that wait.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Proposal {
    /// What is to change.
    pub change: Change,
    /// First second at which it can be applied.
    pub ready: u64,
}

/// The settings.
pub(crate) const SETTINGS: Item<Settings> = Item::new("settings");
/// The admin.
pub(crate) const ADMIN: Item<Addr> = Item::new("admin");
/// Who is to become admin.
pub(crate) const PROPOSED_ADMIN: Item<Addr> = Item::new("proposed_admin");
/// Whether the contract is paused.
pub(crate) const PAUSED: Item<bool> = Item::new("paused");
/// The proposal.
pub(crate) const PROPOSAL: Item<Proposal> = Item::new("proposal");
/// The digest that the next report must name as its predecessor; `None`: it must name none.
pub(crate) const PREVIOUS: Item<Option<String>> = Item::new("previous");
/// Digest of the report accepted last.
pub(crate) const LATEST: Item<String> = Item::new("latest");
/// Reports accepted, by digest.
pub(crate) const REPORTS: Map<&str, StoredReport> = Map::new("reports");
