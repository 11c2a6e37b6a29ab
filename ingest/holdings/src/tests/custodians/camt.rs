//! Statements of camt.053, and reports of camt.052.

use crate::input_error::InputError;
use crate::tests::support::*;

const PROPRIETARY: &str = include_str!("prtry-extra.xml");
const SUB_TYPE: &str = include_str!("subtp-fund.xml");
const CREDIT_LINE: &str = include_str!("clav-creditline.xml");
const CREDIT_LINE_ZERO: &str = include_str!("creditline-zero.xml");
const TWO_DAYS: &str = include_str!("two-days.xml");

fn operating(text: &str) -> Result<u64, InputError> {
    sums(&[text], Some(ACCOUNTS)).map(|sums| sums[3])
}

/// The text with every place changed, of which there is at least one.
fn all(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

#[test]
fn dates_and_decimals_are_those_of_xml_schema() {
    for day in ["2026-11-20Z", "2026-11-20+01:00", "2026-11-20-05:00"] {
        let text = all(PROPRIETARY, "<Dt>2026-11-20<", &format!("<Dt>{day}<"));
        assert_eq!(operating(&text), Ok(500_000_025), "{day}");
    }
    for time in ["24:00:00", "24:00:00.000Z", "23:59:59.999999-05:00"] {
        let time = format!("<DtTm>2026-11-20T{time}</DtTm>");
        let text = all(PROPRIETARY, "<Dt>2026-11-20</Dt>", &time);
        assert_eq!(operating(&text), Ok(500_000_025), "{time}");
    }
    for (amount, cents) in [
        ("+5000000.25", 500_000_025),
        ("0005000000.250000", 500_000_025),
        ("5000000.", 500_000_000),
        (".25", 25),
        ("+.5", 50),
        ("-0.00", 0),
        ("00000000000000000000000000000000000000001.5", 150),
        ("\n 1 \n", 100),
    ] {
        let text = all(PROPRIETARY, "5000000.25", amount);
        assert_eq!(operating(&text), Ok(cents), "{amount}");
    }
    for wrong in [
        ".", "", "+", "1 0", "1e3", "--1", "+-1", "1,5", "NaN", "1..5",
    ] {
        let text = all(PROPRIETARY, "5000000.25", wrong);
        assert!(operating(&text).is_err(), "{wrong}");
    }
}

#[test]
fn balances_of_a_banks_own_are_not_the_closing_one() {
    for text in [PROPRIETARY, SUB_TYPE] {
        let found = collect(&[text], Some(ACCOUNTS)).unwrap();
        assert_eq!(found.sums.quantities[3], 500_000_025);
        assert_eq!(found.passed_over.other_balances, 1);
    }
    // The sub-type may be the bank's own too, and what is proprietary may be more than a name.
    let text = changed(SUB_TYPE, "<Cd>RESV</Cd>", "<Prtry>LOCKBOX</Prtry>");
    assert_eq!(operating(&text), Ok(500_000_025));
    let more = "<Prtry><Id>072</Id><Issr>B</Issr></Prtry>";
    let text = changed(PROPRIETARY, "<Prtry>072</Prtry>", more);
    assert_eq!(operating(&text), Ok(500_000_025));
    // A code that is not known could be of what is blocked.
    let text = changed(PROPRIETARY, "<Prtry>072</Prtry>", "<Cd>BLCK</Cd>");
    assert!(matches!(operating(&text), Err(InputError::Unknown { .. })));
    // Without the closing balance there is none.
    let text = changed(PROPRIETARY, "<Cd>CLBD</Cd>", "<Prtry>CLOSING</Prtry>");
    assert_eq!(operating(&text), Err(InputError::NoClosing { line: 4 }));
}

#[test]
fn credit_lines_are_subtracted() {
    assert_eq!(operating(CREDIT_LINE), Ok(500_000_025));
    assert_eq!(operating(CREDIT_LINE_ZERO), Ok(500_000_025));
    let less = changed(CREDIT_LINE, ">6000000.25", ">5900000.25");
    assert_eq!(operating(&less), Ok(490_000_025));
    // Two lines, of which one is not included.
    let line =
        "<CdtLine><Incl>1</Incl><Amt Ccy=\"USD\">600000</Amt></CdtLine><CdtLine><Incl>1</Incl>\
                <Amt Ccy=\"USD\">400000</Amt></CdtLine><CdtLine><Incl>false</Incl></CdtLine>";
    let whole = "<CdtLine><Incl>true</Incl><Amt Ccy=\"USD\">1000000.00</Amt></CdtLine>";
    assert_eq!(
        operating(&changed(CREDIT_LINE, whole, line)),
        Ok(500_000_025)
    );
    // The closing balance itself may include one.
    let booked = changed(CREDIT_LINE_ZERO, ">0.00<", ">1000000.25<");
    assert_eq!(operating(&booked), Ok(400_000_000));
    let refused = |text: &str, error: InputError| assert_eq!(operating(text), Err(error));
    let line = line_of(CREDIT_LINE, "<Cd>CLAV");
    let unknown = changed(CREDIT_LINE, "<Amt Ccy=\"USD\">1000000.00</Amt>", "");
    refused(&unknown, InputError::CreditLine { line });
    let other = changed(CREDIT_LINE, "\"USD\">1000000.00", "\"EUR\">1000000.00");
    refused(&other, InputError::CreditLine { line });
    let drawn = changed(CREDIT_LINE, ">1000000.00", ">7000000.00");
    refused(&drawn, InputError::Debit { line });
    let unsaid = changed(CREDIT_LINE, "<Incl>true</Incl>", "");
    let field = "CdtLine/Incl";
    refused(&unsaid, InputError::Missing { line, field });
}

#[test]
fn the_balance_without_the_credit_line_counts() {
    let end = "</Stmt>";
    let without = |amount: &str| {
        let balance = format!(
            "<Bal><Tp><CdOrPrtry><Cd>CLAV</Cd></CdOrPrtry></Tp><Amt Ccy=\"USD\">{amount}</Amt>\
             <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>\n{end}"
        );
        changed(CREDIT_LINE, end, &balance)
    };
    let line = line_of(CREDIT_LINE, "<Cd>CLAV");
    let untold = "<Amt Ccy=\"USD\">1000000.00</Amt>";
    let text = changed(&without("4900000.25"), untold, "");
    assert_eq!(operating(&text), Ok(490_000_025));
    assert_eq!(operating(&without("5000000.25")), Ok(500_000_025));
    // Both are told, and are two sums: the own money is not more than either says.
    assert_eq!(operating(&without("4900000.25")), Ok(490_000_025));
    assert_eq!(
        operating(&without("5000000.26")),
        Err(InputError::ClosingTwice { line })
    );
    let text = changed(&text, "<CdtLine><Incl>true</Incl></CdtLine>", "");
    assert_eq!(
        operating(&text),
        Err(InputError::ClosingTwice { line: line + 1 })
    );
}

#[test]
fn the_statement_of_the_books_day_counts() {
    let found = collect(&[TWO_DAYS], Some(ACCOUNTS)).unwrap();
    assert_eq!(found.sums.quantities[3], 500_000_025);
    assert_eq!(found.passed_over.other_days, 1);
    let debit = changed(TWO_DAYS, "CRDT", "DBIT");
    assert_eq!(operating(&debit), Ok(500_000_025));
    let twice = all(TWO_DAYS, "2026-11-19", "2026-11-20");
    assert_eq!(
        operating(&twice),
        Err(InputError::SameStatement { line: 7 })
    );
    let absent = all(TWO_DAYS, "2026-11-20", "2026-11-21");
    assert!(matches!(operating(&absent), Err(InputError::Date { .. })));
    // Both days in one statement.
    let one = TWO_DAYS.replace(
        "</Stmt>\n<Stmt><Id>S1</Id><Acct><Id><Othr><Id>1234567890</Id></Othr></Id><Ccy>USD</Ccy></Acct>",
        "",
    );
    assert_eq!(one.matches("<Stmt>").count(), 1);
    assert_eq!(operating(&one), Ok(500_000_025));
    let available = "<Bal><Tp><CdOrPrtry><Cd>CLAV</Cd></CdOrPrtry></Tp><Amt Ccy=\"USD\">1</Amt>\
                     <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-DAY</Dt></Dt></Bal></Stmt>";
    let with = |day: &str| one.replace("</Stmt>", &available.replace("DAY", day));
    assert_eq!(operating(&with("19")), Ok(500_000_025));
    assert_eq!(operating(&with("20")), Ok(100));
    assert!(matches!(
        operating(&with("21")),
        Err(InputError::Date { .. })
    ));
}

/// The statements as reports.
fn report(text: &str) -> String {
    text.replace("camt.053", "camt.052")
        .replace("BkToCstmrStmt", "BkToCstmrAcctRpt")
        .replace("Stmt>", "Rpt>")
}

#[test]
fn reports_of_the_end_of_the_day_are_as_good() {
    assert_eq!(
        sums(&[&report(CAMT)], Some(ACCOUNTS)).unwrap()[3..],
        SUMS[3..]
    );
    for text in [PROPRIETARY, SUB_TYPE, CREDIT_LINE, TWO_DAYS] {
        assert_eq!(operating(&report(text)), Ok(500_000_025));
    }
    // One of before the end of the day has no closing balance.
    let before = report(&changed(PROPRIETARY, "<Cd>CLBD", "<Cd>ITBD"));
    assert_eq!(operating(&before), Err(InputError::NoClosing { line: 4 }));
    let two = report(&TWO_DAYS.replacen("<Cd>CLBD", "<Cd>ITBD", 1));
    let found = collect(&[&two], Some(ACCOUNTS)).unwrap();
    assert_eq!(found.sums.quantities[3], 500_000_025);
    assert_eq!(found.passed_over.other_days, 1);
    let text = report(CAMT).replace("camt.052.001.08", "camt.052.001.01");
    assert!(matches!(operating(&text), Err(InputError::Version { .. })));
}

#[test]
fn what_a_closing_available_balance_says_is_there_later_does_not_count() {
    let available = |days: &str, amount: &str| {
        let told = format!(
            "<Avlbty><Dt>{days}</Dt><Amt Ccy=\"USD\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Avlbty></Bal>"
        );
        let begin = CREDIT_LINE_ZERO.replace("OPBD", "ITAV");
        let balance =
            "<Bal><Tp><CdOrPrtry><Cd>CLAV</Cd></CdOrPrtry></Tp><Amt Ccy=\"USD\">4000000</Amt>\
                       <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>";
        let balance = balance.replace("</Bal>", &told);
        operating(&changed(&begin, "</Stmt>", &format!("{balance}</Stmt>")))
    };
    let now = |days, amount| assert_eq!(available(days, amount), Ok(400_000_000), "{days}");
    now("<NbOfDays>0</NbOfDays>", "4000000");
    now("<NbOfDays>+00</NbOfDays>", "4000000");
    now("<NbOfDays>1</NbOfDays>", "0.00");
    for later in [
        "<NbOfDays>1</NbOfDays>",
        "<NbOfDays/>",
        "<ActlDt>2026-11-23</ActlDt>",
    ] {
        let found = available(later, "0.01");
        assert!(
            matches!(found, Err(InputError::NotSeparated { .. })),
            "{later}"
        );
    }
}
