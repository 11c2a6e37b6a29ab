//! Documents that are not read, or make no sense.

use serde_json::json;

use super::list::{removed, value, List};
use crate::report::base::base;
use assay_testkit::patch::{add, remove, replace};

pub fn add_to(list: &mut List) {
    malformed(list);
    registry(list);
    book(list);
    policy(list);
    supply(list);
    program(list);
}

fn malformed(list: &mut List) {
    let (code, flag) = ("malformed", "Strict");
    let mut bad = |comment: &str, edit| list.refused(code, flag, comment, vec![edit]);
    bad("another version", replace("/report/assay", "v2"));
    bad("another kind", replace("/report/kind", "book"));
    bad("a field that nobody knows", add("/report/extra", 1));
    bad("a field missing", remove("/report/supply/value_per_token"));
    bad(
        "a supply without currency",
        remove("/report/supply/currency"),
    );
    bad(
        "null for a field that may be absent",
        add("/report/previous", json!(null)),
    );
    bad(
        "a price as a number",
        replace("/report/book/rows/2/price", 1),
    );
    bad(
        "an integer as a float",
        replace("/report/book/shape/k", 7.5),
    );
    bad(
        "an integer as a string",
        replace("/report/book/shape/k", "7"),
    );
    bad(
        "an integer beyond 2^53 - 1",
        replace("/report/supply/entries/0/block", 9_007_199_254_740_992u64),
    );
    bad(
        "a decimal with a leading zero",
        replace("/report/book/rows/2/price", "01"),
    );
    bad(
        "a decimal with an exponent",
        replace("/report/book/rows/2/price", "1e0"),
    );
    bad(
        "a negative decimal",
        replace("/report/supply/value_per_token", "-1.00"),
    );
    bad(
        "a decimal with 31 digits after the point",
        replace(
            "/report/supply/value_per_token",
            format!("1.{}", "0".repeat(31)),
        ),
    );
    bad(
        "a time with an offset",
        replace("/report/book/as_of", "2026-11-20T22:00:00+00:00"),
    );
    bad(
        "a day that does not exist",
        replace("/report/book/rows/0/maturity", "2027-02-29"),
    );
    bad(
        "a digest in upper case",
        replace("/report/attestations/0/book", "AB".repeat(32)),
    );
    bad(
        "a point of 31 bytes",
        replace("/report/refreshed/tagged", "00".repeat(31)),
    );
    bad(
        "a custodian with a space",
        replace("/report/attestations/0/custodian", "north bank"),
    );
    bad(
        "a name that steers terminals",
        replace("/report/policy/name", "Test\u{1b}[2J"),
    );
    bad(
        "an unknown rule",
        replace("/report/policy/rules/2/rule", "solvent"),
    );
    bad(
        "an empty map where the field is left out",
        replace("/report/policy/rules/0/haircuts_bps", json!({})),
    );
    bad(
        "an object as the list of its values",
        replace(
            "/report/refreshed",
            json!(["00".repeat(32), "00".repeat(32)]),
        ),
    );
    bad(
        "a shape as the list of its numbers",
        replace("/report/book/shape", json!([7, 4])),
    );
    bad(
        "a name that turns the direction of what follows",
        replace("/report/policy/name", "Test \u{202e}policy"),
    );
    bad(
        "a shape that does not exist",
        replace("/report/book/shape/rules", 1),
    );
}

fn registry(list: &mut List) {
    let (code, flag) = ("registry-invalid", "TrustRoot");
    let base = base();
    list.refused(
        code,
        flag,
        "a threshold of zero",
        vec![replace("/registry/custodians/0/threshold", 0)],
    );
    list.refused(
        code,
        flag,
        "a threshold above the number of keys",
        vec![replace("/registry/custodians/1/threshold", 4)],
    );
    list.refused(
        code,
        flag,
        "a custodian listed twice",
        vec![replace("/registry/custodians/1/id", "northbank")],
    );
    list.refused(
        code,
        flag,
        "one key for two custodians",
        vec![add(
            "/registry/custodians/1/keys/-",
            value(&base.registry.custodians[0].keys[0]),
        )],
    );
    list.refused(
        code,
        flag,
        "a key whose validity ends before it begins",
        vec![replace(
            "/registry/custodians/0/keys/0/not_after",
            "2025-12-31T23:59:59Z",
        )],
    );
    list.refused(
        code,
        flag,
        "an uncompressed key",
        vec![replace(
            "/registry/custodians/1/keys/0/public_key",
            format!("04{}", "11".repeat(64)),
        )],
    );
    list.refused(
        "wrong-subject",
        flag,
        "a registry for another subject",
        vec![replace("/registry/subject", "fund:other")],
    );
    list.refused(
        "wrong-subject",
        flag,
        "a book of another subject",
        vec![replace("/report/book/subject", "fund:other")],
    );
}

fn book(list: &mut List) {
    let (code, flag) = ("book-invalid", "Statement");
    let mut bad = |comment: &str, edit| list.refused(code, flag, comment, edit);
    let base = base();
    bad(
        "the same row twice",
        vec![add("/report/book/rows/-", value(&base.book.rows[0]))],
    );
    bad(
        "a price of zero",
        vec![replace("/report/book/rows/0/price", "0.00")],
    );
    bad(
        "a security that has matured",
        vec![replace("/report/book/rows/0/maturity", "2026-11-19")],
    );
    bad(
        "a bill without maturity",
        removed("/report/book/rows/0/maturity"),
    );
    bad(
        "cash with a maturity",
        vec![add("/report/book/rows/2/maturity", "2026-12-03")],
    );
    bad(
        "cash that nobody owes",
        removed("/report/book/rows/2/institution"),
    );
    bad(
        "nineteen quantity decimals",
        vec![replace("/report/book/rows/0/quantity_decimals", 19)],
    );
    bad(
        "a row of a stranger",
        vec![replace("/report/book/rows/0/custodian", "stranger")],
    );
    bad(
        "a custodian twice",
        vec![add("/report/book/custodians/-", "northbank")],
    );
    bad(
        "a custodian without a row",
        vec![add("/report/book/custodians/-", "idle")],
    );
    bad(
        "no custodian",
        vec![replace("/report/book/custodians", json!([]))],
    );
}

fn policy(list: &mut List) {
    let (code, flag) = ("policy-invalid", "Statement");
    let mut bad = |comment: &str, edit| list.refused(code, flag, comment, vec![edit]);
    bad(
        "no rule: nothing would be proved",
        replace("/report/policy/rules", json!([])),
    );
    bad(
        "a ratio of zero",
        replace("/report/policy/rules/0/min_ratio", "0"),
    );
    bad(
        "a haircut above one",
        replace("/report/policy/rules/0/haircuts_bps/note", 10_001),
    );
    bad(
        "days that do not grow",
        replace("/report/policy/rules/0/haircuts_by_days/1/over_days", 30),
    );
    bad(
        "more rules than any shape has",
        replace(
            "/report/policy/rules",
            vec![json!({ "rule": "maturity", "wam_max_days": 60 }); 65],
        ),
    );
    bad(
        "no kind is eligible",
        replace("/report/policy/rules/1/kinds", json!([])),
    );
    bad(
        "a share above one",
        replace("/report/policy/rules/2/min_share", "1.000001"),
    );
    bad(
        "a share with seven decimals",
        replace("/report/policy/rules/2/min_share", "0.2000001"),
    );
    bad(
        "a maturity rule without a limit",
        remove("/report/policy/rules/3/wam_max_days"),
    );
    bad(
        "a stress rule with no coverage rule to stress",
        replace(
            "/report/policy/rules/0",
            json!({ "rule": "stress", "shift_bps": 100 }),
        ),
    );
    bad(
        "a band wider than the value",
        replace(
            "/report/policy/rules/2",
            json!({ "rule": "nav", "per_token": "1", "band": "1.01" }),
        ),
    );
}

fn supply(list: &mut List) {
    let (code, flag) = ("supply-invalid", "Statement");
    let mut bad = |comment: &str, edit| list.refused(code, flag, comment, vec![edit]);
    let base = base();
    bad(
        "a supply of another subject",
        replace("/report/supply/subject", "fund:other"),
    );
    bad(
        "a supply of another time",
        replace("/report/supply/as_of", "2026-11-20T22:00:01Z"),
    );
    bad(
        "a token twice",
        add("/report/supply/entries/-", value(&base.supply.entries[0])),
    );
    bad(
        "more excluded than there is",
        replace("/report/supply/entries/3/quantity", "200000000"),
    );
    bad(
        "no entry: nothing would have to be covered",
        replace("/report/supply/entries", json!([])),
    );
    bad(
        "tokens that are owed nothing",
        replace("/report/supply/value_per_token", "0.00"),
    );
    bad(
        "a supply in another currency",
        replace("/report/supply/currency", "EUR"),
    );
    bad(
        "thirty-seven token decimals",
        replace("/report/supply/entries/0/decimals", 37),
    );
}

fn program(list: &mut List) {
    let (code, flag) = ("program-invalid", "Statement");
    let mut bad = |comment: &str, edit| list.refused(code, flag, comment, vec![edit]);
    bad(
        "more inequalities than the shape has",
        add("/report/policy/rules/3/wal_max_days", 120),
    );
    bad(
        "rules that demand nothing of this book",
        replace(
            "/report/policy/rules",
            json!([{ "rule": "concentration", "by": "kind", "max_share": "0", "except": ["bill", "note", "cash", "repo", "token"] }]),
        ),
    );
    bad(
        "a row value of 2^64 or more",
        replace("/report/book/rows/2/price", "1000000000000"),
    );
    bad(
        "a multiplier of 2^31 or more",
        replace("/report/policy/rules/3/wam_max_days", 4_294_967_295u32),
    );
    bad(
        "a bound of 2^176 or more",
        replace(
            "/report/supply/value_per_token",
            format!("1{}", "0".repeat(40)),
        ),
    );
    let shape = vec![replace("/report/book/shape/rules", 5)];
    list.refused(
        "shape-not-standard",
        flag,
        "a shape without embedded key",
        shape,
    );
}
