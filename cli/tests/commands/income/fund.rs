//! The sample book with income of three of its rows and of a bill that was repaid, and holdings of its days.

use std::path::Path;

use serde_json::{json, Value};

use crate::support::{assay, Run, TestDir};

/// What was held when the period began: two names that are no rows of the income, one of them of a row of the book.
pub const EARLIER: &str = "account,instrument,quantity\n\
    10-1,US912797SB42,600000\n\
    10-2,US912797SB42,400000\n\
    10-1,912797SC2,500000\n\
    10-1,US912797SE80,2000\n\
    10-2,US912797SD08,99\n\
    10-2,sold since,7\n\
    op,cash:operating,6000000\n";

/// A file of `testkit/inputs`.
pub fn sample(name: &str) -> String {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testkit/inputs");
    data.join(name).to_str().unwrap().into()
}

/// The files of one test.
pub struct Fund {
    pub test_dir: TestDir,
}

impl Fund {
    pub fn new() -> Fund {
        let fund = Fund {
            test_dir: TestDir::new(),
        };
        fund.book(|_| {});
        fund.test_dir.write("earlier.csv", EARLIER);
        fund
    }

    pub fn path(&self, name: &str) -> String {
        self.test_dir.out(name)
    }

    /// Writes the book, with its income changed.
    pub fn book(&self, change: impl FnOnce(&mut Value)) {
        let text = std::fs::read_to_string(sample("book.json")).unwrap();
        let mut book: Value = serde_json::from_str(&text).unwrap();
        let row = |instrument: &str, per_unit: &str| {
            json!({
                "custodian": "northbank",
                "instrument": instrument,
                "per_unit": per_unit,
                "quantity_decimals": 2,
            })
        };
        let mut repaid = row("US912797SE80", "0.002");
        repaid["until"] = "2026-11-10".into();
        book["income"] = json!({
            "since": "2026-10-20T22:00:00Z",
            "book": "11".repeat(32),
            "rows": [
                row("US912797SB42", "0.003"),
                row("US912797SC25", "-0.0005"),
                repaid,
                row("cash:operating", "0.0001"),
            ],
        });
        change(&mut book);
        self.test_dir.write("book.json", &book.to_string());
    }

    /// The arguments of `assay commit` on the holdings of the book's day, and more.
    pub fn arguments(&self, more: &[&str]) -> Vec<String> {
        let (book, opening) = (self.path("book.json"), self.path("opening.json"));
        let (holdings, out) = (sample("holdings.csv"), self.path("commitment.json"));
        let own = ["commit", "--book", &book, "--custodian", "northbank"];
        let files = ["--holdings", &holdings, "--opening", &opening];
        let out = ["--out", &out, "--force"];
        let all = own.iter().chain(&files).chain(&out).chain(more);
        all.map(|argument| argument.to_string()).collect()
    }

    pub fn commit(&self, more: &[&str]) -> Run {
        let all = self.arguments(more);
        assay(&all.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// What the opening has of the rows of the income.
    pub fn throughout(&self) -> Vec<String> {
        let opening = std::fs::read_to_string(self.path("opening.json")).unwrap();
        let opening: Value = serde_json::from_str(&opening).unwrap();
        let quantities = opening["quantities"].as_array().unwrap();
        let rows: Vec<u64> = quantities
            .iter()
            .map(|quantity| quantity["row"].as_u64().unwrap())
            .collect();
        assert_eq!(rows, (0..9).collect::<Vec<_>>());
        let income = quantities.iter().skip(5);
        income
            .map(|quantity| quantity["quantity"].as_str().unwrap().into())
            .collect()
    }
}
