//! The public documents of Assay, their digests, and the rules compiled to a program.
//!
//! Documents are JSON. Every number is an integer or a decimal in a string, never a float; every value has exactly one
//! spelling; unknown, duplicate and `null` fields are refused. The digest of a document is SHA-256 of its RFC 8785
//! canonical form ([`digest`]), and every document carries `"assay": "v1"` and its kind.
//!
//! | document | says | who vouches for it |
//! |---|---|---|
//! | [`Book`] | every (custodian, instrument) that may hold something, with price and maturity | every attestation covers it |
//! | [`Policy`] | the rules and their numbers | the report covers it; a registry may pin it |
//! | [`Supply`] | what adds up to the amount to cover: tokens, and what is owed besides | read from the chains, or by hand |
//! | [`Registry`] | custodians, keys, thresholds | the verifier's own file, never part of a report |
//! | [`Commitment`] | a custodian's commitment to its quantities | the attestation |
//! | [`Attestation`] | a commitment, signed over [`attestation_message`] | the custodian |
//! | [`Opening`] | PRIVATE: the quantities and blinders behind a commitment | never leaves its owner |
//! | [`Audit`] | PRIVATE: all openings behind one report, for its auditor | whoever proved the report |
//! | [`Report`] | all of the above that a verifier needs, and the proof | the proof |
//!
//! Two more forms are derived, and have canonical bytes rather than JSON:
//!
//! | form | says | derived from |
//! |---|---|---|
//! | [`Table`] | the rules as integers, with bounds that wait for the supply | book and policy, by [`compile()`] |
//! | [`Program`] | the rules as integers: what is proved | table and supply, by [`Table::bind`]; or all three documents, by [`compile_with_supply`] |
//!
//! [`parse_document`] reads a document, and its `validate` tells whether it makes sense. All arithmetic is exact; what
//! must be rounded is rounded against the prover. The rules and their formulas are in [`rules`], policies taken from
//! the law in [`presets`].
//!
//! ```
//! use assay_statement::{compile, digest, parse_document, preset, Book};
//!
//! let book: Book = parse_document(br#"{
//!     "assay": "v1", "kind": "book", "subject": "fund:example", "as_of": "2026-11-20T22:00:00Z", "currency": "USD",
//!     "shape": {"k": 7, "rules": 4}, "custodians": ["north"],
//!     "rows": [{"custodian": "north", "instrument": "US912797KJ59", "kind": "bill", "maturity": "2027-01-14",
//!               "price": "0.9945", "quantity_decimals": 2}]
//! }"#)?;
//! let policy = preset("genius-act").ok_or("no such preset")?;
//! let table = compile(&book, &policy)?;
//! println!("{}: {} rows, {} inequalities, {}", policy.name, table.rows.len(), table.rules.len(), digest(&book)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The crate needs an allocator but no standard library (feature `std`, on by default). serde_json's feature
//! `arbitrary_precision` must stay off: it changes how numbers are read, and documents would be refused.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

/// The example of the README runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod macros;

pub mod attestation;
pub mod audit;
pub mod book;
pub mod business_days;
pub mod canonical;
pub mod commitment;
pub mod compile;
mod counting;
pub mod country;
pub mod currency;
pub mod decimal;
pub mod document;
pub mod encoding;
pub mod evidence;
pub mod id;
pub mod instrument;
pub mod json;
mod known_token;
mod least_value;
mod number_bytes;
pub mod opening;
mod owed;
pub mod parse;
mod point_bytes;
pub mod policy;
pub mod presets;
pub mod program;
mod protocol;
pub mod registry;
pub mod report;
mod rounding;
pub mod rules;
mod scheme;
mod security;
mod signed_decimal;
mod subject_token;
mod suite;
pub mod supply;
pub mod table;
mod text;
pub mod time;

pub use attestation::{attestation_message, Attestation, Signature, SignedTerms, TermsError};
pub use audit::Audit;
pub use book::{Book, BookError, BookRow, Income, IncomeError, IncomeRow};
pub use business_days::{add_business_days, is_business_day, last_business_day, next_business_day};
pub use canonical::{canonical, digest, pretty, CanonicalError};
pub use commitment::Commitment;
pub use compile::{
    compile, compile_with_supply, CompileError, Compiled, Inequality, QuantityCount, Unit,
};
pub use counting::count_inequalities;
pub use country::{Country, NotACountry};
pub use currency::{Currency, NotACurrency};
pub use decimal::{Decimal, DecimalError, Integer};
pub use document::{Document, Kind, V1};
pub use encoding::{Digest, HexBytes, HexError, Word};
pub use evidence::StorageEvidence;
pub use id::{AssetId, ChainId, Id, IdError, Subject};
pub use instrument::InstrumentKind;
pub use known_token::KnownToken;
pub use least_value::LeastValue;
pub use number_bytes::{number_bytes, NUMBER_BYTES};
pub use opening::{Blinder, Opening, OpeningError, RowQuantity};
pub use owed::Owed;
pub use parse::{parse, parse_document, parse_object, ParseError};
pub use point_bytes::PointBytes;
pub use policy::{Policy, PolicyError, PolicyStatus};
pub use presets::{preset, Preset, PRESETS};
pub use program::{Bound, Program, ProgramError, ProgramRow, ProgramRule};
pub use registry::{Registry, RegistryCustodian, RegistryError, RegistryKey};
pub use report::{ColumnCommitments, Report, RerandomizedCommitments};
pub use rules::{Rule, RuleError, RuleInfo};
pub use scheme::Scheme;
pub use security::{instrument_name, is_cusip, is_isin, mistyped_code, names_of, security_of};
pub use signed_decimal::SignedDecimal;
pub use suite::{NotASuite, SuiteName};
pub use supply::{
    BookEntry, ChainSupply, Distributed, Excluded, Payable, PendingRedemptions, Supply,
    SupplyEntry, SupplyError, ToBeIssued,
};
pub use table::{BoundFactor, Coefficient, Table, TableError, TableRule};
pub use text::{steers, MAX_SHOWN, MAX_TEXT};
pub use time::{Date, TimeError, Timestamp};
