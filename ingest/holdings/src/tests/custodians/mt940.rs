//! Statements of MT940 and MT950.

use crate::input_error::InputError;
use crate::tests::support::*;

const MT940: &str = "{1:F01SAMPUS33AXXX0000000000}{2:O9400200261120SAMPUS33AXXX00000000002611202200N}{4:\r\n\
    :20:CASH-1\r\n:25:1234567890\r\n:28C:324/1\r\n:60F:D261119USD1000,00\r\n\
    :61:2611201120C5001000,25NTRFNONREF//1\r\nINCOMING WIRE\r\n:86:FROM A/B\r\n:OF C\r\n\
    :62F:C261120USD5000000,25\r\n:64:C261120USD4900000,25\r\n:65:C261123USD5000000,25\r\n:86:END\r\n-}\r\n";

fn operating(text: &str) -> Result<u64, InputError> {
    sums(&[text], Some(ACCOUNTS)).map(|sums| sums[3])
}

/// The sample; a line of what is said about an entry may not begin with a colon.
fn sample() -> String {
    MT940.replace(":OF C\r\n", "OF C\r\n")
}

/// The sample without the blocks around it.
fn bare() -> String {
    let text = sample();
    let text = text.split_once("{4:\r\n").unwrap().1;
    text.strip_suffix("-}\r\n").unwrap().into()
}

#[test]
fn the_closing_balance_counts() {
    assert_eq!(operating(&sample()), Ok(490_000_025));
    assert_eq!(
        operating(&sample().replace("O940", "O950")),
        Ok(490_000_025)
    );
    for text in [
        bare(),
        format!("{}-\r\n", bare()),
        bare().replace("\r\n", "\n"),
        format!("{{4:\n{}-}}", bare()),
        format!("\u{1}{}\u{3}   ", sample().trim_end()),
        format!("{{1:F21X}}{{4:{{177:1}}{{451:0}}}}{}", sample()),
    ] {
        assert_eq!(operating(&text), Ok(490_000_025), "{text}");
    }
    let more = changed(
        &sample(),
        ":64:C261120USD4900000,25",
        ":64:C261120USD9900000,",
    );
    assert_eq!(operating(&more), Ok(500_000_025));
    let none = changed(&sample(), ":64:C261120USD4900000,25\r\n", "");
    assert_eq!(operating(&none), Ok(500_000_025));
    let other = changed(&sample(), ":25:1234567890", ":25P:1234567890\r\nSAMPUS33");
    assert_eq!(operating(&other), Ok(490_000_025));
}

#[test]
fn the_statement_of_the_books_day_counts() {
    let before = bare().replace("C261120", "C261119").replace("324", "323");
    for both in [
        format!("{before}{}", bare()),
        format!("{before}-\r\n{}-\r\n", bare()),
        format!("{{4:\n{before}-}}${}", sample()),
    ] {
        let found = collect(&[&both], Some(ACCOUNTS)).unwrap();
        assert_eq!(found.sums.quantities[3], 490_000_025);
        assert_eq!(found.passed_over.other_days, 1);
    }
    assert!(matches!(operating(&before), Err(InputError::Date { .. })));
    let twice = format!("{}{}", bare(), bare());
    assert!(matches!(
        operating(&twice),
        Err(InputError::SameStatement { .. })
    ));
    let other = bare().replace("1234567890", "999");
    let both = format!("{}{other}", bare());
    assert!(matches!(
        operating(&both),
        Err(InputError::CashAccount { .. })
    ));
}

#[test]
fn pages_are_whole() {
    let first = bare().replace(":62F:", ":62M:").replace(
        ":64:C261120USD4900000,25\r\n:65:C261123USD5000000,25\r\n",
        "",
    );
    let second = bare().replace(":60F:", ":60M:").replace("324/1", "324/2");
    assert_eq!(operating(&format!("{first}{second}")), Ok(490_000_025));
    assert!(matches!(
        operating(&first),
        Err(InputError::MissingPage { page: 2, .. })
    ));
    assert!(matches!(
        operating(&second),
        Err(InputError::MissingPage { page: 1, .. })
    ));
    let third = second.replace("324/2", "324/3");
    let found = operating(&format!("{first}{third}"));
    assert!(matches!(
        found,
        Err(InputError::MissingPage { page: 2, .. })
    ));
    let unnumbered = first.replace("324/1", "324");
    assert!(matches!(
        operating(&unnumbered),
        Err(InputError::Missing { .. })
    ));
    // The pages of another day are passed over together.
    let old = [first.as_str(), &second]
        .map(|page| page.replace("C261120", "C261119").replace("324/", "323/"));
    assert_eq!(
        operating(&format!("{}{}{}", old[0], old[1], bare())),
        Ok(490_000_025)
    );
}

#[test]
fn pages_in_a_currency_that_is_passed_over_are() {
    let first = bare()
        .replace(":62F:", ":62M:")
        .replace(":64:C261120USD4900000,25\r\n", "");
    let second = bare().replace(":60F:", ":60M:").replace("324/1", "324/2");
    let euro = format!("{first}{second}").replace("USD", "EUR");
    let both = format!("{euro}{}", bare());
    let over = changed(
        ACCOUNTS,
        r#""cash""#,
        r#""pass_over":{"currencies":["EUR"]},"cash""#,
    );
    let found = collect(&[&both], Some(&over)).unwrap();
    assert_eq!(found.sums.quantities[3], 490_000_025);
    assert!(matches!(operating(&both), Err(InputError::Currency { .. })));
    // The opening and the closing balance are of one currency.
    let mixed = changed(&bare(), "D261119USD", "D261119EUR");
    assert!(matches!(
        operating(&mixed),
        Err(InputError::Currency { .. })
    ));
}

#[test]
fn an_account_that_has_two_names_counts_once() {
    let named = |names: &[(&str, &str)]| {
        let cash = names
            .iter()
            .map(|(account, row)| format!(r#"{{"account":"{account}","row":"cash:{row}"}}"#));
        let cash: Vec<String> = cash.collect();
        format!(
            r#"{{"assay":"v1","kind":"holdings_mapping","cash":[{}]}}"#,
            cash.join(",")
        )
    };
    let iban = "GB82WEST12345698765432";
    let xml = changed(CAMT, "<Id>1234567890</Id>", "<Id>OTHER</Id>");
    let read = |number: &str, row: &str| {
        let names = [("OTHER", "operating"), (iban, "sweep"), (number, row)];
        let fin = sample().replace("1234567890", number);
        sums(&[&xml, &fin], Some(&named(&names)))
    };
    for number in [
        "12345698765432",
        "98765432",
        "98-76 54.32",
        "SAMPUS33/GB82WEST12345698765432",
    ] {
        let found = read(number, "sweep");
        assert!(
            matches!(found, Err(InputError::SameStatement { .. })),
            "{number}"
        );
    }
    for (number, row) in [
        ("98765432", "operating"),
        ("98765431", "sweep"),
        ("65432", "sweep"),
    ] {
        assert!(read(number, row).is_ok(), "{number}");
    }
}

#[test]
fn refuses_what_is_no_plain_statement() {
    let bad = |from: &str, to: &str| operating(&changed(&sample(), from, to)).unwrap_err();
    let expected = "a balance, as in C261120USD1234,56";
    for wrong in [
        "C261120USD5000000.25",
        "C261120USD5000000",
        "C261120USD",
        "C261120usd1,",
        "X261120USD1,",
        "C261131USD1,",
        "C2611USD1,",
        "RC261120USD1,",
        "C261120USD-1,",
        "",
        "Cé61120USD1,",
    ] {
        let found = bad("C261120USD5000000,25", wrong);
        assert!(
            matches!(found, InputError::Syntax { expected: e, .. } if e == expected),
            "{wrong}"
        );
    }
    assert!(matches!(
        bad("C261120USD5", "D261120USD5"),
        InputError::Debit { .. }
    ));
    assert!(matches!(
        bad("C261120USD5", "C261120EUR5"),
        InputError::Currency { .. }
    ));
    assert!(matches!(
        bad(":65:C261123", ":66:C261123"),
        InputError::Unknown { .. }
    ));
    assert!(matches!(
        bad(":28C:324/1", ":28C:A/1"),
        InputError::Syntax { .. }
    ));
    assert!(matches!(bad("O940", "O942"), InputError::Version { .. }));
    assert!(matches!(
        bad(":64:C261120USD4900000,25", ":62F:C261120USD4900000,25"),
        InputError::Repeated { .. }
    ));
    for field in [
        ":25:1234567890\r\n",
        ":28C:324/1\r\n",
        ":62F:C261120USD5000000,25\r\n",
    ] {
        assert!(
            matches!(bad(field, ""), InputError::Missing { .. }),
            "{field}"
        );
    }
    assert!(operating(MT940).is_err());
}

#[test]
fn lines_of_banks_are_passed_over() {
    let plain = format!("{}-\r\n", bare());
    let note = changed(
        &plain,
        ":62F:",
        ":NS:22Name of the account\r\n23Current\r\n:62F:",
    );
    let after = changed(&plain, ":64:", ":NS:01Free text\r\n:64:");
    let heads = [
        "ABNANL2A\r\n940\r\nABNANL2A\r\n",
        "INGBNL2AXXX\n940\nINGBNL2AXXX\n",
        ":940:\r\n",
    ];
    for text in heads
        .map(|head| format!("{head}{plain}"))
        .iter()
        .chain([&note, &after])
    {
        assert_eq!(operating(text), Ok(490_000_025), "{text}");
    }
    // Before each statement of a file; lines keep their numbers.
    let head = "ABNANL2A\n940\nABNANL2A\n";
    let before = plain.replace("C261120", "C261119").replace("324", "323");
    let both = format!("{head}{before}{head}{plain}");
    assert_eq!(operating(&both), Ok(490_000_025));
    let wrong = both.replace("C261120USD5000000,25", "C261120USD5000000.25");
    let line = line_of(&wrong, "USD5000000.25");
    assert!(matches!(operating(&wrong), Err(InputError::Syntax { line: l, .. }) if l == line));
    // Elsewhere they are what they are: a continuation, or no field.
    let inside = changed(&plain, "INCOMING WIRE", "ABNANL2A\r\n940");
    assert_eq!(operating(&inside), Ok(490_000_025));
    assert!(operating(&changed(&plain, ":64:", ":XY:1\r\n:64:")).is_err());
    let long = changed(&plain, "FROM A/B", &":NS:".repeat(200));
    assert_eq!(operating(&long), Ok(490_000_025));
}

#[test]
fn what_is_available_later_is_not_now() {
    let later = changed(
        &sample(),
        ":64:C261120USD4900000,25",
        ":64:C261123USD4900000,25",
    );
    let line = line_of(&later, ":64:");
    let refused = Err(InputError::NotSeparated { line });
    assert_eq!(operating(&later), refused);
    let more = changed(
        &sample(),
        ":64:C261120USD4900000,25",
        ":64:C261123USD9900000,",
    );
    assert_eq!(operating(&more), refused);
    let before = changed(&sample(), ":64:C261120", ":64:C261119");
    assert!(matches!(operating(&before), Err(InputError::Date { .. })));
}
