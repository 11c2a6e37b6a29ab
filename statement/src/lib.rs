//! The public documents of Assay, their digests, and the rules compiled to a program.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod attestation;
pub mod book;
pub mod canonical;
pub mod commitment;
pub mod compile;
pub mod decimal;
pub mod document;
pub mod encoding;
pub mod id;
pub mod instrument;
pub mod opening;
pub mod parse;
pub mod policy;
pub mod program;
pub mod registry;
pub mod report;
mod rounding;
pub mod rules;
pub mod supply;
mod text;
pub mod time;

pub use attestation::{attestation_message, Attestation, Signature};
pub use book::{Book, BookError, BookRow, Currency};
pub use canonical::{canonical, digest, pretty, CanonicalError};
pub use commitment::Commitment;
pub use compile::{compile, CompileError, Compiled, Inequality, QuantityCount, Unit};
pub use decimal::{Decimal, DecimalError, Integer};
pub use document::{Document, Kind, V1};
pub use encoding::{Digest, HexBytes, HexError, PointBytes};
pub use id::{ChainId, Id, IdError, Subject};
pub use instrument::InstrumentKind;
pub use opening::{Blinder, Opening, OpeningError, RowQuantity};
pub use parse::{parse, parse_document, ParseError};
pub use policy::{Policy, PolicyError, PolicyStatus, Rule};
pub use program::{Bound, Program, ProgramError, ProgramRow, ProgramRule};
pub use registry::{Registry, RegistryCustodian, RegistryError, RegistryKey, Scheme};
pub use report::{Columns, Refreshed, Report};
pub use rules::RuleError;
pub use supply::{
    BookEntry, ChainSupply, Excluded, PendingRedemptions, Supply, SupplyEntry, SupplyError,
};
pub use time::{Date, TimeError, Timestamp};
