//! Sample data: the supply of an invented fund, on two chains and in books.

use assay_statement::{parse_document, Decimal, Supply};
use num_bigint::BigUint;

/// Micro-tokens in a token, on both chains.
const DECIMALS: u32 = 6;

/// A supply that assets of this value cover with something over one percent to spare, as JSON.
///
/// # Errors
/// None for assets above a few dollars.
pub fn sample_supply(subject: &str, as_of: &str, assets: &Decimal) -> Result<String, String> {
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
  "subject": "{subject}",
  "as_of": "{as_of}",
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
    parse_document::<Supply>(text.as_bytes()).map_err(|e| e.to_string())?;
    Ok(text)
}
