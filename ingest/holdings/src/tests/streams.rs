//! Statements as streams: whatever comes at a time, and balances that are written as others.

use std::io::{BufReader, Read};

use proptest::prelude::*;

use super::support::*;
use crate::collect::Collector;
use crate::formats::Format;
use crate::holdings_error::HoldingsError;
use crate::index::Index;
use crate::input_error::InputError;
use crate::sample::{write_mt535, write_semt002};

/// A reader that returns parts of a file, of lengths that repeat.
struct Parts<'a> {
    rest: &'a [u8],
    lengths: std::iter::Cycle<std::slice::Iter<'a, usize>>,
}

impl Read for Parts<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let most = self.lengths.next().copied().unwrap_or(1).min(into.len());
        self.rest.read(&mut into[..most])
    }
}

/// What a file adds up to, if it comes in parts of some lengths.
fn in_parts(text: &str, lengths: &[usize]) -> Result<Vec<u64>, InputError> {
    let (expected, book) = (expectation(Some(ACCOUNTS)), book());
    let index = Index::new(&book, "northbank").unwrap();
    let mut collector = Collector::new(&expected, &index, 1);
    let format = Format::recognise(text.as_bytes()).unwrap();
    let parts = Parts {
        rest: text.as_bytes(),
        lengths: lengths.iter().cycle(),
    };
    // As long as a part, so that it hands on what comes.
    let reader = BufReader::with_capacity(1 << 20, parts);
    collector.read(0, format, reader)?;
    let collected = collector.finish().map_err(|(_, error)| error)?;
    Ok(collected.sums.quantities.to_vec())
}

fn whole(text: &str) -> Result<Vec<u64>, InputError> {
    sums(&[text], Some(ACCOUNTS))
}

/// The text with something long between its lines or elements, which makes it longer than what is looked at in one piece.
fn widened(text: &str, by: usize) -> String {
    let comment = format!("<!--{}-->\n", "é".repeat(by));
    match text.starts_with(['<', '\u{feff}']) {
        true => text.replace("<SfkpgAcct>", &format!("{comment}<SfkpgAcct>")),
        false => text.replace(
            ":16S:FIN",
            &format!(
                ":70E::HOLD//{}\n{}\n:16S:FIN",
                "x".repeat(by),
                "é".repeat(by)
            ),
        ),
    }
}

#[test]
fn files_are_read_alike_wherever_they_are_cut() {
    for text in [SEMT_1, MT535, CAMT, CAMT_REPORT, MT940] {
        let expected = whole(text);
        for at in 1..text.len() {
            assert_eq!(in_parts(text, &[at, usize::MAX]), expected, "{at}");
        }
    }
}

#[test]
fn a_file_that_ends_early_says_the_same_in_parts() {
    for text in [SEMT_2, MT535, CAMT, MT940] {
        let cut = |at: &usize| text.is_char_boundary(*at);
        for at in (200..text.len()).step_by(7).filter(cut) {
            let cut = &text[..at];
            assert_eq!(in_parts(cut, &[3]), whole(cut), "{at}");
        }
    }
}

/// A statement of four balances of one form in MT535 and semt.002, with the text of one of them changed.
fn four(change: impl Fn(&str, usize) -> String) -> [String; 2] {
    let amounts = ["1000,", "70,5", "20,", "3,25"];
    let fin = |(at, amount): (usize, &&str)| {
        let block = format!(
            ":16R:FIN\n:35B:ISIN {BILL}\nBILL\n:93B::AGGR//FAMT/{amount}\n:93B::AVAI//FAMT/{amount}\n:16S:FIN\n"
        );
        change(&block, at)
    };
    let begin = MT535.find(":16R:SUBSAFE\n").unwrap() + ":16R:SUBSAFE\n".len();
    let first = changed(&MT535[..begin], "1/MORE", "1/ONLY");
    let blocks: String = amounts.iter().enumerate().map(fin).collect();
    let mt535 = format!("{first}{blocks}:16S:SUBSAFE\n-}}");
    let xml = |(at, amount): (usize, &&str)| {
        let amount = amount.trim_end_matches(',').replace(',', ".");
        let quantity = format!(
            "<ShrtLngInd>LONG</ShrtLngInd><Qty><Qty><Qty><FaceAmt>{amount}</FaceAmt></Qty></Qty></Qty>"
        );
        let balance = format!(
            "<BalForAcct><FinInstrmId><ISIN>{BILL}</ISIN><Desc>a bill</Desc></FinInstrmId>\
             <AggtBal>{quantity}</AggtBal><AvlblBal>{quantity}</AvlblBal></BalForAcct>\n"
        );
        change(&balance, at)
    };
    let balances: String = amounts.iter().enumerate().map(xml).collect();
    let semt = format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:semt.002.001.11\"><SctiesBalCtdyRpt>\
         <Pgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></Pgntn><StmtGnlDtls><StmtDtTm><Dt>2026-11-20</Dt></StmtDtTm>\
         <UpdTp><Cd>COMP</Cd></UpdTp><StmtBsis><Cd>SETT</Cd></StmtBsis></StmtGnlDtls><SfkpgAcct><Id>a</Id></SfkpgAcct>\n\
         {balances}</SctiesBalCtdyRpt></Document>"
    );
    [mt535, semt]
}

/// A balance of nothing may be short; one of the same form that is not of nothing may not.
#[test]
fn no_short_balance_has_the_form_of_nothing() {
    for (from, to) in [
        ("LONG", "SHOR"),
        (">LONG<", "> SHOR <"),
        ("LONG", "&#83;HOR"),
    ] {
        let [_, semt] = four(|balance, at| match at {
            1 => balance.replace(from, to).replace(">70.5<", ">0<"),
            3 => balance.replace(from, to),
            _ => balance.into(),
        });
        let refused = whole(&semt);
        assert!(
            matches!(
                refused,
                Err(InputError::Short { .. } | InputError::Syntax { .. })
            ),
            "{to}: {refused:?}"
        );
    }
    // What is available, and what is not, has a direction of its own.
    let [_, semt] = four(|balance, at| match balance.split_once("<AvlblBal>") {
        None => balance.into(),
        Some(_) if at % 2 == 0 => balance.into(),
        Some((whole, available)) => {
            let available = available.replace("LONG", "SHOR");
            let nothing = available.replace(">70.5<", ">0<");
            format!("{whole}<AvlblBal>{nothing}")
        }
    });
    assert!(matches!(whole(&semt), Err(InputError::Short { .. })));
}

/// `four` with a text in the last balance replaced, which is refused; the errors of both formats.
fn last_changed(fin: (&str, &str), xml: (&str, &str)) -> [InputError; 2] {
    let change = |balance: &str, at: usize| match (at, balance.starts_with(':')) {
        (3, true) => changed(balance, fin.0, fin.1),
        (3, false) => changed(balance, xml.0, xml.1),
        _ => balance.into(),
    };
    four(change).map(|text| whole(&text).unwrap_err())
}

#[test]
fn balances_of_one_form_add_up() {
    for text in four(|balance, _| balance.into()) {
        assert_eq!(whole(&text).unwrap()[0], 109_375, "{text}");
    }
    // A text that is passed over is of no matter, nor are zeros and another balance between them.
    let other = |balance: &str, at: usize| match at {
        1 => balance
            .replace("BILL\n", "A BILL, SOLD & BOUGHT\n")
            .replace("a bill", "another"),
        2 => balance
            .replace("20,", "0020,000")
            .replace(">20<", ">0020.000<")
            .replace("</BalForAcct>", "<SfkpgPlc/></BalForAcct>"),
        _ => balance.into(),
    };
    for text in four(other) {
        assert_eq!(whole(&text).unwrap()[0], 109_375, "{text}");
    }
}

#[test]
fn a_balance_of_a_known_form_is_refused_as_any_other() {
    let is = |found: [InputError; 2], fits: fn(&InputError) -> bool| {
        assert!(found.iter().all(fits), "{found:?}");
    };
    let found = last_changed(
        ("AVAI//FAMT/3,25", "AVAI//FAMT/4,"),
        (
            "AvlblBal><ShrtLngInd>LONG</ShrtLngInd><Qty><Qty><Qty><FaceAmt>3.25",
            "AvlblBal><ShrtLngInd>LONG</ShrtLngInd><Qty><Qty><Qty><FaceAmt>4",
        ),
    );
    is(found, |e| matches!(e, InputError::MoreAvailable { .. }));
    let found = last_changed(("FAMT/3,25\n:16S", "FAMT/N3,25\n:16S"), ("LONG", "SHOR"));
    is(found, |e| matches!(e, InputError::Short { .. }));
    let found = last_changed(
        ("US912797SB42", "US912797SB43"),
        ("US912797SB42", "US912797SB43"),
    );
    is(found, |e| matches!(e, InputError::NotAnIsin { .. }));
    let found = last_changed(("FAMT/3,25", "FAMT/3.25"), (">3.25", ">3,25"));
    is(found, |e| matches!(e, InputError::Syntax { .. }));
    let found = last_changed(
        (":16S:FIN\n", ":16S:FIN\nmore\n"),
        ("</BalForAcct>", "</BalForAcct>more"),
    );
    is(found, |e| matches!(e, InputError::Syntax { .. }));
    let found = last_changed(
        ("BILL\n", "BILL\n:99Z::NEWS\n"),
        ("<Desc>", "<News/><Desc>"),
    );
    is(found, |e| matches!(e, InputError::Unknown { .. }));
    let found = last_changed(
        (
            ":16S:FIN",
            ":16R:SUBBAL\n:93B::BLOK//FAMT/1,\n:16S:SUBBAL\n:93F::PLED//FAMT/1,\n:16S:FIN",
        ),
        ("<FinInstrmId>", "<FinInstrmId xmlns=\"b\">"),
    );
    is(found, |e| matches!(e, InputError::Unknown { .. }));
    // More decimals than the row has, in what counts.
    let found = last_changed(
        ("AVAI//FAMT/3,25", "AVAI//FAMT/3,125"),
        (
            "<AvlblBal><ShrtLngInd>LONG</ShrtLngInd><Qty><Qty><Qty><FaceAmt>3.25",
            "<AvlblBal><ShrtLngInd>LONG</ShrtLngInd><Qty><Qty><Qty><FaceAmt>3.125",
        ),
    );
    is(found, |e| {
        let source = HoldingsError::TooManyDecimals {
            line: 0,
            allowed: 2,
            found: 3,
        };
        matches!(e, InputError::Balance { number: 4, source: found } if core::mem::discriminant(found) == core::mem::discriminant(&source))
    });
    // Units of what the book counts in face.
    let found = last_changed(
        ("AGGR//FAMT", "AGGR//UNIT"),
        ("FaceAmt>3.25</FaceAmt", "Unit>3.25</Unit"),
    );
    is(found, |e| matches!(e, InputError::Syntax { .. }));
}

/// A name means what its namespace says, of a balance with a known form too.
#[test]
fn forms_are_of_one_namespace() {
    let [_, text] = four(|balance, _| balance.into());
    let own = text.replace(
        "<BalForAcct>",
        "<SubAcctDtls><SfkpgAcct><Id>b</Id></SfkpgAcct><BalForSubAcct>",
    );
    let own = own.replace("</BalForAcct>", "</BalForSubAcct></SubAcctDtls>");
    assert_eq!(whole(&own).unwrap()[0], 109_375);
    let own = own.replace(
        "xmlns=",
        "xmlns:p=\"urn:iso:std:iso:20022:tech:xsd:semt.002.001.11\" xmlns=",
    );
    let last = own.rfind("<SubAcctDtls>").unwrap();
    let (before, rest) = own.split_at(last);
    let rest = rest
        .replace("SubAcctDtls>", "p:SubAcctDtls>")
        .replace("SfkpgAcct>", "p:SfkpgAcct>")
        .replace("Id>", "p:Id>")
        .replace("InstrmIp:d>", "InstrmId>")
        .replace("p:p:", "p:");
    let rest = rest.replace("FinInstrmp:Id>", "FinInstrmId>");
    assert_eq!(whole(&format!("{before}{rest}")).unwrap()[0], 109_375);
    let other = rest.replace("<p:SubAcctDtls>", "<p:SubAcctDtls xmlns=\"b\">");
    let found = whole(&format!("{before}{other}")).unwrap_err();
    assert!(matches!(found, InputError::Unknown { .. }), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn statements_add_up_whatever_comes_at_a_time(
        (statement, expected) in securities(),
        lengths in proptest::collection::vec(1usize..300, 1..5),
        by in 1usize..6000,
        per_page in 1usize..9,
    ) {
        let fin = write_mt535(&statement, per_page);
        let xml = write_semt002(&statement, 100).concat();
        for text in [&fin, &xml, &widened(&fin, by), &widened(&xml, by)] {
            let found = in_parts(text, &lengths);
            prop_assert_eq!(&found, &whole(text));
            prop_assert_eq!(&found.unwrap()[..3], &expected[..]);
        }
    }
}

/// Sub-accounts of a plain form, with one thing changed; the sum of the first row, or the error.
fn parts(change: impl Fn(usize, String) -> String) -> [Result<u64, InputError>; 2] {
    let begin = MT535.find(":16R:SUBSAFE\n").unwrap();
    let first = changed(&MT535[..begin], "1/MORE", "1/ONLY");
    let fin = |at: usize| {
        let part = format!(
            ":16R:SUBSAFE\n:97A::SAFE//P-{at}\n:16R:FIN\n:35B:ISIN {BILL}\n:93B::AGGR//FAMT/{at},\n:16S:FIN\n:16S:SUBSAFE\n"
        );
        change(at, part)
    };
    let mt535 = format!("{first}{}-}}", (1..9).map(fin).collect::<String>());
    let xml = |at: usize| {
        let part = format!(
            "<SubAcctDtls><SfkpgAcct><Id>P-{at}</Id></SfkpgAcct><ActvtyInd>true</ActvtyInd><BalForSubAcct><FinInstrmId>\
             <ISIN>{BILL}</ISIN></FinInstrmId><AggtBal><Qty><Qty><FaceAmt>{at}</FaceAmt></Qty></Qty></AggtBal>\
             </BalForSubAcct></SubAcctDtls>\n"
        );
        change(at, part)
    };
    let [_, semt] = four(|_, at| match at {
        0 => (1..9).map(xml).collect(),
        _ => String::new(),
    });
    [mt535, semt].map(|text| whole(&text).map(|sums| sums[0]))
}

/// Changes the last part.
fn last_part(fin: (&str, &str), xml: (&str, &str)) -> [Result<u64, InputError>; 2] {
    parts(|at, part| match (at, part.starts_with(':')) {
        (8, true) => changed(&part, fin.0, fin.1),
        (8, false) => changed(&part, xml.0, xml.1),
        _ => part,
    })
}

#[test]
fn parts_of_one_form_add_up() {
    assert_eq!(parts(|_, part| part), [Ok(3600), Ok(3600)]);
    // Without a balance, and with two.
    let found = parts(|at, part| match at {
        4 => part
            .replace("BILL", "")
            .split(":16R:FIN\n")
            .next()
            .map_or(String::new(), |begin| match part.starts_with(':') {
                true => format!("{begin}:16S:SUBSAFE\n"),
                false => changed(
                    &part,
                    &part[part.find("<Bal").unwrap()..part.find("</SubAcctDtls").unwrap()],
                    "",
                ),
            }),
        _ => part,
    });
    assert_eq!(found, [Ok(3200), Ok(3200)]);
    // The account itself, in a form of a part.
    let own = last_part(("P-8", "SAFE/0002"), ("P-8", "a"));
    assert_eq!(own[1], Ok(3600));
    assert!(
        matches!(own[0], Err(InputError::SubAccounts { .. })),
        "{own:?}"
    );
}

#[test]
fn a_part_of_a_known_form_is_refused_as_any_other() {
    let unknown = |found: [Result<u64, InputError>; 2]| {
        let is = |found: &Result<u64, InputError>| matches!(found, Err(InputError::Unknown { .. }));
        assert!(found.iter().all(is), "{found:?}");
    };
    unknown(last_part(
        (":16R:FIN\n", ":99Z::NEWS\n:16R:FIN\n"),
        ("<BalForSubAcct>", "<News/><BalForSubAcct>"),
    ));
    unknown(last_part(
        (":16R:SUBSAFE\n", ":16R:SUBSAFE\n:99Z::NEWS\n"),
        ("<SubAcctDtls>", "<SubAcctDtls xmlns=\"b\">"),
    ));
    let found = last_part(("//P-8\n", "//P-8\nmore\n"), ("P-8<", "<a/>P-8<"));
    let is = |found: &Result<u64, InputError>| matches!(found, Err(InputError::Syntax { .. }));
    assert!(found.iter().all(is), "{found:?}");
    // Whose account is in no list stops the run.
    let [_, semt] = four(|_, _| String::new());
    let part = |at: usize| {
        format!(
            "<SubAcctDtls><SfkpgAcct><Id>P-{at}</Id></SfkpgAcct><BalForSubAcct><FinInstrmId><ISIN>{BILL}</ISIN></FinInstrmId>\
             <AggtBal><Qty><Qty><FaceAmt>{at}</FaceAmt></Qty></Qty></AggtBal></BalForSubAcct></SubAcctDtls>\n"
        )
    };
    let all: String = (1..9).map(part).collect();
    let text = changed(&semt, "</SctiesBal", &format!("{all}</SctiesBal"));
    let lists = |accounts: &str, over: &str| {
        format!(
            r#"{{"assay":"v1","kind":"holdings_mapping","accounts":["a",{accounts}],"pass_over":{{"accounts":[{over}]}}}}"#
        )
    };
    let own = r#""P-1","P-2","P-3","P-4","P-5","P-6","P-7""#;
    let error = sums(&[&text], Some(&lists(own, r#""B""#))).unwrap_err();
    assert!(
        matches!(error, InputError::UnknownAccount { .. }),
        "{error:?}"
    );
    let found = sums(&[&text], Some(&lists(own, r#""P-8""#))).unwrap();
    assert_eq!(found[0], 2800);
}
