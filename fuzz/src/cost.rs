//! What a report costs its verifier, in time and memory a byte, whatever its lists and texts hold.

use std::sync::OnceLock;

use assay_statement::{parse_document, Registry, Report};
use assay_verifier::{verify_report, VerifyOptions};
use peak_alloc::PeakAlloc;
use rustix::time::{clock_gettime, ClockId};
use serde_json::{json, Value};

use crate::message;

/// Counts what is allocated. The target has it for its allocator; without, memory is not looked at.
pub static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Most memory that a report takes beside its text: so many times its bytes, and what any verification takes.
const TIMES_ITS_SIZE: usize = 5;
const ANY: usize = 8 << 20;

/// Most processor time, in that of an honest report of the same size.
const TIMES_HONEST: u64 = 3;

/// How often what was slow is tried again: a machine has bad moments, but not every time.
const TRIES: usize = 6;

/// Longest text that is made.
const LONGEST: usize = 1 << 20;

/// `{"report": ..., "registry": ..., "repeat": [{"at": "/policy/rules/0/kinds", "times": 1000}]}`: a report with parts of it
/// again and again costs no more than its bytes allow.
pub fn check(bytes: &[u8]) {
    let Ok(mut input) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let Ok(registry) = parse_document::<Registry>(input["registry"].to_string().as_bytes()) else {
        return;
    };
    let repeats = input["repeat"].as_array().cloned().unwrap_or_default();
    let mut room = LONGEST;
    for repeat in repeats.iter().take(4) {
        let times = repeat["times"].as_u64().unwrap_or_default() as usize;
        if let Some(part) = repeat["at"]
            .as_str()
            .and_then(|at| input["report"].pointer_mut(at))
        {
            again(part, times, &mut room);
        }
    }
    let text = input["report"].to_string();
    drop(input);
    bounded(&text, &registry);
}

/// A list with all of it again, an object with more fields, a longer text, as long as there is room.
fn again(part: &mut Value, times: usize, room: &mut usize) {
    let size = part.to_string().len().max(4);
    let times = times.min(*room / size);
    *room -= times * size;
    match part {
        Value::Array(items) => *items = (0..=times).flat_map(|_| items.clone()).collect(),
        Value::Object(fields) => {
            let value = fields.values().next().cloned().unwrap_or_default();
            fields.extend((0..times).map(|i| (format!("{i}"), value.clone())));
        }
        Value::String(text) => *text = text.repeat(times + 1),
        _ => {}
    }
}

/// Time and memory of one verification.
struct Cost {
    nanoseconds: u64,
    bytes: usize,
}

fn cost(text: &str, registry: &Registry) -> Cost {
    let before = ALLOCATOR.current_usage();
    ALLOCATOR.reset_peak_usage();
    let begin = now();
    match parse_document::<Report>(text.as_bytes()) {
        Ok(report) => {
            if let Err(error) = verify_report(&report, registry, &VerifyOptions::default()) {
                message::check(&error);
            }
        }
        Err(error) => message::check(&error),
    }
    Cost {
        nanoseconds: now() - begin,
        bytes: ALLOCATOR.peak_usage().saturating_sub(before),
    }
}

/// Processor time of this thread.
fn now() -> u64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

fn bounded(text: &str, registry: &Registry) {
    let most_memory = TIMES_ITS_SIZE * text.len() + ANY;
    let most_time = TIMES_HONEST * honest(text.len());
    let mut least = u64::MAX;
    for _ in 0..TRIES {
        let found = cost(text, registry);
        assert!(
            found.bytes <= most_memory,
            "{} bytes of memory for {}",
            found.bytes,
            text.len()
        );
        least = least.min(found.nanoseconds);
        if least <= most_time {
            return;
        }
    }
    panic!(
        "{least} ns for {} bytes, where {most_time} may be",
        text.len()
    );
}

/// Processor time of an honest report of so many bytes: that of the smallest, and for each byte more that of a supply
/// with evidence.
fn honest(bytes: usize) -> u64 {
    static TIMES: OnceLock<(u64, f64)> = OnceLock::new();
    let (smallest, a_byte) = *TIMES.get_or_init(|| {
        let registry = parse_document(REGISTRY.as_bytes()).expect("a test vector");
        let long = filled(LONGEST);
        let least = |text: &str| {
            (0..10)
                .map(|_| cost(text, &registry).nanoseconds)
                .min()
                .unwrap_or_default()
        };
        let smallest = least(REPORT);
        let more = least(&long).saturating_sub(smallest);
        (smallest, more as f64 / (long.len() - REPORT.len()) as f64)
    });
    smallest + (a_byte * bytes as f64) as u64
}

const REPORT: &str = include_str!("../../test-vectors/report/report.json");
const REGISTRY: &str = include_str!("../../test-vectors/report/registry.json");

/// The genuine report, on more chains. Everything of it is looked at but the last equations of its proof, which is of
/// other chains.
fn filled(size: usize) -> String {
    let mut report: Value = serde_json::from_str(REPORT).expect("a test vector");
    let node = "5d".repeat(532);
    let entry = |chain: usize| {
        json!({ "entry": "chain", "chain": format!("eip155:{}", chain + 1000), "token": "0x7712", "block": 1,
            "block_hash": "0x5d", "raw": "0", "decimals": 6, "evidence": { "slot": "02".repeat(32), "header": node,
            "account_proof": vec![&node; 6], "storage_proof": vec![&node; 6] } })
    };
    let count = size / entry(0).to_string().len();
    if let Some(entries) = report["supply"]["entries"].as_array_mut() {
        entries.extend((0..count).map(entry));
    }
    report.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(at: &str, times: usize) -> String {
        let read = |text| serde_json::from_str::<Value>(text).unwrap();
        let repeat = json!([{ "at": at, "times": times }]);
        json!({ "report": read(REPORT), "registry": read(REGISTRY), "repeat": repeat }).to_string()
    }

    #[test]
    fn the_genuine_report_and_its_parts_again_and_again_are_bounded() {
        check(input("", 0).as_bytes());
        for at in [
            "/policy/rules",
            "/policy/rules/1/kinds",
            "/book/rows",
            "/book/rows/0",
            "/book/custodians",
            "/attestations",
            "/attestations/0/signatures",
            "/supply/entries",
            "/columns/weights",
            "/proof",
            "/policy/name",
            "/refreshed",
        ] {
            check(input(at, 1 << 20).as_bytes());
        }
    }

    #[test]
    fn parts_are_repeated() {
        let mut room = 100;
        let mut list = json!(["a", "b"]);
        again(&mut list, 2, &mut room);
        assert_eq!(list, json!(["a", "b", "a", "b", "a", "b"]));
        let mut text = json!("abc");
        again(&mut text, 1, &mut room);
        assert_eq!(text, json!("abcabc"));
        let mut object = json!({ "a": 1 });
        again(&mut object, 2, &mut room);
        assert_eq!(object, json!({ "a": 1, "0": 1, "1": 1 }));
        assert!(room < 100);
    }
}
