//! The terms file: terms of coupon securities that the price file does not have. It is the third input of `assay book`, and
//! optional.
//!
//! ```json
//! {
//!   "assay": "v1",
//!   "kind": "terms",
//!   "securities": [
//!     { "instrument": "91282CDC2", "dated": "2021-10-15", "first_payment": "2022-04-15", "reference_cpi": "273.25771" },
//!     { "instrument": "91282CNU1", "dated": "2026-08-31", "first_payment": "2027-02-28" },
//!     { "instrument": "91282CMJ7", "dated": "2026-01-31", "first_payment": "2026-04-30", "spread_tenth_bps": 98 }
//!   ],
//!   "static_data": [
//!     { "instrument": "3133ERTE1", "kind": "agency_frn", "maturity": "2026-09-16", "reset": "2026-08-01", "institution": "ffcb" }
//!   ],
//!   "consumer_prices": [
//!     { "month": "2026-08-01", "index": "325.252" }
//!   ],
//!   "bill_auctions": [
//!     { "auction": "2026-11-16", "issue": "2026-11-19", "maturity": "2027-02-18", "high_rate": "3.685" }
//!   ]
//! }
//! ```
//!
//! All of it is public: dated date, first interest payment, reference CPI on the dated date and spread are in the announcement and
//! results of each auction, consumer prices (CPI-U, U.S. city average, all items, not seasonally adjusted) in the releases of the
//! Bureau of Labor Statistics, 13-week bills in the Treasury's auction results. It may have more entries than a book needs.
//! `static_data` is of any security that a source prices: what no source says of it.

use std::cmp::Ordering;
use std::collections::btree_map::Entry;
use std::collections::BTreeMap;

use assay_statement::json::Field;
use assay_statement::{fields, security_of, Date, Decimal, Document, Id, Kind, V1};
use cusip::CUSIP;
use serde::Serialize;

use crate::index_rate::index_rate;
use crate::isin::isin_of;
use crate::price_error::MAX_RATE_PERCENT;
use crate::static_data::{StaticData, StaticDataFault};
use crate::terms_error::{TermsError, INDEX_DECIMALS, MAX_INDEX, RATE_DECIMALS};

/// Days from issue to maturity of a 13-week bill: 91, unless one of them is a holiday.
const BILL_DAYS: std::ops::RangeInclusive<i64> = 84..=98;

/// The terms file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TermsFile {
    /// The version.
    pub assay: V1,
    /// `"terms"`.
    pub kind: Kind<TermsFile>,
    /// Notes, bonds, TIPS and floating rate notes, in any order.
    pub securities: Vec<SecurityTerms>,
    /// Kinds and dates of any securities, in any order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub static_data: Vec<StaticData>,
    /// Months in any order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub consumer_prices: Vec<ConsumerPrice>,
    /// Auctions in any order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bill_auctions: Vec<BillAuction>,
}

fields!(TermsFile {
    assay,
    kind,
    securities by Field::read_or_default,
    static_data by Field::read_or_default,
    consumer_prices by Field::read_or_default,
    bill_auctions by Field::read_or_default,
});

impl Document for TermsFile {
    const KIND: &'static str = "terms";
    const MAX_BYTES: usize = 4 << 20;
}

/// Terms of one security.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SecurityTerms {
    /// ISIN or CUSIP.
    pub instrument: Id,
    /// From when interest accrues.
    pub dated: Date,
    /// The first payment day, as scheduled.
    pub first_payment: Date,
    /// Interest per year on 1 of face; of what no price file quotes, as a security that matured since an earlier book.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Decimal>,
    /// Of TIPS: reference CPI on the dated date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_cpi: Option<Decimal>,
    /// Of a floating rate note: spread over the index, in tenths of a basis point; `98` is 0.098 percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spread_tenth_bps: Option<i32>,
}

fields!(SecurityTerms {
    instrument,
    dated,
    first_payment,
    rate,
    reference_cpi,
    spread_tenth_bps
});

/// The consumer price index of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConsumerPrice {
    /// First day of the month that it was measured in.
    pub month: Date,
    /// The index as first published.
    pub index: Decimal,
}

fields!(ConsumerPrice { month, index });

/// One auction of 13-week bills.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BillAuction {
    /// Day of the auction.
    pub auction: Date,
    /// Day on which the bill is issued.
    pub issue: Date,
    /// Day on which it matures.
    pub maturity: Date,
    /// Highest accepted discount rate, in percent.
    pub high_rate: Decimal,
}

fields!(BillAuction {
    auction,
    issue,
    maturity,
    high_rate
});

/// The entries of a terms file after [`TermsFile::check`], by what they are looked up by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedTerms {
    /// By ISIN.
    pub securities: BTreeMap<Id, SecurityTerms>,
    /// What is known of any security, with its place in the file, by what [names of it mean](assay_statement::security_of).
    pub static_data: BTreeMap<String, (usize, StaticData)>,
    /// Consumer price indexes by the first day of their month.
    pub consumer_prices: BTreeMap<Date, Decimal>,
    /// Index rates of 13-week bill auctions, in billionths of a percent, by the day of the auction.
    pub index_rates: BTreeMap<Date, i64>,
}

impl TermsFile {
    /// Checks everything that does not depend on the price file.
    ///
    /// # Errors
    /// The first [`TermsError`].
    pub fn check(&self) -> Result<CheckedTerms, TermsError> {
        let mut known = CheckedTerms::default();
        for (entry, security) in self.securities.iter().enumerate() {
            let found = security.instrument.clone();
            let isin = isin(&found).ok_or(TermsError::Instrument { entry, found })?;
            security.check(entry)?;
            match known.securities.entry(isin) {
                Entry::Vacant(place) => place.insert(security.clone()),
                Entry::Occupied(place) => {
                    let found = place.key().clone();
                    return Err(TermsError::SecurityTwice { entry, found });
                }
            };
        }
        self.check_static_data(&mut known)?;
        self.check_consumer_prices(&mut known)?;
        for (entry, bill) in self.bill_auctions.iter().enumerate() {
            let rate = bill.index_rate(entry)?;
            let found = bill.auction;
            if known.index_rates.insert(found, rate).is_some() {
                return Err(TermsError::AuctionTwice { entry, found });
            }
        }
        Ok(known)
    }

    fn check_static_data(&self, known: &mut CheckedTerms) -> Result<(), TermsError> {
        for (entry, data) in self.static_data.iter().enumerate() {
            data.check().map_err(|fault| {
                let found = data.instrument.clone();
                match fault {
                    StaticDataFault::Instrument => TermsError::StaticInstrument { entry, found },
                    StaticDataFault::Nothing => TermsError::NoStaticData { entry, found },
                    StaticDataFault::Kind(found) => TermsError::StaticKind { entry, found },
                    StaticDataFault::Dates(source) => TermsError::StaticDates { entry, source },
                }
            })?;
            let name = data.instrument.as_str();
            let name = security_of(name).unwrap_or_else(|| name.into());
            let entries = known.static_data.insert(name, (entry, data.clone()));
            if entries.is_some() {
                let found = data.instrument.clone();
                return Err(TermsError::StaticDataTwice { entry, found });
            }
        }
        Ok(())
    }

    fn check_consumer_prices(&self, known: &mut CheckedTerms) -> Result<(), TermsError> {
        for (entry, price) in self.consumer_prices.iter().enumerate() {
            let ConsumerPrice { month, index } = price;
            if month.ymd().2 != 1 {
                return Err(TermsError::Month {
                    entry,
                    found: *month,
                });
            }
            if !is_index(index) {
                let found = index.clone();
                return Err(TermsError::Index { entry, found });
            }
            if known
                .consumer_prices
                .insert(*month, index.clone())
                .is_some()
            {
                return Err(TermsError::MonthTwice {
                    entry,
                    found: *month,
                });
            }
        }
        Ok(())
    }
}

impl SecurityTerms {
    fn check(&self, entry: usize) -> Result<(), TermsError> {
        if self.first_payment <= self.dated {
            return Err(TermsError::FirstPayment {
                entry,
                dated: self.dated,
                first_payment: self.first_payment,
            });
        }
        self.check_rate(entry)?;
        if let Some(found) = self.reference_cpi.clone().filter(|cpi| !is_index(cpi)) {
            return Err(TermsError::ReferenceCpi { entry, found });
        }
        match self.spread_tenth_bps {
            Some(found) if found.unsigned_abs() >= 100_000 => {
                Err(TermsError::Spread { entry, found })
            }
            _ => Ok(()),
        }
    }

    fn check_rate(&self, entry: usize) -> Result<(), TermsError> {
        let Some(found) = self.rate.clone() else {
            return Ok(());
        };
        let most = Decimal::new(MAX_RATE_PERCENT, 2);
        match (self.spread_tenth_bps, found.cmp_value(&most)) {
            (Some(_), _) => Err(TermsError::RateBesideSpread { entry, found }),
            (None, Ordering::Less) => Ok(()),
            (None, _) => Err(TermsError::Rate { entry, found }),
        }
    }
}

impl BillAuction {
    fn index_rate(&self, entry: usize) -> Result<i64, TermsError> {
        let BillAuction {
            auction,
            issue,
            maturity,
            ..
        } = *self;
        let length = issue.days_until(maturity);
        let days = u64::try_from(length)
            .ok()
            .filter(|_| BILL_DAYS.contains(&length));
        let days = days.filter(|_| issue > auction).ok_or(TermsError::Bill {
            entry,
            auction,
            issue,
            maturity,
        })?;
        let high = self.high_rate.scaled(RATE_DECIMALS);
        let high = high.and_then(|high| u64::try_from(high).ok());
        high.and_then(|high| index_rate(high, days))
            .ok_or_else(|| TermsError::HighRate {
                entry,
                found: self.high_rate.clone(),
            })
    }
}

fn is_index(index: &Decimal) -> bool {
    let most = Decimal::from(MAX_INDEX);
    !index.is_zero() && index.cmp_value(&most).is_lt() && index.scaled(INDEX_DECIMALS).is_some()
}

/// The ISIN of an ISIN or a CUSIP with right check digits.
pub(crate) fn isin(name: &Id) -> Option<Id> {
    match CUSIP::parse(name.as_str()) {
        Ok(cusip) => isin_of(&cusip).ok(),
        Err(_) => isin::parse(name.as_str()).ok()?.to_string().parse().ok(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
