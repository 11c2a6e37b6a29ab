//! The admin's orders.

use assay_testkit::contract::{
    code, policy_digest, predecessor_of, report, submit, vector, vector_text, SUBJECT, TIMELOCK,
};
use serde_json::{json, Value};

use crate::app::{attribute, Chain, REPORT};

#[test]
fn only_the_admin() {
    let mut chain = Chain::new();
    for order in [
        json!({"pause": {}}),
        json!({"unpause": {}}),
        json!({"propose_registry": {"heartbeat": 5}}),
        json!({"apply_registry": {}}),
        json!({"cancel_registry": {}}),
        json!({"propose_admin": {"admin": chain.address("thief")}}),
    ] {
        assert_eq!(chain.refused("thief", &order), "not-admin", "{order}");
    }
}

#[test]
fn a_pause_stops_reports() {
    let mut chain = Chain::new();
    assert_eq!(
        chain.refused("admin", &json!({"unpause": {}})),
        "not-paused"
    );
    let done = chain.execute("admin", &json!({"pause": {}})).unwrap();
    assert_eq!(attribute(&done, "action").as_deref(), Some("pause"));
    assert_eq!(chain.refused("admin", &json!({"pause": {}})), "paused");
    let report = submit(&vector_text("report.json"));
    assert_eq!(chain.refused("anyone", &report), "paused");
    assert_eq!(chain.query(&json!({"config": {}}))["paused"], true);
    chain.execute("admin", &json!({"unpause": {}})).unwrap();
    chain.execute("anyone", &report).unwrap();
}

#[test]
fn a_new_registry_waits() {
    let mut chain = Chain::new();
    let mut registry = vector("registry.json");
    registry["custodians"][1]["threshold"] = 3.into();
    let before = chain.query(&json!({"config": {}}));
    assert_eq!(
        chain.refused("admin", &json!({"apply_registry": {}})),
        "nothing-proposed"
    );
    let proposed = json!({"propose_registry": {"registry": registry, "heartbeat": 90_000}});
    let done = chain.execute("admin", &proposed).unwrap();
    assert_eq!(
        attribute(&done, "ready"),
        Some((1_795_212_600 + TIMELOCK).to_string())
    );
    let told = attribute(&done, "registry").unwrap();
    let pending = chain.query(&json!({"pending": {}}));
    assert_eq!(pending["change"]["ready"], 1_795_212_600 + TIMELOCK);
    assert_eq!(pending["change"]["change"]["registry"], registry);
    chain.wait(TIMELOCK - 1);
    assert_eq!(
        chain.refused("admin", &json!({"apply_registry": {}})),
        "timelocked"
    );
    assert_eq!(chain.query(&json!({"config": {}})), before);
    chain.wait(1);
    chain
        .execute("admin", &json!({"apply_registry": {}}))
        .unwrap();
    let after = chain.query(&json!({"config": {}}));
    assert_eq!(after["registry"], registry);
    assert_eq!(after["registry_digest"], told);
    assert_eq!(after["heartbeat"], 90_000);
    assert_eq!(after["policy"], before["policy"]);
    assert_eq!(chain.query(&json!({"pending": {}})), json!({}));
    // The registry in force is the one that counts.
    assert_eq!(
        chain.refused("anyone", &submit(&vector_text("report.json"))),
        "under-threshold"
    );
}

#[test]
fn a_proposal_can_be_dropped_or_replaced() {
    let mut chain = Chain::new();
    assert_eq!(
        chain.refused("admin", &json!({"cancel_registry": {}})),
        "nothing-proposed"
    );
    chain
        .execute("admin", &json!({"propose_registry": {"heartbeat": 5}}))
        .unwrap();
    chain.wait(TIMELOCK);
    // A second one starts the clock anew.
    chain
        .execute("admin", &json!({"propose_registry": {"heartbeat": 6}}))
        .unwrap();
    assert_eq!(
        chain.refused("admin", &json!({"apply_registry": {}})),
        "timelocked"
    );
    chain
        .execute("admin", &json!({"cancel_registry": {}}))
        .unwrap();
    chain.wait(TIMELOCK);
    assert_eq!(
        chain.refused("admin", &json!({"apply_registry": {}})),
        "nothing-proposed"
    );
}

#[test]
fn bad_proposals_are_refused_at_once() {
    let mut chain = Chain::new();
    let registry = vector("registry.json");
    let with = |path: &str, value: Value| {
        let mut changed = registry.clone();
        *changed.pointer_mut(path).unwrap() = value;
        changed
    };
    let mut large = registry.clone();
    large["custodians"] = vec![registry["custodians"][0].clone(); 500].into();
    let mut pinned = registry.clone();
    pinned["policy"] = "11".repeat(32).into();
    for (change, expected) in [
        (json!({}), "message-malformed"),
        (json!({"timelock": 0}), "message-malformed"),
        (json!({"policy": "xx"}), "message-malformed"),
        (json!({"previous": "11".repeat(32)}), "message-malformed"),
        (
            json!({"previous": {"report": "11", "subject": SUBJECT, "as_of": 1}}),
            "message-malformed",
        ),
        (
            json!({"previous": {"report": "11".repeat(32), "subject": "fund:other", "as_of": 1}}),
            "wrong-subject",
        ),
        (json!({"decimals": 37}), "decimals-invalid"),
        (
            json!({"registry": with("/subject", "fund:other".into())}),
            "registry-subject",
        ),
        (
            json!({"registry": with("/custodians/0/threshold", 2.into())}),
            "registry-invalid",
        ),
        (
            json!({"registry": with("/kind", "book".into())}),
            "registry-malformed",
        ),
        (json!({"registry": pinned}), "policy-conflict"),
        (json!({"registry": null}), "message-malformed"),
        (json!({"registry": large}), "registry-too-large"),
        (
            json!({"policy": "33".repeat(32), "registry": pinned}),
            "policy-conflict",
        ),
        (json!({"heartbeat": -1}), "message-malformed"),
        (json!({"subject": "fund:other"}), "message-malformed"),
    ] {
        let message = json!({"propose_registry": change});
        assert_eq!(chain.refused("admin", &message), expected, "{message}");
    }
    // Together they fit.
    let message = json!({"propose_registry": {"registry": pinned, "policy": "11".repeat(32)}});
    chain.execute("admin", &message).unwrap();
}

#[test]
fn another_policy_and_another_predecessor() {
    let mut chain = Chain::new();
    let bands = policy_digest(&vector("bands.json")["policy"]);
    let before = predecessor_of(&report(&vector_text("report.json")));
    let change = json!({"policy": bands, "previous": before});
    chain
        .execute("admin", &json!({"propose_registry": change}))
        .unwrap();
    chain.wait(TIMELOCK);
    let done = chain
        .execute("admin", &json!({"apply_registry": {}}))
        .unwrap();
    assert_eq!(attribute(&done, "policy"), Some(bands));
    assert_eq!(attribute(&done, "previous").as_deref(), Some(REPORT));
    assert_eq!(
        attribute(&done, "previous_as_of").as_deref(),
        Some("1795212000")
    );
    let (old, new) = (
        submit(&vector_text("successor.json")),
        submit(&vector_text("bands.json")),
    );
    assert_eq!(chain.refused("anyone", &old), "wrong-policy");
    assert_eq!(chain.refused("anyone", &new), "wrong-previous");
}

#[test]
fn a_successor_has_to_accept() {
    let mut chain = Chain::new();
    let (heir, other) = (chain.address("heir"), chain.address("other"));
    assert_eq!(
        chain.refused("heir", &json!({"accept_admin": {}})),
        "not-proposed-admin"
    );
    for bad in ["", "nobody", &"x".repeat(1_000)] {
        let message = json!({"propose_admin": {"admin": bad}});
        assert_eq!(chain.refused("admin", &message), "address-invalid", "{bad}");
    }
    chain
        .execute("admin", &json!({"propose_admin": {"admin": other}}))
        .unwrap();
    chain
        .execute("admin", &json!({"propose_admin": {"admin": heir}}))
        .unwrap();
    assert_eq!(chain.query(&json!({"pending": {}}))["admin"], heir.as_str());
    assert_eq!(
        chain.refused("other", &json!({"accept_admin": {}})),
        "not-proposed-admin"
    );
    assert_eq!(
        chain.query(&json!({"config": {}}))["admin"],
        chain.admin.as_str()
    );
    let done = chain.execute("heir", &json!({"accept_admin": {}})).unwrap();
    assert_eq!(attribute(&done, "admin").as_deref(), Some(heir.as_str()));
    assert_eq!(chain.refused("admin", &json!({"pause": {}})), "not-admin");
    assert_eq!(
        chain.refused("heir", &json!({"accept_admin": {}})),
        "not-proposed-admin"
    );
    chain.execute("heir", &json!({"pause": {}})).unwrap();
}

#[test]
fn setting_up() {
    let refused = |change: fn(&mut Value)| code(&Chain::with(change).err().unwrap()).to_owned();
    assert_eq!(
        refused(|m| m["subject"] = "fund:other".into()),
        "registry-subject"
    );
    assert_eq!(
        refused(|m| m["policy"] = "AB".repeat(32).into()),
        "message-malformed"
    );
    assert_eq!(refused(|m| m["admin"] = "nobody".into()), "address-invalid");
    assert_eq!(refused(|m| m["extra"] = 1.into()), "message-malformed");
    assert_eq!(
        refused(|m| m["heartbeat"] = (-1).into()),
        "message-malformed"
    );
    assert_eq!(
        refused(|m| m["registry"]["policy"] = "11".repeat(32).into()),
        "policy-conflict"
    );
    assert_eq!(
        refused(|m| m["registry"] = "text".into()),
        "registry-malformed"
    );
    // A timelock that never passes lets nothing be proposed.
    let mut chain = Chain::with(|m| m["timelock"] = u64::MAX.into()).unwrap();
    let order = json!({"propose_registry": {"heartbeat": 5}});
    assert_eq!(chain.refused("admin", &order), "state-invalid");
}

/// What the proposal says is checked again when it is applied, against the settings of then; and it outlives the admin who made it.
#[test]
fn a_proposal_outlives_its_admin() {
    let mut chain = Chain::new();
    let heir = chain.address("heir");
    chain
        .execute("admin", &json!({"propose_registry": {"heartbeat": 5}}))
        .unwrap();
    chain
        .execute("admin", &json!({"propose_admin": {"admin": heir}}))
        .unwrap();
    chain.execute("heir", &json!({"accept_admin": {}})).unwrap();
    assert_eq!(chain.query(&json!({"pending": {}}))["admin"], Value::Null);
    chain.wait(TIMELOCK);
    assert_eq!(
        chain.refused("admin", &json!({"apply_registry": {}})),
        "not-admin"
    );
    chain
        .execute("heir", &json!({"apply_registry": {}}))
        .unwrap();
    assert_eq!(chain.query(&json!({"config": {}}))["heartbeat"], 5);
    // Applied once.
    assert_eq!(
        chain.refused("heir", &json!({"apply_registry": {}})),
        "nothing-proposed"
    );
}

#[test]
fn a_timelock_of_nothing() {
    let mut chain = Chain::with(|message| message["timelock"] = 0.into()).unwrap();
    chain
        .execute("admin", &json!({"propose_registry": {"decimals": 36}}))
        .unwrap();
    let done = chain
        .execute("admin", &json!({"apply_registry": {}}))
        .unwrap();
    assert_eq!(attribute(&done, "decimals").as_deref(), Some("36"));
    assert_eq!(attribute(&done, "heartbeat"), None);
}

/// A pause stops reports and mints, not the admin: settings can be mended under it.
#[test]
fn settings_change_under_a_pause() {
    let mut chain = Chain::new();
    chain.execute("admin", &json!({"pause": {}})).unwrap();
    chain.change(json!({"heartbeat": 7}));
    assert_eq!(chain.query(&json!({"config": {}}))["paused"], true);
    assert_eq!(chain.query(&json!({"config": {}}))["heartbeat"], 7);
}

/// Every order says what it does.
#[test]
fn events() {
    let mut chain = Chain::new();
    let heir = chain.address("heir").to_string();
    for (sender, order, expected) in [
        ("admin", json!({"pause": {}}), vec![("action", "pause")]),
        ("admin", json!({"unpause": {}}), vec![("action", "unpause")]),
        (
            "admin",
            json!({"propose_registry": {"policy": "22".repeat(32), "previous":
                {"report": "33".repeat(32), "subject": SUBJECT, "as_of": 7}}}),
            vec![
                ("action", "propose_registry"),
                ("policy", &"22".repeat(32)),
                ("previous", &"33".repeat(32)),
                ("previous_as_of", "7"),
            ],
        ),
        (
            "admin",
            json!({"cancel_registry": {}}),
            vec![("action", "cancel_registry")],
        ),
        (
            "admin",
            json!({"propose_admin": {"admin": heir}}),
            vec![("action", "propose_admin"), ("admin", &heir)],
        ),
        (
            "heir",
            json!({"accept_admin": {}}),
            vec![("action", "accept_admin"), ("admin", &heir)],
        ),
    ] {
        let done = chain.execute(sender, &order).unwrap();
        for (name, value) in expected {
            assert_eq!(attribute(&done, name).as_deref(), Some(value), "{order}");
        }
    }
}
