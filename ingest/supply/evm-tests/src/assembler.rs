//! Assembles the token's source.

use std::collections::BTreeMap;

/// Instructions without an operand, as the Yellow Paper numbers them.
const OPCODES: [(&str, u8); 23] = [
    ("ADD", 0x01),
    ("SUB", 0x03),
    ("LT", 0x10),
    ("EQ", 0x14),
    ("SHR", 0x1c),
    ("KECCAK256", 0x20),
    ("CALLER", 0x33),
    ("CALLDATALOAD", 0x35),
    ("CODECOPY", 0x39),
    ("POP", 0x50),
    ("MSTORE", 0x52),
    ("SLOAD", 0x54),
    ("SSTORE", 0x55),
    ("JUMP", 0x56),
    ("JUMPI", 0x57),
    ("PUSH0", 0x5f),
    ("DUP1", 0x80),
    ("DUP2", 0x81),
    ("DUP3", 0x82),
    ("SWAP1", 0x90),
    ("RETURN", 0xf3),
    ("REVERT", 0xfd),
    ("STOP", 0x00),
];

const PUSH2: u8 = 0x61;
const JUMPDEST: u8 = 0x5b;

/// The code of a source, or the word that it stumbles over.
pub fn assemble(source: &str) -> Result<Vec<u8>, String> {
    let mut code = Vec::new();
    let (mut labels, mut uses) = (BTreeMap::new(), Vec::new());
    let lines = source
        .lines()
        .map(|line| line.split(';').next().unwrap_or(""));
    for word in lines.flat_map(str::split_whitespace) {
        if let Some(label) = word.strip_suffix(':') {
            labels.insert(label, code.len());
            code.push(JUMPDEST);
        } else if let Some(label) = word.strip_prefix('@') {
            code.push(PUSH2);
            uses.push((label, code.len()));
            code.extend([0, 0]);
        } else if let Some(operand) = word.strip_prefix("0x") {
            let bytes: Option<Vec<u8>> = (0..operand.len())
                .step_by(2)
                .map(|at| u8::from_str_radix(operand.get(at..at + 2)?, 16).ok())
                .collect();
            code.extend(bytes.ok_or(word)?);
        } else if let Some((_, opcode)) = OPCODES.iter().find(|(name, _)| *name == word) {
            code.push(*opcode);
        } else {
            let bytes: u8 = word
                .strip_prefix("PUSH")
                .and_then(|n| n.parse().ok())
                .ok_or(word)?;
            code.push(0x5f + bytes);
        }
    }
    for (label, at) in uses {
        let target = *labels.get(label).ok_or(label)?;
        let target = u16::try_from(target).map_err(|_| label)?.to_be_bytes();
        code.splice(at..at + 2, target);
    }
    Ok(code)
}

/// Code that installs this code.
pub fn deploying(code: &[u8]) -> Result<Vec<u8>, String> {
    let length = u16::try_from(code.len()).map_err(|e| e.to_string())?;
    let mut out = assemble(&format!(
        "PUSH2 0x{length:04x} DUP1 PUSH1 0x0a PUSH0 CODECOPY PUSH0 RETURN"
    ))?;
    out.extend(code);
    Ok(out)
}
