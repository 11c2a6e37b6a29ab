//! A disclosure, as programs read it.

use assay_prover::{Band, CustodyPlace, Disclosure, Figure, NotDisclosed, ReserveCategory};
use assay_verifier::{add_income_json, basis_json, supply_json, NOT_PROVED};
use serde_json::{json, Value};

use crate::commands::verify::ValidReport;
use crate::render::unchecked;

/// The disclosure.
pub fn json(checked: &ValidReport, disclosure: &Disclosure) -> Value {
    let (report, verified) = (&checked.report, &checked.verified);
    let book = &report.book;
    let supply = supply_json(report, &verified.basis);
    let reserves = match disclosure.reserves.is_empty() {
        true => Err(NotDisclosed::NoRule),
        false => Ok(disclosure.reserves.clone()),
    };
    let mut value = json!({
        "valid": true,
        "code": "valid",
        "subject": book.subject,
        "as_of": book.as_of,
        "policy": report.policy.name,
        "currency": book.currency,
        "report": verified.report,
        "value_per_token": report.supply.value_per_token,
        "basis": basis_json(&verified.basis),
        "outstanding": {
            "issued": disclosure.issued,
            "to_be_covered": verified.tokens,
            "supply": supply.counted,
            "excluded": supply.excluded,
        },
        "payables": supply.payables,
        "reserves": { "amount": figures_json(&reserves), "tenor": figures_json(&disclosure.tenor) },
        "categories": disclosure.categories.iter().map(category_json).collect::<Vec<_>>(),
        "custody": disclosure.places.iter().map(place_json).collect::<Vec<_>>(),
        "not_checked": unchecked::json(&checked.not_checked),
        "not_proved": NOT_PROVED,
    });
    add_income_json(&mut value, report, &verified.basis);
    value
}

/// A list of figures, or why none is disclosed.
fn figures_json(figures: &Result<Vec<Figure>, NotDisclosed>) -> Value {
    match figures {
        Ok(figures) => json!({ "disclosed": figures.iter().map(figure_json).collect::<Vec<_>>() }),
        Err(why) => json!({ "not_disclosed": why.code() }),
    }
}

fn figure_json(figure: &Figure) -> Value {
    let mut value = json!({ "rule": figure.name, "position": figure.rule, "with": figure.with });
    match &figure.band {
        Band::Share { min, max } => {
            value["min_share"] = json!(min);
            value["max_share"] = json!(max);
        }
        Band::Days { min, max } => {
            value["min_days"] = json!(min);
            value["max_days"] = json!(max);
        }
        Band::Amount { min, max } => {
            let ends = [("min", min), ("max", max)];
            for (name, end) in ends {
                if let Some(end) = end {
                    value[name] = json!(end);
                }
            }
        }
    }
    value
}

fn category_json(category: &ReserveCategory) -> Value {
    let custody = match &category.custody {
        Ok(countries) => json!({ "disclosed": { "only_in": countries, "by": "book" } }),
        Err(why) => json!({ "not_disclosed": why.code() }),
    };
    json!({
        "kinds": category.kinds,
        "share": figures_json(&category.share),
        "tenor": figures_json(&category.tenor),
        "custody": custody,
        "places": category.places.iter().map(place_json).collect::<Vec<_>>(),
    })
}

fn place_json(place: &CustodyPlace) -> Value {
    json!({
        "countries": place.countries,
        "share": figures_json(&place.share),
        "tenor": figures_json(&place.tenor),
    })
}
