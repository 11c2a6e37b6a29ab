//! `assay watch --once`: what it makes, what it waits for, and in which order.

use assay_statement::digest;
use serde_json::json;

use crate::fund::Fund;
use crate::place::{at, find, names, Place, DAYS};

#[cfg(unix)]
#[test]
fn openings_that_others_may_read_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with(&DAYS[..1]);
    let path = place.period(DAYS[0]).join("northbank.opening.json");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    let (code, events) = place.once();
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
    let place = Place::with(&DAYS[..2]);
    let (code, events) = place.once();
    assert_eq!(code, 0, "{events:?}");
    let one = ["reading", "proving", "writing", "written"];
    let expected = [&["chain"][..], &one, &one, &["metrics", "done"]].concat();
    assert_eq!(names(&events), expected);
    place.holds(&DAYS[..2]);
    let [first, second] = [0, 1].map(|i| place.read(DAYS[i]));
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

    // Nothing is left to do, and nothing is done.
    let before = std::fs::read(place.report(DAYS[1])).unwrap();
    let (code, events) = place.once();
    assert_eq!(
        (code, names(&events)),
        (0, vec!["chain", "metrics", "done"])
    );
    assert_eq!(events[0]["reports"], 2);
    assert_eq!(std::fs::read(place.report(DAYS[1])).unwrap(), before);

    // The next day goes on from there, also where the first report has another name.
    std::fs::rename(place.report(DAYS[0]), place.path("reports/a.json")).unwrap();
    place.add(DAYS[2]);
    assert_eq!(place.once().0, 0);
    std::fs::rename(place.path("reports/a.json"), place.report(DAYS[0])).unwrap();
    place.holds(&DAYS);
}

#[test]
fn waits_for_what_is_missing_and_holds_up_what_follows() {
    let place = Place::with(&DAYS[..2]);
    let taken = [
        "northbank.opening.json",
        "harbortrust.attestation.json",
        "supply.json",
    ];
    for name in taken {
        std::fs::rename(place.period(DAYS[0]).join(name), place.path(name)).unwrap();
    }
    let (code, events) = place.once();
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
        place.path("supply.json"),
        place.period(DAYS[0]).join("supply.json"),
    )
    .unwrap();
    let (code, events) = place.once();
    assert_eq!(code, 1);
    let missing = json!(["opening of northbank", "attestation of harbortrust"]);
    assert_eq!(find(&events, "waiting")["missing"], missing);
    for name in &taken[..2] {
        std::fs::rename(place.path(name), place.period(DAYS[0]).join(name)).unwrap();
    }
    assert_eq!(place.once().0, 0);
    place.holds(&DAYS[..2]);
}

#[test]
fn a_period_may_be_skipped() {
    let place = Place::with(&DAYS);
    std::fs::remove_file(place.period(DAYS[0]).join("book.json")).unwrap();
    assert_eq!(place.once().0, 1);
    place.holds(&[]);
    std::fs::write(place.period(DAYS[0]).join("skip"), "").unwrap();
    let (code, events) = place.once();
    assert_eq!(code, 0);
    assert_eq!(find(&events, "skipped")["period"], DAYS[0]);
    place.holds(&DAYS[1..]);
}

#[test]
fn never_proves_what_is_older_than_the_last_report() {
    let place = Place::with(&DAYS[1..]);
    assert_eq!(place.once().0, 0);
    place.add(DAYS[0]);
    let (code, events) = place.once();
    assert_eq!(
        (code, &find(&events, "refused")["code"]),
        (1, &json!("not-newer"))
    );
    assert!(!names(&events).contains(&"proving"));
    place.holds(&DAYS[1..]);
    // It holds up nothing.
    place.add("2026-01-08");
    assert_eq!(place.once().0, 1);
    place.holds(&[&DAYS[1..], &["2026-01-08"]].concat());
}

#[test]
fn a_day_may_have_several_reports() {
    let place = Place::new();
    let fund = Fund::small();
    for time in ["09:00:00", "17:00:00"] {
        let as_of = format!("2026-01-05T{time}Z");
        fund.period(&as_of)
            .write(&place.period(&as_of.replace(':', "")));
    }
    assert_eq!(place.once().0, 0);
    // The day as a whole has its report then.
    place.add(DAYS[0]);
    let (code, events) = place.once();
    assert_eq!(
        (code, names(&events)),
        (0, vec!["chain", "metrics", "done"])
    );
    assert_eq!(events[0]["reports"], 2);
    // The same time twice is the same period.
    let (code, events) = place.once();
    assert_eq!(
        (code, &events[0]["as_of"]),
        (0, &json!("2026-01-05T17:00:00Z"))
    );
}
