//! The public book: price files, the terms of securities, exact valuation, and a row for everything a custodian may hold.

pub mod book;
mod countries;
pub mod custodians;
pub mod fedinvest;
pub mod sample;
pub mod terms;
pub mod valuation;
