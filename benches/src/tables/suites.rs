//! The suite `bls12-381` against `vesta`.

use assay_circuits::Shape;
use assay_verifier::suites::{Bls12381, Suite, VerifyingKey, Vesta};

use super::figures::Figures;
use super::format::{or_not_run, ratio, time};
use super::markdown::Table;
use super::stages::dashed;
use super::TableError;

const SUITES: &str = "benches/run suites";

/// Shapes as rows; of each step both times, and what the second is of the first.
pub(super) fn table(figures: &Figures) -> Result<String, TableError> {
    let mut head = vec!["shape".to_string()];
    for step in ["prove", "verify"] {
        head.extend([Vesta::NAME, Bls12381::NAME].map(|suite| format!("{step}, `{suite}`")));
        head.push("times".into());
    }
    let mut table = Table::new(head);
    for shape in Shape::STANDARD {
        if !VerifyingKey::<Bls12381>::is_standard(shape) {
            continue;
        }
        let mut cells = vec![shape.to_string()];
        for step in ["prove", "verify"] {
            let fact = |suite: &str| {
                let name = format!("suites/{suite}-{step}-{}-ns", dashed(shape));
                figures.fact(&name, SUITES)
            };
            let (vesta, bls) = (fact(Vesta::NAME)?, fact(Bls12381::NAME)?);
            cells.extend([vesta, bls].map(|ns| or_not_run(ns, |ns| time(ns as f64))));
            let times = vesta.zip(bls);
            let times = times.map(|(vesta, bls)| ratio(bls as f64, vesta as f64));
            cells.push(or_not_run(times, |times| times));
        }
        table.row(cells);
    }
    Ok(table.text())
}
