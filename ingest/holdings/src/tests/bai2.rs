use proptest::prelude::*;

use super::support::*;
use crate::amount::Amount;
use crate::collect::Collector;
use crate::formats::Format;
use crate::index::Index;
use crate::input_error::InputError;
use crate::sample::{write_bai2, CashBalance, CashStatement};
use crate::statement_day::StatementDay;

fn bad(from: &str, to: &str) -> InputError {
    refused(&[&changed(BAI2, from, to)], Some(ACCOUNTS))
}

fn syntax(line: u64, expected: &'static str) -> InputError {
    InputError::Syntax { line, expected }
}

#[test]
fn reads_continued_records() {
    assert_eq!(sums(&[BAI2], Some(ACCOUNTS)).unwrap()[3..], SUMS[3..]);
    assert_eq!(
        sums(&[&BAI2.replace('\n', "\r\n")], Some(ACCOUNTS)).unwrap()[3..],
        SUMS[3..]
    );
    assert_eq!(refused(&[BAI2], None), InputError::CashAccount { line: 3 });
}

#[test]
fn refuses_other_files() {
    let version = InputError::Version {
        line: 1,
        expected: "BAI version 2",
        found: "1".into(),
    };
    assert_eq!(bad("80,,2/", "80,,1/"), version);
    assert_eq!(
        bad("FIRSTBANK,1,2611", "FIRSTBANK,3,2611"),
        InputError::Delta { line: 2 }
    );
    assert_eq!(
        bad("FIRSTBANK,1,2611", "FIRSTBANK,2,2611"),
        InputError::Delta { line: 2 }
    );
    assert_eq!(
        bad("FIRSTBANK,1,2611", "FIRSTBANK,4,2611"),
        InputError::Forbidden {
            line: 2,
            what: "a test"
        }
    );
    assert_eq!(
        bad("FIRSTBANK,1,2611", "FIRSTBANK,,2611"),
        syntax(2, "the group status 1, an update")
    );
    assert_eq!(bad("USD,2/", "USD,3/"), InputError::Preliminary { line: 2 });
    assert_eq!(bad("USD,2/", "USD,1/"), InputError::Preliminary { line: 2 });
    assert_eq!(
        bad("USD,2/", "USD,9/"),
        syntax(2, "an as-of date modifier from 1 to 4")
    );
    let date = |found: &str| InputError::Date {
        line: 2,
        expected: day(),
        of: StatementDay::Book,
        found: found.parse().unwrap(),
    };
    assert_eq!(
        bad("1,261120,2200,USD", "1,261119,2200,USD"),
        date("2026-11-19")
    );
    assert_eq!(
        bad("1,261120,2200,USD", "1,261131,2200,USD"),
        syntax(2, "a date YYMMDD")
    );
    let currency = |line| InputError::Currency {
        line,
        expected: "USD".into(),
        found: "EUR".into(),
    };
    assert_eq!(bad("2200,USD", "2200,EUR"), currency(2));
    assert_eq!(bad("1234567890,USD", "1234567890,EUR"), currency(3));
}

#[test]
fn records_come_in_their_order() {
    let order = "the records of a file in their order: 01 02 03 16 49 98 99";
    assert_eq!(bad("49,1990100100,5/\n", ""), syntax(7, order));
    assert_eq!(
        bad("02,SAMPLEFUND,FIRSTBANK,1,261120,2200,USD,2/\n", ""),
        syntax(2, order)
    );
    let twice = format!("{BAI2}{}", changed(BAI2, "01,", "02,"));
    assert_eq!(refused(&[&twice], None), syntax(12, order));
    let field = "record 99 at the end";
    assert_eq!(
        bad("99,2015100100,1,11/\n", ""),
        InputError::Missing { line: 10, field }
    );
    assert_eq!(
        bad("16,195", "17,195"),
        InputError::Unknown {
            line: 5,
            found: "a record 17".into()
        }
    );
    assert_eq!(
        bad("16,195", "1234567890,195"),
        InputError::Unknown {
            line: 5,
            found: "a record of another kind".into()
        }
    );
    assert_eq!(
        bad("USD,2/", "USD,2"),
        syntax(2, "a record that ends with a slash")
    );
    assert_eq!(
        bad("88,CUSTODIAN SETTLEMENT", "CUSTODIAN SETTLEMENT"),
        syntax(6, "a record, as in 01,")
    );
    let first = format!("88,/\n{BAI2}");
    let (expected, book) = (expectation(None), book());
    let index = Index::new(&book, "northbank").unwrap();
    let mut collector = Collector::new(&expected, &index, 1);
    let found = collector.read(0, Format::Bai2, first.as_bytes());
    assert_eq!(found, Err(syntax(1, "a record, as in 01,")));
}

#[test]
fn totals_and_counts_are_checked() {
    assert_eq!(
        bad("500000025,,/", "500000026,,/"),
        InputError::ControlTotal { line: 7 }
    );
    assert_eq!(
        bad("16,195,500100025", "16,195,500100024"),
        InputError::ControlTotal { line: 7 }
    );
    assert_eq!(
        bad("98,2015100100", "98,2015100101"),
        InputError::ControlTotal { line: 10 }
    );
    assert_eq!(
        bad("99,2015100100", "99,2015100101"),
        InputError::ControlTotal { line: 11 }
    );
    let count = |line, what, expected, found| InputError::Count {
        line,
        what,
        expected,
        found,
    };
    assert_eq!(
        bad("49,1990100100,5", "49,1990100100,4"),
        count(7, "records of the account", 5, 4)
    );
    assert_eq!(
        bad("98,2015100100,2,9", "98,2015100100,1,9"),
        count(10, "accounts of the group", 2, 1)
    );
    assert_eq!(
        bad("98,2015100100,2,9", "98,2015100100,2,8"),
        count(10, "records of the group", 9, 8)
    );
    assert_eq!(
        bad("99,2015100100,1,11", "99,2015100100,2,11"),
        count(11, "groups of the file", 1, 2)
    );
    assert_eq!(
        bad("99,2015100100,1,11", "99,2015100100,1,12"),
        count(11, "records of the file", 11, 12)
    );
    let expected = "a number of records, accounts or groups";
    assert_eq!(
        bad("49,1990100100,5", "49,1990100100,+5"),
        syntax(7, expected)
    );
    let field = "control total";
    assert_eq!(
        bad("49,1990100100,5", "49,,5"),
        InputError::Missing { line: 7, field }
    );
    // A transaction that is gone.
    let gone = BAI2.replace("16,195,500100025,S,0,500000025,100000,REF1,REF2,INCOMING WIRE, FROM A/B\n88,CUSTODIAN SETTLEMENT\n", "");
    assert_eq!(
        refused(&[&gone], None),
        InputError::ControlTotal { line: 5 }
    );
}

#[test]
fn refuses_what_is_no_closing_balance() {
    assert_eq!(
        bad(",,015,500000025", ",,020,500000025"),
        InputError::NoClosing { line: 3 }
    );
    assert_eq!(
        bad("88,045,", "88,015,"),
        InputError::ClosingTwice { line: 3 }
    );
    let debit = BAI2
        .replace("015,500000025", "015,-500000025")
        .replace("49,1990100100", "49,990100050")
        .replace("98,2015100100", "98,1015100050")
        .replace("99,2015100100", "99,1015100050");
    assert_eq!(refused(&[&debit], None), InputError::Debit { line: 3 });
    assert_eq!(
        bad("010,-100000", "01,-100000"),
        syntax(3, "a type code of three digits")
    );
    let amount = "an amount of digits, with a sign if need be";
    for wrong in ["1.5", "--1", "1e3", "9999999999999999999999999999999"] {
        assert_eq!(
            bad("010,-100000", &format!("010,{wrong}")),
            syntax(3, amount)
        );
    }
    let funds = "a funds type: Z, 0, 1, 2, S, V or D";
    assert_eq!(bad("-100000,,,015", "-100000,,Q,015"), syntax(3, funds));
    let distributions = "the number of distributions after funds type D";
    assert_eq!(
        bad("-100000,,,015", "-100000,,D,015"),
        syntax(3, "all fields of the funds type")
    );
    assert_eq!(
        bad("-100000,,,015", "-100000,,D,x,015"),
        syntax(3, distributions)
    );
    assert_eq!(bad("03,1234567890", "03,"), syntax(3, "an account"));
}

#[test]
fn records_are_bounded() {
    let more = format!(
        "88,045,490000025,,/\n{}",
        "88,,,,,,,,,,,,,,,,,/\n".repeat(400)
    );
    let text = changed(BAI2, "88,045,490000025,,S,490000025,10000000,0,", &more);
    let found = refused(&[&text], Some(ACCOUNTS));
    let expected = "at most 4096 fields of a record";
    assert!(matches!(found, InputError::Syntax { expected: e, .. } if e == expected));
}

#[test]
fn lines_and_records_have_a_longest() {
    let text = |bytes: usize| changed(BAI2, "88,CUSTODIAN", &format!("88,{}", "x".repeat(bytes)));
    let line = 6;
    // "88,", the text, " SETTLEMENT", and the end of the line.
    let fits = (1 << 16) - 3 - 11 - 1;
    assert!(collect(&[&text(fits)], Some(ACCOUNTS)).is_ok());
    let refused = collect(&[&text(fits + 1)], Some(ACCOUNTS)).err();
    let expected = "a line of at most 65536 bytes";
    assert_eq!(refused, Some(InputError::Syntax { line, expected }));
    let piece = format!("88,{}\n", "x".repeat(1 << 15));
    let long = changed(
        BAI2,
        "88,CUSTODIAN",
        &format!("{}88,CUSTODIAN", piece.repeat(8)),
    );
    let refused = collect(&[&long], Some(ACCOUNTS)).err();
    let expected = "at most 262144 bytes of a record";
    let line = 13;
    assert_eq!(refused, Some(InputError::Syntax { line, expected }));
}

#[test]
fn bytes_that_are_no_text_are_placed() {
    let (expected, book) = (expectation(Some(ACCOUNTS)), book());
    let index = Index::new(&book, "northbank").unwrap();
    let mut collector = Collector::new(&expected, &index, 1);
    let offset = BAI2.find("INCOMING").unwrap();
    let mut bytes = BAI2.as_bytes().to_vec();
    bytes[offset] = 0xff;
    let found = collector.read(0, Format::Bai2, &bytes[..]);
    assert_eq!(found, Err(InputError::NotUtf8 { offset }));
}

#[test]
fn funds_types_bring_their_fields() {
    for funds in ["S,1,2,3", "V,261121,", "D,2,0,5,1,6", "Z", "0"] {
        let text = changed(BAI2, "-100000,,,015", &format!("-100000,,{funds},015"));
        assert_eq!(
            sums(&[&text], Some(ACCOUNTS)).unwrap()[3],
            SUMS[3],
            "{funds}"
        );
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back(booked in 0u64..1 << 60, available in proptest::option::of(0u64..1 << 60), other in 0u64..1 << 60) {
        let account = |account: &str, booked: u64, available: Option<u64>| CashBalance {
            account: account.into(),
            currency: "USD".into(),
            booked: Amount::new(booked.into(), 2),
            available: available.map(|cents| Amount::new(cents.into(), 2)),
        };
        let statement = CashStatement {
            as_of: day(),
            accounts: vec![account("1234567890", booked, available), account("sweep", other, None)],
        };
        let found = sums(&[&write_bai2(&statement).unwrap()], Some(ACCOUNTS)).unwrap();
        prop_assert_eq!(found[3], available.unwrap_or(booked).min(booked));
        prop_assert_eq!(found[4], other);
    }
}
