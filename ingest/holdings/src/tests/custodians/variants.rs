//! The kinds of files again, each in forms that none of the samples has.

mod securities;

use crate::input_error::InputError;
use crate::tests::support::*;

const ACCOUNTS_FILE: &str = include_str!("other-account.xml");
const THIRD_PARTY: &str = include_str!("third-party-account.txt");
const EXTRA_COMMA: &str = include_str!("extra-comma-88.txt");
const CAMT_ENVELOPE: &str = include_str!("envelope.xml");
const CREDIT_LINE: &str = include_str!("clav-creditline.xml");
const PROPRIETARY: &str = include_str!("prtry-extra.xml");
const TWO_DAYS: &str = include_str!("two-days.xml");
const TWO_DAYS_BAI2: &str = include_str!("two-days.txt");
const DATA: &str = include_str!("semt-splmtry.xml");
const CAMT_DATA: &str = include_str!("camt-splmtry.xml");
const US_DATE: &str = include_str!("usdate.csv");
const LAYOUT: &str = include_str!("exported.mapping.json");

/// The rows of the bill and of the operating account together: every sample is of one of them.
fn sum(text: &str) -> Result<u64, InputError> {
    with(text, ACCOUNTS)
}

fn with(text: &str, mapping: &str) -> Result<u64, InputError> {
    sums(&[text], Some(mapping)).map(|sums| sums[0] + sums[3])
}

/// Checks that every text has a sum, with line breaks of either kind.
fn all(expected: u64, texts: &[String]) {
    let breaks = |text: &String| text.replace("\r\n", "\n").replace('\n', "\r\n");
    let both = texts.iter().flat_map(|text| [text.clone(), breaks(text)]);
    let other: Vec<_> = both
        .map(|text| (sum(&text), text))
        .filter(|(found, _)| *found != Ok(expected))
        .collect();
    assert!(other.is_empty(), "{other:#?}");
}

/// A document whose elements have a prefix.
fn prefixed(text: &str) -> String {
    let (declaration, rest) = text.split_once("?>").unwrap();
    let mut out = String::new();
    for (at, tag) in rest.split('<').enumerate() {
        let name = tag.strip_prefix('/');
        match (at, name) {
            (0, _) => out += tag,
            (_, Some(name)) => out += &format!("</p:{name}"),
            _ => out += &format!("<p:{tag}"),
        }
    }
    format!("{declaration}?>{}", out.replace("xmlns=", "xmlns:p="))
}

#[test]
fn accounts_of_others() {
    let lists = changed(
        ACCOUNTS,
        "\"cash\"",
        r#""pass_over":{"accounts":["555000111","5550001112"]},"cash""#,
    );
    assert_eq!(with(&prefixed(ACCOUNTS_FILE), &lists), Ok(500_000_025));
    let version = ACCOUNTS_FILE.replace("camt.053.001.08", "camt.053.001.02");
    assert_eq!(with(&version, &lists), Ok(500_000_025));
    // The account of others first, by an IBAN, and in another currency.
    let iban = ACCOUNTS_FILE.replace("<Othr><Id>555000111</Id></Othr>", "<IBAN>555000111</IBAN>");
    assert_eq!(with(&iban.replace("\n", ""), &lists), Ok(500_000_025));
    let padded: String = THIRD_PARTY
        .lines()
        .map(|line| format!("{line:80}\r\n"))
        .collect();
    assert_eq!(with(&padded, &lists), Ok(490_000_025));
}

#[test]
fn empty_fields_and_continuations() {
    let padded: String = EXTRA_COMMA
        .lines()
        .map(|line| format!("{line:80}\n"))
        .collect();
    let expected = sum(EXTRA_COMMA).unwrap();
    let all_in_one = EXTRA_COMMA.replace("015,490000025,,,/\n88,040", "015,490000025,,,040");
    let fewer = all_in_one
        .replace("49,1950000100,7/", "49,1950000100,6/")
        .replace("98,1975000100,2,11/", "98,1975000100,2,10/")
        .replace("99,1975000100,1,13/", "99,1975000100,1,12/");
    all(expected, &[padded, fewer, EXTRA_COMMA.trim_end().into()]);
}

#[test]
fn envelopes() {
    let head = |version: &str| CAMT_ENVELOPE.replace("head.001.001.02", version);
    let schema = CAMT_ENVELOPE.replace(
        "<Document ",
        "<Document xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"a b\" ",
    );
    let soap = CAMT_ENVELOPE
        .replace(
            "<BizMsgEnvlp xmlns=\"urn:iso:std:iso:20022:tech:xsd:nvlp.001.001.01\">",
            "<s:Envelope xmlns:s=\"urn:soap\"><s:Header/><s:Body>",
        )
        .replace("</BizMsgEnvlp>", "</s:Body></s:Envelope>");
    let saa = CAMT_ENVELOPE
        .replace("<BizMsgEnvlp xmlns=\"urn:iso:std:iso:20022:tech:xsd:nvlp.001.001.01\">", "<Saa:DataPDU xmlns:Saa=\"urn:swift:saa:xsd:saa.2.0\"><Saa:Revision>2.0.13</Saa:Revision><Saa:Body>")
        .replace("</BizMsgEnvlp>", "</Saa:Body></Saa:DataPDU>")
        .replace("<AppHdr ", "<!-- a header --><AppHdr ");
    let spaces = CAMT_ENVELOPE.replace(">camt.053.001.08<", ">\n camt.053.001.08 \n<");
    let standalone = CAMT_ENVELOPE.replace(
        "encoding=\"UTF-8\"?",
        "encoding=\"utf-8\" standalone=\"yes\" ?",
    );
    all(
        500_000_025,
        &[
            head("head.001.001.01"),
            head("head.001.001.03"),
            schema,
            soap,
            saa,
            spaces,
            standalone,
        ],
    );
}

#[test]
fn credit_lines() {
    let line = |more: &str| CREDIT_LINE.replace("<CdtLine><Incl>true</Incl>", more);
    all(
        500_000_025,
        &[
            line("<CdtLine><Incl>1</Incl>"),
            line("<CdtLine><Incl>true</Incl><Tp><Cd>OVER</Cd></Tp>"),
            line("<CdtLine><Incl> true </Incl><Tp><Prtry>intraday</Prtry></Tp>"),
            line("<CdtLine><Incl>false</Incl><Amt Ccy=\"USD\">9</Amt></CdtLine><CdtLine><Incl>true</Incl>"),
            prefixed(CREDIT_LINE),
            CREDIT_LINE.replace("camt.053.001.08", "camt.053.001.13"),
        ],
    );
}

#[test]
fn balances_of_a_banks_own() {
    let tp = "<Prtry>072</Prtry>";
    all(
        500_000_025,
        &[
            PROPRIETARY.replace(tp, "<Prtry>CLBD</Prtry>"),
            PROPRIETARY.replace(
                "<Prtry>072</Prtry></CdOrPrtry>",
                "<Prtry>X</Prtry></CdOrPrtry><SubTp><Prtry>Y</Prtry></SubTp>",
            ),
            PROPRIETARY.replace("<Dt>2026-11-20<", "<Dt>2026-11-20+00:00<"),
            prefixed(PROPRIETARY),
            PROPRIETARY.replace(
                "CRDT</CdtDbtInd><Dt>",
                "CRDT</CdtDbtInd><!-- at the end --><Dt>",
            ),
        ],
    );
}

#[test]
fn lists_as_exported() {
    let layout = |more: &str| changed(LAYOUT, r#""csv":{"#, &format!(r#""csv":{{{more}"#));
    let list = changed(US_DATE, "11/20/2026", "2026-11-20");
    for (text, more) in [
        (format!("\u{feff}{}", list.replace('\n', "\r\n")), ""),
        (format!("sep=,\r\n{list}"), r#""skip":1,"#),
        (
            list.replace("2026-11-20", "20.11.2026"),
            r#""date":"DD.MM.YYYY","#,
        ),
        (
            list.replace("2026-11-20", "20-Nov-2026"),
            r#""date":"DD-MMM-YYYY","#,
        ),
        (
            list.replace("2026-11-20", "\"Nov 20, 2026\""),
            r#""date":"MMM DD, YYYY","#,
        ),
        (
            list.replace("2026-11-20", "11/20/26"),
            r#""date":"MM/DD/YY","#,
        ),
        (list.replace("2026-11-20", "2026-11-20T23:59:59Z"), ""),
        (
            list.replace("Account,", " account ,")
                .replace("Available", "AVAILABLE"),
            "",
        ),
        (list.replace("10-1,", "\"10-1\" ,"), ""),
        (
            format!("{list}\n,,,,,,\n\n"),
            r#""totals":[{"column":1,"begins":"Total"}],"#,
        ),
        (
            format!("{list}Total,,,\"9\",\"9\",,\n"),
            r#""totals":[{"column":"account","begins":"total"}],"#,
        ),
    ] {
        assert_eq!(with(&text, &layout(more)), Ok(125_000_050), "{text}");
    }
    let european = list
        .replace("\"1,500,000.50\"", "1.500.000,50")
        .replace("\"1,250,000.50\"", "1.250.000,50")
        .replace("\"US TREASURY BILL 11/27/26\"", "BILL")
        .replace(",US", ";US")
        .replace(",912", ";912");
    let european: String = european
        .lines()
        .map(|line| {
            let fields: Vec<&str> = line.split([',', ';']).collect();
            match fields.len() {
                9 => format!(
                    "{};{};{};{},{};{},{};{};{}\n",
                    fields[0],
                    fields[1],
                    fields[2],
                    fields[3],
                    fields[4],
                    fields[5],
                    fields[6],
                    fields[7],
                    fields[8]
                ),
                _ => fields.join(";") + "\n",
            }
        })
        .collect();
    let mapping = LAYOUT.replace(
        r#""delimiter":",","decimal":".","thousands":",""#,
        r#""delimiter":";","decimal":",","thousands":".""#,
    );
    assert_eq!(with(&european, &mapping), Ok(125_000_050), "{european}");
    let tabs = european.replace(';', "\t");
    assert_eq!(
        with(&tabs, &mapping.replace("\";\"", "\"\\t\"")),
        Ok(125_000_050)
    );
}

#[test]
fn days_in_one_file() {
    let turned = TWO_DAYS.replace("2026-11-19", "2026-11-21");
    all(
        500_000_025,
        &[
            prefixed(TWO_DAYS),
            turned,
            TWO_DAYS.replace("camt.053.001.08", "camt.053.001.04"),
        ],
    );
    let times = TWO_DAYS_BAI2.replace(",261120,,USD,2/", ",261120,2400,USD,2/");
    let finals = TWO_DAYS_BAI2.replace(",261119,,USD,2/", ",261119,2359,,4/");
    all(490_000_025, &[times, finals]);
}

#[test]
fn data_beside_the_message() {
    let inside = "<X xmlns=\"urn:sample\">1</X>";
    for text in [DATA, CAMT_DATA] {
        let expected = sum(text).unwrap();
        all(
            expected,
            &[
                text.replace("<SplmtryData>", "<SplmtryData><PlcAndNm>/Document</PlcAndNm>"),
                text.replace(inside, "<d:Cnts xmlns:d=\"urn:x\" d:version=\"1\"><d:Ref>5</d:Ref><d:Nm>A</d:Nm></d:Cnts>"),
                text.replace(inside, "<Document xmlns=\"urn:sample\"><Ref/></Document>"),
            ],
        );
        for about in [
            "<Pldgd>5</Pldgd>",
            "<y:AvailableQty xmlns:y=\"u\"/>",
            "<X blockedAmount=\"5\"/>",
        ] {
            let refused = sum(&text.replace(inside, about));
            assert!(
                matches!(refused, Err(InputError::Supplementary { .. })),
                "{about}"
            );
        }
    }
}
