//! Directories of the inbox that are no new period: what arrives after a report of its day, and what a file system keeps there.

use serde_json::{json, Value};

use crate::watch_dir::{at, change, find, names, WatchDir, DAYS};
use assay_testkit::sample_fund::Fund;

/// With a report of a moment of the first day.
fn with_moment(time: &str) -> WatchDir {
    let watch_dir = WatchDir::new();
    let as_of = format!("{}T{time}Z", DAYS[0]);
    let dir = watch_dir.period(&as_of.replace(':', ""));
    Fund::small().period(&as_of).write(&dir);
    assert_eq!(watch_dir.once().0, 0);
    watch_dir
}

fn nothing_to_do(watch_dir: &WatchDir) {
    let (code, events) = watch_dir.once();
    assert_eq!(
        (code, names(&events)),
        (0, vec!["chain", "metrics", "done"])
    );
}

#[track_caller]
fn refused(watch_dir: &WatchDir, code: &str, text: &str) -> Vec<Value> {
    let (exit, events) = watch_dir.once();
    let event = find(&events, "refused");
    assert_eq!((exit, &event["code"]), (1, &json!(code)), "{event}");
    assert!(event["message"].as_str().unwrap().contains(text), "{event}");
    let metrics = std::fs::read_to_string(watch_dir.path("reports/assay.prom")).unwrap();
    assert!(
        metrics.contains("periods_pending{subject=\"fund:sample\"} 1\n"),
        "{metrics}"
    );
    events
}

#[test]
fn a_later_time_of_a_day_is_another_report() {
    let watch_dir = with_moment("09:00:00");
    watch_dir.add(DAYS[0]);
    let (code, events) = watch_dir.once();
    assert_eq!(
        (code, &find(&events, "written")["as_of"]),
        (0, &json!(at(DAYS[0])))
    );
    nothing_to_do(&watch_dir);
}

#[test]
fn an_earlier_time_of_a_day_is_told() {
    let watch_dir = with_moment("22:30:00");
    watch_dir.add(DAYS[0]);
    let events = refused(&watch_dir, "not-newer", "made of another book");
    assert!(!names(&events).contains(&"reading"));
    // It holds up nothing, also once the day is over, and it may be skipped.
    watch_dir.add(DAYS[1]);
    assert!(names(&refused(&watch_dir, "not-newer", "made of another book")).contains(&"written"));
    refused(&watch_dir, "not-newer", "made of another book");
    std::fs::write(watch_dir.period(DAYS[0]).join("skip"), "").unwrap();
    let (code, events) = watch_dir.once();
    assert_eq!(
        (code, &find(&events, "skipped")["period"]),
        (0, &json!(DAYS[0]))
    );
}

#[test]
fn another_book_of_a_time_that_has_a_report_is_told() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    assert_eq!(watch_dir.once().0, 0);
    nothing_to_do(&watch_dir);
    let book = watch_dir.period(DAYS[0]).join("book.json");
    change(&book, |book| book["rows"][1]["price"] = "0.98".into());
    refused(&watch_dir, "not-newer", "made of another book");
    std::fs::write(&book, "{").unwrap();
    refused(&watch_dir, "malformed", "book.json: no book");
    // What is removed once the report is there is not missed.
    std::fs::remove_file(&book).unwrap();
    nothing_to_do(&watch_dir);
}

/// The name of its report is that of the day, which is taken.
#[test]
fn a_second_report_of_a_day_has_another_name() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    assert_eq!(watch_dir.once().0, 0);
    std::fs::remove_dir_all(watch_dir.period(DAYS[0])).unwrap();
    let later = format!("{}T23:00:00Z", DAYS[0]);
    Fund::small()
        .period(&later)
        .write(&watch_dir.period(DAYS[0]));
    refused(&watch_dir, "name-taken", "name the period by its moment");
    let moment = watch_dir.period(&later.replace(':', ""));
    std::fs::rename(watch_dir.period(DAYS[0]), moment).unwrap();
    let (code, events) = watch_dir.once();
    assert_eq!(
        (code, &find(&events, "written")["as_of"]),
        (0, &json!(later))
    );
}

#[test]
fn what_a_file_system_keeps_in_its_root_is_no_period() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    for dir in ["inbox", "reports"] {
        std::fs::create_dir(watch_dir.path(dir).join("lost+found")).unwrap();
    }
    let (code, events) = watch_dir.once();
    assert_eq!(code, 0, "{events:?}");
    nothing_to_do(&watch_dir);
    std::fs::create_dir(watch_dir.path("inbox/lost+found.2")).unwrap();
    refused(&watch_dir, "no-period", "");
}
