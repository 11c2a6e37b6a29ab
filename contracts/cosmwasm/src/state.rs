//! What is stored.

use cosmwasm_std::Addr;
use cw_storage_plus::{Item, Map};

use crate::document::document;
use crate::message::Predecessor;
use crate::response::{Proposal, StoredReport};

document! {
    /// The settings in force.
    pub(crate) struct Settings {
        /// What the reports are about.
        subject: String,
        /// The registry document, in its canonical form.
        registry: String,
        /// Its digest.
        registry_digest: String,
        /// Digest of the policy.
        policy: String,
        /// Decimals of the token.
        decimals: u32,
        /// Currency of the reports.
        currency: String,
        /// Least value of one token: a decimal.
        min_value_per_token: String,
        /// The oldest a report may be, in seconds.
        heartbeat: u64,
        /// Seconds from a proposal to its application.
        timelock: u64,
        /// Seconds after that in which it can be applied; not stored by the first versions.
        grace: Option<u64>,
    }
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
/// The report that the next one must follow; nothing: it must name none.
pub(crate) const PREVIOUS: Item<Predecessor> = Item::new("previous");
/// Digest of the report accepted last.
pub(crate) const LATEST: Item<String> = Item::new("latest");
/// Reports accepted, by digest.
pub(crate) const REPORTS: Map<&str, StoredReport> = Map::new("reports");
