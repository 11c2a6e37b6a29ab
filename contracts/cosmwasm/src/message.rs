//! The messages. Fields unknown, given twice or `null` are refused.

use crate::document::{document, messages, Value};
use crate::json::Json;

document! {
    /// Sets the contract up.
    pub struct InstantiateMsg {
        /// What the reports are about; the registry must say the same. Never changes.
        subject: String,
        /// The registry document: custodians, keys, thresholds.
        registry: Json,
        /// Digest of the policy that every report must follow, hex.
        policy: String,
        /// The report that the first one submitted here must follow. Left out: it must name none.
        previous: Option<Predecessor>,
        /// Decimals of the token, for `can_mint`.
        decimals: u32,
        /// Currency that the reports must be in: a report in a cheaper one would cover more tokens with the same assets.
        currency: String,
        /// Least value of one token that a report may state, in that currency: a decimal. The value is the issuer's word, and no signature or
        /// proof is about it.
        min_value_per_token: String,
        /// The oldest a report may be, in seconds from its as-of time: to be accepted, and to cover a mint.
        heartbeat: u64,
        /// Seconds from `propose_registry` to `apply_registry`. Never changes.
        timelock: u64,
        /// Seconds after that in which a proposal can be applied: at least an hour, at most a year. Left out: 14 days. Never changes.
        grace: Option<u64>,
        /// Who may pause and change the settings.
        admin: String,
    }
}

document! {
    /// A report that another one must follow: name it, and be later. Its digest does not go without its time.
    pub struct Predecessor {
        /// Its digest, hex.
        report: String,
        /// What it is about: the contract's subject.
        subject: String,
        /// Its as-of time, Unix seconds.
        as_of: u64,
    }
}

messages! {
    /// What can be done.
    pub enum ExecuteMsg {
        /// Anyone: verifies a report and stores what it proves.
        Submit(Submit) = "submit",
        /// The admin: no report is accepted and no mint covered, at once.
        Pause(Nothing) = "pause",
        /// The admin: ends a pause, at once.
        Unpause(Nothing) = "unpause",
        /// The admin: other settings, from when the timelock has passed to the end of the grace period. Takes the place of a proposal
        /// before it, expired or not.
        ProposeRegistry(Change) = "propose_registry",
        /// The admin: applies the proposal.
        ApplyRegistry(Nothing) = "apply_registry",
        /// The admin: drops the proposal.
        CancelRegistry(Nothing) = "cancel_registry",
        /// The admin: names a successor, who has to accept. Takes the place of one named before.
        ProposeAdmin(Successor) = "propose_admin",
        /// The successor: becomes admin.
        AcceptAdmin(Nothing) = "accept_admin",
    }
}

document! {
    /// A report.
    pub struct Submit {
        /// The report document, whole, as text.
        report: String,
    }
}

document! {
    /// An order that needs no details.
    pub struct Nothing {}
}

document! {
    /// Other settings; what is left out stays.
    pub struct Change {
        /// The registry document.
        registry: Option<Json>,
        /// Digest of the policy.
        policy: Option<String>,
        /// The oldest a report may be, in seconds.
        heartbeat: Option<u64>,
        /// Decimals of the token.
        decimals: Option<u32>,
        /// Currency of the reports.
        currency: Option<String>,
        /// Least value of one token: a decimal.
        min_value_per_token: Option<String>,
        /// The report that the next one must follow, in place of the latest: for when the issuer's chain of reports went on without
        /// this contract.
        previous: Option<Predecessor>,
    }
}

impl Change {
    /// Whether all settings stay.
    pub(crate) fn is_none(&self) -> bool {
        self.to_json() == Nothing {}.to_json()
    }
}

document! {
    /// Somebody who is to become admin.
    pub struct Successor {
        /// The address.
        admin: String,
    }
}

messages! {
    /// What can be asked. The answers are in the module `response`.
    pub enum QueryMsg {
        /// The report accepted last.
        Latest(Nothing) = "latest",
        /// A report accepted before.
        Report(ByDigest) = "report",
        /// The settings in force.
        Config(Nothing) = "config",
        /// Whether a mint is covered now.
        CanMint(Mint) = "can_mint",
        /// The proposals that wait.
        Pending(Nothing) = "pending",
    }
}

document! {
    /// Which report.
    pub struct ByDigest {
        /// Its digest, hex.
        digest: String,
    }
}

document! {
    /// A mint: would `current_supply + amount` tokens be covered?
    pub struct Mint {
        /// All tokens there are, on every chain, in the token's smallest unit: a string of digits.
        current_supply: String,
        /// Tokens to be minted, in the same unit.
        amount: String,
    }
}

/// There is nothing to say.
pub type MigrateMsg = Nothing;
