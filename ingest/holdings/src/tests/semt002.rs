use proptest::prelude::*;

use super::support::*;
use crate::holdings_error::HoldingsError;
use crate::input_error::InputError;
use crate::measure::Measure;
use crate::sample::write_semt002;
use crate::statement_day::StatementDay;

/// The first page alone, as a whole statement.
fn one() -> String {
    changed(SEMT_1, "<s:LastPgInd>false", "<s:LastPgInd>true")
}

fn bad(from: &str, to: &str) -> InputError {
    refused(&[&changed(&one(), from, to)], None)
}

fn line(what: &str) -> u64 {
    line_of(&one(), what)
}

#[test]
fn reads_a_page() {
    assert_eq!(
        sums(&[&one()], None).unwrap(),
        [125_000_050, 70_000_000, 0, 0, 0]
    );
    // On one line, and empty: an account without holdings.
    let flat = one().replace('\n', "");
    assert_eq!(sums(&[&flat], None).unwrap()[0], 125_000_050);
    let (start, rest) = SEMT_2.split_once("    <BalForAcct>").unwrap();
    let end = rest.rfind("  </SctiesBalCtdyRpt>").unwrap();
    let empty = format!("{start}{}", &rest[end..]).replace("<PgNb>2", "<PgNb>1");
    assert_eq!(sums(&[&empty], None).unwrap(), [0; 5]);
}

#[test]
fn refuses_other_documents() {
    let found = |name: &str| InputError::Version {
        line: 3,
        expected: "semt.002.001.08 to .12 or semt.002.002.11",
        found: format!("urn:iso:std:iso:20022:tech:xsd:{name}"),
    };
    for other in ["semt.002.001.07", "semt.002.001.13", "semt.002.002.10"] {
        assert_eq!(bad("semt.002.001.11", other), found(other));
    }
    let unknown = |line, name: &str| InputError::Unknown {
        line,
        found: format!("<{name}>"),
    };
    let text = one().replace("s:Document", "s:Envelope");
    let field = "element Document";
    let line = text.matches('\n').count() as u64 + 1;
    assert_eq!(refused(&[&text], None), InputError::Missing { line, field });
    let text = one().replace("s:SctiesBalCtdyRpt", "s:SctiesBalAcctgRpt");
    assert_eq!(refused(&[&text], None), unknown(4, "SctiesBalAcctgRpt"));
}

#[test]
fn refuses_what_is_no_plain_xml() {
    let forbidden = |line, what| InputError::Forbidden { line, what };
    let dtd = "<!DOCTYPE d [<!ENTITY e \"1\">]>\n<s:Document xmlns";
    assert_eq!(
        bad("<s:Document xmlns", dtd),
        forbidden(3, "a document type definition")
    );
    assert_eq!(
        bad("SAFE &amp;", "SAFE &e;"),
        forbidden(line("SAFE &amp;"), "an entity of its own")
    );
    assert_eq!(
        bad("<s:AcctSvcr>", "<?x y?><s:AcctSvcr>"),
        forbidden(line("<s:AcctSvcr>"), "a processing instruction")
    );
    assert_eq!(
        bad("UTF-8", "UTF-16"),
        forbidden(1, "another encoding than UTF-8")
    );
    let text = one();
    let cut = &text[..text.find("<s:PricDtls>").unwrap()];
    let line = cut.matches('\n').count() as u64 + 1;
    assert_eq!(refused(&[cut], None), InputError::NotWellFormed { line });
    assert_eq!(
        refused(&[&format!("{text}<s:Document/>")], None),
        InputError::Unknown {
            line: line_of(&text, "</s:Document>") + 1,
            found: "<Document>".into()
        }
    );
    let at = line_of(&text, "</s:Pgntn>");
    assert_eq!(
        bad("</s:Pgntn>", "</s:Pagination>"),
        InputError::NotWellFormed { line: at }
    );
    let deep = format!("<s:Nm>{}{}</s:Nm>", "<s:a>".repeat(70), "</s:a>".repeat(70));
    assert_eq!(
        bad("<s:Nm>Sample fund</s:Nm>", &deep),
        InputError::TooDeep {
            line: line_of(&text, "<s:Nm>"),
            limit: 64
        }
    );
}

#[test]
fn refuses_what_could_hide_a_balance() {
    let unknown = |line, name: &str| InputError::Unknown {
        line,
        found: format!("<{name}>"),
    };
    let at = line("<s:AcctSvcr>");
    assert_eq!(
        bad("<s:AcctSvcr>", "<s:BalForAcct2/><s:AcctSvcr>"),
        unknown(at, "BalForAcct2")
    );
    let at = line("<s:PricDtls>");
    assert_eq!(
        bad(
            "<s:PricDtls>",
            "<s:SplmtryData><s:Envlp><PldgdQty/></s:Envlp></s:SplmtryData><s:PricDtls>"
        ),
        InputError::Supplementary {
            line: at,
            found: "PldgdQty".into()
        }
    );
    assert_eq!(
        bad("<s:PricDtls>", "<other/><s:PricDtls>"),
        unknown(at, "other")
    );
    let at = line("<s:FaceAmt>1500000.50");
    assert_eq!(
        bad(
            "<s:FaceAmt>1500000.50</s:FaceAmt>",
            "<s:AmtsdVal>1500000.50</s:AmtsdVal>"
        ),
        unknown(at, "AmtsdVal")
    );
    let at = line("<s:PgNb>");
    let expected = "elements, not text";
    assert_eq!(
        bad("<s:PgNb>", "x<s:PgNb>"),
        InputError::Syntax { line: at, expected }
    );
}

#[test]
fn refuses_what_is_missing_or_there_twice() {
    let other = "<s:OthrId><s:Id>912797SB4</s:Id><s:Tp><s:Cd>CUSP</s:Cd></s:Tp></s:OthrId>";
    let by_isin = changed(&one(), other, "");
    for (element, field) in [
        ("Pgntn", "Pgntn"),
        ("StmtGnlDtls", "StmtGnlDtls"),
        ("SfkpgAcct", "SfkpgAcct/Id"),
        ("PgNb", "PgNb"),
        ("LastPgInd", "LastPgInd"),
        ("StmtDtTm", "StmtDtTm"),
        ("UpdTp", "UpdTp"),
        ("StmtBsis", "StmtBsis"),
        ("FinInstrmId", "FinInstrmId/ISIN"),
        ("ISIN", "FinInstrmId/ISIN, or OthrId of the type CUSP"),
        ("AggtBal", "AggtBal"),
    ] {
        let text = &by_isin;
        let start = text.find(&format!("<s:{element}>")).unwrap();
        let close = format!("</s:{element}>");
        let end = start + text[start..].find(&close).unwrap() + close.len();
        let without = format!("{}{}", &text[..start], &text[end..]);
        match refused(&[&without], None) {
            InputError::Missing { field: found, .. } => assert_eq!(found, field),
            other => panic!("{element}: {other:?}"),
        }
        let twice = format!("{}{}{}", &text[..end], &text[start..end], &text[end..]);
        match refused(&[&twice], None) {
            InputError::Repeated { .. } => {}
            other => panic!("{element}: {other:?}"),
        }
    }
}

#[test]
fn refuses_changes_other_days_and_another_basis() {
    let at = line("<s:UpdTp>");
    assert_eq!(bad("COMP", "DELT"), InputError::Delta { line: at });
    let date = |found: &str| InputError::Date {
        line: line("<s:StmtDtTm>"),
        expected: day(),
        of: StatementDay::Book,
        found: found.parse().unwrap(),
    };
    assert_eq!(bad("2026-11-20T", "2026-11-19T"), date("2026-11-19"));
    assert_eq!(bad("2026-11-20T", "2026-11-21T"), date("2026-11-21"));
    let at = line("<s:StmtDtTm>");
    let expected = "a time YYYY-MM-DDThh:mm:ss";
    for wrong in [
        "2026-11-20",
        "2026-11-20T17:00",
        "2026-11-20T17:00:00X",
        "2026-11-31T17:00:00",
        "20.11.2026",
    ] {
        assert_eq!(
            bad("2026-11-20T17:00:00.000-05:00", wrong),
            InputError::Syntax { line: at, expected }
        );
    }
    let basis = line("<s:StmtBsis>");
    let expected = "the basis SETT, TRAD or CONT";
    assert_eq!(
        bad("SETT", "PLAN"),
        InputError::Syntax {
            line: basis,
            expected
        }
    );
    assert_eq!(
        bad(
            "</s:StmtBsis>",
            "</s:StmtBsis><s:StmtBsis><s:Cd>TRAD</s:Cd></s:StmtBsis>"
        ),
        InputError::MixedBasis {
            line: basis,
            expected: "SETT",
            found: "TRAD"
        }
    );
}

#[test]
fn refuses_wrong_instruments() {
    assert_eq!(
        bad("US912797SB42", "US912797SB43"),
        InputError::NotAnIsin {
            line: line("US912797SB42"),
            found: "US912797SB43".into()
        }
    );
    let row = |error: InputError| match error {
        InputError::Balance { number, source } => (number, source),
        other => panic!("{other:?}"),
    };
    let (number, source) = row(bad("US912797SC25", "US912797SE80"));
    let at = line("<s:BalForAcct>\n      <s:FinInstrmId><s:ISIN>US912797SC25");
    assert_eq!(number, 2);
    assert_eq!(
        source,
        HoldingsError::NoRow {
            line: at,
            found: "US912797SE80".into(),
            custodian: "northbank".parse().unwrap(),
        }
    );
    let (_, source) = row(bad("700000<", "700000.001<"));
    assert_eq!(
        source,
        HoldingsError::TooManyDecimals {
            line: at,
            allowed: 2,
            found: 3
        }
    );
    let (_, source) = row(bad("700000<", "184467440737095516.16<"));
    assert_eq!(
        source,
        HoldingsError::Overflow {
            line: at,
            instrument: "US912797SC25".parse().unwrap()
        }
    );
}

#[test]
fn refuses_wrong_quantities() {
    // Zeros at the end are no decimals.
    assert!(sums(&[&changed(&one(), "700000<", "700000.00000<")], None).is_ok());
    let at = line("700000<");
    let expected = "digits with an optional decimal point";
    for wrong in ["7e5", "", ".", "700,000", "++700000", "+-1", "7.0.0"] {
        assert_eq!(
            bad("700000<", &format!("{wrong}<")),
            InputError::Syntax { line: at, expected }
        );
    }
    assert_eq!(bad("700000<", "-700000<"), InputError::Short { line: at });
    assert_eq!(
        bad(
            "<s:Qty><s:Qty><s:Qty><s:FaceAmt>700000</s:FaceAmt></s:Qty></s:Qty></s:Qty>",
            "<s:Qty><s:Qty><s:Qty><s:Unit>700000</s:Unit></s:Qty></s:Qty></s:Qty>"
        ),
        InputError::Measure {
            line: line("<s:BalForAcct>\n      <s:FinInstrmId><s:ISIN>US912797SC25"),
            instrument: "US912797SC25".into(),
            expected: Measure::Face,
            found: Measure::Units,
        }
    );
    let at = line("<s:AggtBal>");
    assert_eq!(
        bad("<s:ShrtLngInd>LONG", "<s:ShrtLngInd>SHOR"),
        InputError::Short { line: at }
    );
}

#[test]
fn counts_what_is_available() {
    let at = line("<s:BalForAcct>");
    assert_eq!(
        bad("1250000.50", "1500000.51"),
        InputError::MoreAvailable { line: at }
    );
    assert_eq!(
        bad("1250000.50", "1250000.49"),
        InputError::DoesNotAddUp { line: at }
    );
    assert_eq!(
        bad(">250000<", ">1500001<"),
        InputError::DoesNotAddUp { line: at }
    );
    let text = one();
    let part = |name: &str| {
        let start = text.find(&format!("<s:{name}>")).unwrap();
        let end = text.find(&format!("</s:{name}>")).unwrap() + name.len() + 5;
        (start, end)
    };
    let (start, end) = part("AvlblBal");
    let only_not = format!("{}{}", &text[..start], &text[end..]);
    assert_eq!(sums(&[&only_not], None).unwrap()[0], 125_000_050);
    let more = changed(&only_not, ">250000<", ">1500001<");
    assert_eq!(
        refused(&[&more], None),
        InputError::MoreAvailable { line: at }
    );
    let (start, end) = part("NotAvlblBal");
    let only = format!("{}{}", &text[..start], &text[end..]);
    assert_eq!(sums(&[&only], None).unwrap()[0], 125_000_050);
    let (start, _) = part("AvlblBal");
    let neither = format!("{}{}", &text[..start], &text[end..]);
    assert_eq!(
        refused(&[&neither], None),
        InputError::NotSeparated { line: at }
    );
}

#[test]
fn sub_accounts_break_the_account_down() {
    let maps = Some(ACCOUNTS);
    let error = |to: &str| {
        let second = changed(SEMT_2, "1000000.5<", to);
        refused(&[SEMT_1, &second], maps)
    };
    let at = line_of(SEMT_2, "<BalForSubAcct>");
    let mismatch = InputError::SubAccounts {
        line: at,
        instrument: BILL.into(),
    };
    assert_eq!(error("1000000.51<"), mismatch);
    assert_eq!(error("0<"), mismatch);
    // The same aggregate, but another part of it available.
    let second = changed(SEMT_2, "<FaceAmt>250000<", "<FaceAmt>250001<");
    assert_eq!(refused(&[SEMT_1, &second], maps), mismatch);
    // An instrument of a sub-account that the account does not have.
    let second = SEMT_2.replace(
        "SB42</ISIN></FinInstrmId>\n        <Agg",
        "SC25</ISIN></FinInstrmId>\n        <Agg",
    );
    let expected = InputError::SubAccounts {
        line: at,
        instrument: "US912797SC25".into(),
    };
    assert_eq!(refused(&[SEMT_1, &second], maps), expected);
    // Without balances of the account, those of the sub-accounts count.
    let start = SEMT_2.find("    <BalForAcct>").unwrap();
    let end = SEMT_2.find("    <SubAcctDtls>").unwrap();
    let only = format!("{}{}", &SEMT_2[..start], &SEMT_2[end..]).replace("<PgNb>2", "<PgNb>1");
    assert_eq!(sums(&[&only], None).unwrap(), [125_000_050, 0, 0, 0, 0]);
    let nameless = only.replacen("<SfkpgAcct><Id>A</Id></SfkpgAcct>", "", 1);
    assert_eq!(
        refused(&[&nameless], None),
        InputError::Missing {
            line: line_of(&only, "<SubAcctDtls>"),
            field: "SubAcctDtls/SfkpgAcct/Id"
        }
    );
}

proptest! {
    #[test]
    fn what_is_written_reads_back((statement, expected) in securities(), per_page in 1usize..6) {
        let pages = write_semt002(&statement, per_page);
        let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        let found = sums(&pages, None).unwrap();
        prop_assert_eq!(&found[..3], &expected);
    }
}
