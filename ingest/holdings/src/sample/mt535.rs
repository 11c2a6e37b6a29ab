//! Writes SWIFT MT535.

use std::fmt::Write;

use super::securities::{SecuritiesBalance, SecuritiesStatement};
use crate::amount::Amount;
use crate::measure::Measure;

/// The statement as one file, a message a page.
///
/// Accounts go into it as they are: letters, digits and `/-?:().,'+` and the space, as SWIFT has them, at most 35.
pub fn write(statement: &SecuritiesStatement, per_page: usize) -> String {
    let pages = statement.pages(per_page);
    let mut text = String::new();
    for (number, lines) in (1..).zip(&pages) {
        let indicator = match (number, number == pages.len()) {
            (1, true) => "ONLY",
            (_, true) => "LAST",
            _ => "MORE",
        };
        // Writing to a string does not fail.
        let _ = message(&mut text, statement, number, indicator, lines);
    }
    text
}

fn message(
    text: &mut String,
    statement: &SecuritiesStatement,
    number: usize,
    indicator: &str,
    lines: &[SecuritiesBalance],
) -> std::fmt::Result {
    let date = statement.as_of.to_string().replace('-', "");
    let active = if lines.is_empty() { "N" } else { "Y" };
    write!(
        text,
        "{{1:F01SAMPUS33AXXX0000000000}}{{2:O5352200{short}SAMPUS33AXXX0000000000{short}2200N}}{{4:\r\n\
         :16R:GENL\r\n:28E:{number}/{indicator}\r\n:20C::SEME//{date}P{number}\r\n:23G:NEWM\r\n:98A::STAT//{date}\r\n\
         :22F::SFRE//DAIL\r\n:22F::CODE//COMP\r\n:22F::STTY//CUST\r\n:22F::STBA//{basis}\r\n\
         :97A::SAFE//{account}\r\n:17B::ACTI//{active}\r\n:17B::CONS//N\r\n:16S:GENL\r\n",
        short = date.get(2..).unwrap_or_default(),
        basis = statement.basis.code(),
        account = statement.account,
    )?;
    let mut rest = lines;
    while let Some(first) = rest.first() {
        // Neighbours in the same part of the account share a block.
        let same = |line: &&SecuritiesBalance| line.sub_account == first.sub_account;
        let count = rest.iter().take_while(same).count();
        let (part, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        write!(text, ":16R:SUBSAFE\r\n")?;
        if let Some(account) = &first.sub_account {
            write!(text, ":97A::SAFE//{account}\r\n")?;
        }
        for line in part {
            instrument(text, line)?;
        }
        write!(text, ":16S:SUBSAFE\r\n")?;
        rest = after;
    }
    write!(text, "-}}\r\n")
}

fn instrument(text: &mut String, line: &SecuritiesBalance) -> std::fmt::Result {
    write!(
        text,
        ":16R:FIN\r\n:35B:ISIN {}\r\nUNITED STATES TREAS\r\n",
        line.isin
    )?;
    let mut balance = |qualifier: &str, amount: &Amount| {
        let unit = match line.measure {
            Measure::Units => "UNIT",
            Measure::Face | Measure::Money => "FAMT",
        };
        let mut number = amount.to_plain().replace('.', ",");
        if !number.contains(',') {
            number.push(',');
        }
        write!(text, ":93B::{qualifier}//{unit}/{number}\r\n")
    };
    balance("AGGR", &line.aggregate())?;
    if let Some(not_available) = &line.not_available {
        balance("AVAI", &line.available)?;
        balance("NAVL", not_available)?;
    }
    write!(text, ":16S:FIN\r\n")
}
