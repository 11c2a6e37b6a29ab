//! Income that the custodians file gives.

use super::*;

const AS_OF: &str = "2026-11-23T22:00:00Z";

const BILL: &str = "912797RS8,MARKET BASED BILL,0,12/03/2026,,0,0,99.867\n";

/// A custodian with bills, cash, a repo over the weekend and a fund, and these entries of income.
fn built(income: &str) -> Result<BuiltBook, BuildError> {
    let custodians = |repo: &str, income: &str| {
        format!(
            r#"[{{"id":"north","securities":{{"kinds":["bill"]}},"cash":[{{"account":"a","institution":"x"}}],
                "repo":[{repo}],"funds":[{{"fund":"mmf","nav":"1","quantity_decimals":3}}],"income":[{income}]}}]"#
        )
    };
    let lent = |account: &str, maturity: &str| {
        format!(r#"{{"account":"{account}","institution":"d","maturity":"{maturity}"}}"#)
    };
    let both = [
        lent("daily", "next business day"),
        lent("term", "2026-11-23"),
    ]
    .join(",");
    let earlier = Made {
        as_of: "2026-11-20T22:00:00Z",
        prices: BILL,
        custodians: &custodians(&both, ""),
        terms: None,
    };
    let later = Made {
        as_of: AS_OF,
        custodians: &custodians(&lent("daily", "next business day"), income),
        ..earlier
    };
    later.since(Some(&earlier.book()))
}

fn entry(instrument: &str, per_unit: &str) -> String {
    format!(
        r#"{{"instrument":"{instrument}","since":"2026-11-20T22:00:00Z","per_unit":"{per_unit}"}}"#
    )
}

#[test]
fn given_income_stands_beside_what_is_computed() {
    let entries = [
        entry("repo:daily", "0.000305"),
        entry("repo:term", "0.00031"),
        entry("mmf", "-0.0001"),
    ];
    let found = built(&entries.join(",")).unwrap();
    let row = |instrument: &str, per_unit: &str, until: Option<&str>| {
        (instrument.into(), per_unit.into(), until.map(Into::into))
    };
    let expected = [
        // Three of thirteen days of 0.00133.
        row("US912797RS85", "0.000306923076", None),
        row("repo:daily", "0.000305", None),
        row("repo:term", "0.00031", Some("2026-11-23")),
        row("mmf", "-0.0001", None),
    ];
    assert_eq!(incomes(&found), expected);
    assert_eq!(found.book.income_rows()[3].quantity_decimals, 3);
    assert_eq!(without(&found), [("cash:a", &NoIncome::NotPublic)]);
    // Without entries, all but the bill are told.
    let bare = built("").unwrap();
    let told = ["cash:a", "repo:daily", "repo:term", "mmf"];
    assert_eq!(
        without(&bare),
        told.map(|name| (name, &NoIncome::NotPublic))
    );
}

#[test]
fn income_that_is_not_of_the_period_is_refused() {
    let refused = |income: &str| built(income).unwrap_err().to_string();
    let good = entry("repo:daily", "0.000305");
    assert_eq!(
        refused(&good.replace("11-20T", "11-19T")),
        "custodian north: income[0]: since: expected 2026-11-20T22:00:00Z, the time of the earlier book, found 2026-11-19T22:00:00Z"
    );
    assert_eq!(
        refused(&format!("{good},{}", entry("repo:weekly", "0.1"))),
        "custodian north: income[1]: instrument: expected a row that the earlier book has, and that this one has in the same units \
         or that was repaid since, found repo:weekly"
    );
    assert_eq!(
        refused(&entry("912797RS8", "0.0003")),
        "custodian north: income[0]: instrument: expected one whose income is not computed from prices and terms, found 912797RS8, \
         of the kind bill"
    );
    assert_eq!(
        refused(&format!("{good},{good}")),
        "custodian north: income[1]: instrument: expected each once, found repo:daily again"
    );
    assert_eq!(
        refused(&entry("repo:daily", "0.000")),
        "custodian north: income[0]: per_unit: expected income other than zero; leave out what earned nothing"
    );
    assert_eq!(
        refused(&entry("repo:daily", "-0.0000000000001")),
        "custodian north: income[0]: per_unit: expected at most 12 decimals, rounded down, found -0.0000000000001"
    );
    assert!(built(&entry("repo:daily", "0.0000000000010")).is_ok());
}

#[test]
fn income_needs_an_earlier_book() {
    let custodians = format!(
        r#"[{{"id":"north","cash":[{{"account":"a","institution":"x"}}],"income":[{}]}}]"#,
        entry("cash:a", "0.1")
    );
    let made = Made {
        as_of: AS_OF,
        prices: BILL,
        custodians: &custodians,
        terms: None,
    };
    assert_eq!(
        made.since(None).unwrap_err().to_string(),
        "custodian north: income[0]: expected none in a book that is made without an earlier one; name that with --since, or leave \
         out \"income\""
    );
}
