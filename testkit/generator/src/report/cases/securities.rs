//! One security under several names, and at several prices.

use serde_json::{json, Value};

use super::list::List;
use assay_testkit::patch::{add, replace, Edit};

const FLAG: &str = "Statement";

/// The note of the base report: US91282CLP40, row 1, of northbank.
const CUSIP: &str = "91282CLP4";

fn note(custodian: &str, instrument: &str) -> Value {
    json!({
        "custodian": custodian, "instrument": instrument, "kind": "note", "maturity": "2027-02-15",
        "price": "1.00046875", "quantity_decimals": 2,
    })
}

fn token(instrument: &str) -> Value {
    json!({
        "custodian": "eastcustody", "instrument": instrument, "kind": "token", "price": "1", "quantity_decimals": 2,
    })
}

pub fn add_to(list: &mut List) {
    one_custodian(list);
    two_custodians(list);
}

fn one_custodian(list: &mut List) {
    let mut bad = |comment: &str, rows: &[Value]| {
        let rows = rows.iter().cloned();
        let edits = rows.map(|row| add("/report/book/rows/-", row)).collect();
        list.refused("book-invalid", FLAG, comment, edits);
    };
    let north = |instrument| note("northbank", instrument);
    bad("a note by its ISIN and by its CUSIP", &[north(CUSIP)]);
    let mut bill = north(CUSIP);
    bill["kind"] = "bill".into();
    bill["price"] = "100.046875".into();
    bad(
        "a note, and under its CUSIP a bill at a price per 100",
        &[bill],
    );
    bad("an ISIN in both cases", &[north("us91282clp40")]);
    bad("a CUSIP in both cases", &[north("91282clp4")]);
    bad(
        "a Canadian security by its ISIN and by its CUSIP",
        &[north("CA0084741085"), north("008474108")],
    );
    bad(
        "a token of an EVM chain in both cases",
        &[
            token("eip155:1/erc20:0x00000000219ab540356cbb839cbe05303d7705fa"),
            token("eip155:1/erc20:0x00000000219ab540356cBB839Cbe05303d7705Fa"),
        ],
    );
    // What is no code is another security: refused for the change of the book alone.
    let mut other = |comment: &str, rows: &[Value]| {
        let rows = rows.iter().cloned();
        let edits = rows.map(|row| add("/report/book/rows/-", row)).collect();
        list.refused("attestation-book", FLAG, comment, edits);
    };
    other("a CUSIP with a wrong check digit", &[north("91282CLP5")]);
    other(
        "nine digits inside an ISIN of a country without CUSIPs",
        &[north("GB0002634946"), north("000263494")],
    );
    other(
        "names in both cases that are no codes",
        &[token("token:a"), token("token:A")],
    );
}

fn two_custodians(list: &mut List) {
    let second = |change: &dyn Fn(&mut Value)| -> Vec<Edit> {
        let mut row = note("eastcustody", CUSIP);
        change(&mut row);
        vec![replace("/report/book/rows/3", row)]
    };
    for (comment, change) in [
        (
            "one note at two custodians, under a name of each",
            &(|_: &mut Value| {}) as &dyn Fn(&mut Value),
        ),
        (
            "one note at two custodians, its price in two spellings",
            &|row| {
                row["price"] = "1.000468750".into();
            },
        ),
        ("one note at two custodians in units of their own", &|row| {
            row["quantity_decimals"] = 0.into();
        }),
    ] {
        list.refused("attestation-book", FLAG, comment, second(change));
    }
    for (comment, change) in [
        (
            "one note at two prices",
            &(|row: &mut Value| row["price"] = "1.00046876".into()) as &dyn Fn(&mut Value),
        ),
        ("one security of two kinds", &|row| {
            row["kind"] = "bond".into()
        }),
        ("one note of two maturities", &|row| {
            row["maturity"] = "2027-02-16".into();
        }),
        (
            "one note, owed by somebody at one custodian alone",
            &|row| {
                row["institution"] = "treasury".into();
            },
        ),
    ] {
        list.refused("book-invalid", FLAG, comment, second(change));
    }
}
