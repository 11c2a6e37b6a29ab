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
//! | [`Supply`] | what adds up to the amount to cover | read from the chains, or by hand |
//! | [`Registry`] | custodians, keys, thresholds | the verifier's own file, never part of a report |
//! | [`Commitment`] | a custodian's commitment to its quantities | the attestation |
//! | [`Attestation`] | a commitment, signed over [`attestation_message`] | the custodian |
//! | [`Opening`] | PRIVATE: the quantities and blinders behind a commitment | never leaves its owner |
//! | [`Audit`] | PRIVATE: all openings behind one report, for its auditor | whoever proved the report |
//! | [`Program`] | the rules as integers, in canonical bytes rather than JSON | derived from book, policy and supply |
//! | [`Report`] | all of the above that a verifier needs, and the proof | the proof |
//!
//! [`parse_document`] reads a document, its `validate` tells whether it makes sense, and [`compile()`] turns book, policy and
//! supply into the program that is proved. All arithmetic is exact; what must be rounded is rounded against the
//! prover. The rules and their formulas are in [`rules`], policies taken from the law in [`presets`].
//!
//! ```
//! use assay_statement::{digest, preset};
//!
//! let policy = preset("genius-act").ok_or("no such preset")?;
//! println!("{}: {} rules, {}", policy.name, policy.rules.len(), digest(&policy)?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The crate needs an allocator but no standard library (feature `std`, on by default). serde_json's feature
//! `arbitrary_precision` must stay off: it changes how numbers are read, and documents would be refused.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod attestation;
pub mod audit;
pub mod book;
pub mod canonical;
pub mod commitment;
pub mod compile;
pub mod country;
pub mod decimal;
pub mod document;
pub mod encoding;
pub mod evidence;
pub mod id;
pub mod instrument;
pub mod opening;
pub mod parse;
pub mod policy;
pub mod presets;
pub mod program;
pub mod registry;
pub mod report;
mod rounding;
pub mod rules;
mod scheme;
pub mod supply;
mod text;
pub mod time;

pub use attestation::{attestation_message, Attestation, Signature};
pub use audit::Audit;
pub use book::{Book, BookError, BookRow, Currency};
pub use canonical::{canonical, digest, pretty, CanonicalError};
pub use commitment::Commitment;
pub use compile::{compile, CompileError, Compiled, Inequality, QuantityCount, Unit};
pub use country::{Country, NotACountry};
pub use decimal::{Decimal, DecimalError, Integer};
pub use document::{Document, Kind, V1};
pub use encoding::{Digest, HexBytes, HexError, PointBytes, Word};
pub use evidence::StorageEvidence;
pub use id::{AssetId, ChainId, Id, IdError, Subject};
pub use instrument::InstrumentKind;
pub use opening::{Blinder, Opening, OpeningError, RowQuantity};
pub use parse::{parse, parse_document, parse_object, ParseError};
pub use policy::{Policy, PolicyError, PolicyStatus, Rule};
pub use presets::{preset, Preset, PRESETS};
pub use program::{Bound, Program, ProgramError, ProgramRow, ProgramRule};
pub use registry::{Registry, RegistryCustodian, RegistryError, RegistryKey};
pub use report::{Columns, Refreshed, Report};
pub use rules::RuleError;
pub use scheme::Scheme;
pub use supply::{
    BookEntry, ChainSupply, Excluded, PendingRedemptions, Supply, SupplyEntry, SupplyError,
};
pub use text::{steers, MAX_TEXT};
pub use time::{Date, TimeError, Timestamp};
