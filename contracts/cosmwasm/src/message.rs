//! The messages. Fields unknown, given twice or `null` are refused.

use serde::{Deserialize, Serialize};

use crate::json::Json;

/// Sets the contract up.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// What the reports are about; the registry must say the same. Never changes.
    pub subject: String,
    /// The registry document: custodians, keys, thresholds.
    pub registry: Json,
    /// Digest of the policy that every report must follow, hex.
    pub policy: String,
    /// Digest of the report that the first one submitted here must name as its predecessor, hex. Left out: it must name none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
    /// Decimals of the token, for `can_mint`.
    pub decimals: u32,
    /// The oldest a report may be, in seconds from its as-of time: to be accepted, and to cover a mint.
    pub heartbeat: u64,
    /// Seconds from `propose_registry` to `apply_registry`. Never changes.
    pub timelock: u64,
    /// Who may pause and change the settings.
    pub admin: String,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Anyone: verifies a report and stores what it proves.
    Submit {
        /// The report document, whole, as text.
        report: String,
    },
    /// The admin: no report is accepted and no mint covered, at once.
    Pause {},
    /// The admin: ends a pause, at once.
    Unpause {},
    /// The admin: other settings, from when the timelock has passed. Takes the place of a proposal before it.
    ProposeRegistry(Change),
    /// The admin: applies the proposal.
    ApplyRegistry {},
    /// The admin: drops the proposal.
    CancelRegistry {},
    /// The admin: names a successor, who has to accept. Takes the place of one named before.
    ProposeAdmin {
        /// The successor.
        admin: String,
    },
    /// The successor: becomes admin.
    AcceptAdmin {},
}

/// Other settings; what is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The registry document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registry: Option<Json>,
    /// Digest of the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    /// The oldest a report may be, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heartbeat: Option<u64>,
    /// Decimals of the token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u32>,
    /// Digest that the next report must name as its predecessor, in place of the latest report's: for when the issuer's chain of
    /// reports went on without this contract.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<String>,
}

/// What can be asked. The answers are in [`response`](crate::response).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum QueryMsg {
    /// The report accepted last.
    Latest {},
    /// A report accepted before.
    Report {
        /// Its digest, hex.
        digest: String,
    },
    /// The settings in force.
    Config {},
    /// Whether `current_supply + amount` tokens are covered now.
    CanMint {
        /// All tokens there are, on every chain, in the token's smallest unit: a string of digits.
        current_supply: String,
        /// Tokens to be minted, in the same unit.
        amount: String,
    },
    /// The proposals that wait.
    Pending {},
}

/// There is nothing to say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
