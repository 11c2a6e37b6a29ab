//! The code of the contracts behind a feed, against their build.

use std::path::Path;

use assay_circuits::Shape;
use assay_evm::{filled_address, hex, read_generators, Artefact, Difference};
use assay_supply::{EvmAddress, EvmNode};

use crate::commands::evm::reading::Feed;
use crate::error::{file_error, option_error, CliError};
use crate::files;

/// Longest artefact in bytes.
const MAX_ARTEFACT: u64 = 4 << 20;

/// What differs.
///
/// # Errors
/// What cannot be read.
pub fn compare(
    node: &EvmNode,
    feed: &Feed,
    shape: Shape,
    dir: &Path,
) -> Result<Vec<Difference>, CliError> {
    let of_shape = format!("{}-{}", shape.k(), shape.rules());
    let verifier = feed.state.terms.verifier.into_array();
    let mut found = Vec::new();
    let contracts = [
        ("ReserveFeed".to_owned(), feed.address),
        ("ReserveSettings".to_owned(), feed.settings),
        ("BoundsCalculator".to_owned(), feed.calculator),
    ];
    for (name, address) in &contracts {
        if filled_in(node, feed, dir, name, *address)?.is_none() {
            found.push(difference(name, *address));
        }
    }
    let name = format!("ProofVerifier-{of_shape}");
    let Some(filled) = filled_in(node, feed, dir, &name, verifier)? else {
        found.push(difference(&name, verifier));
        return Ok(found);
    };
    let name = format!("generators-{of_shape}");
    let path = dir.join(format!("{name}.json"));
    let codes =
        read_generators(&files::read(&path, MAX_ARTEFACT)?).ok_or_else(|| no_artefact(&path))?;
    if filled.len() < codes.len() {
        return Err(no_artefact(&path));
    }
    for (word, code) in filled.iter().zip(&codes) {
        let address = filled_address(word).map(|address| address.into_array());
        let same = match address {
            Some(address) => code_of(node, feed, address)? == *code,
            None => false,
        };
        if !same {
            found.push(difference(&name, address.unwrap_or_default()));
        }
    }
    Ok(found)
}

fn difference(name: &str, address: EvmAddress) -> Difference {
    Difference {
        what: format!("code at {}", hex(&address)),
        expected: name.into(),
        found: "other code, or none".into(),
    }
}

/// The values in the code of a contract that were filled in on deployment; nothing if it is not the contract of this name.
fn filled_in(
    node: &EvmNode,
    feed: &Feed,
    dir: &Path,
    name: &str,
    address: EvmAddress,
) -> Result<Option<Vec<[u8; 32]>>, CliError> {
    let path = dir.join(format!("{name}.json"));
    let artefact = Artefact::read(&files::read(&path, MAX_ARTEFACT)?);
    let artefact = artefact.ok_or_else(|| no_artefact(&path))?;
    Ok(artefact.filled_in(&code_of(node, feed, address)?))
}

fn code_of(node: &EvmNode, feed: &Feed, address: EvmAddress) -> Result<Vec<u8>, CliError> {
    let code = node.code(&feed.block, address);
    code.map_err(|error| option_error("--rpc", error))
}

fn no_artefact(path: &Path) -> CliError {
    file_error(
        path,
        "expected an artefact that contracts/evm/build.sh made, found something else",
    )
}
