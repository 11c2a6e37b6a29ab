//! Another context, other commitments.

use ff::PrimeField;
use pasta_curves::EqAffine;

use super::tamper::{encoded, plus_one, Tamper};
use crate::commitment::generators::generator;
use assay_testkit::patch::{add, remove, replace};

impl Tamper<'_> {
    pub(super) fn context_and_commitments(&mut self) {
        let flag = "Binding";
        let context = plus_one(self.base.context.to_repr());
        self.refused(
            "proof-tags",
            flag,
            "another context",
            vec![replace("/context", context)],
        );
        let c: Vec<EqAffine> = self.base.commitments.clone();
        let set = |i: usize, point: String| replace(&format!("/commitments/{i}"), point);
        let moved = generator(5);
        let refresh = "proof-refresh";
        self.refused(
            refresh,
            flag,
            "two signed commitments exchanged",
            vec![set(0, encoded(c[1])), set(1, encoded(c[0]))],
        );
        self.refused(
            refresh,
            flag,
            "a signed commitment negated",
            vec![set(2, encoded(-c[2]))],
        );
        self.refused(
            refresh,
            flag,
            "something moved from one signed commitment to another: the sum is right",
            vec![set(0, encoded(c[0] + moved)), set(1, encoded(c[1] - moved))],
        );
        if self.all() {
            let blinded = c[0] + self.blinder_generator();
            self.refused(
                refresh,
                flag,
                "a signed commitment with another blinder",
                vec![set(0, encoded(blinded))],
            );
            self.refused(
                "program-invalid",
                flag,
                "a signed commitment missing",
                vec![remove("/commitments/2")],
            );
            let more = add("/commitments/-", encoded(c[0]));
            self.refused(
                "program-invalid",
                flag,
                "a signed commitment too many",
                vec![more],
            );
        }
        self.columns();
    }

    fn blinder_generator(&self) -> EqAffine {
        assay_verifier::VerifyingKey::standard(self.shape)
            .unwrap()
            .blinder_generators[0]
    }

    /// The points that only feed the transcript, and the refreshed commitments.
    fn columns(&mut self) {
        let flag = "Transcript";
        let columns = self.base.proof.columns.clone();
        let refreshed = self.base.proof.refreshed;
        let tags = "proof-tags";
        self.refused(
            tags,
            flag,
            "C' and H' exchanged",
            vec![
                replace("/refreshed/quantities", encoded(refreshed.tagged)),
                replace("/refreshed/tagged", encoded(refreshed.quantities)),
            ],
        );
        let weight =
            |i: usize, point: EqAffine| replace(&format!("/columns/weights/{i}"), encoded(point));
        self.refused(
            tags,
            flag,
            "two weight columns exchanged",
            vec![weight(0, columns.weights[1]), weight(1, columns.weights[0])],
        );
        if !self.all() {
            return;
        }
        let other = generator(6);
        self.refused(
            tags,
            flag,
            "another C'",
            vec![replace("/refreshed/quantities", encoded(other))],
        );
        self.refused(
            tags,
            flag,
            "another H'",
            vec![replace("/refreshed/tagged", encoded(other))],
        );
        self.refused(
            tags,
            flag,
            "another tag column",
            vec![replace("/columns/tags", encoded(other))],
        );
        self.refused(
            tags,
            flag,
            "another unused weight column",
            vec![weight(3, other)],
        );
        let code = "program-invalid";
        self.refused(
            code,
            flag,
            "a weight column missing",
            vec![remove("/columns/weights/3")],
        );
        let again = add("/columns/weights/-", encoded(columns.weights[3]));
        self.refused(code, flag, "a weight column too many", vec![again]);
    }
}
