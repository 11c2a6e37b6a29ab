//! Operation `signature`: a public key, a message and a signature of one scheme.

use assay_statement::Scheme;
use assay_verifier::{RustSignatures, SignatureCheck, SignatureError};
use serde_json::{json, Map, Value};

use crate::operation::{bytes, Found, Operation};
use crate::vector_file::{Notes, VectorFile};

/// The one code that a report is refused with for any of them.
const CODE: &str = "signature-invalid";

fn check(scheme: Scheme, case: &Value) -> Result<(), SignatureError> {
    let [key, message, signature] =
        ["public_key", "message", "signature"].map(|name| bytes(case, name));
    RustSignatures.check(scheme, &key, &message, &signature)
}

/// The operation of these cases.
pub const OPERATION: Operation = Operation {
    name: "signature",
    run,
};

fn run(file: &Value, case: &Value) -> Found {
    let scheme = [Scheme::Ed25519, Scheme::Secp256k1, Scheme::P256]
        .into_iter()
        .find(|scheme| file["scheme"] == scheme.as_str())
        .unwrap();
    match check(scheme, case) {
        Ok(()) => Ok(Map::new()),
        Err(_) => Err(CODE.into()),
    }
}

const NORMAL: (&str, &str, &str) = (
    "Normal",
    "Refuses what is in order.",
    "Honest reports are lost.",
);
const FORM: (&str, &str, &str) = (
    "Form",
    "Takes keys or signatures of another form or length.",
    "Reports pass at one verifier and not at another.",
);
const MALLEABLE: (&str, &str, &str) = (
    "Malleable",
    "Takes a second signature that anyone can make of a first.",
    "Attestations can be changed by others, and their digests with them.",
);
const FORGED: (&str, &str, &str) = (
    "Forged",
    "Takes a signature of another message, key or scheme.",
    "Holdings count that nobody signed for.",
);

/// A file of one scheme that grows.
pub struct Signatures {
    pub scheme: Scheme,
    pub file: VectorFile,
}

impl Signatures {
    pub fn new(scheme: Scheme, more: &Notes) -> Signatures {
        let comment = format!(
            "Public key, message and signature in hex, scheme {scheme}. For every refusal the code of a report is {CODE}."
        );
        let notes = [[NORMAL, FORM, MALLEABLE, FORGED].as_slice(), more].concat();
        let mut file = VectorFile::new(OPERATION, &comment, &notes);
        file.share("scheme", json!(scheme));
        Signatures { scheme, file }
    }

    fn input(key: &[u8], message: &[u8], signature: &[u8]) -> Value {
        let [key, message, signature] = [key, message, signature].map(hex::encode);
        json!({ "public_key": key, "message": message, "signature": signature })
    }

    pub fn valid(
        &mut self,
        flag: &str,
        comment: &str,
        key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) {
        self.file
            .valid(flag, comment, Signatures::input(key, message, signature));
    }

    /// `why` is this implementation's reason; others need not tell.
    pub fn refused(
        &mut self,
        why: SignatureError,
        flag: &str,
        comment: &str,
        (key, message, signature): (&[u8], &[u8], &[u8]),
    ) {
        let input = Signatures::input(key, message, signature);
        assert_eq!(check(self.scheme, &input), Err(why), "{comment}");
        self.file.refused(CODE, flag, comment, input);
    }
}
