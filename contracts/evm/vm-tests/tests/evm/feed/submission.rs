//! A report as a contract takes it.

use alloy_primitives::U256;
use assay_evm_vm_tests::{call_data, Value};
use assay_statement::Decimal;
use num_bigint::BigUint;

use super::keys::Signature;

/// A decimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    pub mantissa: U256,
    pub decimals: u8,
}

/// A custodian's.
#[derive(Clone)]
pub struct Attestation {
    pub custodian: [u8; 32],
    pub commitment: Vec<u8>,
    pub signatures: Vec<Signature>,
}

/// The whole.
#[derive(Clone)]
pub struct Submission {
    pub as_of: u64,
    pub book: [u8; 32],
    pub supply: [u8; 32],
    pub previous: [u8; 32],
    pub tokens: Number,
    pub value: Number,
    pub payables: Number,
    pub has_distributed: bool,
    pub distributed: Number,
    pub table: Vec<u8>,
    pub attestations: Vec<Attestation>,
    pub columns: Vec<u8>,
    pub proof: Vec<u8>,
}

impl Number {
    pub fn new(mantissa: u128, decimals: u8) -> Number {
        Number {
            mantissa: U256::from(mantissa),
            decimals,
        }
    }

    pub fn decimal(&self) -> Decimal {
        let mantissa = BigUint::from_bytes_be(&self.mantissa.to_be_bytes::<32>());
        Decimal::new(mantissa, self.decimals.into())
    }

    pub fn value(&self) -> Value {
        Value::Tuple(vec![Value::uint(self.mantissa), Value::uint(self.decimals)])
    }
}

const NUMBER: &str = "(uint256,uint8)";

impl Submission {
    pub fn call_data(&self) -> Vec<u8> {
        let signature = format!(
            "submit((uint64,bytes32,bytes32,bytes32,({NUMBER},{NUMBER},{NUMBER},bool,{NUMBER}),bytes,\
             (bytes32,bytes,(uint8,uint8,bytes32,bytes32,bytes32,bytes32)[])[],bytes,bytes))"
        );
        call_data(&signature, &[self.value()])
    }

    fn value(&self) -> Value {
        let attestations = self.attestations.iter().map(|attestation| {
            let signatures = attestation.signatures.iter().map(Signature::value);
            Value::Tuple(vec![
                Value::Word(attestation.custodian),
                Value::Bytes(attestation.commitment.clone()),
                Value::Array(signatures.collect()),
            ])
        });
        Value::Tuple(vec![
            Value::uint(self.as_of),
            Value::Word(self.book),
            Value::Word(self.supply),
            Value::Word(self.previous),
            self.tokens.value(),
            self.value.value(),
            self.payables.value(),
            Value::uint(u8::from(self.has_distributed)),
            self.distributed.value(),
            Value::Bytes(self.table.clone()),
            Value::Array(attestations.collect()),
            Value::Bytes(self.columns.clone()),
            Value::Bytes(self.proof.clone()),
        ])
    }
}
