//! Verifiers on a chain.

use alloy_primitives::Address;
use assay_circuits::Shape;
use assay_evm_vm_tests::{
    deploying, encode, generators, selector, Artefact, Chain, Outcome, SpecId, Value,
};

use crate::statement::Arguments;

/// Shapes that have a verifier on the EVM.
pub const SHAPES: [(u32, usize); 3] = [(7, 4), (8, 8), (9, 8)];

/// The forks that everything holds under: the one in force, and the next one as the EVM has it.
pub const FORKS: [SpecId; 2] = [SpecId::OSAKA, SpecId::AMSTERDAM];

pub fn shape((k, rules): (u32, usize)) -> Shape {
    Shape::new(k, rules).unwrap()
}

/// A chain with the verifier of a shape.
#[derive(Clone)]
pub struct Deployed {
    pub chain: Chain,
    pub verifier: Address,
    /// What took how much gas to deploy, and how many bytes of code it has.
    pub pieces: Vec<(String, u64, u64)>,
}

impl Deployed {
    pub fn new(fork: SpecId, (k, rules): (u32, usize)) -> Deployed {
        let mut chain = Chain::new(fork);
        let mut pieces = Vec::new();
        let mut data = Vec::new();
        for (i, code) in generators(k, rules).iter().enumerate() {
            let (address, gas) = chain.deploy(deploying(code)).unwrap();
            pieces.push((format!("generators {i}"), gas, code.len() as u64));
            data.push(Value::address(address));
        }
        let artefact = Artefact::named(&format!("ProofVerifier-{k}-{rules}"));
        let code = [artefact.code, encode(&[Value::Array(data)])].concat();
        let (verifier, gas) = chain.deploy(code).unwrap();
        pieces.push(("verifier".into(), gas, artefact.size));
        Deployed {
            chain,
            verifier,
            pieces,
        }
    }

    pub fn verify(&mut self, arguments: &Arguments) -> Outcome {
        self.chain.view(self.verifier, arguments.call_data())
    }
}

/// The error that a call reverted with, as its name and, if it has one, its number.
pub fn refusal(outcome: &Outcome) -> String {
    let Err(data) = &outcome.result else {
        return "accepted".into();
    };
    let names = [
        "ProgramInvalid()",
        "ProofMalformed()",
        "PointIdentity()",
        "ProofTags()",
        "ProofInvalid()",
    ];
    if let Some(name) = names.iter().find(|name| data[..] == selector(name)) {
        return name.trim_end_matches("()").into();
    }
    match data.strip_prefix(&selector("ProofWeights(uint256)")) {
        Some(column) if column.len() == 32 && column[..31] == [0; 31] => {
            format!("ProofWeights({})", column[31])
        }
        _ => format!("unknown error {data:02x?}"),
    }
}
