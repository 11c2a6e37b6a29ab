//! `assay watch --once`: what it makes, what it waits for, and in which order.

use assay_statement::digest;
use serde_json::json;

use crate::watch_dir::{at, find, names, WatchDir, DAYS};
use assay_testkit::sample_fund::Fund;

#[cfg(unix)]
#[test]
fn openings_that_others_may_read_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let watch_dir = WatchDir::with(&DAYS[..1]);
    let path = watch_dir.period(DAYS[0]).join("northbank.opening.json");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let (code, events) = watch_dir.once();
    assert_eq!(code, 0);
    assert_eq!(find(&events, "exposed")["file"], "northbank.opening.json");
    assert_eq!(
        names(&events)
            .iter()
            .filter(|name| **name == "exposed")
            .count(),
        1
    );
}

#[test]
fn every_period_once_and_in_order() {
    let watch_dir = WatchDir::with(&DAYS[..2]);
    let (code, events) = watch_dir.once();
    assert_eq!(code, 0, "{events:?}");
    let one = ["reading", "proving", "writing", "written"];
    let expected = [&["chain"][..], &one, &one, &["metrics", "done"]].concat();
    assert_eq!(names(&events), expected);
    watch_dir.holds(&DAYS[..2]);
    let [first, second] = [0, 1].map(|i| watch_dir.read(DAYS[i]));
    assert_eq!(first.previous, None);
    assert_eq!(second.previous, Some(digest(&first).unwrap()));
    let written = events
        .iter()
        .rfind(|event| event["event"] == "written")
        .unwrap();
    assert_eq!(written["report"], digest(&second).unwrap().to_string());
    assert_eq!(written["previous"], digest(&first).unwrap().to_string());
    assert_eq!(written["period"], DAYS[1]);
    assert_eq!(written["as_of"], at(DAYS[1]));
    assert!(written["time"].as_str().unwrap().ends_with('Z'));
    // No event tells how long a proof took; times are in whole seconds.
    for event in &events {
        assert_eq!(event.get("milliseconds"), None, "{event}");
        assert_eq!(event["time"].as_str().unwrap().len(), 20, "{event}");
    }

    // Nothing is left to do, and nothing is done.
    let before = std::fs::read(watch_dir.report(DAYS[1])).unwrap();
    let (code, events) = watch_dir.once();
    assert_eq!(
        (code, names(&events)),
        (0, vec!["chain", "metrics", "done"])
    );
    assert_eq!(events[0]["reports"], 2);
    assert_eq!(std::fs::read(watch_dir.report(DAYS[1])).unwrap(), before);

    // The next day goes on from there, also where the first report has another name.
    std::fs::rename(watch_dir.report(DAYS[0]), watch_dir.path("reports/a.json")).unwrap();
    watch_dir.add(DAYS[2]);
    assert_eq!(watch_dir.once().0, 0);
    std::fs::rename(watch_dir.path("reports/a.json"), watch_dir.report(DAYS[0])).unwrap();
    watch_dir.holds(&DAYS);
}

#[test]
fn waits_for_what_is_missing_and_holds_up_what_follows() {
    let watch_dir = WatchDir::with(&DAYS[..2]);
    let taken = [
        "northbank.opening.json",
        "harbortrust.attestation.json",
        "supply.json",
    ];
    for name in taken {
        std::fs::rename(watch_dir.period(DAYS[0]).join(name), watch_dir.path(name)).unwrap();
    }
    let (code, events) = watch_dir.once();
    assert_eq!(code, 1);
    assert_eq!(
        names(&events),
        ["chain", "reading", "waiting", "held", "metrics", "done"]
    );
    assert_eq!(find(&events, "waiting")["missing"], json!(["supply.json"]));
    assert_eq!(
        find(&events, "held"),
        &json!({
        "event": "held", "period": DAYS[1], "by": DAYS[0], "time": find(&events, "held")["time"]})
    );
    assert_eq!(find(&events, "done")["pending"], 2);
    std::fs::rename(
        watch_dir.path("supply.json"),
        watch_dir.period(DAYS[0]).join("supply.json"),
    )
    .unwrap();
    let (code, events) = watch_dir.once();
    assert_eq!(code, 1);
    let missing = json!(["opening of northbank", "attestation of harbortrust"]);
    assert_eq!(find(&events, "waiting")["missing"], missing);
    for name in &taken[..2] {
        std::fs::rename(watch_dir.path(name), watch_dir.period(DAYS[0]).join(name)).unwrap();
    }
    assert_eq!(watch_dir.once().0, 0);
    watch_dir.holds(&DAYS[..2]);
}

#[test]
fn a_period_may_be_skipped() {
    let watch_dir = WatchDir::with(&DAYS);
    std::fs::remove_file(watch_dir.period(DAYS[0]).join("book.json")).unwrap();
    assert_eq!(watch_dir.once().0, 1);
    watch_dir.holds(&[]);
    std::fs::write(watch_dir.period(DAYS[0]).join("skip"), "").unwrap();
    let (code, events) = watch_dir.once();
    assert_eq!(code, 0);
    assert_eq!(find(&events, "skipped")["period"], DAYS[0]);
    watch_dir.holds(&DAYS[1..]);
}

#[test]
fn never_proves_what_is_older_than_the_last_report() {
    let watch_dir = WatchDir::with(&DAYS[1..]);
    assert_eq!(watch_dir.once().0, 0);
    watch_dir.add(DAYS[0]);
    let (code, events) = watch_dir.once();
    assert_eq!(
        (code, &find(&events, "refused")["code"]),
        (1, &json!("not-newer"))
    );
    assert!(!names(&events).contains(&"proving"));
    watch_dir.holds(&DAYS[1..]);
    // It holds up nothing.
    watch_dir.add("2026-01-08");
    assert_eq!(watch_dir.once().0, 1);
    watch_dir.holds(&[&DAYS[1..], &["2026-01-08"]].concat());
}

#[test]
fn a_day_may_have_several_reports() {
    let watch_dir = WatchDir::new();
    let fund = Fund::small();
    for time in ["09:00:00", "17:00:00"] {
        let as_of = format!("2026-01-05T{time}Z");
        fund.period(&as_of)
            .write(&watch_dir.period(&as_of.replace(':', "")));
    }
    assert_eq!(watch_dir.once().0, 0);
    // The day as a whole is a third one, if its book is of a later time.
    watch_dir.add(DAYS[0]);
    let (code, events) = watch_dir.once();
    assert_eq!((code, &events[0]["reports"]), (0, &json!(2)));
    assert_eq!(find(&events, "written")["as_of"], at(DAYS[0]));
    // The same time twice is the same period.
    let moment = at(DAYS[0]).replace(':', "");
    std::fs::rename(watch_dir.period(DAYS[0]), watch_dir.period(&moment)).unwrap();
    watch_dir.add(DAYS[0]);
    let (code, events) = watch_dir.once();
    assert_eq!(
        (code, names(&events)),
        (0, vec!["chain", "metrics", "done"])
    );
    assert_eq!(
        (&events[0]["reports"], &events[0]["as_of"]),
        (&json!(3), &json!(at(DAYS[0])))
    );
}
