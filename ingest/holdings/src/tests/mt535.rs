use proptest::prelude::*;

use super::support::*;
use crate::holdings_error::HoldingsError;
use crate::input_error::InputError;
use crate::measure::Measure;
use crate::sample::write_mt535;
use crate::statement_day::StatementDay;

fn bad(from: &str, to: &str) -> InputError {
    refused(&[&changed(MT535, from, to)], None)
}

fn line(what: &str) -> u64 {
    line_of(MT535, what)
}

#[test]
fn reads_messages_with_and_without_blocks() {
    assert_eq!(
        sums(&[MT535], None).unwrap(),
        [125_000_050, 70_000_000, 12_500, 0, 0]
    );
    assert_eq!(
        sums(&[&MT535.replace('\n', "\r\n")], None).unwrap()[1],
        70_000_000
    );
    let bare: Vec<&str> = MT535
        .lines()
        .filter(|l| !l.starts_with('{') && !l.starts_with("-}"))
        .collect();
    assert_eq!(sums(&[&bare.join("\n")], None).unwrap()[0], 125_000_050);
    // One message a file.
    let (first, second) = MT535.split_once("$\n").unwrap();
    assert_eq!(sums(&[first, second], None).unwrap()[1], 70_000_000);
}

#[test]
fn refuses_other_messages() {
    assert_eq!(
        bad("{2:O535", "{2:O536"),
        InputError::Version {
            line: 1,
            expected: "MT535",
            found: "536".into()
        }
    );
    assert_eq!(
        bad("{5:{CHK", "{5:{TNG:}{CHK"),
        InputError::Forbidden {
            line: line("{5:"),
            what: "a training message"
        }
    );
    let syntax = |line, expected| InputError::Syntax { line, expected };
    // Without its end, a text block runs on, and so does its last field.
    assert_eq!(
        bad("-}{5", "{5"),
        syntax(line(":16S:SUBSAFE"), "the end of the block that is open")
    );
    assert_eq!(
        bad("{5:{CHK:123456789ABC}}", "{5:{CHK:123456789ABC}"),
        syntax(line("{5:"), "the end of the block")
    );
    assert_eq!(
        bad("$", "&"),
        syntax(line("$"), "a message, beginning with {1: or :16R:GENL")
    );
    assert_eq!(
        bad("{3:{108", "{7:{108"),
        InputError::Unknown {
            line: 1,
            found: "block {7:".into()
        }
    );
    let cut = &MT535[..MT535.rfind("-}").unwrap()];
    assert_eq!(
        refused(&[cut], None),
        syntax(
            line_of(MT535, ":28E:2") - 2,
            "the end of the text block, -}"
        )
    );
    assert_eq!(
        bad(":23G:NEWM", ":23G:CANC"),
        syntax(line(":23G:"), "a new message, :23G:NEWM")
    );
}

#[test]
fn blocks_are_nested_as_the_standard_has_it() {
    let syntax = |line, expected| InputError::Syntax { line, expected };
    let end = "the end of the block that is open";
    assert_eq!(bad(":16S:FIA", ":16S:FIN"), syntax(line(":16S:FIA"), end));
    let unknown = |line, found: &str| InputError::Unknown {
        line,
        found: found.into(),
    };
    assert_eq!(
        bad(":16R:FIA", ":16R:FIX"),
        unknown(line(":16R:FIA"), "block FIX here")
    );
    assert_eq!(
        bad(":16R:SUBBAL", ":16R:SUBSAFE"),
        unknown(line(":16R:SUBBAL"), "block SUBSAFE here")
    );
    assert_eq!(
        bad(":16S:SUBSAFE\n-}{5", "-}{5"),
        InputError::Missing {
            line: 1,
            field: "end of every block"
        }
    );
    let first = MT535.find(":16R:GENL").unwrap();
    let last = MT535.find(":16R:SUBSAFE").unwrap();
    let without = format!("{}{}", &MT535[..first], &MT535[last..]);
    assert_eq!(
        refused(&[&without], None),
        InputError::Missing {
            line: 2,
            field: "block GENL first"
        }
    );
    assert_eq!(
        bad(":90A::MRKT", ":93X::MRKT"),
        unknown(line(":90A::MRKT"), ":93X:")
    );
    assert_eq!(
        bad(":93B::NAVL", ":93B::PEND"),
        unknown(line(":93B::NAVL"), ":93B::PEND")
    );
    assert_eq!(
        bad(":17B::ACTI//Y\n:17B", ":99Z::ACTI//Y\n:17B"),
        unknown(line(":17B::ACTI"), ":99Z:")
    );
    assert_eq!(
        bad(":70C::SUBB", ":93D::SUBB"),
        unknown(line(":70C::SUBB"), ":93D:")
    );
    assert_eq!(
        bad(
            ":16S:SUBSAFE\n-}{5",
            ":97A::SAFE//LATER\n:16S:SUBSAFE\n-}{5"
        ),
        syntax(
            line(":16S:SUBSAFE"),
            "the account of a part before its instruments"
        )
    );
}

#[test]
fn refuses_what_is_missing_or_there_twice() {
    for (field, name) in [
        (":28E:1/MORE\n", ":28E:"),
        (":23G:NEWM\n", ":23G:"),
        (":98A::STAT//20261120\n", ":98a::STAT"),
        (":22F::CODE//COMP\n", ":22F::CODE"),
        (":22F::STBA//SETT\n", ":22F::STBA"),
        (":97A::SAFE//SAFE/0002\n", ":97a::SAFE"),
        (":93B::AGGR//FAMT/1500000,5\n", ":93B::AGGR"),
        (":35B:ISIN US912797SB42\n", ":35B:ISIN"),
    ] {
        match bad(field, "") {
            InputError::Missing { field, .. } => assert_eq!(field, name),
            // What describes the instrument is then a part of the line before.
            InputError::Unknown { found, .. } => {
                assert_eq!(name, ":35B:ISIN");
                assert_eq!(found, "block something else here");
            }
            other => panic!("{other:?}"),
        }
        match bad(field, &format!("{field}{field}")) {
            InputError::Repeated { field, .. } => {
                assert!(field == name || field == "balance of a kind" || name == ":35B:ISIN")
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(
        refused(&["{1:F01}"], None),
        InputError::Missing {
            line: 1,
            field: "MT535 message"
        }
    );
}

#[test]
fn refuses_changes_other_days_and_another_basis() {
    assert_eq!(
        bad("CODE//COMP", "CODE//DELT"),
        InputError::Delta {
            line: line(":22F::CODE")
        }
    );
    let at = line(":98A::STAT");
    let date = |found: &str| InputError::Date {
        line: at,
        expected: day(),
        of: StatementDay::Book,
        found: found.parse().unwrap(),
    };
    assert_eq!(
        bad("STAT//20261120\n", "STAT//20261119\n"),
        date("2026-11-19")
    );
    let expected = "a date YYYYMMDD, with option C or E a time after it";
    for wrong in ["20261131", "2026112", "202611201700", "2026-1-2"] {
        assert_eq!(
            bad("STAT//20261120\n", &format!("STAT//{wrong}\n")),
            InputError::Syntax { line: at, expected }
        );
    }
    let basis = line(":22F::STBA");
    assert_eq!(
        bad(":22F::STBA//SETT\n", ":22F::STBA//SETT\n:22F::STBA//TRAD\n"),
        InputError::MixedBasis {
            line: basis + 1,
            expected: "SETT",
            found: "TRAD"
        }
    );
    // The second page on another basis than the first.
    let at = MT535.rfind("SETT").unwrap();
    let mixed = format!("{}TRAD{}", &MT535[..at], &MT535[at + 4..]);
    let second = line_of(MT535, ":28E:2") - 2;
    assert_eq!(
        refused(&[&mixed], None),
        InputError::MixedBasis {
            line: second,
            expected: "SETT",
            found: "TRAD"
        }
    );
    let expected = "a page, as in 1/ONLY, 1/MORE or 2/LAST";
    for wrong in ["2/ONLY", "0/MORE", "1", "1/NEXT", "x/LAST", "100000/LAST"] {
        let page = format!(":28E:{wrong}\n");
        assert_eq!(
            bad(":28E:1/MORE\n", &page),
            InputError::Syntax {
                line: line(":28E:"),
                expected
            }
        );
    }
}

#[test]
fn refuses_wrong_instruments() {
    assert_eq!(
        bad("US912797SB42", "US912797SB43"),
        InputError::NotAnIsin {
            line: line(":35B:"),
            found: "US912797SB43".into()
        }
    );
    assert_eq!(
        bad("ISIN US", "/US/"),
        InputError::NotACusip {
            line: line(":35B:"),
            found: "912797SB42".into()
        }
    );
    let at = line_of(MT535, ":16R:FIN\n:35B:ISIN US912797SC25");
    let balance = |source| InputError::Balance { number: 2, source };
    assert_eq!(
        bad("US912797SC25", "US912797SE80"),
        balance(HoldingsError::NoRow {
            line: at,
            found: "US912797SE80".into(),
            custodian: "northbank".parse().unwrap()
        })
    );
    assert_eq!(
        bad("700000,00", "700000,001"),
        balance(HoldingsError::TooManyDecimals {
            line: at,
            allowed: 2,
            found: 3
        })
    );
    assert_eq!(
        bad("700000,00", "184467440737095516,16"),
        balance(HoldingsError::Overflow {
            line: at,
            instrument: "US912797SC25".parse().unwrap()
        })
    );
}

#[test]
fn refuses_wrong_quantities() {
    let at = line("700000,00");
    let expected = "FAMT or UNIT and a number with a decimal comma";
    for wrong in [
        "FAMT/700000",
        "FAMT/700000.00",
        "FAMT/,5",
        "NOMI/700000,",
        "700000,",
        "FAMT/7 0,",
    ] {
        assert_eq!(
            bad("FAMT/700000,00", wrong),
            InputError::Syntax { line: at, expected },
            "{wrong}"
        );
    }
    for short in ["FAMT/N700000,00", "FAMT/-700000,00"] {
        let found = bad("FAMT/700000,00", short);
        assert_eq!(found, InputError::Short { line: at });
    }
    assert_eq!(
        bad("UNIT/12,5", "FAMT/12,5"),
        InputError::Measure {
            line: line_of(MT535, ":16R:FIN\n:35B:ISIN US912797SD08"),
            instrument: FUND.into(),
            expected: Measure::Units,
            found: Measure::Face,
        }
    );
    let expected = "a qualifier of four letters, as in :STAT//";
    let line = line(":93B::AGGR");
    let found = bad(":93B::AGGR//", ":93B::AGGR/SSCO/");
    assert_eq!(found, InputError::Syntax { line, expected });
}

#[test]
fn counts_what_is_available() {
    let at = line(":16R:FIN");
    assert_eq!(
        bad("AVAI//FAMT/1250000,5", "AVAI//FAMT/1500000,51"),
        InputError::MoreAvailable { line: at }
    );
    assert_eq!(
        bad("AVAI//FAMT/1250000,5", "AVAI//FAMT/1250000,"),
        InputError::DoesNotAddUp { line: at }
    );
    let without = changed(MT535, ":93B::AVAI//FAMT/1250000,5\n", "");
    assert_eq!(sums(&[&without], None).unwrap()[0], 125_000_050);
    let more = changed(&without, "NAVL//FAMT/250000,", "NAVL//FAMT/1500001,");
    assert_eq!(
        refused(&[&more], None),
        InputError::MoreAvailable { line: at }
    );
    let neither = changed(&without, ":93B::NAVL//FAMT/250000,\n", "");
    assert_eq!(
        refused(&[&neither], None),
        InputError::NotSeparated { line: at }
    );
    let available = changed(&neither, "FAMT/NAVL/250000,", "FAMT/AVAI/250000,");
    assert_eq!(
        refused(&[&available], None),
        InputError::NotSeparated { line: at }
    );
    let expected = "a sub-balance AVAI or NAVL, as in :93C::PLED//FAMT/NAVL/";
    assert_eq!(
        bad("FAMT/NAVL/250000,", "FAMT/250000,"),
        InputError::Syntax {
            line: line(":93C:"),
            expected
        }
    );
    let mixed = bad("AVAI//FAMT", "AVAI//UNIT");
    let expected = "face amounts or units in all balances of an instrument";
    assert_eq!(mixed, InputError::Syntax { line: at, expected });
}

#[test]
fn sub_accounts_break_the_account_down() {
    // The first part is now one of its own, and the other one has the account's balances.
    let part = changed(
        MT535,
        ":97A::SAFE//SAFE/0002\n:94F",
        ":97A::SAFE//PART\n:94F",
    );
    assert_eq!(
        refused(&[&part], None),
        InputError::SubAccounts {
            line: line(":16R:FIN"),
            instrument: BILL.into()
        }
    );
    let all = changed(
        &part,
        ":16R:SUBSAFE\n:16R:FIN\n:35B:ISIN US912797SC25",
        ":16R:SUBSAFE\n:97B::SAFE//CEND/OTHER\n:16R:FIN\n:35B:ISIN US912797SC25",
    );
    assert_eq!(
        sums(&[&all], None).unwrap(),
        [125_000_050, 70_000_000, 12_500, 0, 0]
    );
}

proptest! {
    #[test]
    fn what_is_written_reads_back((statement, expected) in securities(), per_page in 1usize..6) {
        let found = sums(&[&write_mt535(&statement, per_page)], None).unwrap();
        prop_assert_eq!(&found[..3], &expected);
    }
}
