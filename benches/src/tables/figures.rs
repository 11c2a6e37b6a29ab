//! Where the figures come from: criterion's estimates, and the facts.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use serde_json::Value;

use super::TableError;
use crate::facts;

/// What was measured.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Criterion's folder.
    criterion: PathBuf,
    /// Whether a figure may be missing.
    partial: bool,
}

/// The estimate of one bench.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bench<'a> {
    /// The group.
    pub group: &'a str,
    /// The function in the group.
    pub function: &'a str,
    /// The command that measures it.
    pub bench: &'static str,
}

impl Figures {
    /// The figures of the last runs, in `$CRITERION_HOME` and `$ASSAY_FACTS` or under `target`.
    ///
    /// A figure that is missing is an error, or "not run" if the run was `partial`.
    pub fn new(partial: bool) -> Figures {
        let criterion = std::env::var_os("CRITERION_HOME")
            .map_or_else(|| facts::target().join("criterion"), PathBuf::from);
        Figures { criterion, partial }
    }

    /// The median time of a bench in nanoseconds; `None` if a partial run has not measured it.
    pub(super) fn time(&self, bench: Bench<'_>) -> Result<Option<f64>, TableError> {
        let path = self
            .criterion
            .join(bench.group)
            .join(bench.function)
            .join("new/estimates.json");
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return self.missing(format!("{}/{}", bench.group, bench.function), bench.bench)
            }
            Err(source) => return Err(TableError::Io { path, source }),
        };
        let median = serde_json::from_str::<Value>(&text)
            .ok()
            .and_then(|estimates| estimates.pointer("/median/point_estimate")?.as_f64());
        match median {
            Some(median) => Ok(Some(median)),
            None => Err(TableError::Malformed {
                path,
                expected: "criterion's estimates with a median",
            }),
        }
    }

    /// A fact; `None` if a partial run has not measured it.
    pub(super) fn fact(&self, name: &str, bench: &'static str) -> Result<Option<u64>, TableError> {
        match facts::read(name) {
            Some(value) => Ok(Some(value)),
            None => self.missing(name.to_string(), bench),
        }
    }

    fn missing<T>(&self, figure: String, bench: &'static str) -> Result<Option<T>, TableError> {
        match self.partial {
            true => Ok(None),
            false => Err(TableError::Missing { figure, bench }),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn figures(name: &str, estimates: &str, partial: bool) -> Figures {
        let name = format!("assay-figures-{name}-{}", std::process::id());
        let criterion = std::env::temp_dir().join(name);
        let folder = criterion.join("prove/(8,8)/new");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("estimates.json"), estimates).unwrap();
        Figures { criterion, partial }
    }

    fn bench(group: &str) -> Bench<'_> {
        Bench {
            group,
            function: "(8,8)",
            bench: "cargo bench",
        }
    }

    #[test]
    fn the_median_is_read() {
        let estimates = r#"{"mean": {"point_estimate": 2.5}, "median": {"point_estimate": 1.5}}"#;
        let figures = figures("median", estimates, false);
        assert_eq!(figures.time(bench("prove")).unwrap(), Some(1.5));
        fs::remove_dir_all(&figures.criterion).unwrap();
    }

    #[test]
    fn what_is_missing_is_an_error_that_says_how_to_measure_it() {
        let mut figures = figures("missing", r#"{"mean": 1}"#, false);
        assert!(matches!(
            figures.time(bench("prove")),
            Err(TableError::Malformed { .. })
        ));
        assert!(matches!(
            figures.time(bench("verify")),
            Err(TableError::Missing { figure, bench: "cargo bench" }) if figure == "verify/(8,8)"
        ));
        assert!(matches!(
            figures.fact("no/such-bytes", "peak"),
            Err(TableError::Missing { figure, bench: "peak" }) if figure == "no/such-bytes"
        ));
        figures.partial = true;
        assert_eq!(figures.time(bench("verify")).unwrap(), None);
        assert_eq!(figures.fact("no/such-bytes", "peak").unwrap(), None);
        fs::remove_dir_all(&figures.criterion).unwrap();
    }
}
