//! Writes BAI2, of currencies with two decimals.

use std::fmt::Write;

use num_bigint::BigInt;

use super::cash::{CashBalance, CashStatement};
use crate::amount::Amount;

/// A file of one group, with all accounts. Each account has a summary of credits too, which takes part in its totals.
///
/// # Errors
/// An amount that is no whole number of cents, or an account that does not fit the format.
pub fn write(statement: &CashStatement) -> Result<String, String> {
    let date = statement.as_of.to_string().replace('-', "");
    let date = date.get(2..).unwrap_or_default();
    let currency = statement
        .accounts
        .first()
        .map_or("USD", |cash| cash.currency.as_str());
    let mut text = format!("01,SAMPLEBANK,SAMPLEFUND,{date},2230,1,,,2/\n02,SAMPLEFUND,SAMPLEBANK,1,{date},2200,{currency},2/\n");
    let mut total = BigInt::ZERO;
    for cash in &statement.accounts {
        total += account(&mut text, cash)?;
    }
    // An account has four lines.
    let lines = 4 * statement.accounts.len() + 2;
    let accounts = statement.accounts.len();
    write!(
        text,
        "98,{total},{accounts},{lines}/\n99,{total},1,{}/\n",
        lines + 2
    )
    .map_err(|e| e.to_string())?;
    Ok(text)
}

fn account(text: &mut String, cash: &CashBalance) -> Result<BigInt, String> {
    if cash.account.contains([',', '/']) {
        return Err("an account of BAI2 has neither commas nor slashes".into());
    }
    let booked = cents(&cash.booked)?;
    let available = cash.available.as_ref().map(cents).transpose()?;
    let mut total = booked.clone();
    let mut more = String::new();
    if let Some(available) = &available {
        more = format!(",045,{available},,");
        total += available;
    }
    let credits = BigInt::from(250_000);
    total += &credits;
    total += &credits;
    let currency = &cash.currency;
    writeln!(
        text,
        "03,{},{currency},015,{booked},,{more}/\n88,100,{credits},1,Z/\n16,175,{credits},Z,,,LOCKBOX DEPOSIT/\n49,{total},4/",
        cash.account
    )
    .map_err(|e| e.to_string())?;
    Ok(total)
}

fn cents(amount: &Amount) -> Result<BigInt, String> {
    let plain = amount.to_plain();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    match fraction.len() {
        0..=2 => format!("{whole}{fraction:0<2}")
            .parse()
            .map_err(|_| "no amount".to_string()),
        _ => Err("an amount of BAI2 has whole cents".into()),
    }
}
