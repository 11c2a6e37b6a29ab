//! Checks of a sources file.

use std::collections::BTreeSet;

use assay_statement::{ChainId, Id};

use crate::chain_family::TokenError;
use crate::chains;
use crate::sources::{ChainSource, Sources};
use crate::sources_error::SourcesError;

impl Sources {
    /// Checks chains, endpoints and tokens, and writes each token in the one form of its chain (an EVM address in lower case):
    /// whoever reads the same supply writes the same document. Chains of a family that is not known pass: reading refuses them.
    ///
    /// # Errors
    /// [`SourcesError`].
    pub fn validated(mut self) -> Result<Sources, SourcesError> {
        if self.chains.is_empty() && self.entries.is_empty() {
            return Err(SourcesError::Nothing);
        }
        let mut chains = BTreeSet::new();
        for source in &mut self.chains {
            validate(source)?;
            if !chains.insert(&source.chain) {
                return Err(SourcesError::DuplicateChain {
                    chain: source.chain.clone(),
                });
            }
        }
        Ok(self)
    }
}

fn validate(source: &mut ChainSource) -> Result<(), SourcesError> {
    let chain = source.chain.clone();
    if source.endpoints.is_empty() {
        return Err(SourcesError::NoEndpoint { chain });
    }
    let mut addresses = BTreeSet::new();
    let mut endpoints = source.endpoints.iter();
    if let Some(endpoint) = endpoints.find(|e| !addresses.insert(e.address())) {
        let endpoint = endpoint.to_string();
        return Err(SourcesError::DuplicateEndpoint { chain, endpoint });
    }
    if source.tokens.is_empty() {
        return Err(SourcesError::NoToken { chain });
    }
    let mut tokens = BTreeSet::new();
    for token in source.tokens.iter_mut().map(|source| &mut source.token) {
        *token = canonical_token(&chain, token)?;
        if !tokens.insert(token.clone()) {
            let token = token.to_string();
            return Err(SourcesError::DuplicateToken { chain, token });
        }
    }
    Ok(())
}

fn canonical_token(chain: &ChainId, token: &Id) -> Result<Id, SourcesError> {
    let Some((family, _)) = chains::family_of(chain) else {
        return Ok(token.clone());
    };
    family.canonical_token(token).map_err(|error| {
        let (chain, token) = (chain.clone(), token.to_string());
        match error {
            TokenError::Form => SourcesError::Token {
                chain,
                expected: family.token_form(),
                token,
            },
            TokenError::Checksum { standard } => SourcesError::Checksum {
                chain,
                token,
                standard,
            },
        }
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
