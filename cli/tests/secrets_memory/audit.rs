//! The auditor's copy: what is left of the openings where it is made, and where it is opened.

use std::io::Write;
use std::iter;
use std::thread;

use age::secrecy::ExposeSecret;
use age::x25519::Identity;
use assay_cli::internals::read_file;
use assay_prover::zeroize_stack_after;
use assay_prover::{seal_copy, unseal_copy, Identities, Recipients};
use assay_statement::{parse_document, Audit, Digest, Kind, V1};

use crate::commands::{fund_secrets, here, opening_secrets};
use assay_testkit::marked_fund::{elsewhere, Fund, CUSTODIANS};
use assay_testkit::memory::Secrets;
use assay_testkit::memory::{alone, Snapshot};

/// The program.
const ASSAY: &str = env!("CARGO_BIN_EXE_assay");

/// Directory for the files of tests.
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

/// A key, and the recipient that it belongs to.
fn key() -> (String, String) {
    let identity = Identity::generate();
    let recipient = identity.to_public().to_string();
    (identity.to_string().expose_secret().to_string(), recipient)
}

/// In a thread of its own, whose memory is not what the snapshot's buffer is made of.
fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| scope.spawn(|| zeroize_stack_after(work)).join().unwrap())
}

fn prove_with_an_auditor(fund: &Fund) -> Vec<String> {
    let (_, recipient) = key();
    let copy = fund.at("copy.age");
    let mut arguments = fund.prove("policy.json");
    arguments.extend(["--auditor", &recipient, "--auditor-copy", &copy].map(String::from));
    arguments
}

#[test]
fn prove_for_an_auditor() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, 71);
    fund.attested(ASSAY);
    let arguments = prove_with_an_auditor(&fund);
    apart(|| here(&arguments));
    let snapshot = Snapshot::take();
    assert!(fund.path("copy.age").exists());
    snapshot.holds_none_of(&fund_secrets(&fund));
}

#[inline(never)]
fn openings(fund: &Fund) -> Audit {
    let read = |(id, _): (&str, &str)| {
        let path = fund.path(&format!("{id}.opening.json"));
        parse_document(&read_file(&path, 1 << 20).unwrap()).unwrap()
    };
    Audit {
        assay: V1,
        kind: Kind::new(),
        report: Digest([5; 32]),
        openings: CUSTODIANS.map(read).into(),
    }
}

#[test]
fn seal_and_unseal_through_the_library() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, 72);
    fund.attested(ASSAY);
    let (key, recipient) = key();
    let recipients = Recipients::parse(&[recipient]).unwrap();
    let sealed = apart(|| seal_copy(&openings(&fund), &recipients).unwrap());
    let made = Snapshot::take();
    let identities = Identities::parse(&key).unwrap();
    let opened = apart(|| unseal_copy(&sealed, &identities).unwrap().openings.len());
    let snapshot = Snapshot::take();
    assert_eq!(opened, CUSTODIANS.len());
    let secrets = fund_secrets(&fund);
    made.holds_none_of(&secrets);
    snapshot.holds_none_of(&secrets);
}

/// The copy in pieces of what age encrypts at a time: all but the last are overwritten by the next.
#[test]
fn a_copy_of_several_chunks() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, 73);
    fund.attested(ASSAY);
    let (_, recipient) = key();
    let recipients = Recipients::parse(&[recipient]).unwrap();
    apart(|| {
        let mut audit = openings(&fund);
        // Far more than 64 KiB: the same three over and over.
        for _ in 0..6 {
            let mut larger = Vec::with_capacity(audit.openings.len() * 2);
            larger.extend(audit.openings.iter().chain(&audit.openings).cloned());
            audit.openings = larger;
        }
        assert!(audit.longest() > 3 << 16);
        seal_copy(&audit, &recipients).unwrap();
    });
    let snapshot = Snapshot::take();
    snapshot.holds_none_of(&fund_secrets(&fund));
}

/// The search finds what a copy leaves behind if it is not padded: age drops its last chunk as it is.
#[test]
fn without_the_padding_it_would_be_found() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, 74);
    elsewhere(ASSAY, &fund.commit("north"));
    let (_, recipient) = key();
    let recipient: age::x25519::Recipient = recipient.parse().unwrap();
    // Allocated after age's own memory, so that it does not go back to the system as the end of the heap.
    let _after = apart(|| {
        let text = read_file(&fund.path("north.opening.json"), 1 << 20).unwrap();
        let encryptor = age::Encryptor::with_recipients(iter::once(&recipient as _)).unwrap();
        let mut writer = encryptor.wrap_output(std::io::sink()).unwrap();
        writer.write_all(&text).unwrap();
        let after = vec![1u8; 1 << 16];
        writer.finish().unwrap();
        after
    });
    let snapshot = Snapshot::take();
    let mut secrets = Secrets::default();
    opening_secrets(&mut secrets, &fund, "north");
    let names = snapshot.names(&secrets);
    assert!(names.contains(&"quantity, text".to_string()), "{names:?}");
}
