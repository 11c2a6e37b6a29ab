//! Reports of semt.002.

use crate::input_error::InputError;
use crate::tests::support::*;

const REPORT: &str = include_str!("ver-semt.002.001.08.xml");

fn bill(text: &str) -> Result<u64, InputError> {
    sums(&[text], None).map(|sums| sums[0])
}

/// The report with more about its balance.
fn with(more: &str) -> String {
    changed(REPORT, "</AggtBal>", &format!("</AggtBal>{more}"))
}

fn quantity(amount: &str) -> String {
    format!("<Qty><Qty><Qty><FaceAmt>{amount}</FaceAmt></Qty></Qty></Qty>")
}

/// A balance at a place, with what else is told of it.
fn at_place(amount: &str, more: &str) -> String {
    let whole = quantity(amount);
    format!(
        "<BalAtSfkpgPlc><SfkpgPlc><Id>X</Id></SfkpgPlc><AggtBal><ShrtLngInd>LONG</ShrtLngInd>{whole}</AggtBal>{more}</BalAtSfkpgPlc>"
    )
}

/// A part of the balance.
fn part(amount: &str, available: bool) -> String {
    format!(
        "<BalBrkdwn><SubBalTp><Cd>BLOK</Cd></SubBalTp><Qty><ShrtLngInd>LONG</ShrtLngInd><Qty><QtyAndAvlbty>\
         <Qty><FaceAmt>{amount}</FaceAmt></Qty><AvlbtyInd>{available}</AvlbtyInd></QtyAndAvlbty></Qty></Qty></BalBrkdwn>"
    )
}

#[test]
fn versions_with_the_same_elements_are_read() {
    for version in ["001.08", "001.09", "001.10", "001.11", "001.12", "002.11"] {
        let text = changed(REPORT, "semt.002.001.08", &format!("semt.002.{version}"));
        assert_eq!(bill(&text), Ok(100_000_050), "{version}");
    }
}

#[test]
fn a_place_is_no_encumbrance() {
    assert_eq!(bill(&with(&at_place("1000000.50", ""))), Ok(100_000_050));
    let two = at_place("400000.50", "") + &at_place("600000", "");
    assert_eq!(bill(&with(&two)), Ok(100_000_050));
    let part = format!("<NotAvlblBal>{}</NotAvlblBal>", quantity("100000"));
    let two = at_place("400000.50", "") + &at_place("600000", &part);
    assert_eq!(bill(&with(&two)), Ok(90_000_050));
    let line = 6;
    let wrong = Err(InputError::DoesNotAddUp { line });
    assert_eq!(bill(&with(&at_place("1000000.51", ""))), wrong);
    let told = format!(
        "<AvlblBal><ShrtLngInd>LONG</ShrtLngInd>{}</AvlblBal>",
        quantity("900000")
    );
    assert_eq!(
        bill(&with(&(told.clone() + &at_place("400000", "")))),
        Ok(90_000_000)
    );
    assert_eq!(bill(&with(&(told + &two))), wrong);
    let unclear = at_place(
        "1000000.50",
        "<BalBrkdwn><SubBalTp><Cd>PLED</Cd></SubBalTp></BalBrkdwn>",
    );
    assert_eq!(
        bill(&with(&unclear)),
        Err(InputError::NotSeparated { line })
    );
}

#[test]
fn parts_that_add_up_say_what_is_available() {
    let two = part("400000.50", true) + &part("600000", false);
    assert_eq!(bill(&with(&two)), Ok(40_000_050));
    let line = 6;
    let open = Err(InputError::NotSeparated { line });
    let less = part("400000.50", true) + &part("500000", false);
    assert_eq!(bill(&with(&less)), open);
    assert_eq!(bill(&with(&part("400000.50", true))), open);
    // Not inside another quantity, as in other versions.
    let flat = two.replace(
        "<ShrtLngInd>LONG</ShrtLngInd><Qty><QtyAndAvlbty>",
        "<QtyAndAvlbty>",
    );
    let flat = flat.replace("</QtyAndAvlbty></Qty></Qty>", "</QtyAndAvlbty></Qty>");
    assert_eq!(bill(&with(&flat)), Ok(40_000_050));
    let short = two.replace("LONG", "SHOR");
    assert_eq!(bill(&with(&short)), Err(InputError::Short { line: 7 }));
    let unsaid = "<BalBrkdwn><SubBalTp><Cd>BLOK</Cd></SubBalTp><Qty><Qty><FaceAmt>1</FaceAmt></Qty></Qty></BalBrkdwn>";
    assert_eq!(bill(&with(&(two + unsaid))), open);
    assert_eq!(bill(&with("<AddtlBalBrkdwn/>")), open);
}

#[test]
fn what_is_pledged_of_an_available_part_is_not_available() {
    let detail = |amount: &str, available| {
        let detail = part(amount, available);
        detail.replace("BalBrkdwn>", "AddtlBalBrkdwnDtls>")
    };
    let told = |more: &str| {
        let end = "</BalBrkdwn>";
        let all = part("1000000.50", true);
        bill(&with(&changed(&all, end, &format!("{more}{end}"))))
    };
    let line = 6;
    let open = Err(InputError::NotSeparated { line });
    assert_eq!(told(&detail("250000", true)), Ok(100_000_050));
    assert_eq!(told(&detail("250000", false)), open);
    let unsaid = "<AddtlBalBrkdwnDtls><SubBalTp><Cd>PLED</Cd></SubBalTp></AddtlBalBrkdwnDtls>";
    assert_eq!(told(unsaid), open);
    let inside = detail("1", true);
    let inside = changed(
        &inside,
        "</Qty></AddtlBal",
        "</Qty><AddtlBalBrkdwnDtls/></AddtlBal",
    );
    assert!(matches!(told(&inside), Err(InputError::Unknown { .. })));
}

#[test]
fn securities_under_an_interest_of_others_are_refused() {
    let end = "</StmtGnlDtls>";
    let with = |value: &str| {
        let told = format!("<SctyIntrstOrSetOff>{value}</SctyIntrstOrSetOff>{end}");
        bill(&changed(REPORT, end, &told))
    };
    assert_eq!(with("false"), Ok(100_000_050));
    assert!(matches!(with("true"), Err(InputError::Forbidden { .. })));
}

#[test]
fn digital_tokens_are_units() {
    let text = REPORT.replace("FaceAmt", "DgtlTknUnit");
    assert!(matches!(bill(&text), Err(InputError::Measure { .. })));
    let fund = text.replace(BILL, FUND);
    assert_eq!(sums(&[&fund], None).unwrap()[2], 1_000_000_500);
}

#[test]
fn nothing_is_available_that_a_part_says_is_blocked() {
    let available = format!("<AvlblBal>{}</AvlblBal>", quantity("1000000.49"));
    let told = |part: &str| bill(&with(&(available.clone() + part)));
    assert_eq!(told(&part("0.01", false)), Ok(100_000_049));
    let line = 6;
    let wrong = Err(InputError::DoesNotAddUp { line });
    assert_eq!(told(&part("0.02", false)), wrong);
    let pending = part("0.02", false).replace("BLOK", "PENR");
    assert_eq!(told(&pending), Ok(100_000_049));
}

#[test]
fn narratives_are_asked_about() {
    let pledged = "<HldgAddtlDtls>PLEDGED to X</HldgAddtlDtls>";
    let unsaid = |found: Result<u64, InputError>| {
        assert!(
            matches!(found, Err(InputError::NotSeparated { .. })),
            "{found:?}"
        );
    };
    unsaid(bill(&with(pledged)));
    unsaid(bill(&with(
        "<HldgAddtlDtls>blo<!-- -->cked</HldgAddtlDtls>",
    )));
    let free = with("<HldgAddtlDtls>not pledged &amp; free</HldgAddtlDtls>");
    assert_eq!(bill(&free), Ok(100_000_050));
    let told = format!("<AvlblBal>{}</AvlblBal>{pledged}", quantity("1000000.50"));
    assert_eq!(bill(&with(&told)), Ok(100_000_050));
    // Of a place, and of a part, which may say nothing else.
    unsaid(bill(&with(&at_place("1000000.50", pledged))));
    let details = "<SubBalAddtlDtls>lent out</SubBalAddtlDtls></BalBrkdwn>";
    let lent = part("1000000.50", true).replace("</BalBrkdwn>", details);
    unsaid(bill(&with(&lent.replace("BLOK", "AVAI"))));
    let rest = part("1000000.50", true).replace("BLOK", "AVAI");
    assert_eq!(bill(&with(&rest)), Ok(100_000_050));
    // A long text, of characters of four bytes each.
    let long = format!("<HldgAddtlDtls>{}</HldgAddtlDtls>", "\u{1f4b0}".repeat(350));
    assert_eq!(bill(&with(&long)), Ok(100_000_050));
}
