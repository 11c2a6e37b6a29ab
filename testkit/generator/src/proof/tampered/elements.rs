//! Other values in the proof, each of them well formed.

use assay_circuits::LIMBS;

use super::layout::Layout;
use super::tamper::{hex32, negated, plus_one, Tamper};
use assay_testkit::patch::replace;

impl Tamper<'_> {
    /// Each part of the proof changed to another point or scalar.
    pub(super) fn elements(&mut self) {
        let layout = Layout::of(self.shape);
        let rules = self.shape.rules();
        let limb = layout.limbs;
        // What is absorbed before the challenge x moves x, and no evaluation fits any more: the tags are met first.
        let before = "proof-tags";
        let after = "proof-invalid";
        let points = [
            ("the refresh nonce R", 0, before, true),
            ("the first limb column D_0", layout.advice, before, true),
            (
                "the last limb column D_31",
                layout.advice + LIMBS - 1,
                before,
                false,
            ),
            (
                "the first accumulator column A_0",
                layout.advice + LIMBS,
                before,
                true,
            ),
            (
                "the last accumulator column",
                layout.pieces - 2,
                before,
                false,
            ),
            ("the random polynomial E", layout.pieces - 1, before, true),
            ("the first quotient piece T_0", layout.pieces, before, true),
            (
                "the last quotient piece T_3",
                layout.pieces + 3,
                before,
                false,
            ),
            ("the multi-opening quotient Q", layout.quotient, after, true),
            (
                "the blinding polynomial S",
                layout.quotient + 3,
                after,
                false,
            ),
            ("the first round's X_1", layout.rounds, after, true),
            ("the first round's Y_1", layout.rounds + 1, after, false),
            ("the last round's X", layout.last - 2, after, false),
            ("the last round's Y", layout.last - 1, after, true),
        ];
        for (name, index, code, everywhere) in points {
            if everywhere || self.all() {
                let to = negated(self.element(index));
                let flag = if code == before {
                    "Transcript"
                } else {
                    "Forgery"
                };
                self.changed(code, flag, &format!("negated: {name}"), index, to);
            }
        }
        let scalars = [
            ("the first refresh response s_0", 1, before, true),
            ("the last refresh response s_3", 4, before, false),
            ("the quantities at x", layout.instance, after, true),
            (
                "the tagged quantities at x",
                layout.instance + 1,
                after,
                false,
            ),
            (
                "the tag column at x",
                layout.instance + 2,
                "proof-tags",
                true,
            ),
            (
                "the first weight column at x",
                layout.instance + 3,
                "proof-weights",
                true,
            ),
            (
                "the last, unused weight column at x",
                limb - 1,
                "proof-weights",
                true,
            ),
            ("the lowest limb at x", limb, after, false),
            ("the highest limb at x", limb + LIMBS - 1, after, false),
            ("the first accumulator at x", layout.acc, after, false),
            (
                "the last accumulator at x",
                layout.acc + rules - 1,
                after,
                false,
            ),
            (
                "the first accumulator at omega x",
                layout.acc + rules,
                after,
                true,
            ),
            (
                "the last accumulator at omega x",
                layout.fixed - 1,
                after,
                false,
            ),
            ("the fixed column start at x", layout.fixed, after, false),
            (
                "the fixed column bucket at x",
                layout.fixed + 1,
                after,
                false,
            ),
            (
                "the fixed column carry at x",
                layout.fixed + 2,
                after,
                false,
            ),
            ("the fixed column live at x", layout.fixed + 3, after, true),
            (
                "the fixed column shift at x",
                layout.fixed + 4,
                after,
                false,
            ),
            (
                "the random polynomial at x",
                layout.quotient - 1,
                after,
                false,
            ),
            (
                "the first opening set u_0",
                layout.quotient + 1,
                after,
                false,
            ),
            (
                "the second opening set u_1",
                layout.quotient + 2,
                after,
                true,
            ),
            ("the last coefficient a", layout.last, after, false),
            ("the last blinding factor f", layout.last + 1, after, true),
        ];
        for (name, index, code, everywhere) in scalars {
            if everywhere || self.all() {
                let to = plus_one(self.element(index));
                let flag = if index < layout.instance {
                    "Transcript"
                } else {
                    "Forgery"
                };
                self.changed(code, flag, &format!("one more: {name}"), index, to);
            }
        }
        if self.all() {
            let exchanged = |tamper: &Self, a: usize, b: usize| {
                let edit = |at: usize, from: usize| {
                    replace(&format!("/proof/{at}"), hex32(tamper.element(from)))
                };
                vec![edit(a, b), edit(b, a)]
            };
            let edit = exchanged(self, layout.rounds, layout.rounds + 1);
            self.refused(after, "Forgery", "exchanged: X_1 and Y_1", edit);
            let edit = exchanged(self, layout.advice, layout.advice + 1);
            self.refused(before, "Transcript", "exchanged: D_0 and D_1", edit);
            let edit = exchanged(self, limb, limb + 1);
            self.refused(after, "Forgery", "exchanged: two limbs at x", edit);
        }
    }
}
