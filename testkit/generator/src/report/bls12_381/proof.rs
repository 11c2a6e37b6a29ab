//! Points and proofs of the suite, changed.

use assay_statement::HexBytes;
use assay_testkit::patch::{add, remove, replace, Edit};
use serde_json::json;

use super::base::{base, FORGED};
use super::cases::SuiteList;
use super::curve::{
    flagged, negated, off_the_curve, outside_of_the_group, unreduced, unreduced_scalar, POINT,
};
use crate::proof::Layout;
use crate::report::cases::list::value;

/// Bytes of a scalar.
const SCALAR: usize = 32;

pub fn add_to(list: &mut SuiteList) {
    points(list);
    columns(list);
    malformed(list);
    elements(list);
    scalars(list);
    bindings(list);
    forgeries(list);
}

/// What is no point, made of one that is.
fn no_points(point: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("off the curve", off_the_curve(point).to_vec()),
        (
            "on the curve, outside of the group",
            outside_of_the_group().to_vec(),
        ),
        ("with an x that is not reduced", unreduced(point).to_vec()),
        (
            "with the flag of compressed points",
            flagged(point, 0x80).to_vec(),
        ),
        (
            "with the flag of the identity",
            flagged(point, 0x40).to_vec(),
        ),
        ("with the flag of a sign", flagged(point, 0x20).to_vec()),
        (
            "the identity, with its flag",
            flagged(&[0; POINT], 0x40).to_vec(),
        ),
    ]
}

/// Every field of a point, each with every form that is none.
fn points(list: &mut SuiteList) {
    let report = &base().report;
    let fields = [
        (
            "/report/attestations/1/commitment",
            report.attestations[1].commitment,
        ),
        ("/report/refreshed/quantities", report.refreshed.quantities),
        ("/report/refreshed/tagged", report.refreshed.tagged),
        ("/report/columns/tags", report.columns.tags),
        ("/report/columns/weights/3", report.columns.weights[3]),
    ];
    for (path, point) in fields {
        let name = path.trim_start_matches("/report/");
        let mut refused = |code, comment: String, text: String| {
            list.refused(code, "Encoding", &comment, vec![replace(path, text)]);
        };
        for (form, bytes) in no_points(point.as_bytes()) {
            refused(
                "point-invalid",
                format!("{name}: {form}"),
                hex::encode(bytes),
            );
        }
        refused(
            "point-identity",
            format!("{name}: the identity"),
            "00".repeat(POINT),
        );
        refused(
            "point-invalid",
            format!("{name}: 32 bytes"),
            "11".repeat(32),
        );
        for length in [48, 95, 97] {
            refused(
                "malformed",
                format!("{name}: {length} bytes"),
                "11".repeat(length),
            );
        }
    }
}

fn columns(list: &mut SuiteList) {
    let weights = "/report/columns/weights";
    list.refused(
        "weight-columns",
        "Encoding",
        "a weight column missing",
        vec![remove(&format!("{weights}/3"))],
    );
    let again = json!(base().report.columns.weights[0]);
    list.refused(
        "weight-columns",
        "Encoding",
        "a weight column too many",
        vec![add(&format!("{weights}/-"), again)],
    );
}

/// The elements of the proof: where each begins, and whether it is a point.
struct Elements(Layout);

impl Elements {
    fn is_point(&self, element: usize) -> bool {
        let Layout {
            advice,
            instance,
            quotient,
            rounds,
            last,
            ..
        } = self.0;
        let among = [
            0..1,
            advice..instance,
            quotient..quotient + 1,
            rounds - 1..last,
        ];
        among.iter().any(|range| range.contains(&element))
    }

    fn length(&self, element: usize) -> usize {
        match self.is_point(element) {
            true => POINT,
            false => SCALAR,
        }
    }

    fn start(&self, element: usize) -> usize {
        (0..element).map(|before| self.length(before)).sum()
    }

    /// Those of the base report.
    fn of_base() -> Elements {
        let report = &base().report;
        let elements = Elements(Layout::of(report.book.shape));
        // Two scalars come last.
        let end = elements.start(elements.0.last + 2);
        assert_eq!(end, report.proof.0.len());
        elements
    }

    fn found(&self, element: usize) -> Vec<u8> {
        base().report.proof.0[self.start(element)..][..self.length(element)].to_vec()
    }

    /// The proof with other bytes in place of an element.
    fn with(&self, element: usize, bytes: &[u8]) -> Vec<Edit> {
        assert_eq!(bytes.len(), self.length(element));
        let start = self.start(element);
        vec![proof(|proof| {
            proof[start..][..bytes.len()].copy_from_slice(bytes)
        })]
    }
}

/// The proof, changed.
fn proof(change: impl FnOnce(&mut Vec<u8>)) -> Edit {
    let mut bytes = base().report.proof.0.clone();
    change(&mut bytes);
    replace("/report/proof", value(&HexBytes(bytes)))
}

fn malformed(list: &mut SuiteList) {
    let mut bad = |comment: &str, edit| {
        list.refused("proof-malformed", "Encoding", comment, vec![edit]);
    };
    bad("no proof", proof(Vec::clear));
    bad("a byte after the proof", proof(|bytes| bytes.push(0)));
    bad(
        "the last byte missing",
        proof(|bytes| bytes.truncate(bytes.len() - 1)),
    );
}

/// A point or a scalar of each kind, each with another good value and with every form that is none.
fn elements(list: &mut SuiteList) {
    let all = Elements::of_base();
    let Layout {
        advice,
        pieces,
        quotient,
        rounds,
        last,
        ..
    } = all.0;
    // What is absorbed before the column is evaluated moves the challenges, and what is claimed of the tags is then wrong.
    let points = [
        (0, "the refresh proof", "proof-tags"),
        (advice, "the first advice column", "proof-tags"),
        (pieces - 2, "the last advice column", "proof-tags"),
        (pieces - 1, "the random polynomial", "proof-tags"),
        (pieces, "the first piece of the quotient", "proof-tags"),
        (pieces + 3, "the last piece of the quotient", "proof-tags"),
        (quotient, "the multi-opening", "proof-invalid"),
        (rounds - 1, "the blinding polynomial", "proof-invalid"),
        (rounds, "the left of the first round", "proof-invalid"),
        (last - 1, "the right of the last round", "proof-invalid"),
    ];
    for (element, name, code) in points {
        let point = all.found(element);
        list.refused(
            code,
            "Forgery",
            &format!("the opposite point for {name}"),
            all.with(element, &negated(&point)),
        );
        let mut bad = |form: &str, bytes: &[u8]| {
            list.refused(
                "proof-malformed",
                "Encoding",
                &format!("{name}: {form}"),
                all.with(element, bytes),
            );
        };
        for (form, bytes) in no_points(&point) {
            bad(form, &bytes);
        }
        bad("the identity", &[0; POINT]);
    }
}

fn scalars(list: &mut SuiteList) {
    let all = Elements::of_base();
    let Layout {
        instance,
        limbs,
        acc,
        fixed,
        quotient,
        last,
        ..
    } = all.0;
    let scalars = [
        (1, "a response of the refresh proof", "proof-tags"),
        (instance, "the value of the quantities", "proof-invalid"),
        (
            instance + 1,
            "the value of the tagged quantities",
            "proof-invalid",
        ),
        (instance + 2, "the value of the tag column", "proof-tags"),
        (
            instance + 3,
            "the value of the first weight column",
            "proof-weights",
        ),
        (
            instance + 6,
            "the value of the last weight column",
            "proof-weights",
        ),
        (limbs, "the value of a limb", "proof-invalid"),
        (acc, "the value of an accumulator", "proof-invalid"),
        (fixed, "the value of a fixed column", "proof-invalid"),
        (
            quotient - 1,
            "the value of the random polynomial",
            "proof-invalid",
        ),
        (
            quotient + 1,
            "the first value of the multi-opening",
            "proof-invalid",
        ),
        (
            quotient + 2,
            "the second value of the multi-opening",
            "proof-invalid",
        ),
        (last, "the last coefficient", "proof-invalid"),
        (last + 1, "the last blinder", "proof-invalid"),
    ];
    for (element, name, code) in scalars {
        let mut other = all.found(element);
        other[SCALAR - 1] ^= 1;
        list.refused(
            code,
            "Forgery",
            &format!("another scalar for {name}"),
            all.with(element, &other),
        );
        list.refused(
            "proof-malformed",
            "Encoding",
            &format!("{name}: a scalar of 32 bytes of ff"),
            all.with(element, &[0xff; SCALAR]),
        );
        if let Some(bytes) = unreduced_scalar(&all.found(element)) {
            list.refused(
                "proof-malformed",
                "Encoding",
                &format!("{name}: the same scalar, not reduced"),
                all.with(element, &bytes),
            );
        }
    }
}

/// Proofs by provers that cheat.
fn forgeries(list: &mut SuiteList) {
    let cases = [
        (
            "proof-tags",
            "a proof about more than the custodians signed for, whose refreshed commitments are of what they signed for",
        ),
        ("proof-weights", "a proof of half the supply"),
    ];
    for (name, (code, comment)) in FORGED.iter().zip(cases) {
        list.refused_of(name, code, "Forgery", comment, vec![]);
    }
}

fn bindings(list: &mut SuiteList) {
    let base = base();
    let mut bad = |code, comment: &str, edit| list.refused(code, "Binding", comment, edit);
    let refreshed = &base.report.refreshed;
    bad(
        "proof-tags",
        "the refreshed commitments swapped",
        vec![
            replace("/report/refreshed/quantities", json!(refreshed.tagged)),
            replace("/report/refreshed/tagged", json!(refreshed.quantities)),
        ],
    );
    let next = &base.next_day;
    bad(
        "proof-tags",
        "the proof of another report",
        vec![replace("/report/proof", value(&next.proof))],
    );
    bad(
        "proof-tags",
        "proof and points of another report",
        vec![
            replace("/report/refreshed", value(&next.refreshed)),
            replace("/report/columns", value(&next.columns)),
            replace("/report/proof", value(&next.proof)),
        ],
    );
}
