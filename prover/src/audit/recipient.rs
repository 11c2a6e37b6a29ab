//! Whom an auditor's copy is for: age's X25519 recipients, the public halves of auditors' keys.

use std::fmt;
use std::str::FromStr;

use bech32::{FromBase32, Variant};
use thiserror::Error;
use x25519_dalek::{PublicKey, StaticSecret};

/// The largest number of recipients of one copy. Their part of the file is read before it is known whom it is for.
pub const MAX_RECIPIENTS: usize = 64;

/// What an X25519 recipient begins with, before the separator `1`.
const PREFIX: &str = "age";

/// Why a text is not a recipient. No message repeats the text: it may be a secret in the wrong place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RecipientError {
    /// The text is an identity, the private half.
    #[error(
        "expected a recipient (age1...), found a SECRET key: who has seen it can read every copy made for it; make a new one"
    )]
    SecretKey,
    /// The text is an SSH key.
    #[error("expected an X25519 recipient (age1...), found an SSH key; ask the auditor to run age-keygen")]
    Ssh,
    /// The text is a recipient of another type, such as a plugin's or a post-quantum one.
    #[error("expected an X25519 recipient (age1 and 58 more characters), found one of another type; ask the auditor to run age-keygen")]
    OtherType,
    /// The text is not Bech32, has a wrong checksum, or does not encode 32 bytes.
    #[error("expected an X25519 recipient (age1 and 58 more characters), found text with a wrong checksum or length; copy all of it")]
    Malformed,
    /// The recipient is a point of small order: anyone can decrypt what is encrypted to it.
    #[error("expected an X25519 recipient, found a weak point that no key belongs to; nothing would be hidden")]
    SmallOrder,
}

/// Why texts are not the recipients of one copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RecipientsError {
    /// One of the texts is not a recipient.
    #[error("auditor {number}: {source}")]
    Recipient {
        /// Which, from 1.
        number: usize,
        /// What is wrong with it.
        source: RecipientError,
    },
    /// A recipient is named twice.
    #[error("auditor {number}: named before; name each once")]
    Twice {
        /// The second, from 1.
        number: usize,
    },
    /// There is no recipient.
    #[error("expected at least one auditor, found none")]
    None,
    /// There are more than [`MAX_RECIPIENTS`].
    #[error("expected at most {MAX_RECIPIENTS} auditors, found {found}")]
    TooMany {
        /// How many.
        found: usize,
    },
}

/// The public half of an auditor's key, as age prints it: `age1...`.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(age::x25519::Recipient);

impl FromStr for Recipient {
    type Err = RecipientError;

    fn from_str(text: &str) -> Result<Recipient, RecipientError> {
        let begins = |with: &str| {
            text.get(..with.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        if begins("age-secret-key-") || begins("age-plugin-") || begins("-----begin") {
            return Err(RecipientError::SecretKey);
        }
        if begins("ssh-") || begins("ecdsa-") || begins("sk-") {
            return Err(RecipientError::Ssh);
        }
        let (prefix, data, variant) =
            bech32::decode(text).map_err(|_| match begins("age1") && text.len() > 90 {
                true => RecipientError::OtherType,
                false => RecipientError::Malformed,
            })?;
        if prefix != PREFIX {
            return Err(match prefix.starts_with(PREFIX) {
                true => RecipientError::OtherType,
                false => RecipientError::Malformed,
            });
        }
        let key: [u8; 32] = Vec::<u8>::from_base32(&data)
            .ok()
            .filter(|_| variant == Variant::Bech32)
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or(RecipientError::Malformed)?;
        if !contributes(key) {
            return Err(RecipientError::SmallOrder);
        }
        let recipient = text.parse().map_err(|_| RecipientError::Malformed)?;
        Ok(Recipient(recipient))
    }
}

/// Whether a shared secret depends on this key at all. With a point of small order it is zero for every private key, as
/// all of them are multiples of the cofactor, and age panics.
fn contributes(key: [u8; 32]) -> bool {
    let any = StaticSecret::from([1; 32]);
    any.diffie_hellman(&PublicKey::from(key)).was_contributory()
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The recipients of one copy: between 1 and [`MAX_RECIPIENTS`], each once.
#[derive(Clone, Debug)]
pub struct Recipients(Vec<Recipient>);

impl Recipients {
    /// Reads recipients from the texts that auditors handed over.
    ///
    /// # Errors
    /// [`RecipientsError`].
    pub fn parse<T: AsRef<str>>(texts: &[T]) -> Result<Recipients, RecipientsError> {
        if texts.is_empty() {
            return Err(RecipientsError::None);
        }
        if texts.len() > MAX_RECIPIENTS {
            return Err(RecipientsError::TooMany { found: texts.len() });
        }
        let mut recipients: Vec<Recipient> = Vec::with_capacity(texts.len());
        for (number, text) in (1..).zip(texts) {
            let recipient = text
                .as_ref()
                .parse()
                .map_err(|source| RecipientsError::Recipient { number, source })?;
            if recipients.contains(&recipient) {
                return Err(RecipientsError::Twice { number });
            }
            recipients.push(recipient);
        }
        Ok(Recipients(recipients))
    }

    /// The number of recipients.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The recipients in the form that age takes.
    pub(super) fn iter(&self) -> impl Iterator<Item = &dyn age::Recipient> {
        self.0
            .iter()
            .map(|recipient| &recipient.0 as &dyn age::Recipient)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use bech32::ToBase32;

    /// From age's own tests.
    const GOOD: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
    const SECRET: &str =
        "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";

    fn encode(prefix: &str, bytes: &[u8], variant: Variant) -> String {
        bech32::encode(prefix, bytes.to_base32(), variant).unwrap()
    }

    #[track_caller]
    fn refused(text: &str, expected: RecipientError) {
        let error = text.parse::<Recipient>().unwrap_err();
        assert_eq!(error, expected, "{text}");
        let message = error.to_string();
        assert!(text.len() < 12 || !message.contains(text), "{message}");
    }

    #[test]
    fn reads_what_age_prints() {
        let recipient: Recipient = GOOD.parse().unwrap();
        assert_eq!(recipient.to_string(), GOOD);
        assert_eq!(format!("{recipient:?}"), GOOD);
        assert_eq!(GOOD.to_uppercase().parse(), Ok(recipient));
    }

    #[test]
    fn refuses_everything_else() {
        use RecipientError::*;
        refused(SECRET, SecretKey);
        refused(&SECRET.to_lowercase(), SecretKey);
        refused("AGE-PLUGIN-YUBIKEY-1QQPQQZSXQQQSY", SecretKey);
        refused("-----BEGIN OPENSSH PRIVATE KEY-----", SecretKey);
        refused("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJmZ", Ssh);
        refused(&encode("age1yubikey", &[3; 33], Variant::Bech32), OtherType);
        refused(&format!("age1pq1{}", "q".repeat(1900)), OtherType);
        refused("", Malformed);
        refused("age1", Malformed);
        refused("auditor@example.org", Malformed);
        refused(&GOOD[..61], Malformed);
        refused(&GOOD.replace("t7r", "t7p"), Malformed);
        refused(&GOOD.replace("t7r", "T7r"), Malformed);
        refused(&format!(" {GOOD}"), Malformed);
        refused(&format!("{GOOD}\n"), Malformed);
        refused(&encode("bc", &[3; 32], Variant::Bech32), Malformed);
        refused(&encode("age", &[3; 31], Variant::Bech32), Malformed);
        refused(&encode("age", &[3; 33], Variant::Bech32), Malformed);
        refused(&encode("age", &[3; 32], Variant::Bech32m), Malformed);
        assert!("age1é".parse::<Recipient>().is_err());
    }

    #[test]
    fn points_of_small_order_are_refused_before_age_panics_on_them() {
        // RFC 7748, section 7, and its reference [ECFUZZ]: 0, 1, the two of order 8, p - 1, and p, p + 1 for 0 and 1.
        let p = |less: i16| {
            let mut bytes = [0xff; 32];
            (bytes[0], bytes[31]) = ((0xed + less) as u8, 0x7f);
            bytes
        };
        let hex = |text: &str| -> [u8; 32] { hex::decode(text).unwrap().try_into().unwrap() };
        let mut one = [0; 32];
        one[0] = 1;
        let points = [
            [0; 32],
            one,
            hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"),
            hex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"),
            p(-1),
            p(0),
            p(1),
        ];
        for mut bytes in points {
            for high_bit in [0, 0x80] {
                bytes[31] |= high_bit; // ignored by X25519
                let text = encode(PREFIX, &bytes, Variant::Bech32);
                refused(&text, RecipientError::SmallOrder);
                assert!(text.parse::<age::x25519::Recipient>().is_ok());
            }
        }
        for bytes in [[9; 32], p(-2)] {
            let text = encode(PREFIX, &bytes, Variant::Bech32);
            assert!(text.parse::<Recipient>().is_ok());
        }
    }

    #[test]
    fn a_copy_has_some_recipients_each_once() {
        let other = encode(PREFIX, &[9; 32], Variant::Bech32);
        let parse = |texts: &[&str]| Recipients::parse(texts).map(|r| r.count());
        assert_eq!(parse(&[GOOD, &other]), Ok(2));
        assert_eq!(parse(&[]), Err(RecipientsError::None));
        assert_eq!(
            parse(&[&other, GOOD, &GOOD.to_uppercase()]),
            Err(RecipientsError::Twice { number: 3 })
        );
        assert_eq!(
            parse(&[GOOD, SECRET]),
            Err(RecipientsError::Recipient {
                number: 2,
                source: RecipientError::SecretKey
            })
        );
        let many: Vec<String> = (0..65u8)
            .map(|n| encode(PREFIX, &[n + 2; 32], Variant::Bech32))
            .collect();
        assert_eq!(Recipients::parse(&many[..64]).unwrap().count(), 64);
        assert_eq!(
            Recipients::parse(&many).unwrap_err(),
            RecipientsError::TooMany { found: 65 }
        );
    }
}
