//! The signature vectors, through the contract's check with the very functions that the chains' hosts call.

use assay_cosmwasm::signature::HostSignatures;
use assay_statement::Scheme;
use assay_testkit::vectors;
use assay_verifier::SignatureCheck;
use cosmwasm_std::testing::mock_dependencies;
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    scheme: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    id: u64,
    comment: String,
    public_key: String,
    message: String,
    signature: String,
    result: String,
}

fn run(scheme: Scheme, least: usize) {
    let name = format!("{scheme}.json");
    let file: File = serde_json::from_str(&vectors::text(&format!("signature/{name}"))).unwrap();
    assert_eq!(file.scheme, scheme.as_str());
    assert!(file.cases.len() >= least);
    let deps = mock_dependencies();
    let check = HostSignatures { api: &deps.api };
    for case in &file.cases {
        let bytes = |text: &str| hex::decode(text).unwrap();
        let (key, signature) = (bytes(&case.public_key), bytes(&case.signature));
        let outcome = check.check(scheme, &key, &bytes(&case.message), &signature);
        let expected = case.result == "valid";
        assert_eq!(
            outcome.is_ok(),
            expected,
            "{name} {}: {}: {outcome:?}",
            case.id,
            case.comment
        );
    }
}

#[test]
fn ed25519() {
    run(Scheme::Ed25519, 42);
}

#[test]
fn secp256k1() {
    run(Scheme::Secp256k1, 20);
}

#[test]
fn p256() {
    run(Scheme::P256, 20);
}
