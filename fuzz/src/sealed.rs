//! The auditor's copy, as a file: encrypted with age. And the keys that auditors name.

use std::sync::OnceLock;

use assay_prover::{seal_copy, unseal_copy, Identities, Recipient, Recipients};

use crate::{audit, message};

/// A key that the whole world knows, from age's own tests, and its public half.
const KEY: &str = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";
const RECIPIENT: &str = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";

struct Sealed {
    bytes: Vec<u8>,
    identities: Identities,
}

fn sealed() -> &'static Sealed {
    static SEALED: OnceLock<Sealed> = OnceLock::new();
    SEALED.get_or_init(|| Sealed {
        bytes: seal_copy(audit::genuine(), &Recipients::parse(&[RECIPIENT]).unwrap()).unwrap(),
        identities: Identities::parse(KEY).unwrap(),
    })
}

/// The first byte says what the rest is: a file, changes of a genuine file, a recipient, or an identity file.
pub fn check(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    match kind % 4 {
        0 => file(rest),
        1 => changes(rest),
        2 => recipient(rest),
        _ => identity(rest),
    }
}

/// Nobody writes a file that opens without encrypting one.
fn file(bytes: &[u8]) {
    let sealed = sealed();
    match unseal_copy(bytes, &sealed.identities) {
        Ok(_) => assert!(bytes == sealed.bytes, "a file out of nowhere"),
        Err(error) => message::check(&error),
    }
}

/// Changes of three bytes each: two that say where, and one that is added there modulo 256. After them the file may end early.
/// It opens exactly if nothing is changed.
fn changes(bytes: &[u8]) {
    let sealed = sealed();
    let mut changed = sealed.bytes.clone();
    let (edits, rest) = bytes.as_chunks::<3>();
    for [low, high, add] in edits {
        // The header, the start and the end are where most things are.
        let at = usize::from(u16::from_le_bytes([*low, *high]));
        let at = match high % 4 {
            0 => at,
            1 => at % 512,
            2 => changed.len().saturating_sub(1 + at % 512),
            _ => at * 2,
        };
        if let Some(byte) = changed.get_mut(at) {
            *byte = byte.wrapping_add(*add);
        }
    }
    if let [cut, ..] = rest {
        changed.truncate(changed.len() - usize::from(*cut));
    }
    match unseal_copy(&changed, &sealed.identities) {
        Ok(audit) => {
            assert!(changed == sealed.bytes, "a changed file opens");
            assert!(audit == *audit::genuine());
        }
        Err(error) => {
            assert!(changed != sealed.bytes, "the genuine file: {error}");
            message::check(&error);
        }
    }
}

/// A recipient that is read prints as age prints it, and can be sealed for.
fn recipient(bytes: &[u8]) {
    let Ok(text) = core::str::from_utf8(bytes) else {
        return;
    };
    match text.parse::<Recipient>() {
        Ok(recipient) => {
            assert_eq!(recipient.to_string(), text.to_ascii_lowercase());
            let recipients = Recipients::parse(&[text, RECIPIENT]);
            if let Ok(recipients) = recipients {
                assert!(seal_copy(audit::genuine(), &recipients).is_ok());
            }
        }
        Err(error) => {
            message::check(&error);
            assert!(text.len() < 16 || !error.to_string().contains(text));
        }
    }
}

/// An identity file that is read opens the genuine copy if the key is in it. (Other texts of the same key do as well: X25519 ignores
/// five bits of it.)
fn identity(bytes: &[u8]) {
    let Ok(text) = core::str::from_utf8(bytes) else {
        return;
    };
    match Identities::parse(text) {
        Ok(identities) => {
            let opens = unseal_copy(&sealed().bytes, &identities).is_ok();
            let own = |line: &str| line.eq_ignore_ascii_case(KEY);
            assert!(opens || !text.lines().any(own));
        }
        Err(error) => message::check(&error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_good_and_bad() {
        check(b"");
        check(&[&[0], &sealed().bytes[..]].concat());
        check(b"\0age-encryption.org/v1\n-> X25519 a\n\n--- b\n");
        check(&[1]);
        check(&[1, 0, 0, 0]);
        check(&[1, 9, 0, 1]);
        check(&[1, 5, 2, 7, 9]);
        check(&[&[2], RECIPIENT.as_bytes()].concat());
        check(b"\x02age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq");
        check(&[&[3], KEY.as_bytes(), b"\n"].concat());
        check(b"\x03# nothing");
    }
}
