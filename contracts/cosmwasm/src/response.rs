//! What queries answer.

use crate::document::document;
use crate::json::Json;
use crate::message::{Change, Predecessor};

document! {
    /// A report that was accepted, and what it proves.
    pub struct StoredReport {
        /// Its digest, hex.
        digest: String,
        /// Digest of the report before it.
        previous: Option<String>,
        /// Digest of its policy.
        policy: String,
        /// Digest of the registry that its signatures were checked against.
        registry: String,
        /// Its as-of time, Unix seconds.
        as_of: u64,
        /// Tokens that are covered, exact: a decimal.
        tokens: String,
        /// Of these, tokens that were not minted yet: a decimal; left out if there are none.
        to_be_issued: Option<String>,
        /// What is owed besides tokens, in `currency`, exact: a decimal; left out if nothing is.
        payables: Option<String>,
        /// What covers both at the least, in `currency`, exact: a decimal.
        amount_to_cover: String,
        /// What holders were given out of the income of the book's period, in `currency`, exact: a decimal; left out if the
        /// report does not say.
        distributed: Option<String>,
        /// Since when that period runs, Unix seconds; left out if the book has no income.
        income_since: Option<u64>,
        /// The book's currency.
        currency: String,
        /// What the report states one token to be worth, in `currency`: a decimal.
        value_per_token: String,
        /// Who submitted it.
        submitter: String,
        /// Height of the block it was submitted in.
        height: u64,
        /// That block's time, Unix seconds.
        time: u64,
    }
}

document! {
    /// The answer to `latest`.
    pub struct Latest {
        /// The report accepted last; left out if there is none.
        report: Option<StoredReport>,
        /// Whether it is older than the heartbeat.
        stale: bool,
        /// Whether the contract is paused.
        paused: bool,
    }
}

document! {
    /// The answer to `config`.
    pub struct Config {
        /// What the reports are about.
        subject: String,
        /// The registry document.
        registry: Json,
        /// Its digest.
        registry_digest: String,
        /// Digest of the policy.
        policy: String,
        /// The report that the next one must follow; left out: it must name none.
        previous: Option<Predecessor>,
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
        /// Seconds after that in which it can be applied.
        grace: u64,
        /// The admin.
        admin: String,
        /// Whether the contract is paused.
        paused: bool,
    }
}

document! {
    /// The answer to `can_mint`.
    pub struct CanMint {
        /// Whether the mint is covered.
        can_mint: bool,
        /// `covered`, or why not: `paused`, `no-report`, `stale`, `superseded`, `exceeds-proved`.
        reason: String,
        /// Decimals that the amounts were read with.
        decimals: u32,
        /// The report it rests on.
        report: Option<String>,
    }
}

document! {
    /// The answer to `pending`.
    pub struct Pending {
        /// Other settings.
        change: Option<Proposal>,
        /// A successor of the admin.
        admin: Option<String>,
    }
}

document! {
    /// Settings that wait.
    pub struct Proposal {
        /// What is to change.
        change: Change,
        /// First second at which it can be applied, Unix time.
        ready: u64,
        /// Last such second. Answers have it always; the first versions stored none.
        expires: Option<u64>,
    }
}
