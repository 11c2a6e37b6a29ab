//! What feeds and settings answer, read strictly.

use alloy_primitives::{Address, U256};

use crate::number::Number;

/// `Terms` of the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// SHA-256 of the subject.
    pub subject: [u8; 32],
    /// The currency, ASCII, zeros behind.
    pub currency: [u8; 12],
    /// Decimals of the token.
    pub token_decimals: u8,
    /// Seconds that a report may be old.
    pub heartbeat: u32,
    /// Changes with whatever supersedes reports.
    pub version: u32,
    /// Digest of the policy.
    pub policy: [u8; 32],
    /// Least value of a token.
    pub least_value: Number,
    /// The verifier of proofs.
    pub verifier: Address,
}

/// `Round` of a feed, with the digest of its report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// Digest of the report.
    pub report: [u8; 32],
    /// Its as-of time.
    pub as_of: u64,
    /// Version of the settings that it was verified under.
    pub version: u32,
    /// Its number.
    pub round_id: u64,
    /// Tokens covered, in the token's decimals.
    pub tokens: U256,
    /// The amount that is covered.
    pub amount: Number,
}

/// `Key` of the settings: when a key counts. All zero if it is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeyTerms {
    /// 1: secp256k1; 2: P-256; 0: no key.
    pub scheme: u8,
    /// First second.
    pub not_before: u64,
    /// Last second.
    pub not_after: u64,
}

/// An event of the settings that counts up their version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The version that it made.
    pub version: u32,
    /// The custodian that it is about, and the key, if it is about these.
    pub custodian: Option<([u8; 32], Option<Address>)>,
}

/// The words of an answer: as many as a function returns, and nothing else.
struct Words<'a>(std::slice::ChunksExact<'a, u8>);

impl<'a> Words<'a> {
    fn of(bytes: &'a [u8], count: usize) -> Option<Words<'a>> {
        (bytes.len() == 32 * count).then(|| Words(bytes.chunks_exact(32)))
    }

    fn word(&mut self) -> Option<[u8; 32]> {
        self.0.next()?.try_into().ok()
    }

    fn integer(&mut self) -> Option<U256> {
        Some(U256::from_be_bytes(self.word()?))
    }

    fn small<T: TryFrom<U256>>(&mut self) -> Option<T> {
        T::try_from(self.integer()?).ok()
    }

    fn address(&mut self) -> Option<Address> {
        let word = self.word()?;
        let (zeros, address) = word.split_first_chunk::<12>()?;
        (*zeros == [0; 12]).then(|| Address::from_slice(address))
    }
}

/// Reads what `terms()` returns.
pub fn terms(bytes: &[u8]) -> Option<Terms> {
    let mut words = Words::of(bytes, 9)?;
    let subject = words.word()?;
    let word = words.word()?;
    let (currency, zeros) = word.split_first_chunk::<12>()?;
    if zeros.iter().any(|byte| *byte != 0) {
        return None;
    }
    Some(Terms {
        subject,
        currency: *currency,
        token_decimals: words.small()?,
        heartbeat: words.small()?,
        version: words.small()?,
        policy: words.word()?,
        least_value: Number {
            mantissa: words.integer()?,
            decimals: words.small()?,
        },
        verifier: words.address()?,
    })
}

/// Reads what `latest()` returns.
pub fn latest(bytes: &[u8]) -> Option<Round> {
    let mut words = Words::of(bytes, 7)?;
    Some(Round {
        report: words.word()?,
        as_of: words.small()?,
        version: words.small()?,
        round_id: words.small()?,
        tokens: words.integer()?,
        amount: Number {
            mantissa: words.integer()?,
            decimals: words.small()?,
        },
    })
}

/// Reads what `key(bytes32,address)` returns.
pub fn key(bytes: &[u8]) -> Option<KeyTerms> {
    let mut words = Words::of(bytes, 3)?;
    Some(KeyTerms {
        scheme: words.small()?,
        not_before: words.small()?,
        not_after: words.small()?,
    })
}

/// Reads an integer below 256.
pub fn byte(bytes: &[u8]) -> Option<u8> {
    Words::of(bytes, 1)?.small()
}

/// Reads a truth value.
pub fn truth(bytes: &[u8]) -> Option<bool> {
    match byte(bytes)? {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

/// Reads an address.
pub fn address(bytes: &[u8]) -> Option<Address> {
    Words::of(bytes, 1)?.address()
}

/// Reads what `shape()` returns.
pub fn shape(bytes: &[u8]) -> Option<(u8, u8)> {
    let mut words = Words::of(bytes, 2)?;
    Some((words.small()?, words.small()?))
}

/// Events of the settings, and how many words are in their data; the last one is the version.
const CHANGES: [(&str, usize, usize); 4] = [
    ("PolicySet(bytes32,uint32)", 0, 2),
    ("LeastValueSet(uint256,uint8,uint32)", 0, 3),
    ("CustodianSet(bytes32,uint8,uint32)", 1, 2),
    ("KeySet(bytes32,address,uint8,uint64,uint64,uint32)", 2, 4),
];

/// Reads an event of the settings: nothing if it is one that makes no version. `None` if it has another form than its name says.
pub fn change(topics: &[[u8; 32]], data: &[u8]) -> Option<Option<Change>> {
    let Some((name, indexed)) = topics.split_first() else {
        return Some(None);
    };
    let is = |signature: &str| alloy_primitives::keccak256(signature).0 == *name;
    let Some((_, count, words)) = CHANGES.iter().find(|(signature, ..)| is(signature)) else {
        return Some(None);
    };
    let mut found = Words::of(data, *words)?;
    for _ in 1..*words {
        found.word()?;
    }
    let version = found.small()?;
    let custodian = match indexed {
        [] => None,
        [custodian] => Some((*custodian, None)),
        [custodian, signer] => Some((*custodian, Some(Words::of(signer, 1)?.address()?))),
        _ => return None,
    };
    (indexed.len() == *count).then_some(Some(Change { version, custodian }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::abi::{encode, Value};

    #[test]
    fn answers_have_one_form() {
        let values = [5u64, 1, 2, 3, 4, 500, 2].map(Value::uint);
        let bytes = encode(&values);
        let round = latest(&bytes).unwrap();
        assert_eq!((round.as_of, round.version, round.round_id), (1, 2, 3));
        assert_eq!(round.tokens, U256::from(4));
        assert_eq!(round.amount.decimals, 2);
        assert_eq!(latest(&bytes[..192]), None);
        assert_eq!(latest(&[&bytes[..], &[0; 32]].concat()), None);
        assert_eq!(byte(&encode(&[Value::uint(256u32)])), None);
        assert_eq!(truth(&encode(&[Value::uint(2u8)])), None);
        assert_eq!(address(&[1; 32]), None);
    }

    #[test]
    fn changes_of_settings() {
        let topic = |signature: &str| alloy_primitives::keccak256(signature).0;
        let signer = Address::repeat_byte(9);
        let topics = [topic(CHANGES[3].0), [7; 32], signer.into_word().0];
        let data = encode(&[1u64, 2, 3, 8].map(Value::uint));
        let expected = Change {
            version: 8,
            custodian: Some(([7; 32], Some(signer))),
        };
        assert_eq!(change(&topics, &data), Some(Some(expected)));
        assert_eq!(change(&topics[..2], &data), None);
        assert_eq!(change(&topics, &data[32..]), None);
        let other = [topic("HeartbeatSet(uint32)")];
        assert_eq!(change(&other, &data), Some(None));
        assert_eq!(change(&[], &data), Some(None));
    }
}
