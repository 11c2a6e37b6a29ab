//! Sample data: an invented fund, its custodians, prices and policy; and a real one, of which [`MoneyFund`] has what it filed.
//!
//! Of the invented fund names, securities and amounts are made up; only their form is that of the real thing. The same data
//! comes out every time, and with the sample holdings all rules of the policy hold.

mod money_fund;
mod prices;
mod us_date;

pub use money_fund::{FiledSecurity, MoneyFund};
pub use prices::sample_price_file;

/// The fund's token.
pub const SAMPLE_SUBJECT: &str = "eip155:1/erc20:0x7712c34205737192402172409a8f7ccef8aa2aec";

/// The time of the sample book: a Friday, after the New York close.
pub const SAMPLE_AS_OF: &str = "2026-11-20T22:00:00Z";

/// The day of the sample price file: that of the sample book in New York.
pub const SAMPLE_PRICES_DATE: &str = "2026-11-20";

/// The custodians, in the order of the book.
pub const SAMPLE_CUSTODIAN_IDS: [&str; 3] = ["northbank", "eastcustody", "harbortrust"];

/// The custodians file: who may hold what, and at which bank the cash is.
pub const SAMPLE_CUSTODIANS: &str = r#"{
  "assay": "v1",
  "kind": "custodians",
  "currency": "USD",
  "custodians": [
    {
      "id": "northbank",
      "country": "US",
      "securities": { "kinds": ["bill", "note"], "max_remaining_days": 397 },
      "cash": [{ "account": "operating", "institution": "first-metropolitan" }]
    },
    {
      "id": "eastcustody",
      "country": "US",
      "securities": { "kinds": ["bill", "note", "frn", "tips", "bond"] },
      "cash": [
        { "account": "settlement", "institution": "union-national" },
        { "account": "sweep", "institution": "coastal-bank" }
      ]
    },
    {
      "id": "harbortrust",
      "country": "GB",
      "securities": { "kinds": ["bill"], "max_remaining_days": 93 },
      "cash": [{ "account": "reserve", "institution": "coastal-bank" }]
    }
  ]
}
"#;

/// A policy with most kinds of rules.
pub const SAMPLE_POLICY: &str = r#"{
  "assay": "v1",
  "kind": "policy",
  "name": "Sample liquidity fund",
  "source": "Invented for the demonstration, after the limits of 17 CFR 270.2a-7.",
  "status": "proposed",
  "rules": [
    {
      "rule": "coverage",
      "min_ratio": "1.00",
      "haircuts_bps": { "note": 10, "frn": 15 },
      "haircuts_by_days": [{ "over_days": 93, "bps": 20 }, { "over_days": 183, "bps": 40 }]
    },
    { "rule": "eligible", "kinds": ["bill", "note", "frn", "cash"], "max_remaining_days": 397 },
    { "rule": "liquid", "within_days": 1, "min_share": "0.10", "of": "supply" },
    { "rule": "liquid", "within_days": 7, "min_share": "0.30", "of": "assets" },
    { "rule": "maturity", "wam_max_days": 60, "wal_max_days": 120 },
    { "rule": "concentration", "by": "custodian", "max_share": "0.45" },
    { "rule": "concentration", "by": "institution", "max_share": "0.10" },
    { "rule": "nav", "per_token": "1.00", "band": "0.02" },
    { "rule": "stress", "shift_bps": 200 }
  ]
}
"#;
