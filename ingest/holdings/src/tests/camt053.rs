use proptest::prelude::*;

use super::support::*;
use crate::amount::Amount;
use crate::holdings_error::HoldingsError;
use crate::input_error::InputError;
use crate::measure::Measure;
use crate::sample::{write_camt053, CashBalance, CashStatement};
use crate::statement_day::StatementDay;

fn bad(from: &str, to: &str) -> InputError {
    refused(&[&changed(CAMT, from, to)], Some(ACCOUNTS))
}

fn line(what: &str) -> u64 {
    line_of(CAMT, what)
}

/// The closing booked balance of the first account, and its line.
const CLOSING: &str = "<Bal>\n        <Tp><CdOrPrtry><Cd>CLBD";

#[test]
fn reads_every_version_and_account() {
    assert_eq!(
        sums(&[CAMT], Some(ACCOUNTS)).unwrap(),
        [0, 0, 0, 490_000_025, 25_000_000]
    );
    let later = changed(CAMT, "camt.053.001.08", "camt.053.001.13");
    assert!(sums(&[&later], Some(ACCOUNTS)).is_ok());
    for other in ["camt.053.001.01", "camt.053.001.8", "camt.053.002.08"] {
        let expected = InputError::Version {
            line: 2,
            expected: "camt.053.001.02 or later",
            found: format!("urn:iso:std:iso:20022:tech:xsd:{other}"),
        };
        assert_eq!(bad("camt.053.001.08", other), expected);
    }
}

#[test]
fn refuses_what_is_not_there_to_pay_with() {
    let at = line(CLOSING);
    let debit = CAMT.replacen(
        "5000000.25</Amt>\n        <CdtDbtInd>CRDT",
        "5000000.25</Amt>\n        <CdtDbtInd>DBIT",
        1,
    );
    assert_eq!(
        refused(&[&debit], Some(ACCOUNTS)),
        InputError::Debit { line: at }
    );
    let at = line("<Bal>\n        <Tp><CdOrPrtry><Cd>CLAV");
    let debit = CAMT.replacen(
        "4900000.25</Amt>\n        <CdtDbtInd>CRDT",
        "4900000.25</Amt>\n        <CdtDbtInd>DBIT",
        1,
    );
    assert_eq!(
        refused(&[&debit], Some(ACCOUNTS)),
        InputError::Debit { line: at }
    );
    assert_eq!(
        bad("<Incl>false", "<Incl>true"),
        InputError::CreditLine { line: at }
    );
    let at = line("5000000.25<");
    assert_eq!(
        bad("5000000.25<", "-5000000.25<"),
        InputError::Short { line: at }
    );
    let currency = |line| InputError::Currency {
        line,
        expected: "USD".into(),
        found: "EUR".into(),
    };
    assert_eq!(
        bad("Ccy=\"USD\">5000000.25", "Ccy=\"EUR\">5000000.25"),
        currency(at)
    );
    assert_eq!(bad("<Ccy>USD", "<Ccy>EUR"), currency(line("<Ccy>USD")));
    assert_eq!(
        bad(" Ccy=\"USD\">5000000.25", ">5000000.25"),
        InputError::Missing {
            line: at,
            field: "Amt/@Ccy"
        }
    );
}

#[test]
fn refuses_other_days() {
    let at = line_of(CAMT, CLOSING) + 4;
    let wrong = CAMT.replacen("<Dt><Dt>2026-11-20", "<Dt><Dt>2026-11-23", 1);
    let found = "2026-11-23".parse().unwrap();
    let expected = InputError::Date {
        line: at,
        expected: day(),
        of: StatementDay::Book,
        found,
    };
    assert_eq!(refused(&[&wrong], Some(ACCOUNTS)), expected);
}

#[test]
fn refuses_balances_that_are_not_one() {
    let booked = line(CLOSING);
    assert_eq!(
        bad("<Cd>CLAV", "<Cd>CLBD"),
        InputError::ClosingTwice {
            line: line("<Cd>CLAV") - 1
        }
    );
    assert_eq!(
        bad("<Cd>CLBD", "<Cd>ITBD"),
        InputError::NoClosing {
            line: line("<Stmt>")
        }
    );
    let none = CAMT
        .replacen("<Cd>CLBD", "<Cd>ITBD", 1)
        .replacen("<Cd>CLAV", "<Cd>ITAV", 1);
    assert_eq!(
        refused(&[&none], Some(ACCOUNTS)),
        InputError::NoClosing {
            line: line("<Stmt>")
        }
    );
    let unknown = |found: &str| InputError::Unknown {
        line: booked + 1,
        found: found.into(),
    };
    assert_eq!(bad("<Cd>CLBD", "<Cd>BLCK"), unknown("a balance BLCK"));
    // One that the bank names itself, and a part of one, are not the closing balance.
    let closing = InputError::NoClosing {
        line: line("<Stmt>"),
    };
    assert_eq!(bad("<Cd>CLBD</Cd>", "<Prtry>CLBD</Prtry>"), closing);
    let sub = |code: &str| format!("<Cd>CLBD</Cd></CdOrPrtry><SubTp><Cd>{code}</Cd></SubTp>");
    assert_eq!(bad("<Cd>CLBD</Cd></CdOrPrtry>", &sub("ADJT")), closing);
    assert_eq!(
        bad("<Cd>CLBD</Cd></CdOrPrtry>", &sub("INTM")),
        InputError::NoClosing {
            line: line("<Stmt>")
        }
    );
}

#[test]
fn refuses_statements_without_a_balance_that_counts() {
    let at = line("<Dt><DtTm>");
    let later = "<Dt><DtTm>2026-11-20T22:00:00Z</DtTm></Dt><Avlbty><Dt><NbOfDays>1</NbOfDays></Dt></Avlbty>";
    assert_eq!(
        bad("<Dt><DtTm>2026-11-20T22:00:00Z</DtTm></Dt>", later),
        InputError::NotSeparated { line: at - 4 }
    );
    assert_eq!(
        bad("<Stmt>", "<Rpt/><Stmt>"),
        InputError::Unknown {
            line: line("<Stmt>"),
            found: "<Rpt>".into()
        }
    );
    let start = CAMT.find("    <Stmt>").unwrap();
    let end = CAMT.rfind("  </BkToCstmrStmt>").unwrap();
    let empty = format!("{}{}", &CAMT[..start], &CAMT[end..]);
    assert_eq!(
        refused(&[&empty], None),
        InputError::Missing {
            line: 3,
            field: "Stmt"
        }
    );
}

#[test]
fn accounts_are_rows_by_the_mapping_or_by_name() {
    let first = line(CLOSING);
    assert_eq!(
        refused(&[CAMT], None),
        InputError::CashAccount { line: first }
    );
    let named = CAMT
        .replace("1234567890", "operating")
        .replace("GB82WEST12345698765432", "sweep");
    assert_eq!(sums(&[&named], None).unwrap()[3..], SUMS[3..]);
    let elsewhere = ACCOUNTS.replace("cash:sweep", "cash:petty");
    let error = refused(&[CAMT], Some(&elsewhere));
    let source = HoldingsError::NoRow {
        line: line("<Stmt>\n      <Id>CASH-20261120-2") + 3,
        found: "cash:petty".into(),
        custodian: "northbank".parse().unwrap(),
    };
    assert_eq!(error, InputError::Balance { number: 2, source });
    let security = ACCOUNTS.replace("cash:sweep", BILL);
    assert_eq!(
        refused(&[CAMT], Some(&security)),
        InputError::Measure {
            line: line("<Stmt>\n      <Id>CASH-20261120-2") + 3,
            instrument: BILL.into(),
            expected: Measure::Face,
            found: Measure::Money,
        }
    );
    // Two accounts may be one row.
    let both = ACCOUNTS.replace("cash:sweep", "cash:operating");
    assert_eq!(sums(&[CAMT], Some(&both)).unwrap()[3], SUMS[3] + SUMS[4]);
}

#[test]
fn more_available_than_booked_counts_as_booked() {
    let more = changed(CAMT, ">4900000.25<", ">5900000.25<");
    let collected = collect(&[&more], Some(ACCOUNTS)).unwrap();
    assert_eq!(
        (collected.sums.quantities[3], collected.encumbered),
        (500_000_025, 0)
    );
}

#[test]
fn pages_tell_one_closing_balance() {
    let end = CAMT.rfind("    <Stmt>").unwrap();
    let one = format!(
        "{}{}",
        &CAMT[..end],
        &CAMT[CAMT.rfind("  </BkToCstmrStmt>").unwrap()..]
    );
    let page = |number: u32, last: bool| {
        let id = "<Id>CASH-20261120-1</Id>";
        changed(
            &one,
            id,
            &format!(
                "{id}<StmtPgntn><PgNb>{number}</PgNb><LastPgInd>{last}</LastPgInd></StmtPgntn>"
            ),
        )
    };
    let maps = Some(ACCOUNTS);
    let (first, second) = (page(1, false), page(2, true));
    assert_eq!(sums(&[&first, &second], maps).unwrap()[3], SUMS[3]);
    let other = changed(&second, "5000000.25", "5000000.26");
    assert_eq!(
        refused(&[&first, &other], maps),
        InputError::ClosingTwice {
            line: line(CLOSING)
        }
    );
    assert_eq!(
        refused(&[&second], maps),
        InputError::MissingPage {
            line: line("<Stmt>"),
            page: 1
        }
    );
    let both = changed(
        &first,
        "<MsgPgntn><PgNb>1</PgNb><LastPgInd>true",
        "<MsgPgntn><PgNb>1</PgNb><LastPgInd>false",
    );
    let expected = "pages of the message or of the statement, not of both";
    assert_eq!(
        refused(&[&both, &second], maps),
        InputError::Syntax {
            line: line("<Stmt>"),
            expected
        }
    );
    // By pages of the message.
    let message = changed(&one, "<LastPgInd>true", "<LastPgInd>false");
    assert_eq!(
        refused(&[&message], maps),
        InputError::MissingPage {
            line: line("<Stmt>"),
            page: 2
        }
    );
}

proptest! {
    #[test]
    fn what_is_written_reads_back(booked in 0u64..1 << 60, available in proptest::option::of(0u64..1 << 60)) {
        let statement = CashStatement {
            as_of: day(),
            accounts: vec![CashBalance {
                account: "1234567890".into(),
                currency: "USD".into(),
                booked: Amount::new(booked.into(), 2),
                available: available.map(|cents| Amount::new(cents.into(), 2)),
            }],
        };
        let found = sums(&[&write_camt053(&statement)], Some(ACCOUNTS)).unwrap();
        prop_assert_eq!(found[3], available.unwrap_or(booked).min(booked));
    }
}
