//! A real fund: the government money market fund whose shares are tokenized, as it filed its portfolio of 31 July 2026.
//!
//! Source: SEC form N-MFP3, accession 0002071691-26-017542. `filing-2026-07-31.csv` has its 81 securities: category,
//! coupon, value, the dates that 17 CFR 270.2a-7 tells apart, and the filing's own flags of daily and weekly liquid assets.
//! It tells values and no face amounts, so that every value is taken for a face amount at a price of 1. The filing also says
//! a weighted average maturity of 45 days, and a weighted average life of 102.
//!
//! Made up are the custodian, the bank of the cash and the dealer of the repo, and the issuers' names that the mapping of
//! the price list gives to the beginnings of CUSIPs.

mod filed_security;
mod price_list;

use assay_lines::Lines;
use assay_statement::Decimal;

use filed_security::{check_header, parsed};

pub use filed_security::FiledSecurity;

const FILING: &[u8] = include_bytes!("money_fund/filing-2026-07-31.csv");

/// What the fund filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyFund {
    /// The securities, in the order of the filing.
    pub securities: Vec<FiledSecurity>,
    /// Money, in dollars.
    pub cash: Decimal,
    /// What is left to the holders of shares, in dollars.
    pub net_assets: Decimal,
    /// Shares of all classes.
    pub shares: Decimal,
}

impl MoneyFund {
    /// A name for the fund, which has a token and is not that token.
    pub const SUBJECT: &'static str = "fund:government-money-market";
    /// When the filing is of: a Friday, after the New York close.
    pub const AS_OF: &'static str = "2026-07-31T21:00:00Z";
    /// What the fund pays for a share, in dollars.
    pub const VALUE_PER_SHARE: &'static str = "1.0000";
    /// The custodian of everything.
    pub const CUSTODIAN: &'static str = "custodian";
    /// The custodians file.
    pub const CUSTODIANS: &'static str = include_str!("money_fund/custodians.json");
    /// The mapping of the [price list](MoneyFund::price_list).
    pub const PRICE_MAPPING: &'static str = include_str!("money_fund/prices.mapping.json");

    /// Reads the filing.
    ///
    /// # Errors
    /// None with the file that is here: what its parser says of a wrong line.
    pub fn filed() -> Result<MoneyFund, String> {
        let mut lines = Lines::new(FILING);
        let header = lines.next_line().map_err(|e| e.to_string())?;
        check_header(&header.ok_or("an empty file")?)?;
        let mut securities = Vec::new();
        while let Some(fields) = lines.next_line().map_err(|e| e.to_string())? {
            let security = FiledSecurity::parse(&fields);
            securities.push(security.map_err(|e| format!("line {}: {e}", fields.line))?);
        }
        Ok(MoneyFund {
            securities,
            cash: parsed("32614585.75")?,
            net_assets: parsed("720928224.29")?,
            shares: parsed("720931891.09")?,
        })
    }

    /// What the fund owes besides its shares, in dollars: all assets less the net ones. The filing does not say for what;
    /// securities that were bought and are not paid yet are among such debts.
    ///
    /// # Errors
    /// None with the filing: its assets are more than the net ones.
    pub fn payables(&self) -> Result<Decimal, String> {
        let values = self.securities.iter().map(|security| &security.value);
        let assets = values.fold(self.cash.clone(), |sum, value| &sum + value);
        assets
            .checked_sub(&self.net_assets)
            .ok_or_else(|| format!("net assets above the assets of {assets}"))
    }

    /// The securities in the form of a vendor's price file, each at 100 per 100, on the day of the filing.
    ///
    /// # Errors
    /// None with the filing: its kinds are those that the list has words for.
    pub fn price_list(&self) -> Result<String, String> {
        price_list::write(&self.securities, MoneyFund::AS_OF)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use assay_statement::InstrumentKind;

    #[test]
    fn payables_are_what_assets_and_net_assets_differ_by() {
        let fund = MoneyFund::filed().unwrap();
        assert_eq!(fund.securities.len(), 81);
        assert_eq!(fund.payables().unwrap().to_string(), "17551071.44");
        let without = MoneyFund {
            securities: Vec::new(),
            ..fund
        };
        assert_eq!(
            without.payables(),
            Err("net assets above the assets of 32614585.75".into())
        );
    }

    #[test]
    fn all_but_the_repo_have_their_isin() {
        let fund = MoneyFund::filed().unwrap();
        let unnamed = fund.securities.iter().filter(|s| s.isin.is_none());
        let kinds: Vec<InstrumentKind> = unnamed.map(|s| s.kind).collect();
        assert_eq!(kinds, [InstrumentKind::Repo]);
    }
}
