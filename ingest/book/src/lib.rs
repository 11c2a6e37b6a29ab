#![doc = include_str!("../README.md")]

mod build;
mod build_error;
mod contradiction;
mod countries;
mod custodians;
mod fedinvest;
mod given_income;
mod income;
mod index_rate;
mod isin;
mod place;
mod price_columns;
mod price_day;
mod price_error;
mod price_list;
mod price_list_error;
mod price_list_reader;
mod price_mapping;
mod price_mapping_check;
mod price_number;
mod price_sources;
mod quote;
mod sample;
mod security_dates;
mod static_data;
mod terms_error;
mod terms_file;
mod valuation;

pub use build::{
    build_book, BookInputs, BuiltBook, Doubt, DoubtfulRow, Incomplete, Inequalities, MissingTerms,
    OtherPrice, PriceFallback, RowSource,
};
pub use build_error::BuildError;
pub use contradiction::Contradiction;
pub use custodians::{
    CashAccount, Custodian, Custodians, FundShares, FundTokens, OtherRow, Repo, RepoMaturity,
    Securities,
};
pub use fedinvest::parse_fedinvest;
pub use given_income::GivenIncome;
pub use income::{EarlierBookError, GivenIncomeError, GivenIncomeFault, NoIncome, WithoutIncome};
pub use isin::isin_of;
pub use place::Place;
pub use price_day::{PriceDay, PriceDayError};
pub use price_error::PriceError;
pub use price_list::{ListedPrice, PriceList, PriceListContext, Unlisted};
pub use price_list_error::PriceListError;
pub use price_list_reader::parse_price_list;
pub use price_mapping::{
    FixedFacts, InstitutionName, KindName, PriceColumns, PriceLayout, PriceMapping, Quotation,
};
pub use price_mapping_check::PriceMappingError;
pub use price_sources::{DatedPriceFile, PriceSources};
pub use quote::{PriceFile, PriceSide, Quote, Security, Unquoted, MAX_PRICE};
pub use sample::{
    sample_price_file, FiledSecurity, MoneyFund, SAMPLE_AS_OF, SAMPLE_CUSTODIANS,
    SAMPLE_CUSTODIAN_IDS, SAMPLE_POLICY, SAMPLE_PRICES_DATE, SAMPLE_SUBJECT,
};
pub use security_dates::DateFault;
pub use static_data::StaticData;
pub use terms_error::TermsError;
pub use terms_file::{BillAuction, CheckedTerms, ConsumerPrice, SecurityTerms, TermsFile};
pub use valuation::{UnknownTerm, ValueError};
