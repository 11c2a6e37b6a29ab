//! Why the contract refuses.

use assay_statement::{CanonicalError, Digest, ParseError, RegistryError};
use assay_verifier::ReportError;
use cosmwasm_std::StdError;
use thiserror::Error;

/// Why the contract refuses. The text that reaches the chain is `code: message`; [`ContractError::code`] is stable.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ContractError {
    /// Not one of the messages.
    #[error("{code}: {0}", code = self.code())]
    Message(String),
    /// Coins were sent along.
    #[error("{code}: the contract takes no coins", code = self.code())]
    Funds,
    /// Only the admin may do this.
    #[error("{code}: only the admin may do this", code = self.code())]
    NotAdmin,
    /// Nobody, or somebody else, is to become admin.
    #[error("{code}: the sender is not the admin proposed", code = self.code())]
    NotProposedAdmin,
    /// Not an address of this chain.
    #[error("{code}: {0:?} is not an address of this chain", code = self.code())]
    Address(String),
    /// More bytes than a registry may have here.
    #[error("{code}: expected at most {most} bytes, found {found}", code = self.code())]
    RegistryTooLarge {
        /// Most accepted.
        most: usize,
        /// Found.
        found: usize,
    },
    /// The registry is no registry document.
    #[error("{code}: {0}", code = self.code())]
    RegistryMalformed(ParseError),
    /// The registry makes no sense.
    #[error("{code}: {0}", code = self.code())]
    Registry(RegistryError),
    /// The registry is for another subject than the contract.
    #[error("{code}: the contract is about {expected}, the registry about {found}", code = self.code())]
    RegistrySubject {
        /// The contract's.
        expected: String,
        /// The registry's.
        found: String,
    },
    /// The registry pins another policy than the message.
    #[error("{code}: the message pins policy {expected}, the registry {found}", code = self.code())]
    PolicyConflict {
        /// The message's.
        expected: Digest,
        /// The registry's.
        found: Digest,
    },
    /// More decimals than a token can have here.
    #[error("{code}: expected at most {most} decimals, found {found}", code = self.code())]
    Decimals {
        /// Most accepted.
        most: u32,
        /// Found.
        found: u32,
    },
    /// There is no proposal.
    #[error("{code}: there is nothing proposed", code = self.code())]
    NothingProposed,
    /// The timelock has not passed.
    #[error("{code}: the proposal can be applied from {ready}, now is {now}", code = self.code())]
    Timelocked {
        /// First second at which it can be applied, Unix time.
        ready: u64,
        /// Now.
        now: u64,
    },
    /// The grace period after the timelock has passed.
    #[error("{code}: the proposal could be applied until {expires}, now is {now}; propose it again", code = self.code())]
    Expired {
        /// Last second at which it could be applied, Unix time.
        expires: u64,
        /// Now.
        now: u64,
    },
    /// The contract is paused.
    #[error("{code}: the contract is paused", code = self.code())]
    Paused,
    /// It is not paused.
    #[error("{code}: the contract is not paused", code = self.code())]
    NotPaused,
    /// More bytes than a report may have here.
    #[error("{code}: expected at most {most} bytes, found {found}", code = self.code())]
    ReportTooLarge {
        /// Most accepted.
        most: usize,
        /// Found.
        found: usize,
    },
    /// The report is no report document.
    #[error("{code}: {0}", code = self.code())]
    ReportMalformed(ParseError),
    /// The report was accepted before.
    #[error("{code}: report {0} is stored already", code = self.code())]
    Replayed(Digest),
    /// The report is as of a time that is not after the latest one's.
    #[error("{code}: the report is as of {found}, the latest as of {latest}", code = self.code())]
    NotNewer {
        /// The report's, Unix time.
        found: u64,
        /// The latest report's.
        latest: u64,
    },
    /// The report does not verify.
    #[error("{code}: {0}", code = self.code())]
    Report(#[from] ReportError),
    /// The policy does not ask for coverage of at least one: the report would cover no token.
    #[error("{code}: the policy has no coverage rule of at least 1", code = self.code())]
    NoCoverage,
    /// The report is in another currency.
    #[error("{code}: the contract takes reports in {expected}, this one is in {found}", code = self.code())]
    Currency {
        /// The contract's.
        expected: String,
        /// The report's.
        found: String,
    },
    /// The report states a smaller value of one token than the contract takes.
    #[error("{code}: one token is worth {found} to the report, expected at least {least}", code = self.code())]
    Value {
        /// Least accepted.
        least: String,
        /// The report's.
        found: String,
    },
    /// There is no such report.
    #[error("{code}: there is no such report", code = self.code())]
    UnknownReport,
    /// The state is another contract's, or of a version that cannot be told.
    #[error("{code}: {0}", code = self.code())]
    OtherContract(String),
    /// The state is of a later version than this code.
    #[error("{code}: the state is of version {stored}, this code of {this}", code = self.code())]
    Downgrade {
        /// Version of the state.
        stored: String,
        /// Version of the code.
        this: String,
    },
    /// What is stored, or the block's time, is not what this code expects.
    #[error("{code}: {0}", code = self.code())]
    State(String),
}

impl ContractError {
    /// A short stable name, for programs: lower case, words joined by hyphens. For a report, that of the command line.
    pub fn code(&self) -> &'static str {
        match self {
            ContractError::Message(_) => "message-malformed",
            ContractError::Funds => "funds-refused",
            ContractError::NotAdmin => "not-admin",
            ContractError::NotProposedAdmin => "not-proposed-admin",
            ContractError::Address(_) => "address-invalid",
            ContractError::RegistryTooLarge { .. } => "registry-too-large",
            ContractError::RegistryMalformed(_) => "registry-malformed",
            ContractError::Registry(_) => "registry-invalid",
            ContractError::RegistrySubject { .. } => "registry-subject",
            ContractError::PolicyConflict { .. } => "policy-conflict",
            ContractError::Decimals { .. } => "decimals-invalid",
            ContractError::NothingProposed => "nothing-proposed",
            ContractError::Timelocked { .. } => "timelocked",
            ContractError::Expired { .. } => "proposal-expired",
            ContractError::Paused => "paused",
            ContractError::NotPaused => "not-paused",
            ContractError::ReportTooLarge { .. } => "report-too-large",
            ContractError::ReportMalformed(_) => "malformed",
            ContractError::Replayed(_) => "replayed",
            ContractError::NotNewer { .. } => "not-newer",
            ContractError::Report(error) => error.code(),
            ContractError::NoCoverage => "no-coverage",
            ContractError::Currency { .. } => "wrong-currency",
            ContractError::Value { .. } => "value-too-low",
            ContractError::UnknownReport => "unknown-report",
            ContractError::OtherContract(_) => "other-contract",
            ContractError::Downgrade { .. } => "downgrade",
            ContractError::State(_) => "state-invalid",
        }
    }
}

impl From<StdError> for ContractError {
    fn from(error: StdError) -> ContractError {
        ContractError::State(error.to_string())
    }
}

impl From<CanonicalError> for ContractError {
    fn from(error: CanonicalError) -> ContractError {
        ContractError::Report(error.into())
    }
}
