//! The verdict on a directory of reports, as a treasurer reads it and as a program does.

use std::collections::BTreeSet;

use assay_statement::Subject;
use assay_verifier::{ChainLink, NotChecked, Predecessor, UncheckedNote, NOT_PROVED};
use serde_json::{json, Value};

use crate::render::numbers::duration;
use crate::render::unchecked;

/// Something wrong.
pub struct Fault {
    /// Its stable name.
    pub code: &'static str,
    /// The file it is about, if it is about one.
    pub file: Option<String>,
    /// For people.
    pub message: String,
}

/// A directory of reports that was checked.
#[derive(Default)]
pub struct LogVerdict {
    /// Files and links, in order of time.
    pub reports: Vec<(String, ChainLink)>,
    /// All that is wrong.
    pub faults: Vec<Fault>,
    /// Names of files that were left alone.
    pub ignored: Vec<String>,
    /// Of the last report.
    pub subject: Option<Subject>,
    /// Names of all policies, in order of time.
    pub policies: Vec<String>,
    /// Seconds since the as-of time of the last report.
    pub age: Option<u64>,
    /// What was not checked of some report, looked at alone.
    pub not_checked: BTreeSet<NotChecked>,
    /// Most seconds accepted.
    pub max_age: Option<u64>,
}

impl LogVerdict {
    /// The file of a report, by its position.
    pub fn name(&self, index: usize) -> Option<String> {
        self.reports.get(index).map(|(name, _)| name.clone())
    }

    /// The report that the first one must follow has to be about the registry's subject too.
    pub fn follow(&mut self, predecessor: &Predecessor, subject: &Subject) {
        let Err(error) = predecessor.check_subject(subject) else {
            return;
        };
        let followers = self.reports.iter();
        let follower = followers
            .filter(|(_, link)| link.previous == Some(predecessor.report))
            .map(|(name, _)| name.clone())
            .next();
        self.faults.push(Fault {
            code: error.code(),
            file: follower,
            message: error.to_string(),
        });
    }

    /// What was not asked for.
    fn not_checked(&self) -> Vec<UncheckedNote> {
        let unchecked = |check| self.not_checked.contains(&check);
        let checks = [
            (
                unchecked(NotChecked::Supply),
                NotChecked::Supply,
                "supplies are the reports' own claims; give the last one's to assay verify --supply",
            ),
            (
                unchecked(NotChecked::ValuePerToken),
                NotChecked::ValuePerToken,
                "values per token are the reports' own claims; give --least-value, or set it in the registry",
            ),
            (
                unchecked(NotChecked::TokenDecimals),
                NotChecked::TokenDecimals,
                "decimals of tokens are the reports' own claims; give --token, or list them in the registry",
            ),
            (
                unchecked(NotChecked::TokenSlot),
                NotChecked::TokenSlot,
                "storage slots are the reports' own claims; give them with --token, or in the registry",
            ),
            (
                unchecked(NotChecked::SupplyEvidence),
                NotChecked::BlockHash,
                "supplies are proved in blocks that the reports name; give the last one's to assay verify --block-hash",
            ),
            (
                unchecked(NotChecked::Policy),
                NotChecked::Policy,
                "policies are the reports' own choice; pin one in the registry, or give --policy",
            ),
            (
                self.max_age.is_none(),
                NotChecked::Age,
                "the last report may be of any age; give --max-age",
            ),
        ];
        checks
            .into_iter()
            .filter(|(missing, ..)| *missing)
            .map(|(_, check, meaning)| UncheckedNote { check, meaning })
            .collect()
    }

    /// For people.
    pub fn text(&self) -> String {
        match self.faults.as_slice() {
            [] => self.valid_text(),
            [first, others @ ..] => {
                let mut text = fault_text("NOT VALID", first);
                for fault in others {
                    text += &fault_text("  also", fault);
                }
                text
            }
        }
    }

    fn valid_text(&self) -> String {
        let mut text = String::from("VALID\n\n");
        let mut field = |name: &str, value: String| text += &format!("  {name:<16}{value}\n");
        if let Some(subject) = &self.subject {
            field("subject", subject.to_string());
        }
        field("reports", format!("{}, one chain", self.reports.len()));
        let ends = [
            ("first", self.reports.first()),
            ("last", self.reports.last()),
        ];
        for (end, report) in ends {
            if let Some((name, link)) = report {
                field(end, format!("{}  {name}", link.as_of));
            }
        }
        if let Some(age) = self.age {
            field("age of the last", duration(age));
        }
        field("policies", self.policies.join(", "));
        if let Some(previous) = self.reports.first().and_then(|(_, link)| link.previous) {
            field("follows", previous.to_string());
        }
        if let Some((_, link)) = self.reports.last() {
            field("last report", link.report.to_string());
        }
        if !self.ignored.is_empty() {
            field("left alone", self.ignored.join(", "));
        }
        text + &unchecked::sections(&self.not_checked())
    }

    /// For programs.
    pub fn json(&self) -> Value {
        match self.faults.first() {
            None => self.valid_json(),
            Some(first) => self.faults_json(first),
        }
    }

    fn faults_json(&self, first: &Fault) -> Value {
        let fault = |fault: &Fault| {
            let mut value = json!({ "code": fault.code, "message": fault.message });
            if let Some(file) = &fault.file {
                value["file"] = file.as_str().into();
            }
            value
        };
        json!({
            "valid": false,
            "code": first.code,
            "message": format!("{}{}", about(first), first.message),
            "reports": self.reports.len(),
            "faults": self.faults.iter().map(fault).collect::<Vec<_>>(),
            "ignored": self.ignored,
        })
    }

    fn valid_json(&self) -> Value {
        let report = |(name, link): &(String, ChainLink)| json!({ "file": name, "as_of": link.as_of, "report": link.report });
        let mut value = json!({
            "valid": true,
            "code": "valid",
            "reports": self.reports.len(),
            "chain": self.reports.iter().map(report).collect::<Vec<_>>(),
            "policies": self.policies,
            "ignored": self.ignored,
            "not_checked": unchecked::json(&self.not_checked()),
            "not_proved": NOT_PROVED,
        });
        if let Some(subject) = &self.subject {
            value["subject"] = subject.to_string().into();
        }
        if let Some(age) = self.age {
            value["age_seconds"] = age.into();
        }
        if let Some(previous) = self.reports.first().and_then(|(_, link)| link.previous) {
            value["previous"] = previous.to_string().into();
        }
        value
    }
}

fn fault_text(title: &str, fault: &Fault) -> String {
    format!(
        "{title}: {}{}\n  code {}\n",
        about(fault),
        fault.message,
        fault.code
    )
}

/// The file that a fault is about, if it is about one, before its message.
fn about(fault: &Fault) -> String {
    match &fault.file {
        Some(file) => format!("{file}: "),
        None => String::new(),
    }
}
