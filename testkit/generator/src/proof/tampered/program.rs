//! Another program, other statements.

use assay_circuits::Shape;
use assay_statement::{Bound, Program, ProgramRow};
use ff::PrimeField;

use super::tamper::{encoded, hex32, Tamper};
use crate::proof::statements::{self, case, no_rule, Proved};
use assay_testkit::patch::replace;

impl Tamper<'_> {
    /// The same proof and context for another program. The context of a report names the program; here it does not.
    pub(super) fn program(&mut self) {
        let flag = "Binding";
        let edit = |tamper: &Self, change: &dyn Fn(&mut Program)| {
            let mut program = tamper.base.program.clone();
            change(&mut program);
            vec![replace(
                "/program",
                hex::encode(program.to_bytes().unwrap()),
            )]
        };
        let weights = "proof-weights";
        let low = |bound: &mut Bound| bound.magnitude[0] ^= 1;
        type Change = fn(&mut Program);
        let changes: [(&str, &str, Change, bool); 6] = [
            (
                weights,
                "a multiplier of the first rule",
                |p| p.rules[0].multipliers[0] -= 1,
                true,
            ),
            (weights, "a value of a row", |p| p.rows[0].value += 1, false),
            (
                weights,
                "the last rule left out",
                |p| drop(p.rules.pop()),
                true,
            ),
            (
                weights,
                "two rules exchanged",
                |p| p.rules.swap(0, 1),
                false,
            ),
            (
                "proof-tags",
                "a row of another custodian",
                |p| p.rows[4].custodian = 2,
                true,
            ),
            (
                "proof-tags",
                "a row more, which no rule weighs",
                |p| {
                    p.rows.push(ProgramRow {
                        custodian: 0,
                        value: 1,
                    });
                    p.rules.iter_mut().for_each(|rule| rule.multipliers.push(0));
                },
                false,
            ),
        ];
        for (code, comment, change, everywhere) in changes {
            if everywhere || self.all() {
                let edit = edit(self, &change);
                self.refused(code, flag, &format!("another program: {comment}"), edit);
            }
        }
        let bound = edit(self, &|p| low(&mut p.rules[2].bound));
        self.refused(
            weights,
            flag,
            "another program: the bound of the last rule",
            bound,
        );
        let shape = Shape::new(self.shape.k() + 1, self.shape.rules()).unwrap();
        let other = edit(self, &|p| p.shape = shape);
        self.refused("program-invalid", flag, "a program of another shape", other);
        let mut bytes = self.base.program.to_bytes().unwrap();
        bytes.push(0);
        let longer = vec![replace("/program", hex::encode(bytes))];
        self.refused(
            "program-invalid",
            "Encoding",
            "a byte after the program",
            longer,
        );
        let more = edit(self, &|p| p.rules.push(no_rule(p)));
        self.file.valid(
            "Normal",
            "a rule more that demands nothing: the same columns, told apart by the context of a report only",
            case("small", more),
        );
    }

    pub(super) fn other_statements(&mut self, statements: &[(&str, Proved)]) {
        let flag = "Binding";
        let code = "proof-tags";
        let context = hex32(self.base.context.to_repr());
        self.file.refused(
            code,
            flag,
            "a proof made in another context",
            case("small-elsewhere", vec![replace("/context", context)]),
        );
        let refreshed = self.base.proof.refreshed;
        self.file.refused(
            code,
            flag,
            "the refreshed commitments of another proof of the same",
            case(
                "small-again",
                vec![
                    replace("/refreshed/quantities", encoded(refreshed.quantities)),
                    replace("/refreshed/tagged", encoded(refreshed.tagged)),
                ],
            ),
        );
        let last = statements.last().unwrap();
        let commitments: Vec<String> = self.base.commitments.iter().map(|c| encoded(*c)).collect();
        if usize::from(last.1.program.custodians) == commitments.len() {
            panic!("{} should have another number of custodians", last.0);
        }
        self.file.refused(
            "program-invalid",
            flag,
            "the commitments of another statement",
            case(last.0, vec![replace("/commitments", commitments)]),
        );
        if self.shape == Shape::STANDARD[2] {
            let other = statements::of(Shape::STANDARD[1]).swap_remove(0).1;
            let proof = vec![hex::encode(other.proof.bytes)];
            self.refused(
                "proof-malformed",
                flag,
                "a proof of another shape",
                vec![replace("/proof", proof)],
            );
        }
    }
}
