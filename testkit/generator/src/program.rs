//! `program/programs.json`: bytes that are, or are not, a program.

use assay_circuits::Shape;
use assay_statement::{Bound, Program, ProgramError, ProgramRow, ProgramRule};
use serde_json::{json, Value};

use crate::operation::{bytes, outputs, Found, Operation};
use crate::report::base::base;
use crate::vector_file::{Notes, VectorFile};

/// Two custodians, two rows, two rules.
fn small() -> Program {
    Program {
        shape: Shape::STANDARD[0],
        custodians: 2,
        rows: vec![
            ProgramRow {
                custodian: 0,
                value: 1,
            },
            ProgramRow {
                custodian: 1,
                value: u64::MAX,
            },
        ],
        rules: vec![
            ProgramRule {
                multipliers: vec![10_000, -i32::MAX],
                bound: Bound {
                    negative: false,
                    magnitude: [1_000_000, 0, 0],
                },
            },
            ProgramRule {
                multipliers: vec![0, i32::MAX],
                bound: Bound {
                    negative: true,
                    magnitude: [u64::MAX, u64::MAX, (1 << 48) - 1],
                },
            },
        ],
    }
}

/// Where the parts of the small program begin.
const K: usize = 16;
const CUSTODIANS: usize = 18;
const ROWS: usize = 20;
const RULES: usize = 22;
const ROW: usize = 23;
const RULE: usize = ROW + 2 * 10;
const NEXT_RULE: usize = RULE + 25 + 2 * 4;

fn name(error: ProgramError) -> &'static str {
    match error {
        ProgramError::NotAProgram => "not-a-program",
        ProgramError::Length { .. } => "length",
        ProgramError::Shape(_) => "shape",
        ProgramError::TooManyRows { .. } => "too-many-rows",
        ProgramError::TooManyRules { .. } => "too-many-rules",
        ProgramError::NoCustodians => "no-custodians",
        ProgramError::UnknownCustodian { .. } => "unknown-custodian",
        ProgramError::ZeroValue { .. } => "zero-value",
        ProgramError::MultiplierTooLarge { .. } => "multiplier-too-large",
        ProgramError::BoundTooLarge { .. } => "bound-too-large",
        ProgramError::BoundSign { .. } => "bound-sign",
        other => panic!("bytes cannot give {other:?}"),
    }
}

fn cases() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let good = small().to_bytes().unwrap();
    let set = |at: usize, bytes: &[u8]| {
        let mut changed = good.clone();
        assert_ne!(&changed[at..at + bytes.len()], bytes);
        changed[at..at + bytes.len()].copy_from_slice(bytes);
        changed
    };
    let empty = Program {
        rows: vec![],
        rules: vec![],
        ..small()
    };
    let mut list = vec![
        ("two rows, two rules", "valid", good.clone()),
        ("no row, no rule", "valid", empty.to_bytes().unwrap()),
        (
            "the program of report.json",
            "valid",
            base().compiled.program.to_bytes().unwrap(),
        ),
        ("nothing", "not-a-program", vec![]),
        ("another version", "not-a-program", set(7, b"2")),
        ("the magic alone", "length", good[..16].to_vec()),
        (
            "the last byte missing",
            "length",
            good[..good.len() - 1].to_vec(),
        ),
        (
            "a byte too many",
            "length",
            [good.as_slice(), &[0]].concat(),
        ),
        ("one row announced, two given", "length", set(ROWS, &[1, 0])),
        ("one rule announced, two given", "length", set(RULES, &[1])),
        ("k of 15", "shape", set(K, &[15])),
        ("k of 3", "shape", set(K, &[3])),
        ("a shape of one rule", "shape", set(K + 1, &[1])),
        (
            "110 rows for shape (7, 4)",
            "too-many-rows",
            set(ROWS, &[110, 0]),
        ),
        (
            "five rules for shape (7, 4)",
            "too-many-rules",
            set(RULES, &[5]),
        ),
        ("no custodian", "no-custodians", set(CUSTODIANS, &[0, 0])),
        (
            "a row of the third of two custodians",
            "unknown-custodian",
            set(ROW, &[2, 0]),
        ),
        ("a row of value zero", "zero-value", set(ROW + 2, &[0])),
        (
            "the multiplier -2^31",
            "multiplier-too-large",
            set(RULE + 25, &i32::MIN.to_le_bytes()),
        ),
        (
            "a bound of 2^176",
            "bound-too-large",
            set(RULE + 1 + 22, &[1]),
        ),
        (
            "a bound of -2^176",
            "bound-too-large",
            set(NEXT_RULE + 1, &[[0; 22].as_slice(), &[1]].concat()),
        ),
        ("a sign of 2", "bound-sign", set(RULE, &[2])),
    ];
    let mut negative_zero = set(RULE, &[1]);
    negative_zero[RULE + 1..RULE + 25].fill(0);
    list.push(("minus zero", "bound-sign", negative_zero));
    list.extend(more(&good, set));
    list
}

/// Added later: cases keep their numbers.
fn more(
    good: &[u8],
    set: impl Fn(usize, &[u8]) -> Vec<u8>,
) -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let small = small();
    let full = Shape::STANDARD[0].buckets();
    let filled = Program {
        rows: vec![small.rows[0]; full],
        rules: vec![
            ProgramRule {
                multipliers: vec![-1; full],
                bound: Bound::ZERO,
            };
            4
        ],
        ..small.clone()
    };
    let odd = Program {
        shape: Shape::new(4, 2).unwrap(),
        rules: vec![],
        ..small.clone()
    };
    let many = Program {
        custodians: u16::MAX,
        rows: vec![ProgramRow {
            custodian: u16::MAX - 1,
            value: 1,
        }],
        rules: vec![],
        ..small
    };
    let bytes = |program: &Program| program.to_bytes().unwrap();
    let largest = [[0xff; 22].as_slice(), &[0, 0]].concat();
    vec![
        (
            "as many rows and rules as the shape has",
            "valid",
            bytes(&filled),
        ),
        ("a shape that is not standard", "valid", bytes(&odd)),
        (
            "65,535 custodians, a row of the last",
            "valid",
            bytes(&many),
        ),
        ("the bound 2^176 - 1", "valid", set(RULE + 1, &largest)),
        (
            "the multiplier -2^31 + 1",
            "valid",
            set(RULE + 25, &(-i32::MAX).to_le_bytes()),
        ),
        (
            "the header without its last byte",
            "length",
            good[..RULES].to_vec(),
        ),
        (
            "the magic with a byte less",
            "not-a-program",
            good[1..].to_vec(),
        ),
        ("the magic in another case", "not-a-program", set(0, b"A")),
        (
            "the last row of somebody else",
            "unknown-custodian",
            set(ROW + 10, &[0xff, 0xff]),
        ),
        (
            "the last row of value zero",
            "zero-value",
            set(ROW + 12, &[0; 8]),
        ),
        (
            "the last multiplier -2^31",
            "multiplier-too-large",
            set(NEXT_RULE + 29, &i32::MIN.to_le_bytes()),
        ),
        (
            "a bound of 2^191",
            "bound-too-large",
            set(RULE + 24, &[0x80]),
        ),
        ("a sign of 255", "bound-sign", set(NEXT_RULE, &[0xff])),
    ]
}

/// The operation of these cases.
pub const OPERATION: Operation = Operation {
    name: "program",
    run,
};

fn run(_: &Value, case: &Value) -> Found {
    let bytes = bytes(case, "bytes");
    let program = Program::from_bytes(&bytes).map_err(|error| name(error).to_string())?;
    assert_eq!(program.to_bytes().unwrap(), bytes, "written otherwise");
    Ok(outputs(json!({ "sha256": program.digest().unwrap() })))
}

const NOTES: &Notes = &[
    (
        "Normal",
        "Refuses what is in order.",
        "Honest reports are lost.",
    ),
    (
        "Form",
        "Reads past the end, stops before it, or takes bytes that mean nothing.",
        "One program has two encodings and two digests.",
    ),
    (
        "Bounds",
        "Takes integers that the relation cannot hold, or refuses the largest that it can.",
        "Integers wrap: reserves that do not exist are proved.",
    ),
];

pub fn file() -> VectorFile {
    let comment = "Canonical bytes of programs, in hex, and SHA-256 of the valid ones.";
    let mut file = VectorFile::new(OPERATION, comment, NOTES);
    for (comment, result, bytes) in cases() {
        let input = json!({ "bytes": hex::encode(&bytes) });
        match result {
            "valid" => file.valid("Normal", comment, input),
            "not-a-program" | "length" | "bound-sign" => {
                file.refused(result, "Form", comment, input)
            }
            _ => file.refused(result, "Bounds", comment, input),
        }
    }
    file
}
