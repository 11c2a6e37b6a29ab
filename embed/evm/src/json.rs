//! The arguments of a submission as JSON, by their names in Solidity.

use serde_json::{json, Value};

use crate::hexadecimal::hex;
use crate::number::Number;
use crate::signing::EvmSignature;
use crate::submission::{EvmAttestation, Submission};

/// The arguments: bytes in hex, integers in decimal, both as strings, as both are longer than numbers of JSON can be.
pub fn submission_json(submission: &Submission) -> Value {
    let owed = &submission.owed;
    let attestations = submission.attestations.iter().map(attestation);
    json!({
        "asOf": submission.as_of.to_string(),
        "book": hex(&submission.book),
        "supply": hex(&submission.supply),
        "previous": hex(&submission.previous),
        "owed": {
            "tokens": number(&owed.tokens),
            "value": number(&owed.value),
            "payables": number(&owed.payables),
            "hasDistributed": owed.has_distributed,
            "distributed": number(&owed.distributed),
        },
        "table": hex(&submission.table),
        "attestations": attestations.collect::<Vec<_>>(),
        "columns": hex(&submission.columns),
        "proof": hex(&submission.proof),
    })
}

fn number(number: &Number) -> Value {
    json!({
        "mantissa": number.mantissa.to_string(),
        "decimals": number.decimals.to_string(),
    })
}

fn attestation(attestation: &EvmAttestation) -> Value {
    let signatures = attestation.signatures.iter().map(signature);
    json!({
        "custodian": hex(&attestation.custodian),
        "commitment": hex(&attestation.commitment),
        "signatures": signatures.collect::<Vec<_>>(),
    })
}

fn signature(signature: &EvmSignature) -> Value {
    json!({
        "scheme": signature.scheme.to_string(),
        "v": signature.v.to_string(),
        "r": hex(&signature.r),
        "s": hex(&signature.s),
        "x": hex(&signature.x),
        "y": hex(&signature.y),
    })
}
