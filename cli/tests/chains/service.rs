//! `assay watch` as a service: its lock, its beginning, and what it reads anew.

use serde_json::json;

use crate::deadline::Service;
use crate::watch_dir::{change, find, names, WatchDir, DAYS};

/// A service that has made the report of the first day, and has nothing to do.
fn begun() -> (WatchDir, Service) {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    let mut service = Service::start(&mut watch_dir.command(&["--begin"]));
    assert_eq!(service.until("idle")["made"], 1);
    (watch_dir, service)
}

#[test]
fn a_directory_that_is_moved_away_begins_no_second_chain() {
    let (watch_dir, service) = begun();
    let reports = watch_dir.path("reports");
    std::fs::rename(&reports, watch_dir.path("away")).unwrap();
    std::fs::create_dir(&reports).unwrap();
    watch_dir.put(DAYS[1]);
    let (code, events) = service.end();
    assert_eq!(code, 4);
    assert_eq!(find(&events, "failed")["code"], "lock-lost");
    assert!(!watch_dir.report(DAYS[1]).exists());
    // Whoever starts it again begins no chain without asking for it.
    let mut service = Service::start(&mut watch_dir.command(&[]));
    assert_eq!(service.until("failed")["code"], "not-begun");
    std::fs::rename(&reports, watch_dir.path("empty")).unwrap();
    std::fs::rename(watch_dir.path("away"), &reports).unwrap();
    assert_eq!(service.end().0, 4);
    assert_eq!(watch_dir.once().0, 0);
    watch_dir.holds(&DAYS[..2]);
}

#[test]
fn a_directory_that_is_emptied_begins_no_second_chain() {
    let (watch_dir, mut service) = begun();
    let kept = watch_dir.path("kept");
    std::fs::rename(watch_dir.report(DAYS[0]), &kept).unwrap();
    watch_dir.put(DAYS[1]);
    assert_eq!(service.until("failed")["code"], "not-begun");
    assert!(!watch_dir.report(DAYS[1]).exists());
    std::fs::rename(&kept, watch_dir.report(DAYS[0])).unwrap();
    assert_eq!(service.until("written")["period"], DAYS[1]);
    drop(service);
    assert_eq!(watch_dir.once().0, 0);
    watch_dir.holds(&DAYS[..2]);
}

#[test]
fn a_lock_that_is_removed_ends_the_service() {
    let (watch_dir, service) = begun();
    std::fs::remove_file(watch_dir.path("reports/.assay-watch.lock")).unwrap();
    assert_eq!(service.end().0, 4);
    let mut service = Service::start(&mut watch_dir.command(&[]));
    service.until("idle");
    watch_dir.put(DAYS[1]);
    service.until("written");
    drop(service);
    assert_eq!(watch_dir.once().0, 0);
    watch_dir.holds(&DAYS[..2]);
}

#[test]
fn the_registry_is_read_at_every_look() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    let path = watch_dir.path("registry.json");
    let kept = std::fs::read(&path).unwrap();
    change(&path, |registry| {
        registry["policy"] = "11".repeat(32).into()
    });
    let mut service = Service::start(&mut watch_dir.command(&["--begin"]));
    assert_eq!(service.until("refused")["code"], "wrong-policy");
    let replace = |bytes: &[u8]| {
        std::fs::write(watch_dir.path("new"), bytes).unwrap();
        std::fs::rename(watch_dir.path("new"), &path).unwrap();
    };
    replace(&kept);
    service.until("written");
    // One that cannot be read ends nothing.
    replace(b"{");
    assert_eq!(service.until("failed")["code"], "malformed");
    replace(&kept);
    service.until("idle");
    assert!(names(&service.look()).contains(&"idle"));
}

#[test]
fn the_policy_is_read_at_every_look() {
    let watch_dir = WatchDir::with(&DAYS[..1]);
    let all = watch_dir.path("all.json");
    std::fs::copy(watch_dir.period(DAYS[0]).join("policy.json"), &all).unwrap();
    change(&watch_dir.path("watch.json"), |config| {
        config["policy"] = "all.json".into()
    });
    let mut service = Service::start(&mut watch_dir.command(&["--begin"]));
    service.until("written");
    std::fs::copy(&all, watch_dir.path("new.json")).unwrap();
    change(&watch_dir.path("new.json"), |policy| {
        policy["name"] = "Stricter".into()
    });
    std::fs::rename(watch_dir.path("new.json"), &all).unwrap();
    service.look();
    watch_dir.put(DAYS[1]);
    service.until("written");
    let policies = [0, 1].map(|day| watch_dir.read(DAYS[day]).policy.name);
    assert_eq!(policies, ["Sample", "Stricter"]);
}

/// It would be proved in vain, at every look.
#[test]
fn a_period_whose_file_name_is_taken_is_not_proved() {
    // By a directory, and by the report of another day.
    let taken: [fn(&WatchDir); 2] = [
        |watch_dir| std::fs::create_dir(watch_dir.report(DAYS[1])).unwrap(),
        |watch_dir| std::fs::rename(watch_dir.report(DAYS[0]), watch_dir.report(DAYS[1])).unwrap(),
    ];
    for take in taken {
        let watch_dir = WatchDir::with(&DAYS[..1]);
        assert_eq!(watch_dir.once().0, 0);
        take(&watch_dir);
        watch_dir.add(DAYS[1]);
        watch_dir.add(DAYS[2]);
        for look in 1..=2 {
            let (code, events) = watch_dir.once();
            assert_eq!(
                (code, names(&events)),
                (
                    1,
                    vec!["chain", "reading", "refused", "held", "metrics", "done"]
                )
            );
            let refused = find(&events, "refused");
            assert_eq!(
                (&refused["code"], &refused["period"]),
                (&json!("name-taken"), &json!(DAYS[1]))
            );
            let metrics = std::fs::read_to_string(watch_dir.path("reports/assay.prom")).unwrap();
            let sample = format!("reason=\"name-taken\"}} {look}\n");
            assert!(metrics.contains(&sample), "{metrics}");
        }
    }
}
