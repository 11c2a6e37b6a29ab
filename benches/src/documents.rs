//! A fund with every row and every rule of a shape in use, and its report.

use std::error::Error;
use std::fmt::Write as _;

use assay_book::{SAMPLE_AS_OF, SAMPLE_SUBJECT};
use assay_circuits::Shape;
use assay_holdings::sample::value;
use assay_holdings::{aggregate, Index};
use assay_prover::{attest, commit, prove, ProveInputs};
use assay_statement::{
    parse_document, Attestation, Book, HexBytes, Kind, Opening, ParseError, Policy, Registry,
    RegistryCustodian, RegistryKey, Report, Scheme, Supply, V1,
};
use serde_json::{json, Value};

use crate::holdings::isin;

/// Custodians of the fund, each with one cash account and as many bills as the others.
const CUSTODIANS: [&str; 4] = ["northbank", "eastcustody", "harbortrust", "westvault"];

/// Banks that owe the cash.
const BANKS: usize = 3;

/// Face value of every bill row.
const FACE: usize = 1_000_000;

/// All documents of a fund. Its rules hold.
pub struct Fund {
    /// The book: as many rows as the shape has.
    pub book: Book,
    /// As many inequalities as the shape has rules: 4, 8, 16 or 32.
    pub policy: Policy,
    /// What the holdings cover with over one percent to spare.
    pub supply: Supply,
    /// One of each custodian.
    pub openings: Vec<Opening>,
    /// One of each custodian, signed with Ed25519.
    pub attestations: Vec<Attestation>,
    /// The keys of the attestations.
    pub registry: Registry,
}

impl Fund {
    /// The fund of a standard shape.
    ///
    /// # Errors
    /// For a shape that is not standard, or without 4, 8, 16 or 32 rules.
    pub fn new(shape: Shape) -> Result<Fund, Box<dyn Error>> {
        let book = book(shape)?;
        let policy = policy(shape)?;
        let mut pairs = Vec::new();
        let mut sums = Vec::new();
        for custodian in CUSTODIANS {
            let index = Index::new(&book, custodian)?;
            let sum = aggregate(holdings(&book, custodian)?.as_bytes(), &index)?;
            pairs.extend(index.positions().zip(sum.quantities.iter().copied()));
            sums.push((index, sum));
        }
        let supply =
            assay_supply::sample_supply(SAMPLE_SUBJECT, SAMPLE_AS_OF, &value(&book, pairs))?;
        let supply = parse_document(supply.as_bytes())?;
        let (mut openings, mut attestations) = (Vec::new(), Vec::new());
        let mut custodians = Vec::new();
        for (seed, (index, sum)) in (1..).zip(&sums) {
            let (commitment, opening) = commit(&book, index.custodian(), &sum.quantities)?;
            let key = assay_testkit::signing::key(Scheme::Ed25519, seed);
            custodians.push(RegistryCustodian {
                id: index.custodian().clone(),
                threshold: 1,
                keys: vec![RegistryKey {
                    scheme: key.scheme(),
                    public_key: HexBytes(key.public_key()),
                    not_before: book.as_of,
                    not_after: book.as_of,
                }],
            });
            attestations.push(attest(&commitment, None, None, &[key])?);
            openings.push(opening);
        }
        let registry = Registry {
            assay: V1,
            kind: Kind::new(),
            subject: book.subject.clone(),
            custodians,
            policy: None,
            tokens: Vec::new(),
            least_value_per_token: None,
        };
        Ok(Fund {
            book,
            policy,
            supply,
            openings,
            attestations,
            registry,
        })
    }

    /// Its report, as `assay prove` makes it.
    ///
    /// # Errors
    /// If the sample itself is wrong.
    pub fn report(&self) -> Result<Report, Box<dyn Error>> {
        Ok(prove(&ProveInputs {
            book: &self.book,
            policy: &self.policy,
            supply: &self.supply,
            openings: &self.openings,
            attestations: &self.attestations,
            previous: None,
        })?)
    }
}

/// A cash account for each custodian, then the same bills for all of them.
fn book(shape: Shape) -> Result<Book, ParseError> {
    let row = |j: usize| {
        let (custodian, i) = (j % CUSTODIANS.len(), j / CUSTODIANS.len());
        let bank = format!("bank-{}", custodian % BANKS);
        match i {
            0 => {
                json!({"custodian": CUSTODIANS[custodian], "instrument": format!("cash:{custodian}"), "kind": "cash",
                "price": "1", "quantity_decimals": 2, "institution": bank})
            }
            _ => json!({"custodian": CUSTODIANS[custodian], "instrument": isin(i), "kind": "bill",
                "maturity": format!("2026-12-{:02}", 1 + i % 28), "price": format!("0.99{:05}", 7919 * i % 100_000),
                "quantity_decimals": 2}),
        }
    };
    let rows: Vec<Value> = (0..shape.buckets()).map(row).collect();
    let book = json!({
        "assay": "v1", "kind": "book", "subject": SAMPLE_SUBJECT, "as_of": SAMPLE_AS_OF, "currency": "USD",
        "shape": {"k": shape.k(), "rules": shape.rules()}, "custodians": CUSTODIANS, "rows": rows,
    });
    parse_document(book.to_string().as_bytes())
}

fn policy(shape: Shape) -> Result<Policy, Box<dyn Error>> {
    // Inequalities of each rule in brackets.
    let four = [
        json!({"rule": "coverage", "min_ratio": "1.00"}), // 1
        json!({"rule": "eligible", "kinds": ["bill", "cash"], "max_remaining_days": 93}), // 1
        json!({"rule": "maturity", "wam_max_days": 60, "wal_max_days": 120}), // 2
    ];
    let eight = [
        json!({"rule": "liquid", "within_days": 1, "min_share": "0.05", "of": "assets"}), // 1
        json!({"rule": "nav", "per_token": "1.00", "band": "0.02"}),                      // 2
        json!({"rule": "stress", "shift_bps": 200}),                                      // 1
    ];
    let sixteen = [
        json!({"rule": "liquid", "within_days": 30, "min_share": "0.30", "of": "supply"}), // 1
        json!({"rule": "concentration", "by": "custodian", "max_share": "0.45"}),          // 4
        json!({"rule": "concentration", "by": "institution", "max_share": "0.10"}),        // 3
    ];
    let thirty_two = [
        json!({"rule": "concentration", "by": "kind", "max_share": "0.95"}), // 2
        json!({"rule": "stress", "shift_bps": 100}),                         // 1
        json!({"rule": "nav", "per_token": "1.00", "band": "0.03"}),         // 2
        json!({"rule": "liquid", "within_days": 15, "min_share": "0.10", "of": "supply"}), // 1
        json!({"rule": "liquid", "within_days": 2, "min_share": "0.04", "of": "assets"}), // 1
        json!({"rule": "share", "of": {"kinds": ["bill"]}, "min": "0.5", "max": "0.95"}), // 2
        json!({"rule": "share", "of": {"kinds": ["cash"]}, "min": "0.05", "max": "0.2"}), // 2
        json!({"rule": "tenor", "of": {"kinds": ["bill"]}, "min_days": 1, "max_days": 60}), // 2
        json!({"rule": "maturity", "wam_max_days": 61, "wal_max_days": 119}), // 2
        json!({"rule": "eligible", "kinds": ["bill", "cash"], "max_remaining_days": 60}), // 1
    ];
    let parts: &[&[Value]] = match shape.rules() {
        4 => &[&four],
        8 => &[&four, &eight],
        16 => &[&four, &eight, &sixteen],
        32 => &[&four, &eight, &sixteen, &thirty_two],
        rules => return Err(format!("no sample policy of {rules} inequalities").into()),
    };
    let policy = json!({
        "assay": "v1", "kind": "policy", "name": "Sample of every rule", "status": "proposed", "rules": parts.concat(),
    });
    Ok(parse_document(policy.to_string().as_bytes())?)
}

/// One account line a row; a tenth of the bills in cash.
fn holdings(book: &Book, custodian: &str) -> Result<String, std::fmt::Error> {
    let own = || {
        book.rows
            .iter()
            .filter(|row| row.custodian.as_str() == custodian)
    };
    let mut text = String::from("account,instrument,quantity\n");
    for (i, row) in own().enumerate() {
        let quantity = match i {
            0 => (own().count() - 1) * FACE / 10,
            _ => FACE,
        };
        writeln!(text, "ACC-{i:05},{},{quantity}.00", row.instrument.as_str())?;
    }
    Ok(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use assay_statement::compile_with_supply;

    #[test]
    fn every_row_and_rule_of_the_shape_is_in_use() {
        for shape in Shape::STANDARD {
            let fund = Fund::new(shape).unwrap();
            let compiled = compile_with_supply(&fund.book, &fund.policy, &fund.supply).unwrap();
            assert_eq!(compiled.program.rows.len(), shape.buckets(), "{shape}");
            assert_eq!(compiled.program.rules.len(), shape.rules(), "{shape}");
        }
    }

    #[test]
    fn reports_verify() {
        // One of 4, one of 8, one of 16, one of 32 rules.
        for shape in [0, 1, 3, 5].map(|i| Shape::STANDARD[i]) {
            let fund = Fund::new(shape).unwrap();
            let report = fund.report().unwrap();
            let options = assay_verifier::VerifyOptions::default();
            assay_verifier::verify_report(&report, &fund.registry, &options).unwrap();
        }
    }
}
