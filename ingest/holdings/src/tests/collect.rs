use proptest::prelude::*;

use super::support::*;
use crate::aggregate::Aggregate;
use crate::collect::Collector;
use crate::formats::Format;
use crate::holdings_error::HoldingsError;
use crate::index::Index;
use crate::input_error::InputError;
use crate::sample::{write_mt535, write_semt002};

/// A page of a statement without balances.
fn page(account: &str, id: &str, number: u32, last: bool) -> String {
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:semt.002.001.11\"><SctiesBalCtdyRpt>\n\
         <Pgntn><PgNb>{number}</PgNb><LastPgInd>{last}</LastPgInd></Pgntn>\
         <StmtGnlDtls><StmtId>{id}</StmtId><StmtDtTm><Dt>2026-11-20</Dt></StmtDtTm><UpdTp><Cd>COMP</Cd></UpdTp>\
         <StmtBsis><Cd>SETT</Cd></StmtBsis></StmtGnlDtls><SfkpgAcct><Id>{account}</Id></SfkpgAcct>\
         </SctiesBalCtdyRpt></Document>"
    )
}

fn pages(pages: &[(u32, bool)]) -> Result<Vec<u64>, InputError> {
    // A comment, so that no two files are alike.
    let texts = pages.iter().enumerate();
    let texts: Vec<String> = texts
        .map(|(at, (number, last))| format!("{}<!-- {at} -->", page("a", "1", *number, *last)))
        .collect();
    sums(&texts.iter().map(String::as_str).collect::<Vec<_>>(), None)
}

#[test]
fn statements_are_whole() {
    const MORE: bool = false;
    const LAST: bool = true;
    let line = 1;
    assert!(pages(&[(1, MORE), (2, MORE), (3, LAST)]).is_ok());
    let missing = |page| Err(InputError::MissingPage { line, page });
    assert_eq!(pages(&[(1, MORE)]), missing(2));
    assert_eq!(pages(&[(2, LAST)]), missing(1));
    assert_eq!(pages(&[(1, MORE), (3, LAST)]), missing(2));
    assert_eq!(pages(&[(1, MORE), (2, MORE)]), missing(3));
    let duplicate = |page| Err(InputError::DuplicatePage { line, page });
    assert_eq!(pages(&[(1, MORE), (2, LAST), (2, LAST)]), duplicate(2));
    assert_eq!(pages(&[(1, MORE), (1, MORE), (2, LAST)]), duplicate(1));
    let order = |expected, found| {
        Err(InputError::PageOrder {
            line,
            expected,
            found,
        })
    };
    assert_eq!(pages(&[(2, LAST), (1, MORE)]), order(1, 2));
    assert_eq!(pages(&[(1, MORE), (3, LAST), (2, MORE)]), order(2, 3));
    let after = |page| Err(InputError::PageAfterLast { line, page });
    assert_eq!(pages(&[(1, LAST), (2, LAST)]), after(2));
    assert_eq!(pages(&[(1, MORE), (2, LAST), (3, MORE)]), after(3));
}

#[test]
fn nothing_counts_twice() {
    assert_eq!(
        refused(&[SEMT_1, SEMT_1, SEMT_2], None),
        InputError::SameContent
    );
    assert_eq!(refused(&[PLAIN, PLAIN], None), InputError::SameContent);
    let again = InputError::SameStatement { line: 1 };
    assert_eq!(pages(&[(1, true), (1, true)]).unwrap_err(), again);
    // Another number, the same account.
    let (one, two) = (page("a", "1", 1, true), page("a", "2", 1, true));
    assert_eq!(refused(&[&one, &two], None), again);
    let (one, two) = (page("a", "1", 1, false), page("a", "2", 2, true));
    assert_eq!(refused(&[&one, &two], None), again);
    let (one, two) = (page("a", "1", 1, true), page("b", "1", 1, true));
    assert!(sums(&[&one, &two], None).is_ok());
    // The same account in another format.
    let fin = MT535.replace("SAFE/0002", "SAFE 1");
    let xml = page("SAFE 1", "324", 1, true);
    assert_eq!(
        refused(&[&xml, &fin], None),
        InputError::SameStatement { line: 1 }
    );
    let maps = Some(ACCOUNTS);
    let error = refused(&[CAMT, BAI2], maps);
    assert_eq!(error, InputError::SameStatement { line: 3 });
    // Securities and cash may have accounts of one number.
    let same = page("1234567890", "1", 1, true);
    assert!(sums(&[CAMT, &same], maps).is_ok());
}

#[test]
fn statements_have_one_basis() {
    let (one, two) = (page("a", "1", 1, true), page("b", "1", 1, true));
    let traded = two.replace("SETT", "TRAD");
    let mixed = |line, expected, found| InputError::MixedBasis {
        line,
        expected,
        found,
    };
    assert_eq!(refused(&[&one, &traded], None), mixed(1, "SETT", "TRAD"));
    let contractual = one.replace("SETT", "CONT");
    assert_eq!(
        refused(&[&contractual, &two], None),
        mixed(1, "CONT", "SETT")
    );
    assert!(sums(&[&traded], None).is_ok());
    // A purchase not settled yet would be securities and cash.
    let maps = Some(ACCOUNTS);
    assert_eq!(
        refused(&[&traded, CAMT], maps),
        mixed(line_of(CAMT, "<Stmt>"), "TRAD", "SETT")
    );
    assert_eq!(refused(&[CAMT, &traded], maps), mixed(1, "SETT", "TRAD"));
    assert!(sums(&[CAMT, &contractual], maps).is_ok());
    assert!(sums(&[&contractual, CAMT], maps).is_ok());
    assert_eq!(
        refused(&[CAMT, &contractual, &two], maps),
        mixed(1, "CONT", "SETT")
    );
}

#[test]
fn sums_of_several_files_stay_below_2_64() {
    let most = format!("account,instrument,quantity\na,{BILL},184467440737095516.15\n");
    let more = format!("account,instrument,quantity\nb,{BILL},0.01\n");
    let instrument: assay_statement::Id = BILL.parse().unwrap();
    let error = HoldingsError::Overflow {
        line: 2,
        instrument: instrument.clone(),
    };
    assert_eq!(sums(&[&most, &more], None), Err(error.into()));
    let (expected, book) = (expectation(None), book());
    let index = Index::new(&book, "northbank").unwrap();
    let mut collector = Collector::new(&expected, &index, 2);
    collector.read(0, Format::Csv, most.as_bytes()).unwrap();
    let mut sums = Aggregate::new(&index);
    sums.quantities[1] = 5;
    collector.add(0, &sums).unwrap();
    sums.quantities[0] = 1;
    assert_eq!(
        collector.add(0, &sums),
        Err(HoldingsError::SumOverflow { instrument }.into())
    );
}

#[test]
fn csv_and_statements_add_up() {
    let more = format!("account,instrument,quantity\na,{BILL},1\nb,cash:sweep,0.01\n");
    let found = sums(&[MT535, CAMT, &more], Some(ACCOUNTS)).unwrap();
    assert_eq!(
        found,
        [SUMS[0] + 100, SUMS[1], SUMS[2], SUMS[3], SUMS[4] + 1]
    );
}

#[test]
fn statements_are_text() {
    let (expected, book) = (expectation(None), book());
    let index = Index::new(&book, "northbank").unwrap();
    for format in [
        Format::Semt002,
        Format::Mt535,
        Format::Camt053,
        Format::Bai2,
    ] {
        let mut collector = Collector::new(&expected, &index, 1);
        let found = collector.read(0, format, &b"01,\xff"[..]);
        assert_eq!(found, Err(InputError::NotUtf8 { offset: 3 }));
    }
}

/// A header and nothing else, or a statement without a balance: whoever exported it may have meant another account.
#[test]
fn files_that_hold_nothing_are_told() {
    let header = "account,instrument,quantity\n";
    let mapped = MAPPED.lines().next().unwrap();
    let empty_semt = page("b", "1", 1, true);
    let first = MT535.split('$').next().unwrap();
    let first = changed(first, "1/MORE", "1/ONLY");
    let begin = first.find(":16R:FIN\n").unwrap();
    let end = first.rfind(":16S:FIN\n").unwrap() + ":16S:FIN\n".len();
    let empty_mt535 = format!("{}{}", &first[..begin], &first[end..]);
    let empty_bai2 = "01,BANK,FUND,261120,2200,1,,,2/\n02,FUND,BANK,1,261120,2200,USD,2/\n98,0,0,2/\n99,0,1,4/\n";
    let empty = |files: &[&str], mapping| collect(files, mapping).map(|found| found.empty);
    assert_eq!(empty(&[header], None), Ok(vec![0]));
    assert_eq!(empty(&[header, PLAIN], None), Ok(vec![0]));
    assert_eq!(empty(&[PLAIN], None), Ok(vec![]));
    assert_eq!(empty(&[mapped], Some(COLUMNS)), Ok(vec![0]));
    assert_eq!(empty(&[&empty_semt], None), Ok(vec![0]));
    assert_eq!(empty(&[&empty_mt535], None), Ok(vec![0]));
    assert_eq!(empty(&[empty_bai2], None), Ok(vec![0]));
    assert_eq!(
        empty(&[SEMT_1, SEMT_2, CAMT, empty_bai2], Some(ACCOUNTS)),
        Ok(vec![3])
    );
    assert_eq!(empty(&[MT535, BAI2], Some(ACCOUNTS)), Ok(vec![]));
}

/// What a text adds up to if every balance of it is taken apart, or not.
fn both_ways(text: &str) -> [(Vec<u64>, u64, u64); 2] {
    let (expected, book) = (expectation(Some(ACCOUNTS)), book());
    let index = Index::new(&book, "northbank").unwrap();
    let collector = || Collector::new(&expected, &index, 1);
    [collector(), collector().in_full()].map(|mut collector| {
        let format = Format::recognise(text.as_bytes()).unwrap();
        collector.read(0, format, text.as_bytes()).unwrap();
        let found = collector.finish().map_err(|(_, error)| error).unwrap();
        let sums = found.sums.quantities.to_vec();
        (sums, found.balances, found.encumbered)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn balances_say_the_same_taken_apart_or_not((statement, expected) in securities()) {
        for text in [write_mt535(&statement, 9), write_semt002(&statement, 99).concat()] {
            let [repeated, apart] = both_ways(&text);
            prop_assert_eq!(&repeated.0[..3], &expected[..]);
            prop_assert_eq!(repeated, apart);
        }
    }
}
