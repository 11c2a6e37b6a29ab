//! Who can read an auditor's copy: the private halves of auditors' keys, as `age-keygen` writes them.

use std::fmt;

use thiserror::Error;

/// Why a text has no identity. No message repeats any of the text: it may be secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IdentityError {
    /// The identity file is itself encrypted.
    #[error("expected an age identity, found one locked with a passphrase, which is not supported; unlock it with age -d, into a file of mode 600")]
    Passphrase,
    /// A line has a recipient, the public half.
    #[error("line {line}: expected an age identity (AGE-SECRET-KEY-1...), found a recipient, its public half; name the file that age-keygen wrote")]
    Recipient {
        /// The line, from 1.
        line: usize,
    },
    /// A line has an identity of a plugin, such as a hardware key.
    #[error("line {line}: expected an X25519 identity (AGE-SECRET-KEY-1...), found one of another type; use one of age-keygen")]
    OtherType {
        /// The line, from 1.
        line: usize,
    },
    /// A line has anything else.
    #[error("line {line}: expected an age identity (AGE-SECRET-KEY-1...), found something else (not shown)")]
    Malformed {
        /// The line, from 1.
        line: usize,
    },
    /// No line has an identity.
    #[error("expected at least one age identity (AGE-SECRET-KEY-1...), found none")]
    None,
}

/// One or more private keys of an auditor. They are overwritten when dropped, and never printed.
pub struct Identities(Vec<age::x25519::Identity>);

impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identities(..)")
    }
}

impl Identities {
    /// Reads an identity file: one identity on each line, besides empty lines and comments that begin with `#`.
    ///
    /// # Errors
    /// [`IdentityError`].
    pub fn parse(text: &str) -> Result<Identities, IdentityError> {
        let start = text.trim_start();
        let locked = ["age-encryption.org/", "-----BEGIN AGE ENCRYPTED FILE-----"];
        if locked.iter().any(|magic| start.starts_with(magic)) {
            return Err(IdentityError::Passphrase);
        }
        let mut identities = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            identities.push(line.parse().map_err(|_| fault(line, number))?);
        }
        match identities.is_empty() {
            true => Err(IdentityError::None),
            false => Ok(Identities(identities)),
        }
    }

    /// The identities in the form that age takes.
    pub(super) fn iter(&self) -> impl Iterator<Item = &dyn age::Identity> {
        self.0.iter().map(|identity| identity as &dyn age::Identity)
    }
}

fn fault(text: &str, line: usize) -> IdentityError {
    let begins = |with: &str| {
        text.get(..with.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(with))
    };
    if begins("age1") {
        IdentityError::Recipient { line }
    } else if begins("age-plugin-") || begins("-----begin ") || begins("age-secret-key-pq-") {
        IdentityError::OtherType { line }
    } else {
        IdentityError::Malformed { line }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// From age's own tests.
    const KEY: &str = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";

    fn count(text: &str) -> Result<usize, IdentityError> {
        Identities::parse(text).map(|identities| identities.0.len())
    }

    #[test]
    fn reads_what_age_keygen_writes() {
        let file = format!("# created: 2026-11-20T22:00:00Z\n# public key: age1...\n{KEY}\n");
        assert_eq!(count(&file), Ok(1));
        assert_eq!(count(KEY), Ok(1));
        assert_eq!(count(&format!("{KEY}\r\n\r\n{KEY}\r\n")), Ok(2));
        assert_eq!(
            format!("{:?}", Identities::parse(KEY).unwrap()),
            "Identities(..)"
        );
    }

    #[test]
    fn refuses_everything_else() {
        use IdentityError::*;
        assert_eq!(count(""), Err(None));
        assert_eq!(count("# nothing\n\n"), Err(None));
        assert_eq!(
            count("age-encryption.org/v1\n-> scrypt x 18\n"),
            Err(Passphrase)
        );
        assert_eq!(
            count("-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n"),
            Err(Passphrase)
        );
        let recipient = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa";
        assert_eq!(
            count(&format!("#\n{recipient}\n")),
            Err(Recipient { line: 2 })
        );
        for other in [
            "AGE-PLUGIN-YUBIKEY-1QQPQQZSXQQQSY",
            "-----BEGIN OPENSSH PRIVATE KEY-----",
            "AGE-SECRET-KEY-PQ-1QQPQQ",
        ] {
            assert_eq!(count(other), Err(OtherType { line: 1 }), "{other}");
        }
        for other in [
            &KEY[..70],
            &KEY.replace("1GQ", "1GP"),
            &KEY.replace("SECRET", "SECR\u{e9}T"),
            &format!(" {KEY}"),
            "\u{feff}",
            "{}",
        ] {
            let error = count(other).unwrap_err();
            assert_eq!(error, Malformed { line: 1 }, "{other}");
            assert!(!error.to_string().contains("GQ9778"));
        }
        assert_eq!(
            count(&format!("{KEY}\n{KEY}x\n")),
            Err(Malformed { line: 2 })
        );
    }
}
