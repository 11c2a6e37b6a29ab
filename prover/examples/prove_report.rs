//! Proves a report from documents, and verifies it: the parts of custodian, issuer and verifier in one program.
//!
//! ```text
//! cd prover/examples/data
//! cargo run -p assay-prover --example prove_report -- book.json policy.json supply.json quantities.json report.json
//! ```
//!
//! The arguments are the public book, policy and supply; the quantities that each custodian holds, which are private: for
//! each custodian one integer for each of its rows of the book; and the file to which the report is written. In practice
//! every custodian runs its part on a computer of its own, and keeps its key there.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::process::ExitCode;

use assay_prover::{
    attest, check_commitment, commit, digest, parse_document, pretty, prove, Attestation, Book, Id,
    Opening, Policy, ProveError, ProveInputs, Registry, Scheme, SigningKey, Supply,
};
use assay_verifier::{Verdict, Verifier};
use serde_json::{json, Value};

const USAGE: &str = "expected BOOK POLICY SUPPLY QUANTITIES REPORT";

fn main() -> ExitCode {
    match run() {
        Ok(verdict) => {
            println!("VALID: {} as of {}", verdict.subject, verdict.as_of);
            for inequality in &verdict.proved {
                println!("proved: {}", inequality.label);
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            // This may be private: it says which rules do not hold, and by how much.
            if let Some(ProveError::Rules(_)) = error.downcast_ref() {
                eprintln!("PRIVATE, do not publish what follows");
            }
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<Verdict, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [book, policy, supply, quantities, report_file] = arguments.as_slice() else {
        return Err(USAGE.into());
    };
    let book: Book = parse_document(&fs::read(book)?)?;
    let policy: Policy = parse_document(&fs::read(policy)?)?;
    let supply: Supply = parse_document(&fs::read(supply)?)?;
    let quantities: BTreeMap<String, Vec<u64>> = serde_json::from_slice(&fs::read(quantities)?)?;

    let mut openings = Vec::new();
    let mut attestations = Vec::new();
    let mut registered = Vec::new();
    for custodian in &book.custodians {
        let own = quantities
            .get(custodian.as_str())
            .ok_or_else(|| format!("no quantities of {custodian}"))?;
        let key = SigningKey::generate(Scheme::Ed25519)?;
        registered.push(registry_entry(custodian, &key));
        let (opening, attestation) = attested(&book, custodian, own, key)?;
        openings.push(opening);
        attestations.push(attestation);
    }

    let report = prove(&ProveInputs {
        book: &book,
        policy: &policy,
        supply: &supply,
        openings: &openings,
        attestations: &attestations,
        previous: None,
    })?;
    let report = pretty(&report)?;
    fs::write(report_file, &report)?;

    verify(&report, registry(&book, registered)?, &policy, supply)
}

/// The custodian: commits to what it holds, checks the commitment, and signs it.
fn attested(
    book: &Book,
    custodian: &Id,
    quantities: &[u64],
    key: SigningKey,
) -> Result<(Opening, Attestation), Box<dyn Error>> {
    let (commitment, opening) = commit(book, custodian, quantities)?;
    check_commitment(&commitment, book, &opening)?;
    let attestation = attest(&commitment, None, None, &[key])?;
    Ok((opening, attestation))
}

/// What the verifier has from the custodian itself: its public key, and when it is valid.
fn registry_entry(custodian: &Id, key: &SigningKey) -> Value {
    let public_key: String = key
        .public_key()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    json!({ "id": custodian, "threshold": 1, "keys": [{
        "scheme": key.scheme(),
        "public_key": public_key,
        "not_before": "2026-01-01T00:00:00Z",
        "not_after": "2027-12-31T23:59:59Z",
    }] })
}

fn registry(book: &Book, custodians: Vec<Value>) -> Result<Registry, Box<dyn Error>> {
    let registry = json!({
        "assay": "v1", "kind": "registry", "subject": book.subject, "custodians": custodians,
    });
    Ok(parse_document(registry.to_string().as_bytes())?)
}

/// The verifier: knows the custodians' keys, and has its own policy and supply.
fn verify(
    report: &str,
    registry: Registry,
    policy: &Policy,
    supply: Supply,
) -> Result<Verdict, Box<dyn Error>> {
    let verifier = Verifier::new(registry)?
        .policy(digest(policy)?)
        .supply(supply)
        .first();
    Ok(verifier.verify(report.as_bytes())?)
}
