//! `assay disclose plan`

use std::num::NonZeroU32;
use std::path::PathBuf;

use assay_prover::{plan_bands, BandGrid, BandPlan, BandPlanError, BandPlanInputs, ShareWidth};
use assay_statement::{InstrumentKind, Policy, Rule};

use crate::at_fault::{CompiledFiles, CustodianFiles};
use crate::commands::disclose::bands::band_of;
use crate::documents;
use crate::error::{About, CliError};
use crate::files::{Access, Outputs};
use crate::outcome::Outcome;
use crate::private_files;
use crate::terminal::{note, print};

/// Issuer: choose bands on a public grid, and add them to a policy as rules to be proved.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay disclose plan --book book.json --policy policy.json \\
    --opening northbank.opening.json --opening eastcustody.opening.json --opening harbortrust.opening.json \\
    --category bill,note,bond --category cash --share-width 0.05 --days-width 10 --out banded.json

The policy written is for `assay prove`, and public with the report. Of the holdings it tells in which bands of the grid they
lie. Keep the grid: bands of the same holdings on two grids tell more than either. A category whose share may be zero gets
no tenor. Rules in the last band of shares, or the first of tenors, need one inequality instead of two.")]
pub struct Args {
    /// The public book.
    #[arg(long, value_name = "FILE")]
    book: PathBuf,
    /// The policy to add to: the one without bands.
    #[arg(long, value_name = "FILE")]
    policy: PathBuf,
    /// A custodian's opening (PRIVATE); one for each custodian.
    #[arg(long, value_name = "FILE", required = true)]
    opening: Vec<PathBuf>,
    /// Kinds of one category, such as bill,note,bond; may be given again [default: every kind a category].
    #[arg(long, value_name = "KINDS", value_parser = parse_kinds)]
    category: Vec<Kinds>,
    /// Bands for each country too, of categories that several countries may hold.
    #[arg(long)]
    by_country: bool,
    /// Width of the bands of shares; it divides 1.
    #[arg(long, value_name = "SHARE", default_value = "0.05")]
    share_width: ShareWidth,
    /// Width of the bands of tenors, in days.
    #[arg(long, value_name = "DAYS", default_value = "10")]
    days_width: NonZeroU32,
    /// Where to write the policy.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// One category on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kinds(Vec<InstrumentKind>);

fn parse_kinds(text: &str) -> Result<Kinds, String> {
    let kind = |name: &str| {
        let mut all = InstrumentKind::ALL.into_iter();
        all.find(|kind| kind.as_str() == name).ok_or_else(|| {
            let known = InstrumentKind::ALL.map(InstrumentKind::as_str).join(", ");
            format!("expected kinds among {known}, with commas between")
        })
    };
    text.split(',')
        .map(kind)
        .collect::<Result<_, _>>()
        .map(Kinds)
}

impl Args {
    pub fn run(self, force: bool) -> Result<Outcome, CliError> {
        let mut outputs = Outputs::new(force);
        outputs.input(&self.book);
        outputs.input(&self.policy);
        self.opening.iter().for_each(|path| outputs.input(path));
        outputs.check(&self.out)?;

        let book = documents::book(&self.book)?;
        let policy: Policy = documents::read(&self.policy)?;
        let openings = private_files::openings_of(&book, &self.opening)?;
        let planned = plan_bands(&BandPlanInputs {
            book: &book,
            policy: &policy,
            openings: &openings,
            grid: BandGrid {
                share: self.share_width,
                days: self.days_width,
            },
            categories: self.category.into_iter().map(|kinds| kinds.0).collect(),
            by_country: self.by_country,
        });
        let files = CompiledFiles {
            book: &self.book,
            policy: &self.policy,
            supply: &self.book,
        };
        let planned = match planned {
            Ok(planned) => planned,
            Err(BandPlanError::Openings(error)) => {
                let custodians = CustodianFiles {
                    opening: &self.opening,
                    openings: &openings,
                    attestation: &[],
                    attestations: &[],
                };
                return Err(custodians.blame(error, files));
            }
            Err(BandPlanError::Compile(error)) => return Err(files.blame(error)),
            Err(error @ BandPlanError::Empty) => {
                return Err(error).in_option("--opening");
            }
            Err(error @ (BandPlanError::NoKinds { .. } | BandPlanError::KindTwice { .. })) => {
                return Err(error).in_option("--category");
            }
            Err(error @ (BandPlanError::NoRows { .. } | BandPlanError::NoCountries)) => {
                return Err(error).in_file(&self.book)
            }
            Err(error) => return Err(error).in_file(&self.policy),
        };
        let text = documents::to_json(&planned.policy)?;
        outputs.write(&self.out, text.as_bytes(), Access::Public)?;
        print(&summary(&planned))?;
        warn(&planned, &book);
        note(&format!("wrote {}", self.out.display()));
        Ok(Outcome::Done)
    }
}

/// The bands, as the report will show them.
fn summary(plan: &BandPlan) -> String {
    let rules = &plan.policy.rules;
    let before = rules.len().saturating_sub(plan.added);
    let mut text = format!("{} rules added\n", plan.added);
    for (position, rule) in rules.iter().enumerate().skip(before) {
        let (name, band) = (rule.name(), band_of(rule));
        text += &format!("  {position:<4}{name:<7}{band}\n");
    }
    text + &format!(
        "{} inequalities in all, at most {} on this grid\n",
        plan.inequalities, plan.most
    )
}

/// Says if the proof has no room, and what would be provable.
fn warn(plan: &BandPlan, book: &assay_statement::Book) {
    let shape = book.shape;
    let advice = |fits: Option<assay_circuits::Shape>| {
        match fits {
        Some(fits) => format!("shape {fits} has room: make the book again with --shape {},{}, and have it attested again", fits.k(), fits.rules()),
        None => "no standard shape has room: put kinds together with --category".to_string(),
    }
    };
    if plan.inequalities > shape.rules() {
        note(&format!(
            "warning: {} inequalities, but the book's shape {shape} has {}: this policy cannot be proved with this book; {}",
            plan.inequalities,
            shape.rules(),
            advice(plan.fits)
        ));
    } else if plan.most > shape.rules() {
        note(&format!(
            "note: other holdings may need up to {} inequalities, the book's shape {shape} has {}; {}",
            plan.most,
            shape.rules(),
            advice(plan.always_fits)
        ));
    }
    let shows_value = |rule: &Rule| matches!(rule, Rule::Coverage(_) | Rule::Nav(_));
    if !plan.policy.rules.iter().any(shows_value) {
        note("warning: without a coverage or nav rule an empty reserve obeys every band, and nothing will be disclosed");
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn reads_categories() {
        let kinds = |text| parse_kinds(text).map(|kinds| kinds.0);
        assert_eq!(
            kinds("bill,note"),
            Ok(vec![InstrumentKind::Bill, InstrumentKind::Note])
        );
        for bad in ["", "bill,", "bills", "bill, note", "Bill"] {
            assert!(
                kinds(bad).unwrap_err().contains("bill, note, bond"),
                "{bad}"
            );
        }
    }
}
