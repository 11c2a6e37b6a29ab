//! Files that hold more than the book needs.

use crate::aggregate::Aggregate;
use crate::collect::Collector;
use crate::holdings_error::HoldingsError;
use crate::index::Index;
use crate::input_error::InputError;
use crate::tests::support::*;

const OTHER_CAMT: &str = include_str!("other-account.xml");
const OTHER_BAI2: &str = include_str!("third-party-account.txt");

/// A mapping with the cash account of the samples, and more.
fn mapping(more: &str) -> String {
    format!(
        r#"{{"assay":"v1","kind":"holdings_mapping","cash":[{{"account":"1234567890","row":"cash:operating"}}],{more}}}"#
    )
}

#[test]
fn accounts_of_others_are_passed_over() {
    let over = mapping(r#""pass_over":{"accounts":["555000111","5550001112"]}"#);
    for (text, cents) in [(OTHER_CAMT, 500_000_025), (OTHER_BAI2, 490_000_025)] {
        let found = collect(&[text], Some(&over)).unwrap();
        assert_eq!(found.sums.quantities[3], cents);
        assert_eq!(found.passed_over.accounts, 1);
        assert_eq!(found.statements, 1);
    }
    // Whatever they hold: debts, and other days.
    let debt = OTHER_CAMT.replace(
        ">100.00</Amt><CdtDbtInd>CRDT",
        ">100.00</Amt><CdtDbtInd>DBIT",
    );
    assert!(collect(&[&debt], Some(&over)).is_ok());
    let fin = mapping(r#""accounts":[],"pass_over":{"accounts":["SAFE/0002"]}"#);
    let short = MT535
        .replace("AGGR//FAMT/", "AGGR//FAMT/N")
        .replace("20261120", "20261119");
    let found = collect(&[&short], Some(&fin)).unwrap();
    assert_eq!(*found.sums.quantities, [0; 5]);
    assert_eq!((found.passed_over.accounts, found.statements), (2, 0));
    let xml = mapping(r#""pass_over":{"accounts":["SAFE & SOUND 1"]}"#);
    let account = SEMT_1.split("<s:SfkpgAcct>").nth(1).unwrap();
    let account = account
        .split("<s:Id>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap();
    let xml = xml.replace("SAFE & SOUND 1", &account.replace("&amp;", "&"));
    let found = collect(&[SEMT_1, SEMT_2], Some(&xml)).unwrap();
    assert_eq!((found.passed_over.accounts, found.statements), (2, 0));
}

#[test]
fn an_account_in_no_list_stops_the_run() {
    let unknown = |line| InputError::UnknownAccount { line };
    let lists = mapping(r#""accounts":["SAFE/0001"]"#);
    assert_eq!(
        refused(&[MT535], Some(&lists)),
        unknown(line_of(MT535, ":97A::SAFE"))
    );
    let line = line_of(OTHER_CAMT, "<Id>S2</Id>");
    assert_eq!(refused(&[OTHER_CAMT], Some(&lists)), unknown(line));
    assert_eq!(refused(&[OTHER_BAI2], Some(&lists)), unknown(5));
    let lists = mapping(r#""accounts":["SAFE/0002"]"#);
    assert_eq!(sums(&[MT535], Some(&lists)).unwrap()[..3], SUMS[..3]);
    // Without lists, every account counts; a cash account has to be a row.
    let none = mapping(r#""accounts":["1"]"#).replace(r#","accounts":["1"]"#, "");
    assert!(sums(&[MT535], Some(&none)).is_ok());
    assert_eq!(
        refused(&[OTHER_CAMT], Some(&none)),
        InputError::CashAccount { line: line + 1 }
    );
    let currency = refused(&[OTHER_BAI2], Some(&none));
    assert!(matches!(currency, InputError::Currency { line: 5, .. }));
}

#[test]
fn sub_accounts_of_others_are_passed_over() {
    // The first part is of another client; the second one is the account itself, or a part of it.
    let own = ":97A::SAFE//SAFE/0002\n:94F";
    let part = changed(MT535, own, ":97A::SAFE//OTHER\n:94F");
    let second = ":16R:SUBSAFE\n:16R:FIN\n:35B:ISIN US912797SC25";
    let parts = changed(
        &part,
        second,
        &second.replace("SAFE\n", "SAFE\n:97A::SAFE//PART\n"),
    );
    let lists = |own: &str| {
        mapping(&format!(
            r#""accounts":["SAFE/0002"{own}],"pass_over":{{"accounts":["OTHER"]}}"#
        ))
    };
    let found = collect(&[&parts], Some(&lists(r#","PART""#))).unwrap();
    assert_eq!(found.sums.quantities[..3], [0, SUMS[1], SUMS[2]]);
    assert_eq!(found.passed_over.accounts, 1);
    let line = line_of(MT535, ":97A::SAFE//SAFE/0002\n:94F");
    let whole = refused(&[&part], Some(&lists("")));
    assert_eq!(whole, InputError::PartPassedOver { line });
    let unknown = refused(&[&parts], Some(&lists("")));
    assert!(matches!(unknown, InputError::UnknownAccount { .. }));
    let xml = |account: &str| {
        let balance = SEMT_2.split("<BalForAcct>").nth(1).unwrap();
        let balance = balance.split("</BalForAcct>").next().unwrap();
        format!(
            "<SubAcctDtls><SfkpgAcct><Id>{account}</Id></SfkpgAcct><ActvtyInd>true</ActvtyInd>\
             <BalForSubAcct>{balance}</BalForSubAcct></SubAcctDtls>"
        )
    };
    let begin = SEMT_2.find("    <BalForAcct>").unwrap();
    let end = SEMT_2.rfind("  </SctiesBalCtdyRpt>").unwrap();
    let both = format!(
        "{}{}{}{}",
        &SEMT_2[..begin],
        xml("OTHER"),
        xml("PART"),
        &SEMT_2[end..]
    );
    let both = both.replace("<PgNb>2", "<PgNb>1");
    let main = both
        .split("<SfkpgAcct>")
        .nth(1)
        .unwrap()
        .split("<Id>")
        .nth(1)
        .unwrap();
    let main = main.split('<').next().unwrap().replace("&amp;", "&");
    let lists = lists(r#","PART","MAIN""#).replace("MAIN", &main);
    let found = collect(&[&both], Some(&lists)).unwrap();
    assert_eq!((found.balances, found.passed_over.accounts), (1, 1));
}

#[test]
fn lines_of_others_are_passed_over() {
    let lists = |lists: &str| COLUMNS.replace(r#""csv""#, &format!(r#"{lists},"csv""#));
    let all = r#""accounts":["10-1","10-2","1234567890"],"pass_over":{"accounts":["GB82"]}"#;
    let found = collect(&[MAPPED], Some(&lists(all))).unwrap();
    assert_eq!(found.sums.quantities[..4], SUMS[..4]);
    assert_eq!(
        (found.sums.quantities[4], found.passed_over.accounts),
        (0, 1)
    );
    let short = MAPPED.replace("250000;250000", "-250000;-250000");
    assert!(collect(&[&short], Some(&lists(all))).is_ok());
    let few = r#""accounts":["10-1","10-2","1234567890"]"#;
    let unknown = InputError::UnknownAccount { line: 6 };
    assert_eq!(refused(&[MAPPED], Some(&lists(few))), unknown);
    // The plain header too.
    let plain = mapping(r#""accounts":["a"]"#);
    let text = format!("account,instrument,quantity\na,{BILL},1\nb,{BILL},2\n");
    let unknown = InputError::UnknownAccount { line: 3 };
    assert_eq!(refused(&[&text], Some(&plain)), unknown);
}

#[test]
fn currencies_and_instruments_are_passed_over_by_name() {
    let euro =
        mapping(r#""pass_over":{"accounts":["x"],"currencies":["EUR"]},"accounts":["5550001112"]"#);
    let found = collect(&[OTHER_BAI2], Some(&euro)).unwrap();
    assert_eq!(
        (found.sums.quantities[3], found.passed_over.currencies),
        (490_000_025, 1)
    );
    let other = MT535.replace("US912797SC25", "US912797SE80");
    let line = line_of(MT535, ":16R:FIN\n:35B:ISIN US912797SC25");
    let found = refused(&[&other], None);
    assert!(matches!(
        found,
        InputError::Balance { source: HoldingsError::NoRow { line: at, .. }, .. } if at == line
    ));
    let over = mapping(r#""pass_over":{"instruments":["US912797SE80"]}"#);
    let found = collect(&[&other], Some(&over)).unwrap();
    assert_eq!(
        (found.sums.quantities[1], found.passed_over.instruments),
        (0, 1)
    );
    let csv = MAPPED.replace("912797SC2;", "US912797SE80;");
    let over = COLUMNS.replace(
        r#""csv""#,
        r#""pass_over":{"instruments":["US912797SE80"],"currencies":["CHF"]},"csv""#,
    );
    let found = collect(&[&csv], Some(&over)).unwrap();
    assert_eq!(
        (found.sums.quantities[1], found.passed_over.instruments),
        (0, 1)
    );
    let franc = changed(&csv, "1.250.000,50;USD", "1.250.000,50;CHF");
    let found = collect(&[&franc], Some(&over)).unwrap();
    assert_eq!(
        (found.sums.quantities[0], found.passed_over.currencies),
        (0, 1)
    );
}

#[test]
fn nothing_of_an_instrument_that_is_not_in_the_book_is_harmless() {
    let zero = MT535
        .replace("US912797SC25", "US912797SE80")
        .replace("700000,00", "0,");
    let found = collect(&[&zero], None).unwrap();
    assert_eq!((found.balances, found.passed_over.zeros), (2, 1));
    let csv = MAPPED.replace("912797SC2;700.000;700.000,00", "US912797SE80;0;0,00");
    let found = collect(&[&csv], Some(COLUMNS)).unwrap();
    assert_eq!(found.passed_over.zeros, 1);
    // Of a wrong check digit nobody knows what it is.
    let wrong = csv.replace("US912797SE80", "US912797SE81");
    let error = refused(&[&wrong], Some(COLUMNS));
    assert!(matches!(
        error,
        InputError::Holdings(HoldingsError::CheckDigit { line: 3, .. })
    ));
    // An account of nothing in another currency.
    let empty = OTHER_BAI2
        .replace("EUR,015,100,", "EUR,015,0,")
        .replace("49,100,2", "49,0,2");
    let empty = empty.replace("490000125", "490000025");
    let found = collect(&[&empty], Some(ACCOUNTS)).unwrap();
    assert_eq!(found.passed_over.zeros, 1);
}

#[test]
fn plain_lists_are_passed_over_as_others_are() {
    let over = mapping(r#""pass_over":{"instruments":["US912797SE80"]}"#);
    let list = |lines: &str| format!("account,instrument,quantity\na,{BILL},5\n{lines}");
    let found = collect(&[&list("a,US912797SE80,7\n")], Some(&over)).unwrap();
    assert_eq!(
        (found.sums.quantities[0], found.passed_over.instruments),
        (500, 1)
    );
    let found = collect(&[&list("a,US912797SE80,0.00\na,other,0\n")], None).unwrap();
    assert_eq!(
        (found.sums.quantities[0], found.passed_over.zeros),
        (500, 2)
    );
    for wrong in [
        "a,US912797SE81,0\n",
        "a,other,0.0.0\n",
        "a,other,\n",
        ",other,0\n",
        "a,other,-0\n",
    ] {
        assert!(collect(&[&list(wrong)], None).is_err(), "{wrong}");
    }
}

#[test]
fn sums_that_know_no_accounts_do_not_go_with_lists() {
    let none = mapping(r#""accounts":[]"#).replace(r#","accounts":[]"#, "");
    let over = r#""pass_over":{"accounts":["x"]}"#;
    let (book, more) = (book(), r#""pass_over":{"instruments":["x"]}"#);
    let index = Index::new(&book, "northbank").unwrap();
    for (mapping, counts) in [
        (none, true),
        (mapping(more), true),
        (mapping(r#""accounts":["x"]"#), false),
        (mapping(over), false),
    ] {
        let expected = expectation(Some(&mapping));
        let mut collector = Collector::new(&expected, &index, 1);
        let found = collector.add(0, &Aggregate::new(&index));
        let refused = matches!(found, Err(InputError::OtherFile { .. }));
        assert_eq!((found.is_ok(), refused), (counts, !counts));
    }
}
