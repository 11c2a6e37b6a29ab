//! A disclosure, as people read it and as programs do.

use std::collections::BTreeSet;

use assay_statement::{Country, Decimal, InstrumentKind, Rule};
use serde_json::{json, Value};

use crate::commands::table::{grouped, supply_json, supply_text, UncheckedNote, NOT_PROVED};
use crate::commands::verify::Checked;
use assay_prover::{Band, CustodyPlace, Disclosure, Figure, NotDisclosed, ReserveCategory};

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

fn band(band: &Band, currency: &impl std::fmt::Display) -> String {
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

/// Which rules prove it.
fn by(figure: &Figure) -> String {
    let mut text = format!("rule {} ({})", figure.rule, figure.name);
    for other in &figure.with {
        text += &format!(", with rule {other}");
    }
    text
}

/// The disclosure.
pub fn text(checked: &Checked, disclosure: &Disclosure) -> String {
    let (report, verified) = (&checked.report, &checked.verified);
    let book = &report.book;
    let mut lines = Lines {
        text: String::from("MONTHLY DISCLOSURE, from a report that verifies\n\n"),
        currency: book.currency.to_string(),
    };
    lines.field("subject", &book.subject);
    lines.field("as of", &book.as_of);
    lines.field("policy", &report.policy.name);
    lines.field("report", &verified.report);
    lines.text += &supply_text(report);
    lines.field("issued", &grouped(&disclosure.issued));
    lines.field("to be covered", &grouped(&verified.tokens));

    lines.text += "\n  Reserves\n";
    match disclosure.reserves.is_empty() {
        true => lines.line("amount", &NotDisclosed::NoRule, ""),
        false => lines.figures("amount", &Ok(disclosure.reserves.clone())),
    }
    lines.figures("tenor", &disclosure.tenor);
    for category in &disclosure.categories {
        lines.category(category);
    }
    if !disclosure.places.is_empty() {
        lines.text += "\n  Custody, of all kinds\n";
        disclosure
            .places
            .iter()
            .for_each(|place| lines.place(place));
    }
    if !checked.not_checked.is_empty() {
        lines.text += "\n  Not checked\n";
        for UncheckedNote { meaning, .. } in &checked.not_checked {
            lines.text += &format!("    {meaning}\n");
        }
    }
    lines.text += "\n  Not proved\n";
    for line in NOT_PROVED {
        lines.text += &format!("    {line}\n");
    }
    lines.text
}

struct Lines {
    text: String,
    currency: String,
}

impl Lines {
    fn field(&mut self, name: &str, value: &impl std::fmt::Display) {
        self.text += &format!("  {name:<16}{value}\n");
    }

    fn line(&mut self, name: &str, value: &impl std::fmt::Display, by: &str) {
        let line = format!("    {name:<14}{:<36}  {by}", value.to_string());
        self.text += line.trim_end();
        self.text.push('\n');
    }

    fn figures(&mut self, name: &str, figures: &Result<Vec<Figure>, NotDisclosed>) {
        match figures {
            Ok(figures) => {
                for figure in figures {
                    let band = band(&figure.band, &self.currency);
                    self.line(name, &band, &by(figure));
                }
            }
            Err(why) => self.line(name, why, ""),
        }
    }

    fn category(&mut self, category: &ReserveCategory) {
        self.text += &format!("\n  {}\n", kinds(&category.kinds));
        self.figures("share", &category.share);
        self.figures("tenor", &category.tenor);
        match &category.custody {
            Ok(countries) => {
                let only = format!("nowhere but in {}", names(countries));
                self.line("custody", &only, "the book, signed by every custodian");
            }
            Err(why) => self.line("custody", why, ""),
        }
        category.places.iter().for_each(|place| self.place(place));
    }

    fn place(&mut self, place: &CustodyPlace) {
        let name = format!("in {}", names(&place.countries));
        // Where one of them is told, that the other is not is no gap.
        let both = [&place.share, &place.tenor];
        let told = |figures: &&&Result<Vec<Figure>, NotDisclosed>| {
            !matches!(
                figures,
                Err(NotDisclosed::NoRule | NotDisclosed::NoMaturity)
            )
        };
        for figures in both.iter().filter(told) {
            self.figures(&name, figures);
        }
    }
}

fn kinds(kinds: &[InstrumentKind]) -> String {
    let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    kinds.join(", ")
}

fn names(countries: &BTreeSet<Country>) -> String {
    let names: Vec<String> = countries.iter().map(Country::to_string).collect();
    names.join(", ")
}

/// The same as JSON.
pub fn json(checked: &Checked, disclosure: &Disclosure) -> Value {
    let (report, verified) = (&checked.report, &checked.verified);
    let book = &report.book;
    let (supply, excluded) = supply_json(report);
    let unasked = |n: &UncheckedNote| json!({ "check": n.check.name(), "meaning": n.meaning });
    let reserves = match disclosure.reserves.is_empty() {
        true => Err(NotDisclosed::NoRule),
        false => Ok(disclosure.reserves.clone()),
    };
    json!({
        "valid": true,
        "code": "valid",
        "subject": book.subject,
        "as_of": book.as_of,
        "policy": report.policy.name,
        "currency": book.currency,
        "report": verified.report,
        "outstanding": { "issued": disclosure.issued, "to_be_covered": verified.tokens, "supply": supply, "excluded": excluded },
        "reserves": { "amount": told(&reserves), "tenor": told(&disclosure.tenor) },
        "categories": disclosure.categories.iter().map(category_json).collect::<Vec<_>>(),
        "custody": disclosure.places.iter().map(place_json).collect::<Vec<_>>(),
        "not_checked": checked.not_checked.iter().map(unasked).collect::<Vec<_>>(),
        "not_proved": NOT_PROVED,
    })
}

/// A list of figures, or why there is none.
fn told(figures: &Result<Vec<Figure>, NotDisclosed>) -> Value {
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
        "share": told(&category.share),
        "tenor": told(&category.tenor),
        "custody": custody,
        "places": category.places.iter().map(place_json).collect::<Vec<_>>(),
    })
}

fn place_json(place: &CustodyPlace) -> Value {
    json!({
        "countries": place.countries,
        "share": told(&place.share),
        "tenor": told(&place.tenor),
    })
}
