//! A small fund: three custodians in two countries, prices of one, quantities as they are asked for.

use assay_statement::{
    digest, parse_document, Blinder, Book, Document, InstrumentKind, Kind, Opening, Policy,
    RowQuantity, Supply, V1,
};
use serde_json::{json, Value};

use super::grid::BandGrid;
use super::plan::BandPlanInputs;

/// Kind, days left and custodian of each row: two bills, a note, cash at two places, a fund.
pub const ROWS: [(&str, u32, &str); 6] = [
    ("bill", 10, "north"),
    ("bill", 40, "east"),
    ("note", 90, "north"),
    ("cash", 0, "north"),
    ("cash", 0, "west"),
    ("fund", 0, "east"),
];

const CUSTODIANS: [&str; 3] = ["north", "east", "west"];

fn read<D: Document>(value: Value) -> D {
    parse_document(value.to_string().as_bytes()).unwrap()
}

pub fn book() -> Book {
    let row = |(i, (kind, days, custodian)): (usize, &(&str, u32, &str))| {
        let mut row = json!({ "custodian": custodian, "instrument": format!("{kind}-{i}"), "kind": kind, "price": "1",
            "quantity_decimals": 2 });
        if *days > 0 {
            // From the last day of September.
            let (month, day) = match days {
                10 => (10, 10),
                40 => (11, 9),
                _ => (12, 29),
            };
            row["maturity"] = format!("2026-{month}-{day:02}").into();
        }
        if *kind == "cash" {
            row["institution"] = "bank".into();
        }
        row
    };
    let rows: Vec<Value> = ROWS.iter().enumerate().map(row).collect();
    read(json!({
        "assay": "v1", "kind": "book", "subject": "fund:x", "as_of": "2026-09-30T21:00:00Z", "currency": "USD",
        "shape": { "k": 8, "rules": 8 }, "custodians": CUSTODIANS,
        "countries": { "north": "US", "east": "GB", "west": "US" }, "rows": rows,
    }))
}

pub fn policy(rules: Value) -> Policy {
    read(
        json!({ "assay": "v1", "kind": "policy", "name": "Test", "status": "proposed", "rules": rules }),
    )
}

pub fn coverage() -> Value {
    json!({ "rule": "coverage", "min_ratio": "1.00" })
}

pub fn supply(tokens: &str) -> Supply {
    read(json!({
        "assay": "v1", "kind": "supply", "subject": "fund:x", "as_of": "2026-09-30T21:00:00Z", "currency": "USD",
        "value_per_token": "1.00", "entries": [{ "entry": "book_entry", "registrar": "agent", "quantity": tokens }],
    }))
}

/// Openings to these quantities, one a row.
pub fn openings(book: &Book, quantities: &[u64]) -> Vec<Opening> {
    let of = |custodian: &assay_statement::Id| {
        let own = book.rows_of(custodian);
        Opening {
            assay: V1,
            kind: Kind::new(),
            subject: book.subject.clone(),
            as_of: book.as_of,
            custodian: custodian.clone(),
            book: digest(book).unwrap(),
            quantities: own
                .map(|(row, _)| RowQuantity {
                    row: row as u32,
                    quantity: quantities[row],
                })
                .collect(),
            blinders: [1, 2, 3, 4].map(|byte| Blinder([byte; 32])),
        }
    };
    book.custodians.iter().map(of).collect()
}

pub fn grid(share: &str, days: u32) -> BandGrid {
    BandGrid {
        share: share.parse().unwrap(),
        days: days.try_into().unwrap(),
    }
}

pub fn inputs<'a>(
    book: &'a Book,
    policy: &'a Policy,
    openings: &'a [Opening],
) -> BandPlanInputs<'a> {
    BandPlanInputs {
        book,
        policy,
        openings,
        grid: grid("0.05", 10),
        categories: Vec::new(),
        by_country: false,
    }
}

pub fn kinds(names: &[&str]) -> Vec<InstrumentKind> {
    let kind = |name: &&str| {
        InstrumentKind::ALL
            .into_iter()
            .find(|k| k.as_str() == *name)
    };
    names.iter().map(|name| kind(name).unwrap()).collect()
}
