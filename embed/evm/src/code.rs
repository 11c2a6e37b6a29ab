//! The code of contracts against artefacts of their build.

use alloy_primitives::{hex, Address};
use serde_json::Value;

/// A contract as `contracts/evm/build.sh` made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artefact {
    runtime: Vec<u8>,
    /// Of each value that is filled in on deployment, the places of its words.
    immutables: Vec<Vec<usize>>,
}

/// Bytes of a value that is filled in.
const WORD: usize = 32;

impl Artefact {
    /// Reads an artefact; `None` if it is none.
    pub fn read(bytes: &[u8]) -> Option<Artefact> {
        let json: Value = serde_json::from_slice(bytes).ok()?;
        let runtime = hex::decode(json.get("runtime")?.as_str()?).ok()?;
        let place = |place: &Value| {
            let place = usize::try_from(place.as_u64()?).ok()?;
            let end = place.checked_add(WORD)?;
            runtime.get(place..end).map(|_| place)
        };
        let places = |places: &Value| places.as_array()?.iter().map(place).collect();
        let immutables = json.get("immutables")?.as_array()?.iter().map(places);
        let immutables = immutables.collect::<Option<_>>()?;
        Some(Artefact {
            runtime,
            immutables,
        })
    }

    /// The values that were filled in, if code is this contract's: in the order of declaration, each the same in all its places.
    pub fn filled_in(&self, code: &[u8]) -> Option<Vec<[u8; WORD]>> {
        let mut plain = code.to_vec();
        let mut values = Vec::new();
        for places in &self.immutables {
            let words = places.iter().map(|place| -> Option<[u8; WORD]> {
                code.get(*place..place.checked_add(WORD)?)?.try_into().ok()
            });
            let words: Vec<[u8; WORD]> = words.collect::<Option<_>>()?;
            let (first, rest) = words.split_first()?;
            if rest.iter().any(|word| word != first) {
                return None;
            }
            values.push(*first);
            for place in places {
                plain.get_mut(*place..place.checked_add(WORD)?)?.fill(0);
            }
        }
        (plain == self.runtime).then_some(values)
    }
}

/// Reads the codes of the data contracts of a shape; `None` if they are none.
pub fn read_generators(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let codes: Vec<String> = serde_json::from_slice(bytes).ok()?;
    codes.iter().map(|code| hex::decode(code).ok()).collect()
}

/// An address that was filled in.
pub fn filled_address(word: &[u8; WORD]) -> Option<Address> {
    let (zeros, address) = word.split_first_chunk::<12>()?;
    (*zeros == [0; 12]).then(|| Address::from_slice(address))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn artefact(runtime: &[u8], immutables: &str) -> Option<Artefact> {
        let runtime = hex::encode(runtime);
        let text = format!(r#"{{"runtime":"{runtime}","immutables":{immutables}}}"#);
        Artefact::read(text.as_bytes())
    }

    #[test]
    fn code_is_the_same_but_for_what_was_filled_in() {
        let mut runtime = vec![7; 100];
        runtime[10..42].fill(0);
        runtime[60..92].fill(0);
        let contract = artefact(&runtime, "[[10,60]]").unwrap();
        let mut code = runtime.clone();
        code[10..42].fill(1);
        code[60..92].fill(1);
        assert_eq!(contract.filled_in(&code), Some(vec![[1; 32]]));
        let mut other = code.clone();
        other[60] = 2;
        assert_eq!(contract.filled_in(&other), None);
        let mut other = code.clone();
        other[0] = 8;
        assert_eq!(contract.filled_in(&other), None);
        assert_eq!(contract.filled_in(&code[..99]), None);
        assert_eq!(contract.filled_in(&[]), None);
        assert_eq!(artefact(&runtime, "[[69]]"), None);
    }
}
