//! Windows of business days: weekends, and the holidays of the Federal Reserve Banks.

use serde_json::{json, Value};

use super::base::dated;
use super::dates::liquid_of;
use super::rules::rules_and;
use crate::vector_file::VectorFile;
use assay_testkit::patch::{replace, Edit};

/// A book of another moment with two bills, of these two days.
fn bills(as_of: &str, days: [&str; 2]) -> Vec<Edit> {
    let bill =
        |(i, day): (usize, &&str)| dated("north", &format!("bill-{i}"), "bill", "0.999", day);
    let rows: Vec<Value> = days.iter().enumerate().map(bill).collect();
    let as_of = format!("{as_of}T22:00:00Z");
    vec![
        replace("/book/as_of", as_of.as_str()),
        replace("/supply/as_of", as_of.as_str()),
        replace("/book/custodians", json!(["north"])),
        replace("/book/rows", json!(rows)),
    ]
}

pub fn add_to(file: &mut VectorFile) {
    for (comment, as_of, days, bills_of) in [
        (
            "over a weekend",
            "2026-07-31",
            1,
            ["2026-08-03", "2026-08-04"],
        ),
        (
            "from a Saturday",
            "2026-08-01",
            1,
            ["2026-08-03", "2026-08-04"],
        ),
        (
            "from a Sunday",
            "2026-08-02",
            1,
            ["2026-08-03", "2026-08-04"],
        ),
        (
            "none from a Saturday",
            "2026-08-01",
            0,
            ["2026-08-01", "2026-08-02"],
        ),
        (
            "a maturity on a Saturday",
            "2026-07-31",
            1,
            ["2026-08-01", "2026-08-02"],
        ),
        (
            "Independence Day on a Saturday moves nowhere",
            "2026-07-02",
            1,
            ["2026-07-03", "2026-07-04"],
        ),
        (
            "Independence Day on a Sunday moves to Monday",
            "2027-07-02",
            1,
            ["2027-07-06", "2027-07-07"],
        ),
        (
            "New Year's Day on a Saturday",
            "2027-12-30",
            2,
            ["2028-01-03", "2028-01-04"],
        ),
        (
            "New Year's Day on a Sunday",
            "2022-12-30",
            1,
            ["2023-01-03", "2023-01-04"],
        ),
        (
            "Christmas Day on a Sunday",
            "2022-12-23",
            1,
            ["2022-12-27", "2022-12-28"],
        ),
        (
            "Veterans Day on a Sunday",
            "2018-11-09",
            1,
            ["2018-11-13", "2018-11-14"],
        ),
        (
            "Juneteenth before it was one",
            "2020-06-18",
            1,
            ["2020-06-19", "2020-06-20"],
        ),
        (
            "the first Juneteenth, a Saturday",
            "2021-06-17",
            2,
            ["2021-06-21", "2021-06-22"],
        ),
        (
            "Juneteenth on a Sunday",
            "2022-06-17",
            1,
            ["2022-06-21", "2022-06-22"],
        ),
        (
            "the birthday of Martin Luther King, Jr., before 1986",
            "1985-01-18",
            1,
            ["1985-01-21", "1985-01-22"],
        ),
        (
            "the birthday of Martin Luther King, Jr., in 1986",
            "1986-01-17",
            1,
            ["1986-01-21", "1986-01-22"],
        ),
        (
            "Washington's Birthday on February 15",
            "2027-02-12",
            1,
            ["2027-02-16", "2027-02-17"],
        ),
        (
            "Washington's Birthday on February 21",
            "2022-02-18",
            1,
            ["2022-02-22", "2022-02-23"],
        ),
        (
            "Memorial Day on May 31",
            "2027-05-28",
            1,
            ["2027-06-01", "2027-06-02"],
        ),
        (
            "Memorial Day on May 25",
            "2026-05-22",
            1,
            ["2026-05-26", "2026-05-27"],
        ),
        (
            "Labor Day on September 7",
            "2026-09-04",
            1,
            ["2026-09-08", "2026-09-09"],
        ),
        (
            "Columbus Day on October 8",
            "2029-10-05",
            1,
            ["2029-10-09", "2029-10-10"],
        ),
        (
            "Thanksgiving Day on November 28",
            "2024-11-27",
            1,
            ["2024-11-29", "2024-11-30"],
        ),
        (
            "Good Friday is a business day",
            "2026-04-02",
            1,
            ["2026-04-03", "2026-04-04"],
        ),
        ("February 29", "2028-02-28", 1, ["2028-02-29", "2028-03-01"]),
        (
            "the last days of the calendar",
            "9999-12-30",
            5,
            ["9999-12-30", "9999-12-31"],
        ),
    ] {
        let rule = liquid_of(json!({ "within_business_days": days }));
        let comment = format!("business days: {comment}");
        file.valid(
            "Calendar",
            &comment,
            rules_and(json!([rule]), bills(as_of, bills_of)),
        );
    }
}
