//! What belongs to another suite, in a report of the suite vesta. Added later: these cases come last.

use assay_testkit::patch::{add, replace};

use super::list::List;

pub fn add_to(list: &mut List) {
    let flag = "Attestation";
    let digest = "11".repeat(32);
    for (code, field) in [
        ("attestation-policy", "policy"),
        ("attestation-table", "table"),
    ] {
        list.refused(
            code,
            flag,
            &format!("an attestation names a {field}, which no signature of this suite covers"),
            vec![add(
                &format!("/report/attestations/1/{field}"),
                digest.clone(),
            )],
        );
    }
    list.refused(
        "malformed",
        "Strict",
        "the suite vesta spelled out",
        vec![add("/report/book/suite", "vesta")],
    );
    list.refused(
        "malformed",
        "Strict",
        "a suite that nobody knows",
        vec![add("/report/book/suite", "bls12-377")],
    );
    let point = "/report/refreshed/quantities";
    list.refused(
        "point-invalid",
        "Encoding",
        "a point with the length of those of another suite",
        vec![replace(point, "11".repeat(96))],
    );
    list.refused(
        "malformed",
        "Encoding",
        "a point of a length that no suite has",
        vec![replace(point, "11".repeat(48))],
    );
}
