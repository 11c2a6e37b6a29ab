//! What reading takes in memory, by the most that this process ever had: one test in a binary of its own.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs)]

mod made;

use assay_holdings::{Format, InputError};
use made::Made;

const ACCOUNTS: u64 = 1 << 16;

const BEGIN: &str = "01,BANK,FUND,261120,2200,1,,,2/\n02,FUND,BANK,1,261120,2200,USD,2/\n";

/// `count` transactions of one account, in lines that `line` makes.
fn transactions(count: u64, lines: u64, line: fn(u64) -> String) -> Made<fn(u64) -> String> {
    let end = format!(
        "49,{count},{}/\n98,{count},1,{}/\n99,{count},1,{}/\n",
        lines + 2,
        lines + 4,
        lines + 6
    );
    let begin = format!("{BEGIN}03,1234567890,,015,0,,/\n");
    Made::new(&begin, lines, line, end)
}

fn accounts(count: u64) -> Made<fn(u64) -> String> {
    let line: fn(u64) -> String = |at| format!("03,{at},,015,1/\n49,1,2/\n");
    let (lines, all) = (2 * count + 2, 2 * count + 4);
    let end = format!("98,{count},{count},{lines}/\n99,{count},1,{all}/\n");
    Made::new(BEGIN, count, line, end)
}

#[test]
fn bai2_is_read_as_a_stream() {
    // Accounts first: what they need, the other files have for free, and the peak would not show it.
    let (outcome, _, grown) = made::read(Format::Bai2, accounts(ACCOUNTS));
    assert_eq!(outcome, Ok(()));
    assert!(grown < 48 << 20, "{grown}");
    let (outcome, _, _) = made::read(Format::Bai2, accounts(ACCOUNTS + 1));
    let refused = InputError::Syntax {
        line: 2 * ACCOUNTS + 3,
        expected: "at most 65536 accounts of a file",
    };
    assert_eq!(outcome, Err(refused));

    // Transactions, as many fields as possible in as few bytes, and continuations.
    let lines = 1 << 20;
    let short: fn(u64) -> String = |_| "16,195,1,,,,,,,,,,,,,,,,,,,\n".into();
    let continued: fn(u64) -> String = |at| match at % 64 {
        0 => "16,195,64,,,\n".into(),
        _ => "88,,,,,,,,,,,,,,,,,,,,,,,,,\n".into(),
    };
    for line in [short, continued] {
        let (outcome, length, grown) = made::read(Format::Bai2, transactions(lines, lines, line));
        assert_eq!(outcome, Ok(()));
        assert!(length > 24 << 20);
        assert!(grown * 16 < length, "{grown} of {length}");
    }
}
