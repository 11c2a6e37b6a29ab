//! Writes SWIFT MT940.

use super::cash::{CashBalance, CashStatement};
use crate::amount::Amount;

/// A file with a message of each account.
///
/// Accounts go into it as they are: letters, digits and `/-?:().,'+` and the space, as SWIFT has them, at most 35.
pub fn write(statement: &CashStatement) -> String {
    let date = statement.as_of.to_string().replace('-', "");
    let date = date.get(2..).unwrap_or_default();
    let accounts = (1..).zip(&statement.accounts);
    accounts
        .map(|(number, cash)| message(number, cash, date))
        .collect()
}

fn message(number: u32, cash: &CashBalance, date: &str) -> String {
    let balance = |tag: &str, amount: &Amount| {
        let mut amount = amount.to_plain().replace('.', ",");
        if !amount.contains(',') {
            amount.push(',');
        }
        format!(":{tag}:C{date}{}{amount}\r\n", cash.currency)
    };
    let available = cash.available.as_ref().map(|amount| balance("64", amount));
    format!(
        "{{1:F01SAMPUS33AXXX0000000000}}{{2:O9402200{date}SAMPUS33AXXX0000000000{date}2200N}}{{4:\r\n\
         :20:CASH-{number}\r\n:25:{}\r\n:28C:{number}/1\r\n{}{}{}-}}\r\n",
        cash.account,
        balance("60F", &Amount::zero()),
        balance("62F", &cash.booked),
        available.unwrap_or_default(),
    )
}
