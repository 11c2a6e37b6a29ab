//! Reports in: order, clock, replays, predecessors.

use assay_testkit::contract::{code, predecessor_of, report, submit, vector_text, HEARTBEAT};
use serde_json::{json, Value};

use crate::app::{attribute, Chain, REPORT};

#[test]
fn a_report_is_stored_with_what_it_proves() {
    let mut chain = Chain::new();
    assert_eq!(
        chain.query(&json!({"latest": {}})),
        json!({"stale": false, "paused": false})
    );
    let done = chain.submit_report();
    let stored = chain.query(&json!({"report": {"digest": REPORT}}));
    assert_eq!(stored["digest"], REPORT);
    assert_eq!(stored["as_of"], 1_795_212_000);
    assert_eq!(stored["time"], 1_795_212_600);
    assert_eq!(stored["currency"], "USD");
    assert_eq!(stored["submitter"], chain.address("anyone").as_str());
    let rust = assay_verifier::verify_report(
        &assay_testkit::contract::report(&vector_text("report.json")),
        &assay_statement::parse_document(vector_text("registry.json").as_bytes()).unwrap(),
        &assay_verifier::VerifyOptions::default(),
    )
    .unwrap();
    assert_eq!(stored["tokens"], rust.tokens.to_string());
    assert_eq!(stored["amount_to_cover"], rust.amount_to_cover.to_string());
    for (name, value) in [
        ("action", "submit"),
        ("report", REPORT),
        ("previous", "none"),
        ("currency", "USD"),
        ("as_of", "1795212000"),
    ] {
        assert_eq!(attribute(&done, name).as_deref(), Some(value), "{name}");
    }
    assert_eq!(
        attribute(&done, "tokens").as_deref(),
        stored["tokens"].as_str()
    );
    let latest = chain.query(&json!({"latest": {}}));
    assert_eq!(latest["report"], stored);
    assert_eq!(
        chain.query(&json!({"config": {}}))["previous"],
        predecessor_of(&report(&vector_text("report.json")))
    );
}

#[test]
fn a_report_counts_once() {
    let mut chain = Chain::new();
    let report = submit(&vector_text("report.json"));
    chain.execute("anyone", &report).unwrap();
    assert_eq!(chain.refused("anyone", &report), "replayed");
    // The same document in another spelling of its spaces is the same report.
    let spaced = submit(&format!("\n{}\n", vector_text("report.json")));
    assert_eq!(chain.refused("anyone", &spaced), "replayed");
    // A good report of the same second is none that comes after.
    assert_eq!(
        chain.refused("anyone", &submit(&vector_text("successor.json"))),
        "not-newer"
    );
}

#[test]
fn the_first_report_is_as_configured() {
    let [first, same_moment, next_day] =
        ["report.json", "successor.json", "next-day.json"].map(|name| submit(&vector_text(name)));
    let refused = |mut chain: Chain, report| chain.refused("anyone", report);
    assert_eq!(refused(Chain::new(), &same_moment), "wrong-previous");
    let before = predecessor_of(&report(&vector_text("report.json")));
    let mut chain = Chain::with(|message| message["previous"] = before).unwrap();
    assert_eq!(chain.refused("anyone", &first), "wrong-previous");
    // A period that is told twice.
    assert_eq!(chain.refused("anyone", &same_moment), "not-newer");
    chain.at("2026-11-21T22:00:00Z");
    let done = chain.execute("anyone", &next_day).unwrap();
    assert_eq!(attribute(&done, "previous").as_deref(), Some(REPORT));
}

#[test]
fn the_predecessor_is_given_with_its_subject_and_time() {
    let before = predecessor_of(&report(&vector_text("report.json")));
    let refused = |previous: Value| {
        let chain = Chain::with(|message| message["previous"] = previous);
        code(&chain.err().unwrap()).to_owned()
    };
    let changed = |field: &str, value: Value| {
        let mut before = before.clone();
        before[field] = value;
        before
    };
    assert_eq!(refused(REPORT.into()), "message-malformed");
    let other = changed("subject", "fund:other".into());
    assert_eq!(refused(other), "wrong-subject");
    for (field, value) in [
        ("report", json!("11")),
        ("subject", json!("")),
        ("as_of", json!("2026-11-20T22:00:00Z")),
        ("as_of", json!(u64::MAX)),
        ("as_of", json!(253_402_300_800u64)),
        ("more", json!(1)),
    ] {
        assert_eq!(
            refused(changed(field, value)),
            "message-malformed",
            "{field}"
        );
    }
    let mut without = before.clone();
    without.as_object_mut().unwrap().remove("as_of");
    assert_eq!(refused(without), "message-malformed");
}

#[test]
fn the_clock_is_the_block_s() {
    let report = submit(&vector_text("report.json"));
    let mut chain = Chain::new();
    chain.wait(HEARTBEAT - 600);
    chain.execute("anyone", &report).unwrap();
    let mut chain = Chain::new();
    chain.wait(HEARTBEAT - 600 + 1);
    assert_eq!(chain.refused("anyone", &report), "stale");
    let mut chain = Chain::new();
    chain
        .app
        .update_block(|block| block.time = block.time.minus_seconds(601));
    assert_eq!(chain.refused("anyone", &report), "from-the-future");
}

#[test]
fn what_does_not_verify_is_not_stored() {
    let mut chain = Chain::new();
    for (name, code) in [
        ("inflated.json", "proof-refresh"),
        ("other-rows.json", "proof-refresh"),
        ("short.json", "proof-weights"),
        ("bands.json", "wrong-policy"),
    ] {
        assert_eq!(
            chain.refused("anyone", &submit(&vector_text(name))),
            code,
            "{name}"
        );
    }
    assert_eq!(chain.refused("anyone", &submit("{}")), "malformed");
    assert_eq!(
        chain.refused("anyone", &json!({"submit": {"report": 5}})),
        "message-malformed"
    );
}

#[test]
fn coins_are_refused() {
    let chain = Chain::with(|message| message["decimals"] = 37.into());
    assert_eq!(
        assay_testkit::contract::code(&chain.err().unwrap()),
        "decimals-invalid"
    );
    let mut chain = Chain::new();
    let rich = chain.address("rich");
    chain.app.init_modules(|router, _, storage| {
        router
            .bank
            .init_balance(storage, &rich, cosmwasm_std::coins(5, "unit"))
            .unwrap();
    });
    let sent = chain.app.wrap().query_balance(&rich, "unit").unwrap();
    let message = submit(&vector_text("report.json"));
    let contract = chain.contract.clone();
    let error = cw_multi_test::Executor::execute_contract(
        &mut chain.app,
        rich,
        contract,
        &message,
        &[sent],
    );
    assert_eq!(
        assay_testkit::contract::code(&crate::app::last(error.unwrap_err())),
        "funds-refused"
    );
}
