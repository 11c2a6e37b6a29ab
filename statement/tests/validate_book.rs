//! Books that are well formed but make no sense: every error of `Book::validate`.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::*;
use assay_testkit::documents::*;

#[test]
fn books() {
    use BookError::*;
    let refused = |change: fn(&mut Book)| {
        let mut book = book();
        change(&mut book);
        book.validate().unwrap_err()
    };
    assert_eq!(book().validate(), Ok(()));
    assert_eq!(refused(|b| b.custodians.clear()), NoCustodians);
    assert_eq!(
        refused(|b| b.custodians = (0..65_536).map(|i| id(&format!("c{i}"))).collect()),
        TooManyCustodians { found: 65_536 }
    );
    assert_eq!(
        refused(|b| b.custodians.push(id("bank-a"))),
        DuplicateCustodian {
            custodian: id("bank-a")
        }
    );
    assert_eq!(
        refused(|b| b.custodians.push(id("bank-c"))),
        CustodianWithoutRow {
            custodian: id("bank-c")
        }
    );
    assert_eq!(
        refused(|b| b.custodians.truncate(1)),
        UnknownCustodian {
            row: 1,
            custodian: id("bank-b")
        }
    );
    assert_eq!(
        refused(|b| b.rows.push(b.rows[0].clone())),
        DuplicateRow {
            row: 3,
            custodian: id("bank-a"),
            instrument: id("US912797AA11")
        }
    );
    let buckets = book().shape.buckets();
    let many = |b: &mut Book, count: usize| {
        let template = b.rows[0].clone();
        for i in b.rows.len()..count {
            b.rows.push(BookRow {
                instrument: id(&format!("i{i}")),
                ..template.clone()
            });
        }
    };
    let mut full = book();
    many(&mut full, buckets);
    assert_eq!(full.validate(), Ok(()));
    many(&mut full, buckets + 1);
    assert_eq!(
        full.validate(),
        Err(TooManyRows {
            shape: full.shape,
            buckets,
            found: buckets + 1
        })
    );
    assert_eq!(
        refused(|b| b.rows[0].maturity = None),
        MissingMaturity {
            row: 0,
            kind: InstrumentKind::Bill
        }
    );
    assert_eq!(
        refused(|b| b.rows[2].maturity = Some(day(1))),
        UnexpectedMaturity {
            row: 2,
            kind: InstrumentKind::Cash
        }
    );
    let mut today = book();
    today.rows[0].maturity = Some(day(0));
    assert_eq!(today.validate(), Ok(()));
    assert_eq!(
        refused(|b| b.rows[2].institution = None),
        MissingInstitution {
            row: 2,
            kind: InstrumentKind::Cash
        }
    );
    assert_eq!(
        refused(|b| b.rows[1].price = decimal("0.00")),
        ZeroPrice { row: 1 }
    );
    assert_eq!(
        refused(|b| b.rows[1].quantity_decimals = 19),
        TooManyQuantityDecimals { row: 1, found: 19 }
    );
}

#[test]
fn one_security_is_one_row_of_a_custodian() {
    let bill =
        |custodian, instrument| row(custodian, instrument, InstrumentKind::Bill, 40, "0.995");
    let validated = |rows: Vec<BookRow>| {
        let mut book = book();
        book.rows.extend(rows);
        book.validate()
    };
    let same = |instrument, named| {
        Err(BookError::SameSecurity {
            row: 4,
            custodian: id("bank-b"),
            instrument: id(instrument),
            named: id(named),
        })
    };
    let token = "eip155:1/erc20:0x00000000219ab540356cbb839cbe05303d7705fa";
    let mixed = "eip155:1/erc20:0x00000000219ab540356cBB839Cbe05303d7705Fa";
    for (first, second) in [
        ("US912797SB42", "912797SB4"),
        ("912797SB4", "US912797SB42"),
        ("US912797SB42", "us912797sb42"),
        ("CA0084741085", "008474108"),
        (token, mixed),
    ] {
        let rows = vec![bill("bank-b", first), bill("bank-b", second)];
        assert_eq!(validated(rows), same(second, first));
        // Of two custodians, each has its row, and decimals of its own.
        let mut other = bill("bank-a", second);
        other.quantity_decimals = 0;
        assert_eq!(validated(vec![bill("bank-b", first), other]), Ok(()));
    }
    // Another security, and names that are no codes or have wrong check digits.
    for (first, second) in [
        ("US912797SB42", "912797RS8"),
        ("US912797SB42", "912797SB5"),
        ("US912797SB43", "912797SB4"),
        ("fund", "FUND"),
        ("cash:main", "cash:Main"),
        ("GB0002634946", "000263494"),
    ] {
        let rows = vec![bill("bank-b", first), bill("bank-b", second)];
        assert_eq!(validated(rows), Ok(()), "{first} {second}");
    }
}

#[test]
fn one_security_is_the_same_everywhere() {
    let with = |change: fn(&mut BookRow)| {
        let bill = |custodian, name| row(custodian, name, InstrumentKind::Bill, 40, "0.995");
        let mut book = book();
        let mut other = bill("bank-b", "912797SB4");
        change(&mut other);
        book.rows.extend([bill("bank-a", "US912797SB42"), other]);
        book.validate()
    };
    let refused = |field| {
        Err(BookError::OtherSecurity {
            row: 4,
            custodian: id("bank-b"),
            instrument: id("912797SB4"),
            field,
            first: 3,
        })
    };
    assert_eq!(with(|_| {}), Ok(()));
    assert_eq!(with(|row| row.price = decimal("0.9950")), Ok(()));
    assert_eq!(with(|row| row.price = decimal("0.996")), refused("price"));
    assert_eq!(with(|row| row.kind = InstrumentKind::Note), refused("kind"));
    assert_eq!(
        with(|row| row.maturity = Some(day(41))),
        refused("maturity")
    );
    assert_eq!(
        with(|row| row.institution = Some(id("treasury"))),
        refused("institution")
    );
    // Names of one custodian's own may be used by another for something else.
    let mut book = book();
    book.rows.push(BookRow {
        price: decimal("1.10"),
        ..row("bank-a", "cash", InstrumentKind::Cash, 0, "1")
    });
    assert_eq!(book.validate(), Ok(()));
}

#[test]
fn what_is_repaid_is_named() {
    let mut late = book();
    late.rows[0].maturity = Some(day(-1));
    let matured = late.validate().unwrap_err();
    let BookRow {
        custodian,
        instrument,
        ..
    } = book().rows.swap_remove(0);
    let expected = format!(
        "row 0, {instrument} of {custodian}: maturity {} is before the as-of day {}; leave out what is repaid",
        day(-1),
        day(0)
    );
    assert_eq!(matured.to_string(), expected);
    assert_eq!(
        matured,
        BookError::Matured {
            row: 0,
            custodian,
            instrument,
            maturity: day(-1),
            as_of: day(0)
        }
    );
}
