//! Proofs and points that are not well formed.

use assay_circuits::LIMBS;
use group::GroupEncoding;
use serde_json::json;

use super::layout::Layout;
use super::tamper::{hex32, Tamper};
use crate::commitment::points::{add_modulus, no_point, unreduced};
use assay_testkit::patch::{add, remove, replace};

/// The modulus of scalars.
const MODULUS: &str = "01000000ed302d991bf94c09fc98462200000000000000000000000000000040";

impl Tamper<'_> {
    /// Elements that do not decode.
    pub(super) fn malformed(&mut self) {
        let layout = Layout::of(self.shape);
        let (code, flag) = ("proof-malformed", "Encoding");
        for (name, index, everywhere) in [
            ("R", 0, true),
            ("D_0", layout.advice, false),
            ("E", layout.pieces - 1, false),
            ("T_3", layout.pieces + 3, false),
            ("Q", layout.quotient, false),
            ("S", layout.quotient + 3, true),
            ("X_1", layout.rounds, false),
            ("the last Y", layout.last - 1, false),
        ] {
            if everywhere || self.all() {
                self.changed(
                    code,
                    flag,
                    &format!("the identity: {name}"),
                    index,
                    "00".repeat(32),
                );
            }
        }
        for (name, index) in [
            ("R", 0),
            ("A_0", layout.advice + LIMBS),
            ("Q", layout.quotient),
            ("the last Y", layout.last - 1),
        ] {
            if self.all() {
                let to = hex32(unreduced(&self.element(index)));
                self.changed(
                    code,
                    flag,
                    &format!("the same point, x not reduced: {name}"),
                    index,
                    to,
                );
            }
        }
        self.changed(
            code,
            flag,
            "no point: D_0",
            layout.advice,
            hex32(no_point()),
        );
        self.changed(
            code,
            flag,
            "no point: Q",
            layout.quotient,
            hex32(no_point()),
        );
        for (name, index, everywhere) in [
            ("s_0", 1, true),
            ("the quantities at x", layout.instance, false),
            ("the tag column at x", layout.instance + 2, true),
            ("the random polynomial at x", layout.quotient - 1, false),
            ("u_0", layout.quotient + 1, false),
            ("a", layout.last, false),
            ("f", layout.last + 1, true),
        ] {
            if everywhere || self.all() {
                let to = hex32(add_modulus(&self.element(index), MODULUS));
                self.changed(
                    code,
                    flag,
                    &format!("the same scalar, not reduced: {name}"),
                    index,
                    to,
                );
            }
        }
    }

    pub(super) fn lengths(&mut self) {
        let layout = Layout::of(self.shape);
        let last = layout.last + 1;
        let (code, flag) = ("proof-malformed", "Encoding");
        let at = format!("/proof/{last}");
        let short = hex::encode(&self.element(last)[..31]);
        let mut bad = |comment: &str, edit| self.refused(code, flag, comment, vec![edit]);
        bad("the last byte missing", replace(&at, short));
        bad("a byte of zero after the proof", add("/proof/-", "00"));
        bad("no proof", replace("/proof", json!([])));
        if self.all() {
            let again = hex32(self.element(last));
            let mut bad = |comment: &str, edit| self.refused(code, flag, comment, vec![edit]);
            bad("the last element missing", remove(&at));
            bad("the first element missing", remove("/proof/0"));
            bad("the last element twice", add("/proof/-", again));
            bad(
                "an element of zeros after the proof",
                add("/proof/-", "00".repeat(32)),
            );
        }
    }

    /// Points of the statement that are none.
    pub(super) fn points(&mut self) {
        let flag = "Encoding";
        let last = format!("/columns/weights/{}", self.shape.rules() - 1);
        for (name, at) in [
            ("the first signed commitment", "/commitments/0"),
            ("C'", "/refreshed/quantities"),
            ("H'", "/refreshed/tagged"),
            ("the tag column", "/columns/tags"),
            ("the last weight column", last.as_str()),
        ] {
            if self.all() || at == "/commitments/0" {
                let edit = replace(at, "00".repeat(32));
                self.refused(
                    "point-identity",
                    flag,
                    &format!("the identity as {name}"),
                    vec![edit],
                );
            }
        }
        let commitment = hex32(unreduced(&self.base.commitments[1].to_bytes()));
        self.refused(
            "point-invalid",
            flag,
            "a signed commitment whose x is not reduced",
            vec![replace("/commitments/1", commitment)],
        );
        self.refused(
            "point-invalid",
            flag,
            "C' is no point",
            vec![replace("/refreshed/quantities", hex32(no_point()))],
        );
    }
}
