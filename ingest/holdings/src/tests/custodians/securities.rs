//! Statements of securities.

use crate::input_error::InputError;
use crate::tests::support::*;

const CUSIP_FIN: &str = include_str!("cusip-35b.fin");
const CUSIP_XML: &str = include_str!("cusip-only.xml");

/// A mapping with one number of an instrument.
fn number(number: &str) -> String {
    format!(
        r#"{{"assay":"v1","kind":"holdings_mapping","securities":[{{"number":"{number}","instrument":"{BILL}"}}]}}"#
    )
}

#[test]
fn a_cusip_is_as_good_as_an_isin() {
    assert_eq!(sums(&[CUSIP_FIN], None).unwrap()[0], 150_000_050);
    assert_eq!(sums(&[CUSIP_XML], None).unwrap()[0], 100_000_050);
    // After an ISIN, and beside numbers of other schemes.
    let both = changed(
        CUSIP_FIN,
        "/US/912797SB4",
        "ISIN US912797SB42\n/US/912797SB4",
    );
    assert_eq!(sums(&[&both], None).unwrap()[0], 150_000_050);
    let more = changed(CUSIP_FIN, "/US/912797SB4", "/GB/0798059\n/US/912797SB4");
    assert_eq!(sums(&[&more], None).unwrap()[0], 150_000_050);
    let other = "<OthrId><Id>0798059</Id><Tp><Cd>SEDL</Cd></Tp></OthrId><OthrId><Id>912797SB4";
    let more = changed(CUSIP_XML, "<OthrId><Id>912797SB4", other);
    assert_eq!(sums(&[&more], None).unwrap()[0], 100_000_050);
}

#[test]
fn a_cusip_has_a_right_check_digit() {
    let wrong = |line, found: &str| InputError::NotACusip {
        line,
        found: found.into(),
    };
    let line = line_of(CUSIP_FIN, ":35B:");
    for number in ["912797SB5", "912797SB", "912797sb4", "912797SB42"] {
        let text = changed(CUSIP_FIN, "912797SB4", number);
        assert_eq!(refused(&[&text], None), wrong(line, number));
    }
    let text = changed(CUSIP_XML, "912797SB4", "912797SB5");
    let line = line_of(CUSIP_XML, "912797SB4");
    assert_eq!(refused(&[&text], None), wrong(line, "912797SB5"));
}

#[test]
fn other_numbers_are_what_the_mapping_says() {
    let unknown = |line, found: &str| InputError::UnknownNumber {
        line,
        found: found.into(),
    };
    let line = line_of(CUSIP_FIN, ":35B:");
    let sedol = changed(CUSIP_FIN, "/US/912797SB4", "/GB/0798059");
    assert_eq!(refused(&[&sedol], None), unknown(line, "GB/0798059"));
    assert_eq!(
        sums(&[&sedol], Some(&number("GB/0798059"))).unwrap()[0],
        150_000_050
    );
    // The CUSIP of an issuer abroad (CINS) is not in an ISIN of the US.
    let cins = changed(CUSIP_FIN, "912797SB4", "G0176J109");
    assert_eq!(refused(&[&cins], None), unknown(line, "US/G0176J109"));
    let line = line_of(CUSIP_XML, "912797SB4");
    let own = changed(CUSIP_XML, "<Cd>CUSP</Cd>", "<Prtry>HOUSE</Prtry>");
    assert_eq!(refused(&[&own], None), unknown(line, "HOUSE/912797SB4"));
    assert_eq!(
        sums(&[&own], Some(&number("HOUSE/912797SB4"))).unwrap()[0],
        100_000_050
    );
    let two = changed(CUSIP_FIN, "/US/912797SB4", "/US/912797SB4\n/US/912797SC2");
    let line = line_of(CUSIP_FIN, ":35B:");
    assert_eq!(refused(&[&two], None), InputError::TwoInstruments { line });
    let field = "an instrument by its ISIN or CUSIP, as in :35B:ISIN US... or :35B:/US/...";
    let none = changed(CUSIP_FIN, "/US/912797SB4", "BILL");
    assert_eq!(refused(&[&none], None), InputError::Missing { line, field });
}
