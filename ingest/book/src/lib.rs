#![doc = include_str!("../README.md")]

mod build;
mod build_error;
mod countries;
mod custodians;
mod fedinvest;
mod index_rate;
mod isin;
mod price_error;
mod quote;
mod sample;
mod terms_error;
mod terms_file;
mod valuation;

pub use build::{
    build_book, BookInputs, BuiltBook, Doubt, DoubtfulRow, Inequalities, MissingTerms,
    PriceFallback,
};
pub use build_error::BuildError;
pub use custodians::{
    CashAccount, Custodian, Custodians, FundShares, FundTokens, OtherRow, Repo, Securities,
};
pub use fedinvest::parse_fedinvest;
pub use isin::isin_of;
pub use price_error::PriceError;
pub use quote::{PriceFile, PriceSide, Quote, Security, Unquoted, MAX_PRICE};
pub use sample::{
    sample_price_file, SAMPLE_AS_OF, SAMPLE_CUSTODIANS, SAMPLE_CUSTODIAN_IDS, SAMPLE_POLICY,
    SAMPLE_SUBJECT,
};
pub use terms_error::TermsError;
pub use terms_file::{BillAuction, CheckedTerms, ConsumerPrice, SecurityTerms, TermsFile};
pub use valuation::{UnknownTerm, ValueError};
