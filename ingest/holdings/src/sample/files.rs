//! The holdings of the sample fund as statements: the same totals as in its CSV files, so the same commitments but for the
//! blinders.

use assay_statement::{pretty, Book, Id, Kind, V1};

use super::cash::{CashBalance, CashStatement};
use super::fund::lines;
use super::securities::{SecuritiesBalance, SecuritiesStatement};
use super::{camt053, mt535, semt002};
use crate::amount::Amount;
use crate::basis::Basis;
use crate::mapping::{CashAccount, HoldingsMapping};
use crate::measure::Measure;

/// Balances on a page.
const PER_PAGE: usize = 40;

/// One million dollars of the first position of each custodian are pledged, over and above what the CSV files count.
const PLEDGED: u64 = 1_000_000;

/// The files of one custodian.
pub struct StatementFiles {
    /// File name and content of each page or statement, in their order.
    pub statements: Vec<(String, String)>,
    /// The mapping of its cash accounts.
    pub mapping: String,
}

/// The statements of one custodian of the sample fund: semt.002 with totals and sub-accounts for the first, MT535 for the
/// others, with sub-accounts for the third; camt.053 for cash.
///
/// # Errors
/// A message about a book whose rows do not hold what the sample fund holds.
pub fn statements(book: &Book, custodian: &Id) -> Result<StatementFiles, String> {
    let (balances, cash) = balances(book, custodian)?;
    let mut statements = securities(book, custodian, balances);
    let number = |at: usize| format!("{custodian}-CASH-{:02}", at + 1);
    let accounts = cash.iter().enumerate().map(|(at, (_, cents))| CashBalance {
        account: number(at),
        currency: book.currency.as_str().into(),
        booked: Amount::new((*cents).into(), 2),
        available: None,
    });
    let cash_statement = CashStatement {
        as_of: book.as_of.date(),
        accounts: accounts.collect(),
    };
    let text = camt053::write(&cash_statement);
    statements.push((format!("{custodian}.camt053.xml"), text));
    let rows = cash.iter().enumerate().map(|(at, (row, _))| {
        let row = row.parse().map_err(|_| row.clone())?;
        let account = number(at);
        Ok(CashAccount { account, row })
    });
    let mapping = HoldingsMapping {
        assay: V1,
        kind: Kind::new(),
        csv: None,
        cash: rows.collect::<Result<_, String>>()?,
        securities: Vec::new(),
        accounts: None,
        pass_over: None,
    };
    Ok(StatementFiles {
        statements,
        mapping: pretty(&mapping).map_err(|e| e.to_string())?,
    })
}

/// Rows of cash with their cents.
type CashRows = Vec<(String, u64)>;

/// The balances of a custodian's securities, one an account line, and its cash by row.
fn balances(book: &Book, custodian: &Id) -> Result<(Vec<SecuritiesBalance>, CashRows), String> {
    let (mut securities, mut cash) = (Vec::new(), CashRows::new());
    for line in lines(book, custodian)? {
        if line.instrument.starts_with("cash:") {
            match cash.iter_mut().find(|(row, _)| *row == line.instrument) {
                Some((_, cents)) => *cents += line.cents,
                None => cash.push((line.instrument, line.cents)),
            }
            continue;
        }
        securities.push(SecuritiesBalance {
            sub_account: Some(line.account),
            isin: line.instrument,
            measure: Measure::Face,
            available: Amount::new(line.cents.into(), 2),
            not_available: None,
        });
    }
    if let Some(first) = securities.first_mut() {
        first.not_available = Some(Amount::new(PLEDGED.into(), 0));
    }
    Ok((securities, cash))
}

/// The securities statement of a custodian, in the format it sends: file names and contents.
fn securities(
    book: &Book,
    custodian: &Id,
    mut balances: Vec<SecuritiesBalance>,
) -> Vec<(String, String)> {
    if custodian.as_str() == "eastcustody" {
        let each = balances.iter_mut();
        each.for_each(|balance| balance.sub_account = None);
    }
    let statement = SecuritiesStatement {
        account: format!("{custodian}-SAFE-01"),
        as_of: book.as_of.date(),
        basis: Basis::Settled,
        lines: balances,
        totals: custodian.as_str() == "northbank",
    };
    match statement.totals {
        true => (1..)
            .zip(semt002::write(&statement, PER_PAGE))
            .map(|(page, text)| (format!("{custodian}.semt002-{page}.xml"), text))
            .collect(),
        false => vec![(
            format!("{custodian}.mt535.fin"),
            mt535::write(&statement, PER_PAGE),
        )],
    }
}
