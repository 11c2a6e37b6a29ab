//! The Assay verifier: reports that prove reserves, without a prover.
//!
//! An issuer of tokens publishes a *report* every period: that what its custodians signed for, at the prices of a public book,
//! covers the supply and obeys a policy. (A *book* lists, in public, everything that each custodian may hold, with prices and
//! maturities.) This crate says whether that is so. It needs no network and no trusted setup; it
//! takes a few milliseconds.
//!
//! # A program with every check on
//!
//! What a verifier cannot know is yours to say: whose keys count, what time it is, what you expect. Everything that is left
//! out is in [`Verdict::not_checked`].
//!
//! ```
//! use std::time::Duration;
//!
//! use assay_verifier::{digest, parse_document, Policy, Registry, Supply, Timestamp, Verifier};
//!
//! // The files of the example; yours are where you keep them.
//! fn read(name: &str) -> std::io::Result<Vec<u8>> {
//!     std::fs::read(format!("{}/examples/data/{name}", env!("CARGO_MANIFEST_DIR")))
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // Yours: custodians and their keys, from the custodians themselves; never from a report or whoever sent it.
//! let registry: Registry = parse_document(&read("registry.json")?)?;
//! // Yours: the rules that you ask for, and the supply as you read it where the tokens are.
//! let policy: Policy = parse_document(&read("policy.json")?)?;
//! let supply: Supply = parse_document(&read("supply.json")?)?;
//! // Your clock: Timestamp::from_unix with the seconds of std::time::SystemTime since UNIX_EPOCH, as an i64.
//! let now: Timestamp = "2026-11-21T08:00:00Z".parse()?;
//!
//! let verifier = Verifier::new(registry)?
//!     .at(now)
//!     .max_age(Duration::from_secs(36 * 3600))
//!     .policy(digest(&policy)?)
//!     .supply(supply)
//!     .first(); // or .previous(verdict.as_predecessor()) with the verdict on the report before
//!
//! let verdict = match verifier.verify(&read("report.json")?) {
//!     Ok(verdict) => verdict,
//!     // Not valid. The code is for programs, the message for people.
//!     Err(error) => return Err(format!("{}: {error}", error.code()).into()),
//! };
//! assert!(verdict.not_checked.is_empty());
//! for inequality in &verdict.proved {
//!     println!("{} proved", inequality.label);
//! }
//! // What was proved is what the rules say: a policy without a coverage rule proves no coverage.
//! println!("{} tokens; keep {:?} for the next report", verdict.tokens, verdict.as_predecessor());
//! // What remains the issuer's word, whatever was checked: look at it.
//! for row in &verdict.issuers_word.book_rows {
//!     println!("{} at {} {}", row.instrument, row.price, verdict.currency);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Only `Ok` is valid: a refusal, whatever its code, is not. Decide on [`VerifyError::code`], which lists all codes,
//! and never on messages. A registry that makes no sense is refused before, by [`Verifier::new`]. A complete program that
//! reads files is `examples/verify_report.rs` of this crate.
//!
//! [`parse_document`] reads whole documents: [`Registry`], [`Policy`], [`Supply`], [`Report`]. What is not one of these you
//! build from its public fields, and the fields from text with `parse`:
//!
//! ```
//! use assay_verifier::{KnownToken, LeastValue, Predecessor};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let token = KnownToken {
//!     chain: "eip155:1".parse()?,
//!     token: "0x5b1c0000000000000000000000000000000000a5".parse()?,
//!     decimals: 6,
//!     slot: None, // of an EVM token: Some of 64 hex digits, without 0x
//! };
//! let least = LeastValue { currency: "USD".parse()?, value: "1.00".parse()? };
//! // Kept from the last verdict.
//! let predecessor = Predecessor {
//!     report: "0af66c5aab4194b3e1c355f243ebf78b9d06b1fa4da845ca921f6a81165d61b6".parse()?,
//!     subject: "eip155:1/erc20:0x5b1c0000000000000000000000000000000000a5".parse()?,
//!     as_of: "2026-11-20T22:00:00Z".parse()?,
//! };
//! # let _ = (token, least, predecessor);
//! # Ok(())
//! # }
//! ```
//!
//! # What the answer says
//!
//! | part of [`Verdict`] | what |
//! |---|---|
//! | [`proved`](Verdict::proved) | inequalities that hold of the quantities in the custodians' signed commitments, by the proof |
//! | [`signatures`](Verdict::signatures) | how many of each custodian's registered keys signed its commitment |
//! | [`issuers_word`](Verdict::issuers_word) | prices; and the supply and the policy, if you gave none: with their values |
//! | [`basis`](Verdict::basis) | whose word each of these is, and of each token on a chain |
//! | [`not_checked`](Verdict::not_checked) | every check of [`NotChecked`] that you left out |
//! | [`NOT_PROVED`] | what no report proves: that custodians hold what they sign for, before and after, free of other claims |
//!
//! # Many reports
//!
//! [`Verifier::verify_all`] verifies many at once, [`Verifier::verify_chain`] those that follow one another.
//!
//! # Layers
//!
//! | if you have | use |
//! |---|---|
//! | reports, signatures checked in Rust | [`Verifier::new`] |
//! | reports, signatures checked by a host, such as a chain | [`Verifier::with_signatures`] with a [`SignatureCheck`] |
//! | reports, and want functions without a builder: they return a [`VerifiedReport`], without what was not checked | [`verify_report`], [`verify_report_with`], [`verify_reports`]; then [`NotChecked::of`] |
//! | everything but the proof now, the proofs of many later | [`check_report`], then [`verify_pending_proofs`] |
//! | one proof and what it is about, as bytes, without documents | [`envelope`] |
//! | one proof, as points and scalars | [`verify_proof`], [`verify_proofs`] with an [`Instance`] and a [`VerifyingKey`] |
//! | the same over another group | [`suites`] |
//! | links of reports only | [`check_chain`] |
//! | attestations before there is a report | [`check_attestations`] of an [`AttestedBook`] |
//!
//! # Features
//!
//! All but `derive-generators` and `blst` are on by default. Without `std` the crate needs an allocator only.
//!
//! | feature | what |
//! |---|---|
//! | `std` | work on all cores |
//! | `signatures` | `ed25519`, `secp256k1` and `p256`; and the functions that check signatures in Rust, such as [`Verifier::new`] |
//! | `ed25519`, `secp256k1`, `p256` | [`RustSignatures`] checks this scheme |
//! | `large` | the key of shape (12, 16), for books of more than 969 rows: 200 KiB |
//! | `asm` | field arithmetic in assembly, on x86-64 and aarch64 |
//! | `sqrt-table` | faster decompression of points, for 100 KiB of tables |
//! | `bls12-381` | reports of the suite `bls12-381`, and [`suites`]`::Bls12381`: 100 KiB of generators |
//! | `blst` | the same suite several times as fast, with field arithmetic in C and assembly: for native builds, with a C compiler |
//! | `derive-generators` | generators of Vesta hashed to whenever a key is needed, instead of tables of 64 bytes each |
//!
//! How the proof is put together is in `docs/circuit.md` of the repository, byte for byte in `docs/spec.md`.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod attestations;
mod commitments;
mod context;
mod deferred_check;
mod document_suite;
pub mod envelope;
mod error;
mod instance;
mod msm;
mod opening;
mod parallel;
mod proof;
mod public_columns;
mod report;
mod signature;
mod suite;
pub mod suites;
#[cfg(all(test, feature = "signatures"))]
#[allow(clippy::unwrap_used)]
mod test_keys;
mod transcript;
mod verdict;
mod verifier;
mod verifier_chain;
mod verifying_key;

pub use assay_circuits::Shape;
pub use assay_statement::{
    digest, parse_document, Book, BookEntry, BookRow, ChainId, ChainSupply, Currency, Date,
    Decimal, Digest, Excluded, HexBytes, Id, Inequality, InstrumentKind, KnownToken, LeastValue,
    ParseError, Payable, PendingRedemptions, Policy, Registry, RegistryCustodian, RegistryError,
    RegistryKey, Report, Scheme, Subject, Supply, SupplyEntry, Timestamp, ToBeIssued, Unit, Word,
};

pub use attestations::{check_attestations, AttestationError, AttestedBook, SignatureCount};
pub use context::{context, ContextParts};
pub use document_suite::{
    verify_proof, verify_proofs, ColumnCommitments, Instance, RerandomizedCommitments, VerifyingKey,
};
pub use error::{ProofError, ProofsError};
pub use msm::{msm, msm_of_secrets};
pub use public_columns::bound_value;
pub use report::{
    add_income_json, basis_json, check_chain, check_report_with, report_digest, supply_json,
    verdict_json, verify_pending_proofs, verify_report_with, verify_reports_with, Basis,
    ChainBasis, ChainFault, ChainLink, ChainStart, DocumentDigests, ExpectedPrevious, NotChecked,
    PendingProof, PointFault, PointField, Predecessor, PredecessorError, ReportError, ReportsError,
    SupplyJson, UncheckedNote, ValueBasis, VerdictBasis, VerifiedReport, VerifyOptions, NOT_PROVED,
};
#[cfg(feature = "signatures")]
pub use report::{check_report, verify_report, verify_reports};
pub use signature::{check_form, RustSignatures, SignatureCheck, SignatureError};
pub use verdict::{IssuersWord, SupplyWord, Verdict};
pub use verifier::{Verifier, VerifyError};
pub use verifier_chain::ChainError;

#[cfg(all(doctest, feature = "signatures"))]
#[doc = include_str!("../README.md")]
struct Readme;
