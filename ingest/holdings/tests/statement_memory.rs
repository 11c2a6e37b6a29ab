//! What reading statements takes in memory, by the most that this process ever had: one test in a binary of its own.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs)]

mod made;

use assay_holdings::{Format, InputError};
use made::{read, Made};

/// What a statement may take, however long it is: the window on its file, and the sums of its instruments.
const MOST: u64 = 3 << 20;

type Lines = fn(u64) -> String;

/// A bill of the book for even numbers, a fund for odd ones.
fn isin(number: u64) -> &'static str {
    ["US912797SB42", "US912797SD08"][number as usize % 2]
}

fn mt535(balances: u64, balance: Lines) -> Made<Lines> {
    let begin = ":16R:GENL\r\n:28E:1/ONLY\r\n:23G:NEWM\r\n:98A::STAT//20261120\r\n:22F::CODE//COMP\r\n:22F::STBA//SETT\r\n\
                 :97A::SAFE//OMNIBUS\r\n:16S:GENL\r\n:16R:SUBSAFE\r\n";
    Made::new(begin, balances, balance, ":16S:SUBSAFE\r\n".into())
}

fn semt002(balances: u64, balance: Lines) -> Made<Lines> {
    let begin = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:semt.002.001.11\"><SctiesBalCtdyRpt>\
        <Pgntn><PgNb>1</PgNb><LastPgInd>true</LastPgInd></Pgntn><StmtGnlDtls><StmtDtTm><Dt>2026-11-20</Dt></StmtDtTm>\
        <UpdTp><Cd>COMP</Cd></UpdTp><StmtBsis><Cd>SETT</Cd></StmtBsis></StmtGnlDtls><SfkpgAcct><Id>OMNIBUS</Id></SfkpgAcct>";
    let end = "</SctiesBalCtdyRpt></Document>";
    Made::new(begin, balances, balance, end.into())
}

/// A block FIN; one in three has something that takes it out of the form of the others.
fn block(number: u64) -> String {
    let (isin, measure) = (isin(number), ["FAMT", "UNIT"][number as usize % 2]);
    let pledged = match number % 3 {
        0 => format!(":16R:SUBBAL\r\n:93C::PLED//{measure}/NAVL/1,\r\n:16S:SUBBAL\r\n"),
        _ => String::new(),
    };
    format!(
        ":16R:FIN\r\n:35B:ISIN {isin}\r\nUNITED STATES TREAS {number}\r\n:93B::AGGR//{measure}/{},5\r\n\
         :93B::AVAI//{measure}/{number},5\r\n{pledged}:70E::HOLD//{}\r\n:16S:FIN\r\n",
        number + 1,
        "NARRATIVE ".repeat(12)
    )
}

/// Sub-accounts of many accounts, of one balance each.
fn sub_account(number: u64) -> String {
    let (isin, measure) = (isin(number), ["FaceAmt", "Unit"][number as usize % 2]);
    let attribute = if number.is_multiple_of(3) {
        " a=\"b\""
    } else {
        ""
    };
    format!(
        "<SubAcctDtls><SfkpgAcct><Id>ACC {number}</Id></SfkpgAcct>\n<BalForSubAcct><FinInstrmId><ISIN>{isin}</ISIN>\
         <Desc{attribute}>{}</Desc></FinInstrmId><AggtBal><Qty><Qty><{measure}>{number}.5</{measure}></Qty></Qty></AggtBal>\
         </BalForSubAcct></SubAcctDtls>\n",
        "A description. ".repeat(12)
    )
}

#[test]
fn statements_are_read_as_streams() {
    let balances = 1 << 16;
    let entries: Lines =
        |_| ":61:2611201120C1,NTRFNONREF\r\n:86:".to_string() + &"x".repeat(300) + "\r\n";
    let cash = Made::new(
        ":20:1\r\n:25:1234567890\r\n:28C:1\r\n:60F:C261119USD0,\r\n",
        balances,
        entries,
        ":62F:C261120USD1,\r\n".into(),
    );
    let entry: Lines = |_| format!("<Ntry>{}<!-- {0} --></Ntry>\n", "<a>text</a>".repeat(24));
    let report = Made::new(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr/><Stmt><Acct><Id><Othr>\
         <Id>1234567890</Id></Othr></Id></Acct><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"USD\">1</Amt>\
         <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>",
        balances,
        entry,
        "</Stmt></BkToCstmrStmt></Document>".into(),
    );
    for (format, file) in [
        (Format::Mt535, mt535(balances, block)),
        (Format::Semt002, semt002(balances, sub_account)),
        (Format::Mt940, cash),
        (Format::Camt053, report),
    ] {
        let (outcome, length, grown) = read(format, file);
        assert_eq!(outcome, Ok(()));
        assert!(length > 5 * MOST, "{length}");
        assert!(grown < MOST, "{}: {grown} of {length}", format.name());
    }
    // A piece that does not end is not read to its end: a field, a comment, a text.
    let endless: Lines = |_| "x".repeat(1 << 10) + "\n";
    let begin = ":20:1\r\n:86:";
    let field = Made::new(begin, balances / 2, endless, String::new());
    let (outcome, _, grown) = read(Format::Mt940, field);
    let expected = "a field of at most 1048576 bytes";
    assert_eq!(outcome, Err(InputError::Syntax { line: 2, expected }));
    assert!(grown < 2 * MOST, "{grown}");
    let comment = Made::new("<!--", balances / 2, endless, String::new());
    let (outcome, _, grown) = read(Format::Semt002, comment);
    assert!(matches!(outcome, Err(InputError::NotWellFormed { .. })));
    assert!(grown < 2 * MOST, "{grown}");
}
