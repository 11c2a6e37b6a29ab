//! Metrics in the Prometheus text format, for the textfile collector of the node exporter.
//!
//! How long a proof took is not among them: it depends on the quantities.
//!
//! What is on disk elsewhere is counted there, every time. Two figures live in this file alone, and are read back from it:
//! failures by reason, and the last success. Without the file they begin anew, as counters may. The others are read back for a run that fails before it can count: an alert on a late report must not fall silent.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use assay_statement::Subject;

/// Most reasons that are read back.
const MAX_REASONS: usize = 256;

/// The figures of one fund.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metrics {
    /// When the inbox was last looked at, Unix seconds.
    pub last_run: i64,
    /// What is read back.
    pub carried: Carried,
}

/// The figures that go on from run to run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// When a run last left nothing to do, Unix seconds.
    pub last_success: Option<i64>,
    /// As-of time of the last report, Unix seconds.
    pub last_as_of: Option<i64>,
    /// Reports of the chain.
    pub reports: u64,
    /// Periods of the inbox that have no report and are not skipped.
    pub pending: u64,
    /// Failures since the file was begun, by reason.
    pub failures: BTreeMap<String, u64>,
}

const LAST_SUCCESS: &str = "assay_watch_last_success_timestamp_seconds";
const LAST_AS_OF: &str = "assay_watch_last_as_of_timestamp_seconds";
const REPORTS: &str = "assay_watch_reports_total";
const PENDING: &str = "assay_watch_periods_pending";
const FAILURES: &str = "assay_watch_failures_total";

/// A family of samples, as Prometheus calls it.
struct Family {
    name: &'static str,
    kind: &'static str,
    help: &'static str,
    /// Labels beside the subject's, and the value.
    samples: Vec<(String, String)>,
}

impl Family {
    /// Of one sample, or none.
    fn one(
        name: &'static str,
        kind: &'static str,
        help: &'static str,
        value: Option<impl ToString>,
    ) -> Family {
        let sample = value.map(|value| (String::new(), value.to_string()));
        Family {
            name,
            kind,
            help,
            samples: sample.into_iter().collect(),
        }
    }

    /// Adds its lines to a file; none if there is no sample.
    fn write(&self, label: &str, text: &mut String) {
        let Family {
            name, kind, help, ..
        } = self;
        if self.samples.is_empty() {
            return;
        }
        // Writing to a string does not fail.
        let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
        for (labels, value) in &self.samples {
            let _ = writeln!(text, "{name}{{{label}{labels}}} {value}");
        }
    }
}

impl Metrics {
    /// The whole file.
    pub fn render(&self, subject: &Subject) -> String {
        let label = label(subject);
        let mut text = String::new();
        for family in self.times().into_iter().chain(self.counts()) {
            family.write(&label, &mut text);
        }
        text
    }

    fn times(&self) -> [Family; 4] {
        let age = |as_of: i64| self.last_run.saturating_sub(as_of);
        [
            Family::one(
                "assay_watch_last_run_timestamp_seconds",
                "gauge",
                "Unix time at which the inbox was last looked at.",
                Some(self.last_run),
            ),
            Family::one(
                LAST_SUCCESS,
                "gauge",
                "Unix time of the last run that left nothing to do.",
                self.carried.last_success,
            ),
            Family::one(
                LAST_AS_OF,
                "gauge",
                "As-of time of the last report, Unix time.",
                self.carried.last_as_of,
            ),
            Family::one(
                "assay_watch_report_age_seconds",
                "gauge",
                "Seconds from the as-of time of the last report to the last run.",
                self.carried.last_as_of.map(age),
            ),
        ]
    }

    fn counts(&self) -> [Family; 3] {
        let failures = self.carried.failures.iter();
        [
            Family::one(
                REPORTS,
                "counter",
                "Reports of the chain.",
                Some(self.carried.reports),
            ),
            Family::one(
                PENDING,
                "gauge",
                "Periods of the inbox without a report.",
                Some(self.carried.pending),
            ),
            Family {
                name: FAILURES,
                kind: "counter",
                help: "Periods refused and runs failed, by reason.",
                samples: failures
                    .map(|(reason, count)| (format!(",reason=\"{reason}\""), count.to_string()))
                    .collect(),
            },
        ]
    }
}

impl Carried {
    /// One failure more.
    pub fn fail(&mut self, reason: &str) {
        let count = self.failures.entry(reason.into()).or_default();
        *count = count.saturating_add(1);
    }

    /// Reads back what [`Metrics::render`] wrote for this subject. Lines of another form are passed over.
    pub fn read(text: &str, subject: &Subject) -> Carried {
        let label = label(subject);
        let mut carried = Carried::default();
        for line in text.lines() {
            let Some((sample, value)) = line.rsplit_once(' ') else {
                continue;
            };
            let of = |name: &str| {
                let labels = sample.strip_prefix(name)?.strip_prefix('{')?;
                labels.strip_suffix('}')?.strip_prefix(label.as_str())
            };
            if of(LAST_SUCCESS) == Some("") {
                carried.last_success = value.parse().ok().or(carried.last_success);
            } else if of(LAST_AS_OF) == Some("") {
                carried.last_as_of = value.parse().ok().or(carried.last_as_of);
            } else if of(REPORTS) == Some("") {
                carried.reports = count(value).unwrap_or(carried.reports);
            } else if of(PENDING) == Some("") {
                carried.pending = count(value).unwrap_or(carried.pending);
            } else if let (Some(reason), Some(count)) =
                (of(FAILURES).and_then(reason), count(value))
            {
                if carried.failures.len() < MAX_REASONS {
                    carried.failures.insert(reason.into(), count);
                }
            }
        }
        carried
    }
}

/// Subjects are printable ASCII, of which two characters are special here.
fn label(subject: &Subject) -> String {
    let escaped = subject.as_str().replace('\\', "\\\\").replace('"', "\\\"");
    format!("subject=\"{escaped}\"")
}

fn reason(labels: &str) -> Option<&str> {
    let reason = labels.strip_prefix(",reason=\"")?.strip_suffix('"')?;
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    ((1..=64).contains(&reason.len()) && reason.bytes().all(plain)).then_some(reason)
}

fn count(digits: &str) -> Option<u64> {
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn subject() -> Subject {
        "fund:\"a\\b\"".parse().unwrap()
    }

    const GOLDEN: &str = r#"# HELP assay_watch_last_run_timestamp_seconds Unix time at which the inbox was last looked at.
# TYPE assay_watch_last_run_timestamp_seconds gauge
assay_watch_last_run_timestamp_seconds{subject="fund:\"a\\b\""} 1774990900
# HELP assay_watch_last_success_timestamp_seconds Unix time of the last run that left nothing to do.
# TYPE assay_watch_last_success_timestamp_seconds gauge
assay_watch_last_success_timestamp_seconds{subject="fund:\"a\\b\""} 1774990000
# HELP assay_watch_last_as_of_timestamp_seconds As-of time of the last report, Unix time.
# TYPE assay_watch_last_as_of_timestamp_seconds gauge
assay_watch_last_as_of_timestamp_seconds{subject="fund:\"a\\b\""} 1774990805
# HELP assay_watch_report_age_seconds Seconds from the as-of time of the last report to the last run.
# TYPE assay_watch_report_age_seconds gauge
assay_watch_report_age_seconds{subject="fund:\"a\\b\""} 95
# HELP assay_watch_reports_total Reports of the chain.
# TYPE assay_watch_reports_total counter
assay_watch_reports_total{subject="fund:\"a\\b\""} 7
# HELP assay_watch_periods_pending Periods of the inbox without a report.
# TYPE assay_watch_periods_pending gauge
assay_watch_periods_pending{subject="fund:\"a\\b\""} 1
# HELP assay_watch_failures_total Periods refused and runs failed, by reason.
# TYPE assay_watch_failures_total counter
assay_watch_failures_total{subject="fund:\"a\\b\"",reason="io"} 2
assay_watch_failures_total{subject="fund:\"a\\b\"",reason="rules"} 18446744073709551615
"#;

    fn golden() -> Metrics {
        Metrics {
            last_run: 1_774_990_900,
            carried: Carried {
                last_success: Some(1_774_990_000),
                last_as_of: Some(1_774_990_805),
                reports: 7,
                pending: 1,
                failures: [("io".into(), 2), ("rules".into(), u64::MAX)].into(),
            },
        }
    }

    #[test]
    fn are_written_as_prometheus_reads_them() {
        assert_eq!(golden().render(&subject()), GOLDEN);
        let none = Metrics::default().render(&subject());
        assert_eq!(none.matches("# TYPE").count(), 3, "{none}");
    }

    #[test]
    fn counters_go_on_and_do_not_wrap() {
        let mut carried = Carried::read(GOLDEN, &subject());
        assert_eq!(carried, golden().carried);
        carried.fail("rules");
        carried.fail("stale");
        assert_eq!(carried.failures["rules"], u64::MAX);
        assert_eq!(carried.failures["stale"], 1);
        let other = "fund:other".parse().unwrap();
        assert_eq!(Carried::read(GOLDEN, &other), Carried::default());
    }

    /// It depends on the quantities. Files of before have it; it does not go on.
    #[test]
    fn how_long_a_proof_took_is_not_told() {
        let proving = "assay_watch_proving_seconds";
        let before = format!("{GOLDEN}{proving}{{subject=\"fund:\\\"a\\\\b\\\"\"}} 0.036\n");
        let carried = Carried::read(&before, &subject());
        assert_eq!(carried, golden().carried);
        let text = Metrics {
            carried,
            ..golden()
        }
        .render(&subject());
        assert_eq!(text, GOLDEN);
        assert!(!text.contains(proving));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            [last_success, last_as_of] in [(); 2].map(|()| prop::option::of(any::<i64>())),
            [reports, pending] in any::<[u64; 2]>(),
            failures in prop::collection::btree_map("[a-z0-9-]{1,64}", any::<u64>(), 0..20),
        ) {
            let carried = Carried { last_success, last_as_of, reports, pending, failures };
            let metrics = Metrics { carried: carried.clone(), ..Metrics::default() };
            let text = metrics.render(&subject());
            prop_assert_eq!(Carried::read(&text, &subject()), carried);
        }

        #[test]
        fn any_text_is_read(text in "(assay_watch_failures_total\\{subject=\"x\",reason=\"[a-z\"]*\"\\} [0-9.-]{0,25}\n|.*\n){0,5}") {
            let subject = "x".parse().unwrap();
            let carried = Carried::read(&text, &subject);
            let metrics = Metrics { carried: carried.clone(), ..Metrics::default() };
            prop_assert_eq!(Carried::read(&metrics.render(&subject), &subject), carried);
        }
    }
}
