//! No report costs its verifier more than a few times what an honest one of the same size does, whatever it is full of.
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use assay_benches::cost::{probe, worst, Cost, Honest, MOST_MEMORY, MOST_TIME};

/// Large enough that what any verification takes, such as keys, is little beside it.
const SIZE: usize = 16 << 20;

/// The machine has bad moments, but not every time.
const TRIES: usize = 4;

#[test]
fn no_report_costs_more_than_its_bytes_allow() {
    let folder = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_probe"));
    let registry = folder.path().join("registry.json");
    let file = folder.path().join("report.json");
    let cost = |text: &str| -> Cost {
        fs::write(&file, text).unwrap();
        probe(program, &registry, &file).unwrap()
    };
    let honest = Honest::new(SIZE).unwrap();
    fs::write(&registry, &honest.registry).unwrap();
    let costs: Vec<Cost> = (0..TRIES).map(|_| cost(&honest.text)).collect();
    assert!(
        costs.iter().all(|cost| cost.verdict == "valid"),
        "{costs:?}"
    );
    let least = costs.iter().map(|cost| cost.time).min().unwrap();
    let memory = |cost: &Cost| cost.memory * 1024;
    let size = honest.text.len() as u64;
    assert!(memory(&costs[0]) <= MOST_MEMORY * size, "{:?}", costs[0]);

    let mut accepted = Vec::new();
    for case in worst(&honest, SIZE).unwrap() {
        let size = case.text.len() as u64;
        assert!(size <= SIZE as u64 + 1000, "{}: {size}", case.name);
        let mut time = u64::MAX;
        for _ in 0..TRIES {
            let found = cost(&case.text);
            println!("{}: {size} bytes, {found:?}, honest {least}", case.name);
            assert!(
                memory(&found) <= MOST_MEMORY * SIZE as u64,
                "{}: {found:?}",
                case.name
            );
            time = time.min(found.time);
            if found.verdict == "valid" {
                accepted.push(case.name);
            }
            if time <= MOST_TIME * least {
                break;
            }
        }
        assert!(
            time <= MOST_TIME * least,
            "{}: {time}, honest {least}",
            case.name
        );
    }
    assert_eq!(accepted, ["escapes in every string of an honest report"]);
}
