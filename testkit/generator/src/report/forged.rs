//! Reports by provers that do not follow the protocol, with everything else in order.

use assay_prover::low_level::{Committer, Prover, Witness};
use assay_statement::{
    digest, Attestation, ColumnCommitments, HexBytes, Kind, PointBytes, Program, Report,
    RerandomizedCommitments, Supply, V1,
};
use assay_verifier::DocumentDigests;
use group::Curve;
use pasta_curves::{Eq, EqAffine};
use rand::rngs::SysRng;
use rand_core::UnwrapErr;

use crate::report::base::{attest, base, kept_report, point, secrets, threshold, QUANTITIES};

pub const NAMES: [&str; 3] = ["inflated", "other-rows", "short"];

/// What a forger proves, and what it says it proves.
struct Forgery {
    /// Of the program that is really proved.
    program: Program,
    quantities: Vec<u64>,
    /// Commitments to `quantities`, as an honest prover would use them.
    commitments: Vec<EqAffine>,
    /// What goes into the report.
    supply: Supply,
    attestations: Vec<Attestation>,
}

fn signed(points: &[EqAffine]) -> Vec<Attestation> {
    let book = &base().book;
    points
        .iter()
        .enumerate()
        .map(|(i, c)| attest(book, i, point(c), threshold(i)))
        .collect()
}

/// Commitments to other quantities with the blinders of the openings.
fn commit(quantities: &[u64]) -> Vec<EqAffine> {
    let committer = Committer::new(base().book.shape).unwrap();
    base()
        .openings
        .iter()
        .map(|opening| {
            let (blinders, pairs) = secrets(opening);
            let pairs = pairs.into_iter().map(|(row, _)| (row, quantities[row]));
            committer.commit(pairs, &blinders).unwrap()
        })
        .collect()
}

impl Forgery {
    fn honest() -> Forgery {
        let base = base();
        Forgery {
            program: base.compiled.program.clone(),
            quantities: QUANTITIES.to_vec(),
            commitments: base.commitments.clone(),
            supply: base.supply.clone(),
            attestations: base.attestations.clone(),
        }
    }

    fn report(self) -> Report {
        let base = base();
        let compiled =
            assay_statement::compile_with_supply(&base.book, &base.policy, &self.supply).unwrap();
        let commitments: Vec<EqAffine> = self
            .attestations
            .iter()
            .map(|a| decode(a.commitment))
            .collect();
        let context =
            DocumentDigests::of(&base.book, &base.policy, &self.supply, &self.attestations)
                .unwrap()
                .context(&compiled.program, &commitments, None)
                .unwrap();
        let blinders: Vec<_> = base.openings.iter().map(|o| secrets(o).0).collect();
        let witness = Witness {
            quantities: &self.quantities,
            blinders: &blinders,
        };
        let prover = Prover::new(base.book.shape).unwrap();
        let proof = prover
            .prove(
                &self.program,
                &self.commitments,
                context,
                &witness,
                UnwrapErr(SysRng),
            )
            .unwrap();
        Report {
            assay: V1,
            kind: Kind::new(),
            book: base.book.clone(),
            policy: base.policy.clone(),
            supply: self.supply,
            attestations: self.attestations,
            refreshed: RerandomizedCommitments {
                quantities: point(&proof.refreshed.quantities),
                tagged: point(&proof.refreshed.tagged),
            },
            columns: ColumnCommitments {
                tags: point(&proof.columns.tags),
                weights: proof.columns.weights.iter().map(point).collect(),
            },
            previous: None,
            proof: HexBytes(proof.bytes),
        }
    }
}

fn decode(bytes: PointBytes) -> EqAffine {
    use group::GroupEncoding;
    EqAffine::from_bytes(bytes.as_bytes().try_into().unwrap()).unwrap()
}

/// Holds for what custodians signed, but the proof is of ten times the cash.
fn inflated() -> Forgery {
    let mut quantities = QUANTITIES.to_vec();
    quantities[2] *= 10;
    Forgery {
        commitments: commit(&quantities),
        quantities,
        ..Forgery::honest()
    }
}

/// Both custodians sign commitments that touch the other's rows, and whose sum is right.
fn other_rows() -> Forgery {
    let honest = Forgery::honest();
    let committer = Committer::new(base().book.shape).unwrap();
    let (blinders, _) = secrets(&base().openings[0]);
    // q L_4 alone: a row of the second custodian.
    let row = |q| Eq::from(committer.commit([(4, q)], &blinders).unwrap());
    let moved = row(1_000_000_000) - row(0);
    let [first, second] = [honest.commitments[0] + moved, honest.commitments[1] - moved];
    Forgery {
        attestations: signed(&[first.to_affine(), second.to_affine()]),
        ..honest
    }
}

/// Twice the supply; the proof is of the program for half of it.
fn short() -> Forgery {
    let honest = Forgery::honest();
    let mut supply = honest.supply.clone();
    supply.value_per_token = "2.00".parse().unwrap();
    Forgery { supply, ..honest }
}

pub fn report(name: &str) -> Report {
    kept_report(&format!("report/{name}.json"), || {
        match name {
            "inflated" => inflated(),
            "other-rows" => other_rows(),
            _ => short(),
        }
        .report()
    })
}

/// Each forgery differs from the base report where it should, and nowhere else.
pub fn forgeries_are_about_what_they_should() {
    let base = base();
    for name in NAMES {
        let report = report(name);
        assert_eq!(report.book, base.book, "{name}");
        assert_eq!(report.policy, base.policy, "{name}");
        assert_eq!(report.supply != base.supply, name == "short");
        assert_eq!(
            report.attestations != base.attestations,
            name == "other-rows"
        );
        assert_ne!(digest(&report).unwrap(), digest(&base.report).unwrap());
    }
    assert_eq!(Forgery::honest().commitments, commit(&QUANTITIES));
}
