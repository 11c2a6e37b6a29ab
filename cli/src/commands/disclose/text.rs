//! A disclosure, as people read it.

use std::collections::BTreeSet;
use std::fmt::Display;

use assay_prover::{CustodyPlace, Disclosure, Figure, NotDisclosed, ReserveCategory};
use assay_statement::{Country, InstrumentKind};

use crate::commands::disclose::bands::band;
use crate::commands::verify::ValidReport;
use crate::render::basis::{issuers_word, value_per_token};
use crate::render::numbers::grouped;
use crate::render::supply::supply_text;
use crate::render::unchecked;

/// Which rules prove it.
fn by(figure: &Figure) -> String {
    let mut text = format!("rule {} ({})", figure.rule, figure.name);
    for other in &figure.with {
        text += &format!(", with rule {other}");
    }
    text
}

/// The disclosure.
pub fn text(checked: &ValidReport, disclosure: &Disclosure) -> String {
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
    lines.field("value per token", &value_per_token(report, &verified.basis));
    if !verified.payables.is_zero() {
        let payables = format!("{} {}", grouped(&verified.payables), book.currency);
        lines.field("payables", &payables);
    }
    if let Some(distributed) = &verified.distributed {
        let distributed = format!("{} {}", grouped(distributed), book.currency);
        lines.field("distributed", &distributed);
    }

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
    lines.text += &issuers_word(report, verified);
    lines.text + &unchecked::sections(&checked.not_checked)
}

struct Lines {
    text: String,
    currency: String,
}

impl Lines {
    fn field(&mut self, name: &str, value: &impl Display) {
        self.text += &format!("  {name:<16}{value}\n");
    }

    fn line(&mut self, name: &str, value: &impl Display, by: &str) {
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
        // A rule for one of the two is enough: the other is then no gap in the disclosure.
        let both = [&place.share, &place.tenor];
        let expected = |figures: &&&Result<Vec<Figure>, NotDisclosed>| {
            !matches!(
                figures,
                Err(NotDisclosed::NoRule | NotDisclosed::NoMaturity)
            )
        };
        for figures in both.iter().filter(expected) {
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
