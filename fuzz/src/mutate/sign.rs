//! Makes the attestations of a changed report good again, so that what is wrong with it is left to the proof.

use assay_statement::{
    attestation_message, digest, parse_document, Attestation, Book, Commitment, HexBytes, Kind,
    PointBytes, Scheme, Signature, V1,
};
use assay_testkit::signing::{key, KEYS};
use rand::RngExt;
use rand_chacha::ChaCha20Rng;
use serde_json::Value;

/// Every attestation of `report` signed anew for its book, the supply moved to the book's subject, time and currency. Nothing
/// happens if there is no book, or more custodians than have keys.
pub(super) fn again(report: &mut Value, rng: &mut ChaCha20Rng) {
    let Ok(book) = parse_document::<Book>(report["book"].to_string().as_bytes()) else {
        return;
    };
    for field in ["subject", "as_of", "currency"] {
        if report["supply"].is_object() {
            report["supply"][field] = report["book"][field].clone();
        }
    }
    let attestations = report.get_mut("attestations");
    let Some(attestations) = attestations.and_then(Value::as_array_mut) else {
        return;
    };
    // Twice the number of signatures that are needed, at times.
    let all = rng.random_range(0..8) == 0;
    for ((attestation, custodian), (keys, _)) in attestations.iter_mut().zip(0..).zip(KEYS) {
        let point = attestation["commitment"].as_str().unwrap_or_default();
        let Ok(commitment) = point.parse::<PointBytes>() else {
            continue;
        };
        let needed = if all { keys.len() } else { keys.len().min(2) };
        if let Some(signed) = sign(&book, custodian, commitment, &keys[..needed]) {
            *attestation = signed;
        }
    }
}

fn sign(
    book: &Book,
    custodian: usize,
    commitment: PointBytes,
    keys: &[(Scheme, u8)],
) -> Option<Value> {
    let commitment = Commitment {
        assay: V1,
        kind: Kind::new(),
        subject: book.subject.clone(),
        as_of: book.as_of,
        custodian: book.custodians.get(custodian)?.clone(),
        book: digest(book).ok()?,
        commitment,
    };
    let mut attestation = Attestation::unsigned(&commitment, None);
    let message = attestation_message(&attestation, None);
    for (scheme, seed) in keys {
        let key = key(*scheme, *seed);
        attestation.signatures.push(Signature {
            scheme: *scheme,
            public_key: HexBytes(key.public_key()),
            signature: HexBytes(key.sign(&message).ok()?.to_vec()),
        });
    }
    serde_json::to_value(attestation).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{genuine, mutate};

    #[test]
    fn signs_as_the_vectors_do() {
        let original = serde_json::to_value(&genuine::report().report).unwrap();
        let mut report = original.clone();
        for attestation in report["attestations"].as_array_mut().unwrap() {
            attestation["signatures"] = Value::Array(vec![]);
        }
        assert_ne!(report, original);
        again(&mut report, &mut mutate::rng(0));
        assert_eq!(report, original);
    }
}
