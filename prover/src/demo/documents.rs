//! Custodians, policy and supply of the sample fund.

use assay_statement::{parse_document, Book, Decimal, Document, Supply};
use num_bigint::BigUint;

use super::{AS_OF, SUBJECT};

/// Who may hold what, at which bank the cash is.
pub const CUSTODIANS: &str = r#"{
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

/// Every kind of rule.
pub const POLICY: &str = r#"{
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

/// Reads one of the documents above.
///
/// # Errors
/// None with the texts above.
pub fn read<D: Document>(text: &str) -> Result<D, String> {
    parse_document(text.as_bytes()).map_err(|e| e.to_string())
}

/// Micro-tokens in a token, on both chains.
const DECIMALS: u32 = 6;

/// A supply that assets of this value cover with something over one percent to spare, as JSON.
///
/// # Errors
/// None for assets above a few dollars.
pub fn supply(assets: &Decimal) -> Result<String, String> {
    // 1.2 percent more assets than tokens, all of one dollar.
    let owed = assets.mantissa() * BigUint::from(10u32).pow(DECIMALS) * 1000u32;
    let owed = owed / BigUint::from(10u32).pow(assets.decimals()) / 1012u32;
    let share = |percent: u32| &owed * percent / 100u32;
    let (ethereum, book_entry, pending) = (share(71), share(9), share(1));
    let excluded = share(2);
    let solana = &owed - &ethereum - &book_entry - &pending + &excluded;
    let decimal = |n: &BigUint| Decimal::new(n.clone(), DECIMALS).trimmed();
    let text = format!(
        r#"{{
  "assay": "v1",
  "kind": "supply",
  "subject": "{SUBJECT}",
  "as_of": "{AS_OF}",
  "currency": "USD",
  "entries": [
    {{
      "entry": "chain",
      "chain": "eip155:1",
      "token": "0x7712c34205737192402172409a8f7ccef8aa2aec",
      "block": 24012345,
      "block_hash": "0x5f1d0c3b9e7a4826d0b3f5c1e8a97264bd310f85c2e6794a1b0d8f3e52c7a961",
      "raw": "{ethereum}",
      "decimals": {DECIMALS}
    }},
    {{
      "entry": "chain",
      "chain": "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp",
      "token": "HzQ1rGmWfrDcrT8LfVnYyRvYwKbMZWvJzEbJ2X3mXhQn",
      "block": 381234567,
      "block_hash": "9tXqYb2mJ5sKcV7wRnE4dLhGfUaP3zQ8xWvT1yCk6BjM",
      "raw": "{solana}",
      "decimals": {DECIMALS}
    }},
    {{ "entry": "book_entry", "registrar": "transfer-agent-llc", "quantity": "{}" }},
    {{ "entry": "pending_redemptions", "quantity": "{}" }},
    {{ "entry": "excluded", "reason": "held by the issuer, not redeemable", "quantity": "{}" }}
  ],
  "value_per_token": "1.00"
}}
"#,
        decimal(&book_entry),
        decimal(&pending),
        decimal(&excluded),
    );
    read::<Supply>(&text)?;
    Ok(text)
}

/// The whole value of quantities at the book's prices, exact: pairs of a row of the book and a quantity.
pub fn value(book: &Book, quantities: impl IntoIterator<Item = (usize, u64)>) -> Decimal {
    let mut sum = Decimal::zero();
    for (row, quantity) in quantities {
        if let Some(row) = book.rows.get(row) {
            let units = Decimal::new(quantity, row.quantity_decimals.into());
            sum = &sum + &(&units * &row.price);
        }
    }
    sum
}
