//! Reports of BAI2.

use crate::input_error::InputError;
use crate::statement_day::StatementDay;
use crate::tests::support::*;

const EXTRA_COMMA: &str = include_str!("extra-comma-88.txt");
const TWO_DAYS: &str = include_str!("two-days.txt");

fn operating(text: &str) -> Result<u64, InputError> {
    sums(&[text], Some(ACCOUNTS)).map(|sums| sums[3])
}

/// A file of one group and one account, whose records are given with their total.
fn account(records: &str, total: &str) -> String {
    let lines = records.matches('\n').count() + 1;
    format!(
        "01,B,F,261120,0754,1,,,2/\n02,F,B,1,261120,,USD,2/\n{records}49,{total},{lines}/\n\
         98,{total},1,{}/\n99,{total},1,{}/\n",
        lines + 2,
        lines + 4
    )
}

#[test]
fn an_empty_field_before_the_slash_carries_nothing() {
    assert_eq!(
        sums(&[EXTRA_COMMA], Some(ACCOUNTS)).unwrap()[3..],
        [490_000_025, 25_000_000]
    );
    // Its amounts still have to add up.
    let wrong = EXTRA_COMMA.replace("1950000100", "1950000075");
    assert_eq!(operating(&wrong), Err(InputError::ControlTotal { line: 9 }));
    for (records, total, cents) in [
        (
            "03,1234567890,USD,,,,,,/\n88,015,50000,,/\n",
            "50000",
            50_000,
        ),
        (
            "03,1234567890,USD,010,0,,,,,/\n88,,,015,50000,,,/\n",
            "50000",
            50_000,
        ),
        (
            "03,1234567890,USD,015,/\n88,50000,,/\n88,045,/\n88,40000,,/\n",
            "90000",
            40_000,
        ),
        (
            "03,1234567890,USD/\n88,015,50000/\n88,072,0/\n",
            "50000",
            50_000,
        ),
        (
            "03,1234567890,USD,010,0,3/\n88,015,50000,,Z/\n88,,,/\n88,100,,/\n",
            "50000",
            50_000,
        ),
        (
            "03,1234567890,USD,010,,,/\n88,015,50000,1,S,50000,,/\n",
            "50000",
            50_000,
        ),
    ] {
        assert_eq!(operating(&account(records, total)), Ok(cents), "{records}");
    }
}

#[test]
fn an_amount_that_could_be_a_type_code_is_refused() {
    let text = account("03,1234567890,USD,015,/\n88,500,,/\n", "500");
    assert_eq!(operating(&text), Err(InputError::ControlTotal { line: 5 }));
    let text = account("03,1234567890,USD,015,50000,/\n88,3,Z/\n", "50000");
    let expected = "a funds type: Z, 0, 1, 2, S, V or D";
    assert_eq!(
        operating(&text),
        Err(InputError::Syntax { line: 3, expected })
    );
}

#[test]
fn blank_totals_are_of_nothing() {
    let group = "98,,0,2/\n";
    let text = format!("01,B,F,261120,0754,1,,,2/\n02,F,B,1,261120,,USD,2/\n{group}99,,1,4/\n");
    assert_eq!(operating(&text), Ok(0));
    let text = account("03,1234567890,USD,015,500,,/\n", "");
    let field = "control total";
    assert_eq!(
        operating(&text),
        Err(InputError::Missing { line: 4, field })
    );
}

#[test]
fn accounts_without_balances_have_nothing_to_count() {
    // One that nobody knows, and the transactions of one whose balance is elsewhere.
    let text = "01,B,F,261120,0754,1,,,2/\n02,F,B,1,261120,,USD,2/\n03,999,USD,,,,/\n49,,2/\n\
                03,1234567890,USD/\n16,142,100,,,,/\n49,100,3/\n03,1234567890,USD,015,500,,/\n49,500,2/\n\
                98,600,3,9/\n99,600,1,11/\n";
    let found = collect(&[text], Some(ACCOUNTS)).unwrap();
    assert_eq!(found.sums.quantities[3], 500);
    assert_eq!(
        (found.passed_over.zeros, found.passed_over.other_days),
        (1, 1)
    );
    // One that counts has to have a closing balance.
    let text = account("03,1234567890,USD,,,,/\n", "");
    assert_eq!(operating(&text), Err(InputError::NoClosing { line: 3 }));
}

#[test]
fn the_group_of_the_books_day_counts() {
    let found = collect(&[TWO_DAYS], Some(ACCOUNTS)).unwrap();
    assert_eq!(found.sums.quantities[3], 490_000_025);
    assert_eq!(found.passed_over.other_days, 1);
    // What is owed on another day is nothing to us.
    let debit = TWO_DAYS
        .replace("480000000", "-480000000")
        .replace("970000025", "10000025");
    assert_eq!(operating(&debit), Ok(490_000_025));
    let twice = TWO_DAYS.replace("261119", "261120");
    assert_eq!(
        operating(&twice),
        Err(InputError::SameStatement { line: 7 })
    );
    let absent = TWO_DAYS.replace("1,261120,", "1,261118,");
    let date = |line, found: &str| InputError::Date {
        line,
        expected: day(),
        of: StatementDay::Book,
        found: found.parse().unwrap(),
    };
    assert_eq!(operating(&absent), Err(date(2, "2026-11-19")));
    // The same day before it ended is no closing balance, and is not in the way of one.
    let before = TWO_DAYS.replace("1,261119,,USD,2/", "1,261120,,USD,3/");
    assert_eq!(operating(&before), Ok(490_000_025));
    let only = before.replace("1,261120,,USD,2/", "1,261121,,USD,2/");
    assert_eq!(operating(&only), Err(InputError::Preliminary { line: 2 }));
}

#[test]
fn what_is_available_later_does_not_count() {
    let ledger = |funds: &str| {
        let record = format!("03,1234567890,USD,015,50000,,{funds}/\n");
        operating(&account(&record, "50000"))
    };
    for now in [
        "Z",
        "0",
        "S,50000,0,0",
        "S,50000,,",
        "V,261120,",
        "V,261119,0900",
        "D,1,0,50000",
        "D,2,0,50000,1,0",
    ] {
        assert_eq!(ledger(now), Ok(50_000), "{now}");
    }
    let line = 3;
    for later in [
        "1",
        "2",
        "S,30000,20000,0",
        "S,,,20000",
        "V,261121,",
        "V,,",
        "D,2,0,30000,1,20000",
    ] {
        assert_eq!(
            ledger(later),
            Err(InputError::NotSeparated { line }),
            "{later}"
        );
    }
    // The closing available balance says how much it is.
    let both = "03,1234567890,USD,015,50000,,1,045,30000,,/\n";
    assert_eq!(operating(&account(both, "80000")), Ok(30_000));
}

#[test]
fn several_reports_may_follow_each_other() {
    let first = account("03,1234567890,USD,015,50000,,/\n", "50000");
    let second = account("03,GB82WEST12345698765432,USD,015,700,,/\n", "700");
    let both = format!("{first}{second}");
    assert_eq!(sums(&[&both], Some(ACCOUNTS)).unwrap()[3..], [50_000, 700]);
    let again = format!("{first}{first}");
    assert_eq!(
        operating(&again),
        Err(InputError::SameStatement { line: 9 })
    );
    let cut = both.rsplit_once("99,").unwrap().0;
    assert!(matches!(operating(cut), Err(InputError::Missing { .. })));
}
