//! Business headers, envelopes and supplementary data of ISO 20022.

use crate::input_error::InputError;
use crate::tests::support::*;

const CAMT_ENVELOPE: &str = include_str!("envelope.xml");
const SEMT_ENVELOPE: &str = include_str!("semt002.xml");
const CAMT_DATA: &str = include_str!("camt-splmtry.xml");
const SEMT_DATA: &str = include_str!("semt-splmtry.xml");
const BALANCE_DATA: &str = include_str!("splmtry-in-bal.xml");

/// The row that either file is of.
fn sum(text: &str) -> Result<u64, InputError> {
    sums(&[text], Some(ACCOUNTS)).map(|sums| sums[0] + sums[3])
}

#[test]
fn documents_are_read_in_their_envelopes() {
    assert_eq!(sum(CAMT_ENVELOPE), Ok(500_000_025));
    assert_eq!(sum(SEMT_ENVELOPE), Ok(100_000_050));
    // Other wrappers, with prefixes and texts of their own.
    let other = SEMT_ENVELOPE
        .replace(
            "<BizMsgEnvlp xmlns=\"urn:iso:std:iso:20022:tech:xsd:nvlp.001.001.01\">",
            "<w:DataPDU xmlns:w=\"urn:x\"><w:Hdr>a text</w:Hdr><w:Body>",
        )
        .replace("</BizMsgEnvlp>", "</w:Body></w:DataPDU>");
    assert_eq!(sum(&other), Ok(100_000_050));
    // Header and document one after the other.
    let header = SEMT_ENVELOPE
        .replace(
            "<BizMsgEnvlp xmlns=\"urn:iso:std:iso:20022:tech:xsd:nvlp.001.001.01\">",
            "",
        )
        .replace("</BizMsgEnvlp>", "");
    assert_eq!(sum(&header), Ok(100_000_050));
}

#[test]
fn an_envelope_may_have_several_documents() {
    let begin = SEMT_ENVELOPE.find("<Document").unwrap();
    let end = SEMT_ENVELOPE.find("</BizMsgEnvlp>").unwrap();
    let first = changed(
        &SEMT_ENVELOPE[begin..end],
        "<LastPgInd>true",
        "<LastPgInd>false",
    );
    let second = changed(&SEMT_ENVELOPE[begin..end], "<PgNb>1", "<PgNb>2");
    let both = format!("<x>{first}<y/>{second}</x>");
    assert_eq!(sum(&both), Ok(200_000_100));
    assert_eq!(
        sum(&format!("<x>{first}</x>")),
        Err(InputError::MissingPage { line: 1, page: 2 })
    );
}

#[test]
fn an_envelope_is_whole_and_has_a_document_of_its_header() {
    let expected = "the business header and the document to be of one message";
    let other = changed(
        SEMT_ENVELOPE,
        "<MsgDefIdr>semt.002.001.11",
        "<MsgDefIdr>semt.003.001.11",
    );
    assert_eq!(sum(&other), Err(InputError::Syntax { line: 2, expected }));
    let cut = SEMT_ENVELOPE.replace("</BizMsgEnvlp>", "");
    assert!(matches!(sum(&cut), Err(InputError::NotWellFormed { .. })));
    let none = "<x xmlns=\"urn:iso:std:iso:20022:tech:xsd:semt.002.001.11\"/>";
    let field = "element Document";
    assert_eq!(sum(none), Err(InputError::Missing { line: 1, field }));
    let deep = format!("{}{SEMT_ENVELOPE}", "<a>".repeat(70));
    let deep = deep.replace("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "");
    assert!(matches!(sum(&deep), Err(InputError::TooDeep { .. })));
}

#[test]
fn supplementary_data_is_passed_over_unless_it_is_about_a_balance() {
    assert_eq!(sum(CAMT_DATA), Ok(500_000_025));
    assert_eq!(sum(SEMT_DATA), Ok(100_000_050));
    assert_eq!(sum(BALANCE_DATA), Ok(100_000_050));
    for text in [CAMT_DATA, SEMT_DATA, BALANCE_DATA] {
        for name in ["PldgdQty", "Amount", "blockedUnits", "b:Balance"] {
            let hidden = format!("<{name} xmlns:b=\"urn:b\">1</{name}></X>");
            let text = changed(text, "1</X>", &hidden);
            assert!(matches!(sum(&text), Err(InputError::Supplementary { .. })));
        }
    }
}

#[test]
fn supplementary_data_is_told_by_the_names_in_it() {
    let with = |data: &str| sum(&changed(SEMT_DATA, "<X xmlns=\"urn:sample\">1</X>", data));
    for harmless in [
        "<ClientRef>1</ClientRef>",
        "<AccountHolder>1</AccountHolder>",
        "<Purpose>1</Purpose>",
        "<x:X xmlns:x=\"urn:pos\" xmlns:pos=\"urn:y\" x:Global=\"1\"/>",
        "<PostalAddress><PostCode>1</PostCode></PostalAddress>",
    ] {
        assert!(with(harmless).is_ok(), "{harmless}");
    }
    for hides in [
        "<ClientLien>1</ClientLien>",
        "<Frozen>1</Frozen>",
        "<X earmarked=\"1\"/>",
        "<X y=\"1\" x:PledgedQty=\"1\" xmlns:x=\"urn:x\"/>",
        "<HolderBalance>1</HolderBalance>",
    ] {
        let found = with(hides);
        assert!(
            matches!(found, Err(InputError::Supplementary { .. })),
            "{hides}"
        );
    }
}

#[test]
fn ascii_is_the_same_in_the_encodings_of_western_europe() {
    for encoding in ["ISO-8859-1", "iso-8859-15", "US-ASCII", "windows-1252"] {
        let text = changed(SEMT_DATA, "UTF-8", encoding);
        assert_eq!(sum(&text), Ok(100_000_050), "{encoding}");
        // What is beyond is not: it was read as UTF-8.
        let text = changed(&text, "urn:sample", "urn:\u{e9}");
        assert!(matches!(
            sum(&text),
            Err(InputError::Forbidden { line: 1, .. })
        ));
    }
}
