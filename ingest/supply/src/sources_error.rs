//! Why sources make no sense.

use assay_statement::ChainId;
use thiserror::Error;

/// Why sources make no sense.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SourcesError {
    /// Nothing to read and nothing written.
    #[error("expected a chain or an entry, found none; name a token with --token, or write down a part with --book-entry")]
    Nothing,
    /// A chain twice.
    #[error("{chain} is listed twice; put its tokens together")]
    DuplicateChain {
        /// The chain.
        chain: ChainId,
    },
    /// Nowhere to read a chain.
    #[error("{chain}: expected at least one endpoint, found none; name one with --endpoint, or in the sources")]
    NoEndpoint {
        /// The chain.
        chain: ChainId,
    },
    /// An endpoint twice: it agrees with itself.
    #[error(
        "{chain}: endpoint {endpoint} is listed twice; leave one out: it only agrees with itself"
    )]
    DuplicateEndpoint {
        /// The chain.
        chain: ChainId,
        /// Its host.
        endpoint: String,
    },
    /// Nothing to read on a chain.
    #[error("{chain}: expected at least one token, found none; name one with --token, or in the sources")]
    NoToken {
        /// The chain.
        chain: ChainId,
    },
    /// A token twice.
    #[error("{chain}: token {token} is listed twice; leave one out")]
    DuplicateToken {
        /// The chain.
        chain: ChainId,
        /// The token.
        token: String,
    },
    /// A token that is no address on its chain.
    #[error("{chain}: expected a token as {expected}, found {token}; copy it from a block explorer of this chain")]
    Token {
        /// The chain.
        chain: ChainId,
        /// What it should be.
        expected: &'static str,
        /// What was found.
        token: String,
    },
    /// An address with a wrong checksum, such as other capitals than it should have.
    #[error("{chain}: the checksum of {token} is wrong: a digit is mistyped ({standard}); copy it again")]
    Checksum {
        /// The chain.
        chain: ChainId,
        /// What was found.
        token: String,
        /// What defines the checksum.
        standard: &'static str,
    },
}
