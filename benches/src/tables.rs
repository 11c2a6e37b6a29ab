//! `benches/README.md` and its plots, from what the benches measured.

mod batches;
mod error;
mod figures;
mod format;
mod limbs;
mod machine;
mod markdown;
mod peers;
mod plots;
mod rows;
mod scale;
mod stages;
mod suites;
mod template;
mod tools;
mod web;

use std::fs;
use std::path::Path;

pub use error::TableError;
pub use figures::Figures;
pub use plots::Plot;

/// The README, whose tables are to be filled in.
const README: &str = include_str!("tables/readme.md");

/// Writes `README.md` and `plots/*.svg` into `folder`; the limb widths are read from `limbs`.
///
/// # Errors
/// [`TableError`]: a figure that is missing, with the bench that makes it; files that cannot be read or written.
pub fn write(figures: &Figures, limbs: &Path, folder: &Path) -> Result<(), TableError> {
    let rows = rows::measure(figures)?;
    let readme = template::fill(
        README,
        &[
            ("machine", machine::line()?),
            ("stages", stages::table(figures)?),
            ("command-line", stages::command_line(figures)?),
            ("batches", batches::table(figures)?),
            ("suites", suites::table(figures)?),
            ("web", web::table(figures)?),
            ("rows", rows::table(&rows)),
            ("peers", peers::table(figures)?),
            ("groth16", peers::groth16(figures)?),
            ("tools", tools::table()),
            ("scale", scale::table(figures)?),
            ("limbs", limbs::section(limbs)?),
        ],
    )?;
    let plots = folder.join("plots");
    fs::create_dir_all(&plots).map_err(TableError::io(&plots))?;
    for plot in [
        rows::prove_plot(&rows, figures)?,
        rows::verify_plot(&rows, figures)?,
    ] {
        let file = plots.join(format!("{}.svg", plot.name));
        fs::write(&file, plot.svg()?).map_err(TableError::io(&file))?;
    }
    let file = folder.join("README.md");
    fs::write(&file, readme).map_err(TableError::io(&file))
}
