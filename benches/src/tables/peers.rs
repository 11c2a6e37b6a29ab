//! The same statement in other proof systems.

use assay_circuits::Shape;

use super::figures::{Bench, Figures};
use super::format::{bytes, count, or_not_run, ratio, time};
use super::markdown::Table;
use super::stages::{dashed, function};
use super::TableError;

/// The shape whose statement the peers prove.
const SHAPE: Shape = Shape::STANDARD[1];

const PROOFS: &str = "cargo bench -p assay-benches --bench proofs";
const UPSTREAM: &str = "cargo bench -p assay-benches --bench upstream";
const BULLETPROOFS: &str =
    "cargo bench -p assay-benches --features peers --bench peer_bulletproofs";
const GROTH16: &str = "cargo bench -p assay-benches --features peers --bench peer_groth16";
const HALO2: &str = "cargo bench -p assay-benches --features peers --bench peer_halo2";

/// Another proof system.
struct Peer {
    /// What it is called.
    title: &'static str,
    /// What it is called in a plot.
    label: &'static str,
    /// Criterion's group and the folder of its facts: `peer NAME`, `peer/NAME`.
    name: &'static str,
    /// The command that measures it.
    bench: &'static str,
}

const PEERS: [Peer; 3] = [
    Peer {
        title: "Bulletproofs (`bulletproofs`)",
        label: "Bulletproofs",
        name: "bulletproofs",
        bench: BULLETPROOFS,
    },
    Peer {
        title: "Groth16 (`ark-groth16`)",
        label: "Groth16, trusted setup",
        name: "groth16",
        bench: GROTH16,
    },
    Peer {
        title: "halo2, the usual circuit",
        label: "halo2, the usual circuit",
        name: "halo2",
        bench: HALO2,
    },
];

/// halo2's own prover and verifier on our circuit.
const OWN_CIRCUIT: &str = "halo2_proofs (8,8)";

impl Peer {
    fn time(&self, figures: &Figures, function: &str) -> Result<Option<f64>, TableError> {
        figures.time(Bench {
            group: &format!("peer {}", self.name),
            function,
            bench: self.bench,
        })
    }

    fn fact(&self, figures: &Figures, fact: &str) -> Result<Option<u64>, TableError> {
        figures.fact(&format!("peer/{}/{fact}", self.name), self.bench)
    }
}

/// A line of the table; times in nanoseconds.
struct Line {
    title: String,
    setup: String,
    prove: Option<f64>,
    verify: Option<f64>,
    proof: Option<u64>,
    commitments: String,
}

/// Ours first; how many times as long the others take.
pub(super) fn table(figures: &Figures) -> Result<String, TableError> {
    let own = |group: &str| {
        figures.time(Bench {
            group,
            function: &function(SHAPE),
            bench: PROOFS,
        })
    };
    let proof = figures.fact(&format!("proof/{}-bytes", dashed(SHAPE)), PROOFS)?;
    let mut lines = vec![Line {
        title: "Assay".into(),
        setup: or_not_run(own("load proving key")?, time),
        prove: own("prove")?,
        verify: own("verify")?,
        proof,
        commitments: "32 B a custodian".into(),
    }];
    for peer in PEERS {
        lines.push(Line {
            title: peer.title.into(),
            setup: or_not_run(peer.time(figures, "setup")?, time),
            prove: peer.time(figures, "prove")?,
            verify: peer.time(figures, "verify")?,
            proof: peer.fact(figures, "proof-bytes")?,
            commitments: or_not_run(peer.fact(figures, "commitment-bytes")?, bytes),
        });
    }
    lines.push(Line {
        title: "`halo2_proofs` on our circuit".into(),
        setup: "-".into(),
        prove: upstream(figures, "prove")?,
        verify: upstream(figures, "verify")?,
        proof: figures.fact("upstream/8-8-bytes", UPSTREAM)?,
        commitments: "-".into(),
    });

    let mut table = Table::new([
        "",
        "setup",
        "prove",
        "times ours",
        "verify",
        "times ours",
        "proof",
        "commitments",
    ]);
    let (prove, verify) = (lines[0].prove, lines[0].verify);
    for line in lines {
        let times = |figure: Option<f64>, own| or_not_run(figure.zip(own), |(a, b)| ratio(a, b));
        table.row([
            line.title,
            line.setup,
            or_not_run(line.prove, time),
            times(line.prove, prove),
            or_not_run(line.verify, time),
            times(line.verify, verify),
            or_not_run(line.proof, bytes),
            line.commitments,
        ]);
    }
    Ok(table.text())
}

/// What Groth16 costs before and beside its proofs.
pub(super) fn groth16(figures: &Figures) -> Result<String, TableError> {
    let constraints = figures.fact("peer/groth16/constraints", GROTH16)?;
    let key = figures.fact("peer/groth16/proving-key-bytes", GROTH16)?;
    Ok(format!(
        "constraints: {}, proving key: {}",
        or_not_run(constraints, count),
        or_not_run(key, bytes),
    ))
}

fn upstream(figures: &Figures, function: &str) -> Result<Option<f64>, TableError> {
    figures.time(Bench {
        group: OWN_CIRCUIT,
        function,
        bench: UPSTREAM,
    })
}

/// `prove` or `verify` of every peer that was measured: name, rows, nanoseconds.
pub(super) fn points(
    figures: &Figures,
    step: &str,
) -> Result<Vec<(&'static str, f64, f64)>, TableError> {
    let rows = SHAPE.buckets() as f64;
    let mut points = Vec::new();
    for peer in PEERS {
        points.extend(peer.time(figures, step)?.map(|ns| (peer.label, rows, ns)));
    }
    let own = upstream(figures, step)?;
    points.extend(own.map(|ns| ("halo2_proofs on our circuit", rows, ns)));
    Ok(points)
}
