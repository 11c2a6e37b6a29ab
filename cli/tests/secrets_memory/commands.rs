//! The commands, run in this process.

use std::fs;

use assay_cli::{internals::read_file, Cli, Outcome};
use assay_holdings::{aggregate, Index};
use assay_prover::low_level::{suites, zeroize_stack};
use assay_statement::{compile_with_supply, parse_document, Book, Document, Opening, SuiteName};
use assay_verifier::suites::{Bls12381, Vesta};
use clap::Parser;
use serde_json::{json, Value};

use crate::signing::{key_secrets, nonce_secrets};
use assay_testkit::marked_fund::{elsewhere, Fund, CUSTODIANS, ROWS};
use assay_testkit::memory::Secrets;
use assay_testkit::memory::{alone, Snapshot};

/// The program.
const ASSAY: &str = env!("CARGO_BIN_EXE_assay");

/// Directory for the files of tests.
const SCRATCH: &str = env!("CARGO_TARGET_TMPDIR");

pub fn here(arguments: &[String]) {
    let all = ["assay"]
        .into_iter()
        .chain(arguments.iter().map(String::as_str));
    assert_eq!(
        Cli::try_parse_from(all).unwrap().run().unwrap(),
        Outcome::Done
    );
}

fn fails_here(arguments: &[String], expected: &str) {
    let all = ["assay"]
        .into_iter()
        .chain(arguments.iter().map(String::as_str));
    let error = Cli::try_parse_from(all)
        .unwrap()
        .run()
        .unwrap_err()
        .to_string();
    assert!(error.contains(expected), "{error}");
}

fn document<D: Document>(fund: &Fund, name: &str) -> D {
    parse_document(&fs::read(fund.path(name)).unwrap()).unwrap()
}

/// Quantities, accounts and blinders of a custodian.
pub fn opening_secrets(secrets: &mut Secrets, fund: &Fund, id: &str) {
    let opening: Opening = document(fund, &format!("{id}.opening.json"));
    for (row, item) in opening.quantities.iter().enumerate() {
        assert_eq!(item.quantity, fund.quantity(id, row));
    }
    assert_eq!(opening.quantities.len(), ROWS);
    held_secrets(secrets, fund, id);
    blinder_secrets(secrets, &opening);
}

/// What a custodian holds, in all and in each account.
fn held_secrets(secrets: &mut Secrets, fund: &Fund, id: &str) {
    for row in 0..ROWS {
        secrets.quantity("quantity", fund.quantity(id, row));
        secrets.bytes("account line", fund.part(row).to_string().as_bytes());
        secrets.bytes(
            "account line, integer",
            &(fund.part(row) * 100).to_le_bytes(),
        );
    }
}

/// The blinders as scalars of the suite that they are of; in the other suite their bytes are turned round.
fn blinder_secrets(secrets: &mut Secrets, opening: &Opening) {
    let bytes = [0, 1, 2, 3].map(|i: usize| opening.blinders[i].0);
    if let Some(blinders) = suites::Blinders::<Vesta>::from_bytes(&bytes) {
        for blinder in blinders.scalars() {
            secrets.scalar("blinder", *blinder);
        }
    }
    if let Some(blinders) = suites::Blinders::<Bls12381>::from_bytes(&bytes) {
        for blinder in blinders.scalars() {
            secrets.scalar("blinder, bls12-381", *blinder);
        }
    }
}

#[test]
fn commit() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, 11);
    here(&fund.commit("north"));
    let snapshot = Snapshot::take();
    let mut secrets = Secrets::default();
    opening_secrets(&mut secrets, &fund, "north");
    snapshot.holds_none_of(&secrets);
}

/// Makes income of the first rows of a custodian's.
fn with_income(fund: &Fund, id: &str, rows: usize) {
    let mut book: Value =
        serde_json::from_slice(&fs::read(fund.path("book.json")).unwrap()).unwrap();
    let row = |row| json!({ "custodian": id, "instrument": format!("cash:{id}-{row}"), "per_unit": "0.01", "quantity_decimals": 2 });
    let rows: Vec<Value> = (0..rows).map(row).collect();
    book["income"] =
        json!({ "since": "2026-10-20T22:00:00Z", "book": "07".repeat(32), "rows": rows });
    fs::write(fund.path("book.json"), book.to_string()).unwrap();
}

#[test]
fn commit_to_what_was_held_throughout() {
    const INCOME: usize = 8;
    let _alone = alone();
    let (fund, before) = (Fund::new(SCRATCH, 101), Fund::new(SCRATCH, 102));
    with_income(&fund, "north", INCOME);
    let mut arguments = fund.commit("north");
    arguments.extend(["--earlier-holdings".into(), before.at("north.holdings.csv")]);
    here(&arguments);
    let snapshot = Snapshot::take();
    let opening: Opening = document(&fund, "north.opening.json");
    let income: Vec<u64> = opening
        .quantities
        .iter()
        .skip(ROWS)
        .map(|item| item.quantity)
        .collect();
    let least = |row| {
        fund.quantity("north", row)
            .min(before.quantity("north", row))
    };
    assert_eq!(income, (0..INCOME).map(least).collect::<Vec<_>>());
    let mut secrets = Secrets::default();
    held_secrets(&mut secrets, &fund, "north");
    held_secrets(&mut secrets, &before, "north");
    blinder_secrets(&mut secrets, &opening);
    snapshot.holds_none_of(&secrets);
}

#[test]
fn commit_through_the_library() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, 12);
    let book: Book = document(&fund, "book.json");
    let index = Index::new(&book, "north").unwrap();
    commit_and_write(&fund, &book, &index);
    zeroize_stack();
    let snapshot = Snapshot::take();
    let mut secrets = Secrets::default();
    opening_secrets(&mut secrets, &fund, "north");
    snapshot.holds_none_of(&secrets);
}

#[inline(never)]
fn commit_and_write(fund: &Fund, book: &Book, index: &Index) {
    let text = read_file(&fund.path("north.holdings.csv"), 1 << 20).unwrap();
    let sums = aggregate(&text[..], index).unwrap();
    let (_, opening) = assay_prover::commit(book, index.custodian(), &sums.quantities).unwrap();
    fs::write(
        fund.path("north.opening.json"),
        opening.to_json().as_bytes(),
    )
    .unwrap();
}

#[test]
fn commit_that_fails() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, 13);
    elsewhere(ASSAY, &fund.commit("north"));
    let holdings = fund.path("north.holdings.csv");
    {
        let mut text = read_file(&holdings, 1 << 20).unwrap();
        let last = text.len() - 2;
        text[last] = b'x';
        fs::write(&holdings, &text).unwrap();
    }
    let mut arguments = fund.commit("north");
    arguments.push("--force".into());
    fails_here(&arguments, "line 49: quantity: expected digits");
    let snapshot = Snapshot::take();
    let mut secrets = Secrets::default();
    opening_secrets(&mut secrets, &fund, "north");
    snapshot.holds_none_of(&secrets);
}

#[test]
fn keygen_and_attest() {
    let _alone = alone();
    for (seed, (id, _)) in (14..).zip(CUSTODIANS) {
        let fund = Fund::new(SCRATCH, seed);
        here(&fund.keygen(id));
        let made = Snapshot::take();
        elsewhere(ASSAY, &fund.commit(id));
        here(&fund.attest(id));
        let signed = Snapshot::take();

        let pem = fs::read_to_string(fund.path(&format!("{id}.pem"))).unwrap();
        let key = key_secrets(&pem);
        made.holds_none_of(&key);
        signed.holds_none_of(&key);
        let attestation = document(&fund, &format!("{id}.attestation.json"));
        signed.holds_none_of(&nonce_secrets(&pem, &attestation));
        let mut secrets = Secrets::default();
        opening_secrets(&mut secrets, &fund, id);
        signed.holds_none_of(&secrets);
    }
}

#[test]
fn inspect_an_opening() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, 18);
    elsewhere(ASSAY, &fund.commit("north"));
    here(&["inspect".into(), fund.at("north.opening.json")]);
    let snapshot = Snapshot::take();
    let mut secrets = Secrets::default();
    opening_secrets(&mut secrets, &fund, "north");
    snapshot.holds_none_of(&secrets);
}

/// Quantities, blinders, totals and slacks of the whole fund.
pub fn fund_secrets(fund: &Fund) -> Secrets {
    let mut secrets = Secrets::default();
    let mut quantities = Vec::new();
    for (id, _) in CUSTODIANS {
        opening_secrets(&mut secrets, fund, id);
        let own: Vec<u64> = (0..ROWS).map(|row| fund.quantity(id, row)).collect();
        let total: u128 = own.iter().copied().map(u128::from).sum();
        secrets.bytes("total of a custodian", &total.to_le_bytes()[..8]);
        quantities.extend(own);
    }
    let total: u128 = quantities.iter().copied().map(u128::from).sum();
    secrets.bytes("total", &total.to_le_bytes()[..8]);
    let (book, policy, supply) = (
        document(fund, "book.json"),
        document(fund, "policy.json"),
        document(fund, "supply.json"),
    );
    let compiled = compile_with_supply(&book, &policy, &supply).unwrap();
    for slack in compiled.slacks(&quantities).unwrap() {
        let (_, bytes) = slack.to_bytes_le();
        secrets.bytes("slack", &bytes[..8]);
    }
    secrets
}

#[test]
fn plan_bands() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, 21);
    CUSTODIANS
        .iter()
        .for_each(|(id, _)| elsewhere(ASSAY, &fund.commit(id)));
    here(&fund.disclose_plan());
    let snapshot = Snapshot::take();
    snapshot.holds_none_of(&fund_secrets(&fund));
}

#[test]
fn commit_attest_and_prove_in_the_suite_bls12_381() {
    let _alone = alone();
    let fund = Fund::in_suite(SCRATCH, 31, SuiteName::Bls12381);
    here(&fund.commit("north"));
    let committed = Snapshot::take();
    let mut secrets = Secrets::default();
    opening_secrets(&mut secrets, &fund, "north");
    committed.holds_none_of(&secrets);

    let fund = Fund::in_suite(SCRATCH, 32, SuiteName::Bls12381);
    fund.attested(ASSAY);
    here(&fund.prove("policy.json"));
    let proved = Snapshot::take();
    proved.holds_none_of(&fund_secrets(&fund));
}

#[test]
fn prove() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, 19);
    fund.attested(ASSAY);
    here(&fund.prove("policy.json"));
    let snapshot = Snapshot::take();
    snapshot.holds_none_of(&fund_secrets(&fund));
}

#[test]
fn prove_what_does_not_hold() {
    let _alone = alone();
    let fund = Fund::new(SCRATCH, 20);
    fund.attested(ASSAY);
    let total: u128 = CUSTODIANS
        .iter()
        .flat_map(|(id, _)| (0..ROWS).map(|row| u128::from(fund.quantity(id, row))))
        .sum();
    assert!(total < 9 * 50_000_000_000_000_000_000);
    fails_here(
        &fund.prove("strict.json"),
        "coverage: expected coverage >= 9.00, short by ",
    );
    let snapshot = Snapshot::take();
    snapshot.holds_none_of(&fund_secrets(&fund));
}
