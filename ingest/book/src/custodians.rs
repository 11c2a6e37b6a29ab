//! The custodians file: which custodian may hold what. It is the second input of `assay book`.
//!
//! ```json
//! {
//!   "assay": "v1",
//!   "kind": "custodians",
//!   "currency": "USD",
//!   "custodians": [
//!     {
//!       "id": "northbank",
//!       "country": "US",
//!       "securities": { "kinds": ["bill", "note"], "max_remaining_days": 397 },
//!       "cash": [ { "account": "operating", "institution": "first-bank" } ]
//!     },
//!     {
//!       "id": "eastcustody",
//!       "country": "GB",
//!       "securities": { "instruments": ["US912797RS85"] },
//!       "repo": [ { "account": "overnight", "institution": "big-dealer", "maturity": "next business day" } ],
//!       "funds": [ { "fund": "US0000000018", "nav": "1.00", "quantity_decimals": 3, "institution": "fund-manager" } ],
//!       "tokens": [ { "token": "eip155:1/erc20:0x7712c34205737192402172409a8f7ccef8aa2aec", "price": "1.0123",
//!                     "quantity_decimals": 6 } ]
//!     }
//!   ]
//! }
//! ```
//!
//! `securities` takes its prices from the price file and the price lists. With `kinds`, the custodian may hold every quoted security of
//! these kinds with at most `max_remaining_days` left: the book then reveals nothing about the portfolio. A list of
//! `instruments` makes a shorter book, and publishes which securities are in question.
//! `country`, where all custodians have one, goes into the book for policies and disclosures to speak of.
//! `cash` becomes rows `cash:<account>` of price 1, and `repo` rows `repo:<account>`: its quantity is the money that was lent, the
//! interest comes on top when it is paid. `funds` are rows of shares at their net asset value, `tokens` rows of tokens on a chain at
//! a price. `other` lists rows that are none of these. `income` says what rows without a public rate earned since an earlier book.

use assay_statement::json::{Field, FromJson, JsonError, JsonValue};
use assay_statement::{
    fields, next_business_day, AssetId, Country, Currency, Date, Decimal, Document, Id,
    InstrumentKind, Kind, V1,
};
use serde::{Serialize, Serializer};

use crate::given_income::GivenIncome;

/// Decimals of a quantity where the file names none: cents.
const DEFAULT_QUANTITY_DECIMALS: u8 = 2;

fn decimals(field: Field<'_>) -> Result<u8, JsonError> {
    field.read_or(|| DEFAULT_QUANTITY_DECIMALS)
}

/// The custodians file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Custodians {
    /// The version.
    pub assay: V1,
    /// `"custodians"`.
    pub kind: Kind<Custodians>,
    /// Currency of all prices; the price file is in USD.
    pub currency: Currency,
    /// In the order of the book.
    pub custodians: Vec<Custodian>,
}

fields!(Custodians {
    assay,
    kind,
    currency,
    custodians
});

impl Document for Custodians {
    const KIND: &'static str = "custodians";
    const MAX_BYTES: usize = 4 << 20;
}

/// What one custodian may hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Custodian {
    /// Its id in book, attestations and registry.
    pub id: Id,
    /// The country in which it keeps what it holds; for every custodian or for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// Securities, at the prices of the price file and the price lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub securities: Option<Securities>,
    /// Cash accounts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cash: Vec<CashAccount>,
    /// Money lent against securities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repo: Vec<Repo>,
    /// Shares of government money market funds and the like.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub funds: Vec<FundShares>,
    /// Tokens of other funds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tokens: Vec<FundTokens>,
    /// Anything else, at a price given here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<OtherRow>,
    /// What rows without a public rate earned since an earlier book.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub income: Vec<GivenIncome>,
}

fields!(Custodian {
    id,
    country,
    securities,
    cash by Field::read_or_default,
    repo by Field::read_or_default,
    funds by Field::read_or_default,
    tokens by Field::read_or_default,
    other by Field::read_or_default,
    income by Field::read_or_default,
});

/// Which securities: by `kinds`, or by `instruments`, not both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Securities {
    /// Kinds: bill, note, bond, tips, frn, agency_note, agency_frn, agency_discount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kinds: Option<Vec<InstrumentKind>>,
    /// With `kinds`: most days from the as-of day to maturity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_remaining_days: Option<u32>,
    /// ISINs or CUSIPs, each quoted in the price file or a price list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instruments: Option<Vec<Id>>,
    /// Decimals of a face amount.
    pub quantity_decimals: u8,
}

fields!(Securities {
    kinds,
    max_remaining_days,
    instruments,
    quantity_decimals by decimals,
});

/// A cash account, the row `cash:<account>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CashAccount {
    /// Name of the account, unique for the custodian.
    pub account: Id,
    /// The bank that owes the money.
    pub institution: Id,
    /// Decimals of an amount.
    pub quantity_decimals: u8,
}

fields!(CashAccount {
    account,
    institution,
    quantity_decimals by decimals,
});

/// A repurchase agreement, the row `repo:<account>` of price 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repo {
    /// Its name, unique for the custodian.
    pub account: Id,
    /// Who borrowed the money.
    pub institution: Id,
    /// When it is paid back.
    pub maturity: RepoMaturity,
    /// When it can be demanded next, if it can be ended by notice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demand: Option<Date>,
    /// Decimals of an amount.
    pub quantity_decimals: u8,
}

fields!(Repo {
    account,
    institution,
    maturity,
    demand,
    quantity_decimals by decimals,
});

/// When a repo is paid back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepoMaturity {
    /// On a day: `"2026-11-23"`.
    On(Date),
    /// On the first business day of the Federal Reserve after the day of the book: `"next business day"`.
    NextBusinessDay,
}

/// How a file says that a repo is for one business day.
const NEXT_BUSINESS_DAY: &str = "next business day";

impl RepoMaturity {
    /// The date that a book of a day has.
    pub(crate) fn on(self, today: Date) -> Date {
        match self {
            RepoMaturity::On(date) => date,
            RepoMaturity::NextBusinessDay => next_business_day(today),
        }
    }
}

impl FromJson for RepoMaturity {
    fn from_json(value: JsonValue<'_>) -> Result<RepoMaturity, JsonError> {
        const EXPECTED: &str = "a date YYYY-MM-DD or \"next business day\"";
        match value.text(EXPECTED)? {
            NEXT_BUSINESS_DAY => Ok(RepoMaturity::NextBusinessDay),
            text => match text.parse() {
                Ok(date) => Ok(RepoMaturity::On(date)),
                Err(_) => Err(value.unexpected(EXPECTED)),
            },
        }
    }
}

impl Serialize for RepoMaturity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            RepoMaturity::On(date) => date.serialize(serializer),
            RepoMaturity::NextBusinessDay => serializer.serialize_str(NEXT_BUSINESS_DAY),
        }
    }
}

/// Shares of a fund, redeemable the same day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FundShares {
    /// Its ISIN, or another name that is unique for the custodian.
    pub fund: Id,
    /// Net asset value, in currency per share.
    pub nav: Decimal,
    /// Decimals of a number of shares.
    pub quantity_decimals: u8,
    /// Who manages the fund.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<Id>,
}

fields!(FundShares {
    fund,
    nav,
    quantity_decimals by decimals,
    institution,
});

/// Tokens of a tokenized fund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FundTokens {
    /// The token and its chain.
    pub token: AssetId,
    /// Currency per token.
    pub price: Decimal,
    /// Decimals of a number of tokens, which may be fewer than the chain's.
    pub quantity_decimals: u8,
    /// Who issues it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<Id>,
}

fields!(FundTokens {
    token,
    price,
    quantity_decimals by decimals,
    institution,
});

/// A row with a price of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OtherRow {
    /// Its name, unique for the custodian.
    pub instrument: Id,
    /// Its kind.
    pub kind: InstrumentKind,
    /// When it is repaid, for kinds that are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maturity: Option<Date>,
    /// When its rate is reset next, for kinds whose rate is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset: Option<Date>,
    /// When it can be demanded next, if it has a demand feature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demand: Option<Date>,
    /// Currency per whole unit.
    pub price: Decimal,
    /// Decimals of a quantity.
    pub quantity_decimals: u8,
    /// Who owes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<Id>,
}

fields!(OtherRow {
    instrument,
    kind,
    maturity,
    reset,
    demand,
    price,
    quantity_decimals by decimals,
    institution,
});

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use assay_statement::{parse_document, ParseError};

    const GOOD: &str = r#"{"assay":"v1","kind":"custodians","currency":"USD","custodians":[
        {"id":"north","securities":{"kinds":["bill"],"max_remaining_days":93},"cash":[{"account":"a","institution":"b"}]}]}"#;

    fn refused(from: &str, to: &str) -> ParseError {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD);
        parse_document::<Custodians>(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn reads_and_writes_itself() {
        let file: Custodians = parse_document(GOOD.as_bytes()).unwrap();
        assert_eq!(file.custodians[0].cash[0].quantity_decimals, 2);
        let text = assay_statement::pretty(&file).unwrap();
        assert_eq!(parse_document::<Custodians>(text.as_bytes()).unwrap(), file);
    }

    #[test]
    fn repo_funds_and_tokens_say_what_they_are() {
        let text = |entries: &str| {
            format!(
                r#"{{"assay":"v1","kind":"custodians","currency":"USD","custodians":[{{"id":"north",{entries}}}]}}"#
            )
        };
        let read = |entries: &str| parse_document::<Custodians>(text(entries).as_bytes());
        for good in [
            r#""repo":[{"account":"o","institution":"d","maturity":"2026-11-23"}]"#,
            r#""repo":[{"account":"o","institution":"d","maturity":"next business day"}]"#,
            r#""repo":[{"account":"o","institution":"d","maturity":"2026-12-23","demand":"2026-11-23"}]"#,
            r#""funds":[{"fund":"mmf","nav":"1.00"}]"#,
            r#""tokens":[{"token":"eip155:1/erc20:0x00","price":"1.01"}]"#,
        ] {
            assert!(read(good).is_ok(), "{good}");
        }
        for bad in [
            r#""repo":[{"account":"o","institution":"d"}]"#,
            r#""repo":[{"account":"o","maturity":"2026-11-23"}]"#,
            r#""repo":[{"account":"o","institution":"d","maturity":"tomorrow"}]"#,
            r#""repo":[{"account":"o","institution":"d","maturity":"2026-11-31"}]"#,
            r#""repo":[{"account":"o","institution":"d","maturity":"2026-11-23","price":"1"}]"#,
            r#""funds":[{"fund":"mmf"}]"#,
            r#""funds":[{"fund":"mmf","nav":"-1"}]"#,
            r#""tokens":[{"token":"eip155:1","price":"1.01"}]"#,
            r#""tokens":[{"token":"eip155:1/erc20:0x00"}]"#,
        ] {
            assert!(matches!(read(bad), Err(ParseError::Field { .. })), "{bad}");
        }
    }

    #[test]
    fn is_read_strictly() {
        assert!(matches!(refused("93", "93.0"), ParseError::Float { .. }));
        assert!(matches!(
            refused("\"id\":", "\"country\":\"us\",\"id\":"),
            ParseError::Field { .. }
        ));
        assert!(matches!(refused("93", "-1"), ParseError::Field { .. }));
        assert!(matches!(refused("93", "\"93\""), ParseError::Field { .. }));
        assert!(matches!(
            refused("\"bill\"", "\"stock\""),
            ParseError::Field { .. }
        ));
        assert!(matches!(
            refused("max_remaining", "most_remaining"),
            ParseError::Field { .. }
        ));
        assert!(matches!(
            refused("\"id\":", "\"id\":\"x\",\"id\":"),
            ParseError::Duplicate { .. }
        ));
        assert!(matches!(
            refused("\"v1\"", "\"v2\""),
            ParseError::Version { .. }
        ));
        assert!(matches!(
            refused("\"custodians\"", "\"book\""),
            ParseError::Kind { .. }
        ));
    }
}
