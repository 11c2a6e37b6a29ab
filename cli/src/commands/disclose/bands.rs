//! Bands of shares, tenors and amounts, for people.

use std::fmt::Display;

use assay_prover::Band;
use assay_statement::{Decimal, Rule};

use crate::render::numbers::grouped;

/// What a rule of a plan says of its group.
pub fn band_of(rule: &Rule) -> String {
    match rule {
        Rule::Share(share) => format!("{}: {}", share.of, shares(&share.min, &share.max)),
        Rule::Tenor(tenor) => {
            let days = days(tenor.min_days, tenor.max_days);
            match &tenor.of {
                Some(group) => format!("{group}: {days}"),
                None => format!("all kinds: {days}"),
            }
        }
        other => other.name().into(),
    }
}

fn percent(share: &Decimal) -> Decimal {
    (share * &Decimal::from(100u64)).trimmed()
}

fn shares(min: &Decimal, max: &Decimal) -> String {
    match max.is_zero() {
        true => "none".into(),
        false => format!("{} % to {} % of assets", percent(min), percent(max)),
    }
}

fn days(min: u32, max: u32) -> String {
    format!("{min} to {max} days on average")
}

/// A band that a report proves.
pub fn band(band: &Band, currency: &impl Display) -> String {
    match band {
        Band::Share { min, max } => shares(min, max),
        Band::Days { min, max } => days(*min, *max),
        Band::Amount { min, max } => {
            let end = |word: &str, end: &Option<Decimal>| {
                let end = end.as_ref()?;
                Some(format!("{word} {} {currency}", grouped(end)))
            };
            let ends = [end("at least", min), end("at most", max)];
            ends.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
    }
}
