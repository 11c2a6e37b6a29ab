//! What became of a book, for programs.

use assay_book::{Place, UnknownTerm};
use assay_statement::{digest, CanonicalError};
use serde_json::{json, Value};

use super::income;
use super::sources::Sources;
use super::summary::has_price_file;

/// The summary, with the source of each row.
pub fn summary(sources: &Sources<'_>) -> Result<Value, CanonicalError> {
    let built = sources.built;
    let book = &built.book;
    let place = |at: Place| match at {
        Place::PriceFile { line } | Place::PriceList { line, .. } => {
            json!({ "file": sources.file(at), "line": line })
        }
        Place::Terms { entry } => json!({ "terms": entry }),
    };
    let rows = book.rows.iter().zip(&built.sources);
    let rows = rows.map(|(row, source)| {
        let source = match source {
            Some(source) => json!({
                "file": sources.file(source.at), "line": line(source.at), "date": source.day.to_string(),
            }),
            None => json!({ "file": sources.custodians.display().to_string() }),
        };
        json!({
            "custodian": row.custodian.as_str(), "instrument": row.instrument.as_str(),
            "price": row.price.to_string(), "source": source,
        })
    });
    let other_prices = built.other_prices.iter().map(|other| {
        json!({
            "instrument": other.instrument.as_str(), "taken": other.taken.to_string(),
            "price": other.price.to_string(), "source": place(other.at),
        })
    });
    let incomplete = built.incomplete.iter().map(|known| {
        json!({ "instrument": known.instrument.as_str(), "unknown": known.field, "source": place(known.at) })
    });
    let fallbacks = built.fallbacks.iter().map(|fallback| {
        json!({
            "instrument": fallback.isin.as_str(), "side": fallback.side.to_string(), "line": fallback.line,
        })
    });
    let unknown = built.unknown.iter().map(|missing| {
        json!({ "instrument": missing.isin.as_str(), "unknown": word(missing.what), "line": missing.line })
    });
    let unquoted = built
        .unquoted
        .iter()
        .map(|unquoted| json!({ "cusip": unquoted.cusip.to_string(), "line": unquoted.line }));
    Ok(json!({
        "book": digest(book)?.to_string(),
        "subject": book.subject.as_str(),
        "as_of": book.as_of.to_string(),
        "day": built.accrued_to.to_string(),
        "interest_added_to": has_price_file(built).then(|| built.accrued_to.to_string()),
        "shape": { "k": book.shape.k(), "rules": book.shape.rules() },
        "rows": rows.collect::<Vec<_>>(),
        "other_prices": other_prices.collect::<Vec<_>>(),
        "incomplete": incomplete.collect::<Vec<_>>(),
        "without_end_of_day_price": fallbacks.collect::<Vec<_>>(),
        "without_terms": unknown.collect::<Vec<_>>(),
        "without_price": unquoted.collect::<Vec<_>>(),
        "without_price_in_lists": sources.unpriced,
        "matured": built.matured,
        "income": income::json(built),
        "doubts": built.doubts.iter().map(ToString::to_string).collect::<Vec<_>>(),
    }))
}

fn line(at: Place) -> u64 {
    match at {
        Place::PriceFile { line } | Place::PriceList { line, .. } => line,
        Place::Terms { .. } => 0,
    }
}

/// What is unknown, in a word.
fn word(what: UnknownTerm) -> &'static str {
    match what {
        UnknownTerm::FirstPeriod => "first_period",
        UnknownTerm::FloatingRate => "floating_rate",
        UnknownTerm::IndexRatio => "index_ratio",
    }
}
