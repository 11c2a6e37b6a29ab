//! The Assay prover: what custodians, the issuer and its auditors do around a report that proves reserves.
//!
//! An issuer of tokens publishes a *report* every period. It proves that what the custodians signed for, at the prices of a
//! public book, covers the supply and obeys a policy, and shows no position. The crate [`assay_verifier`] verifies reports;
//! this crate makes them. It reads no files and has no network and no command line: the command `assay` is the crate
//! `assay-cli`.
//!
//! # From holdings to a report that verifies
//!
//! ```
//! use assay_prover::{
//!     attest, check_commitment, commit, digest, parse_document, pretty, prove, Book, Policy,
//!     ProveInputs, Registry, Scheme, SigningKey, Supply,
//! };
//! use assay_verifier::Verifier;
//!
//! // Public documents: what may be held and at which price; the rules; the tokens.
//! let book: Book = parse_document(br#"{
//!     "assay": "v1", "kind": "book", "subject": "fund:example", "as_of": "2026-11-20T22:00:00Z", "currency": "USD",
//!     "shape": {"k": 7, "rules": 4}, "custodians": ["north"],
//!     "rows": [
//!         {"custodian": "north", "instrument": "US912797KJ59", "kind": "bill", "maturity": "2027-01-14",
//!          "price": "0.9945", "quantity_decimals": 2},
//!         {"custodian": "north", "instrument": "cash:north", "kind": "cash", "price": "1",
//!          "quantity_decimals": 2, "institution": "north"}
//!     ]
//! }"#)?;
//! let policy: Policy = parse_document(br#"{
//!     "assay": "v1", "kind": "policy", "name": "Example", "status": "proposed",
//!     "rules": [{"rule": "coverage", "min_ratio": "1.00", "haircuts_bps": {"bill": 50}}]
//! }"#)?;
//! let supply: Supply = parse_document(br#"{
//!     "assay": "v1", "kind": "supply", "subject": "fund:example", "as_of": "2026-11-20T22:00:00Z",
//!     "currency": "USD", "value_per_token": "1.00",
//!     "entries": [{"entry": "book_entry", "registrar": "agent", "quantity": "1000000"}]
//! }"#)?;
//!
//! // The custodian commits to what it holds: 800,000.00 of the bill and 250,000.00 in cash. It signs the commitment,
//! // and hands the opening to the issuer. The opening is private.
//! let custodian = book.custodians[0].clone();
//! let key = SigningKey::generate(Scheme::Ed25519)?;
//! # let public_key: String = key.public_key().iter().map(|byte| format!("{byte:02x}")).collect();
//! let (commitment, opening) = commit(&book, &custodian, &[80_000_000, 25_000_000])?;
//! check_commitment(&commitment, &book, &opening)?;
//! let attestation = attest(&commitment, None, None, &[key])?;
//!
//! // The issuer proves that what was signed for covers the supply.
//! let report = prove(&ProveInputs {
//!     book: &book,
//!     policy: &policy,
//!     supply: &supply,
//!     openings: &[opening],
//!     attestations: &[attestation],
//!     previous: None,
//! })?;
//! let report = pretty(&report)?; // JSON, to be published
//!
//! // The verifier has the custodian's public key from the custodian itself.
//! # /*
//! let registry: Registry = parse_document(&std::fs::read("registry.json")?)?;
//! # */
//! # let registry: Registry = parse_document(format!(r#"{{
//! #     "assay": "v1", "kind": "registry", "subject": "fund:example", "custodians": [
//! #         {{"id": "north", "threshold": 1, "keys": [{{"scheme": "ed25519", "public_key": "{public_key}",
//! #           "not_before": "2026-01-01T00:00:00Z", "not_after": "2027-12-31T23:59:59Z"}}]}}
//! #     ]
//! # }}"#).as_bytes())?;
//! let verdict = Verifier::new(registry)?
//!     .policy(digest(&policy)?)
//!     .supply(supply)
//!     .first()
//!     .verify(report.as_bytes())?;
//! assert_eq!(verdict.proved.len(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Rules that do not hold are an error of [`prove`], which says which and by how much: [`ProveError::Rules`]. That message is
//! private. The same program with files is `examples/prove_report.rs`.
//!
//! # What there is
//!
//! | who | what | take |
//! |---|---|---|
//! | custodian | keys for signing, in PKCS#8 | [`SigningKey`], [`signing_schemes`] |
//! | custodian | commits to its holdings | [`commit`] |
//! | custodian | checks a commitment before it is signed | [`check_commitment`] |
//! | custodian | sees what it signs besides, in a suite for contracts | [`terms_to_sign`] |
//! | custodian | signs a commitment, after others have or alone | [`attest`] |
//! | issuer | proves, and verifies what it made | [`prove`] with [`ProveInputs`] |
//! | issuer | adds bands of the reserves to a policy, to disclose them | [`plan_bands`] with [`BandPlanInputs`] |
//! | anyone | what a verified report discloses | [`verify_report`], then [`Disclosure::of`] |
//! | issuer | encrypts all openings for auditors | [`Recipients`], [`seal_copy`] |
//! | auditor | decrypts them | [`Identities`], [`unseal_copy`] |
//! | auditor | compares them with the report, and sees every position | [`check_copy`] |
//! | anyone with secrets | overwrites the stack that a computation used | [`zeroize_stack_after`] |
//!
//! The documents are those of `assay_statement`. The ones that the functions above take and return are exported here too,
//! with [`parse_document`] to read them, [`pretty`] to write them and [`digest`] to refer to them.
//!
//! | document | | from | to |
//! |---|---|---|---|
//! | [`Book`], [`Policy`], [`Supply`] | public | the issuer | everyone |
//! | [`Commitment`], [`Attestation`] | public | a custodian | the issuer, then everyone in the report |
//! | [`Opening`] | PRIVATE | a custodian | the issuer |
//! | [`Report`] | public | the issuer | everyone |
//! | [`Audit`] | PRIVATE | the issuer | auditors, encrypted |
//! | [`Registry`] | the verifier's own | custodians and their keys | nobody |
//!
//! # Secrets
//!
//! Quantities, blinders and keys are overwritten in memory after use, and so are the stacks of the threads that used them.
//! Commitments are computed by operations that do not depend on the quantities; proofs are not computed in constant time,
//! so prove where nobody else can measure. No `Debug` form and no message shows a secret, except where the type says
//! PRIVATE.
//!
//! The crate has no features. It needs the standard library, and uses all cores.
//!
//! How the proof is put together is in `docs/circuit.md` of the repository, byte for byte in `docs/spec.md`.

mod audit;
mod commitment;
mod custodian;
mod disclosure;
mod document_suite;
mod inequalities;
mod opening;
mod plonk;
mod proof;
mod prove;
mod public_columns;
mod randomness;
mod setup;
mod signing;
mod suite;
mod suites;
mod transcript;
mod zeroizing;

pub use assay_statement::{
    digest, parse_document, pretty, Attestation, Audit, Book, Commitment, Digest, Id, Opening,
    Policy, Registry, Report, Scheme, Supply,
};
pub use assay_verifier::{
    verify_report, Predecessor, PredecessorError, VerifiedReport, VerifyOptions,
};

pub use audit::{
    check_copy, seal_copy, unseal_copy, AuditedHoldings, CustodianHoldings, Disagreement,
    EarnedIncome, Identities, IdentityError, IncomePosition, KindTotal, Position, Recipient,
    RecipientError, Recipients, RecipientsError, RuleMargin, SealError, UnsealError,
    MAX_COPY_BYTES, MAX_RECIPIENTS,
};
pub use custodian::{attest, check_commitment, commit, terms_to_sign, CustodianError};
pub use disclosure::{
    plan_bands, Band, BandGrid, BandPlan, BandPlanError, BandPlanInputs, CustodyPlace, Disclosure,
    DisclosureError, Figure, NotDisclosed, ReserveCategory, ShareWidth, ShareWidthError,
};
pub use proof::ProofError;
pub use prove::{own_registry, prove, ProveError, ProveInputs, Shortfall};
pub use randomness::NoRandomness;
pub use setup::SetupError;
pub use signing::{signing_schemes, SigningError, SigningKey};
pub use zeroizing::zeroize_stack_after;

/// The proof system below the documents, for this project's own tests, benchmarks and fuzzers.
///
/// It lets a caller choose the randomness, and checks nothing that the functions above check. It may change in any
/// release: do not build on it.
#[doc(hidden)]
pub mod low_level {
    pub use crate::document_suite::{
        lagrange_generators, Blinders, Committer, Proof, Prover, Witness,
    };
    /// The same in any suite.
    pub mod suites {
        pub use crate::commitment::{Blinders, Committer};
        pub use crate::proof::{CompiledSuite, Proof, Prover, Witness};
        pub use crate::setup::lagrange_generators;
    }
    pub use crate::zeroizing::zeroize_stack;
}

/// The example of the README runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
