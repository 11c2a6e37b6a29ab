//! Rows that the custodians file prices itself: cash, repo, fund shares, tokens, and the rest.

use assay_statement::{mistyped_code, BookRow, Date, Decimal, Id, InstrumentKind};

use crate::build_error::BuildError;
use crate::custodians::{Custodian, FundShares, FundTokens, OtherRow};

/// The rows of one custodian, in the order of the file.
///
/// # Errors
/// [`BuildError::Account`], [`BuildError::CheckDigit`].
pub(super) fn own(custodian: &Custodian, today: Date) -> Result<Vec<BookRow>, BuildError> {
    let mut rows = Vec::new();
    for cash in &custodian.cash {
        let instrument = prefixed(custodian, InstrumentKind::Cash, &cash.account)?;
        rows.push(BookRow {
            institution: Some(cash.institution.clone()),
            quantity_decimals: cash.quantity_decimals,
            ..row(custodian, instrument, InstrumentKind::Cash, par())
        });
    }
    for repo in &custodian.repo {
        let instrument = prefixed(custodian, InstrumentKind::Repo, &repo.account)?;
        rows.push(BookRow {
            maturity: Some(repo.maturity.on(today)),
            demand: repo.demand,
            institution: Some(repo.institution.clone()),
            quantity_decimals: repo.quantity_decimals,
            ..row(custodian, instrument, InstrumentKind::Repo, par())
        });
    }
    for shares in &custodian.funds {
        check_digit(&custodian.id, "funds", &shares.fund)?;
    }
    for other in &custodian.other {
        check_digit(&custodian.id, "other", &other.instrument)?;
    }
    rows.extend(custodian.funds.iter().map(|shares| fund(custodian, shares)));
    rows.extend(custodian.tokens.iter().map(|held| token(custodian, held)));
    rows.extend(custodian.other.iter().map(|row| other(custodian, row)));
    Ok(rows)
}

/// Refuses a name that has the form of an ISIN or CUSIP and a wrong check digit.
pub(super) fn check_digit(
    custodian: &Id,
    list: &'static str,
    instrument: &Id,
) -> Result<(), BuildError> {
    match mistyped_code(instrument.as_str()) {
        Some(code) => Err(BuildError::CheckDigit {
            custodian: custodian.clone(),
            list,
            instrument: instrument.clone(),
            code,
        }),
        None => Ok(()),
    }
}

/// The price of money: one unit of currency for each unit.
fn par() -> Decimal {
    Decimal::from(1u64)
}

fn prefixed(custodian: &Custodian, kind: InstrumentKind, account: &Id) -> Result<Id, BuildError> {
    let instrument = format!("{kind}:{account}").parse();
    instrument.map_err(|reason| BuildError::Account {
        custodian: custodian.id.clone(),
        account: account.clone(),
        reason,
    })
}

fn row(custodian: &Custodian, instrument: Id, kind: InstrumentKind, price: Decimal) -> BookRow {
    BookRow {
        custodian: custodian.id.clone(),
        instrument,
        kind,
        maturity: None,
        reset: None,
        demand: None,
        price,
        quantity_decimals: 0,
        institution: None,
    }
}

fn fund(custodian: &Custodian, shares: &FundShares) -> BookRow {
    let instrument = shares.fund.clone();
    BookRow {
        quantity_decimals: shares.quantity_decimals,
        institution: shares.institution.clone(),
        ..row(
            custodian,
            instrument,
            InstrumentKind::Fund,
            shares.nav.clone(),
        )
    }
}

fn token(custodian: &Custodian, tokens: &FundTokens) -> BookRow {
    let instrument = tokens.token.clone().into();
    BookRow {
        quantity_decimals: tokens.quantity_decimals,
        institution: tokens.institution.clone(),
        ..row(
            custodian,
            instrument,
            InstrumentKind::Token,
            tokens.price.clone(),
        )
    }
}

fn other(custodian: &Custodian, other: &OtherRow) -> BookRow {
    BookRow {
        maturity: other.maturity,
        reset: other.reset,
        demand: other.demand,
        quantity_decimals: other.quantity_decimals,
        institution: other.institution.clone(),
        ..row(
            custodian,
            other.instrument.clone(),
            other.kind,
            other.price.clone(),
        )
    }
}
