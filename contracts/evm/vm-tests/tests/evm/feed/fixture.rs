//! A feed with its settings on a chain, and reports that it accepts.

use alloy_primitives::{Address, U256};
use assay_circuits::Shape;
use assay_evm_vm_tests::{
    call_data, encode, selector, Artefact, Chain, Outcome, SpecId, Value, SENDER,
};
use assay_prover::low_level::suites::Prover;
use assay_statement::{
    BoundFactor, Coefficient, Decimal, Owed, Program, ProgramRow, Table, TableRule,
};
use assay_testkit::proofs::rng;
use assay_verifier::suites::{Bls12381, Suite};
use rand::RngExt;

use super::keys::Key;
use super::messages::{self, sha256, Subject};
use super::submission::{Attestation, Number, Submission};
use crate::deployed::{self, Deployed};
use crate::statement::{order, points, Case};

/// Who owns settings and feed, where no timelock does.
pub const OWNER: Address = Address::repeat_byte(0x0a);
/// Who may pause.
pub const PAUSER: Address = Address::repeat_byte(0x0b);
/// Seconds that a report may be old.
pub const HEARTBEAT: u64 = 90_000;
/// Decimals of the token.
pub const DECIMALS: u8 = 6;

/// The feed.
#[derive(Clone)]
pub struct Feed {
    pub chain: Chain,
    pub of: (u32, usize),
    pub verifier: Address,
    pub settings: Address,
    pub feed: Address,
    pub subject: Subject,
    /// The custodians' names and keys.
    pub custodians: Vec<(String, Vec<Key>)>,
    pub pieces: Vec<(String, u64, u64)>,
    /// The report that the first one has to follow; zeros for none.
    began_after: [u8; 32],
}

impl Feed {
    /// With a custodian for each list of keys, all of which must sign.
    pub fn new(fork: SpecId, of: (u32, usize), custodians: Vec<Vec<Key>>) -> Feed {
        let mut currency = [0; 12];
        currency[..3].copy_from_slice(b"USD");
        let subject = Subject {
            subject: sha256(b"fund:example"),
            currency,
            policy: sha256(b"policy"),
        };
        let mut feed = Feed::of_subject(fork, of, subject);
        let names = (0..custodians.len()).map(|i| format!("custodian-{i}"));
        feed.custodians = names.zip(custodians).collect();
        feed.register();
        feed
    }

    /// Without custodians.
    pub fn of_subject(fork: SpecId, of: (u32, usize), subject: Subject) -> Feed {
        let Deployed {
            chain,
            verifier,
            pieces,
        } = Deployed::new(fork, of);
        let mut feed = Feed {
            chain,
            of,
            verifier,
            settings: Address::ZERO,
            feed: Address::ZERO,
            subject,
            custodians: Vec::new(),
            pieces,
            began_after: [0; 32],
        };
        feed.deploy();
        feed
    }

    /// A feed as [`Feed::another`], whose first report must follow this one.
    pub fn another_after(&self, previous: [u8; 32]) -> Feed {
        let mut other = self.clone();
        other.began_after = previous;
        other.deploy();
        other.register();
        other
    }

    /// Another one of the same subject, policy and custodians, on the same chain.
    pub fn another(&self) -> Feed {
        let mut other = self.clone();
        other.deploy();
        other.register();
        other
    }

    fn deploy(&mut self) {
        let (chain, pieces) = (&mut self.chain, &mut self.pieces);
        let terms = terms(&self.subject, self.verifier, Number::new(99, 2));
        let settings = [terms, Value::address(OWNER)];
        self.settings = make(chain, pieces, "ReserveSettings", &settings);
        let calculator = make(chain, pieces, "BoundsCalculator", &[]);
        let mut arguments = [self.settings, calculator, OWNER, PAUSER]
            .map(Value::address)
            .to_vec();
        arguments.push(Value::Word(self.began_after));
        self.feed = make(chain, pieces, "ReserveFeed", &arguments);
    }

    /// Two custodians: a key of secp256k1; one of each scheme.
    pub fn small() -> Feed {
        let keys = vec![
            vec![Key::secp256k1(1)],
            vec![Key::p256(2), Key::secp256k1(3)],
        ];
        Feed::new(SpecId::OSAKA, deployed::SHAPES[0], keys)
    }

    fn register(&mut self) {
        for (name, keys) in self.custodians.clone() {
            let custodian = sha256(name.as_bytes());
            self.set_custodian(custodian, keys.len() as u8);
            for key in keys {
                self.set_key(custodian, &key, 0, u64::MAX);
            }
        }
    }

    pub fn set_custodian(&mut self, custodian: [u8; 32], threshold: u8) {
        let values = [Value::Word(custodian), Value::uint(threshold)];
        self.owner("setCustodian(bytes32,uint8)", &values);
    }

    pub fn set_key(&mut self, custodian: [u8; 32], key: &Key, not_before: u64, not_after: u64) {
        self.set_signer(custodian, key.signer(), key.scheme(), not_before, not_after);
    }

    pub fn set_signer(
        &mut self,
        custodian: [u8; 32],
        signer: Address,
        scheme: u8,
        not_before: u64,
        not_after: u64,
    ) {
        let validity = vec![
            Value::uint(scheme),
            Value::uint(not_before),
            Value::uint(not_after),
        ];
        let values = [
            Value::Word(custodian),
            Value::address(signer),
            Value::Tuple(validity),
        ];
        self.owner("setKey(bytes32,address,(uint8,uint64,uint64))", &values);
    }

    /// A change of the settings by their owner.
    pub fn owner(&mut self, signature: &str, values: &[Value]) {
        let data = call_data(signature, values);
        let outcome = self.chain.send(OWNER, self.settings, data);
        assert!(outcome.result.is_ok(), "{signature}: {outcome:?}");
    }

    /// A report that is accepted, of this as-of time.
    pub fn report(&self, as_of: u64, previous: [u8; 32]) -> Submission {
        self.report_of(&self.statement(24), as_of, previous)
    }

    /// A statement of so many rows that holds.
    pub fn statement(&self, rows: usize) -> Statement {
        Statement::new(deployed::shape(self.of), rows, self.custodians.len() as u16)
    }

    /// A report about a statement.
    pub fn report_of(&self, statement: &Statement, as_of: u64, previous: [u8; 32]) -> Submission {
        let mut submission = Submission {
            as_of,
            book: sha256(b"book"),
            supply: sha256(b"supply"),
            previous,
            tokens: statement.tokens.clone(),
            value: statement.value.clone(),
            payables: statement.payables.clone(),
            has_distributed: true,
            distributed: statement.distributed.clone(),
            table: statement.table.to_bytes().unwrap(),
            attestations: Vec::new(),
            columns: Vec::new(),
            proof: Vec::new(),
        };
        let mut case = Case::from_program(
            statement.program(),
            statement.quantities.clone(),
            &mut rng(as_of),
        );
        let commitments = case.commitments.iter().zip(&self.custodians);
        submission.attestations = commitments
            .map(|(commitment, (name, _))| Attestation {
                custodian: sha256(name.as_bytes()),
                commitment: points(&[*commitment]),
                signatures: Vec::new(),
            })
            .collect();
        self.sign(&mut submission);
        self.prove(&mut case, &mut submission);
        submission
    }

    /// Signs with all keys.
    pub fn sign(&self, submission: &mut Submission) {
        for (place, (_, keys)) in self.custodians.iter().enumerate() {
            let hash = sha256(&messages::message(&self.subject, submission, place));
            let signatures = keys.iter().map(|key| key.sign(&hash));
            submission.attestations[place].signatures = signatures.collect();
        }
    }

    /// Proves in the context of what is signed.
    fn prove(&self, case: &mut Case, submission: &mut Submission) {
        let context = messages::context(&self.subject, submission);
        let context = num_bigint::BigUint::from_bytes_be(&context) % order();
        let bytes = context.to_bytes_be();
        let mut word = [0; 32];
        word[32 - bytes.len()..].copy_from_slice(&bytes);
        case.context = Bls12381::read_scalar(&word).unwrap();
        let proof = case.prove(&Prover::new(case.program.shape).unwrap());
        let hidden = [proof.refreshed.quantities, proof.refreshed.tagged];
        submission.columns =
            points(&[&hidden[..], &[proof.columns.tags], &proof.columns.weights].concat());
        submission.proof = proof.bytes;
    }

    pub fn submit(&mut self, submission: &Submission) -> Outcome {
        self.submit_data(submission.call_data())
    }

    pub fn submit_data(&mut self, data: Vec<u8>) -> Outcome {
        self.chain.send(SENDER, self.feed, data)
    }

    /// What a submission is refused with; nothing is kept of it.
    pub fn refusal(&mut self, submission: &Submission) -> Vec<u8> {
        let outcome = self.chain.view(self.feed, submission.call_data());
        outcome.result.unwrap_err()
    }

    /// What a function of the feed without arguments answers.
    pub fn ask(&mut self, signature: &str, values: &[Value]) -> Result<Vec<U256>, Vec<u8>> {
        let outcome = self.chain.view(self.feed, call_data(signature, values));
        outcome.result.map(|bytes| words(&bytes))
    }

    /// Digest of a report.
    pub fn digest(&self, submission: &Submission) -> [u8; 32] {
        messages::report(&self.subject, submission)
    }
}

/// 32 bytes each.
pub fn words(bytes: &[u8]) -> Vec<U256> {
    bytes.chunks(32).map(U256::from_be_slice).collect()
}

/// What a custom error reverts with.
pub fn error(signature: &str, values: &[Value]) -> Vec<u8> {
    [selector(signature).to_vec(), encode(values)].concat()
}

/// The settings' terms.
pub fn terms(subject: &Subject, verifier: Address, least: Number) -> Value {
    let mut currency = [0; 32];
    currency[..12].copy_from_slice(&subject.currency);
    Value::Tuple(vec![
        Value::Word(subject.subject),
        Value::Word(currency),
        Value::uint(DECIMALS),
        Value::uint(HEARTBEAT),
        Value::uint(0u8),
        Value::Word(subject.policy),
        least.value(),
        Value::address(verifier),
    ])
}

/// Deploys a contract of this name.
pub fn make(
    chain: &mut Chain,
    pieces: &mut Vec<(String, u64, u64)>,
    name: &str,
    arguments: &[Value],
) -> Address {
    let artefact = Artefact::named(name);
    let code = [artefact.code, encode(arguments)].concat();
    let (address, gas) = chain.deploy(code).unwrap();
    pieces.push((name.into(), gas, artefact.size));
    address
}

/// A table whose rules have every factor, quantities, and a supply that they cover.
pub struct Statement {
    pub table: Table,
    pub quantities: Vec<u64>,
    pub tokens: Number,
    pub value: Number,
    pub payables: Number,
    pub distributed: Number,
}

impl Statement {
    fn new(shape: Shape, rows: usize, custodians: u16) -> Statement {
        let mut rng = rng(rows as u64);
        let rows: Vec<ProgramRow> = (0..rows)
            .map(|j| ProgramRow {
                custodian: (j % usize::from(custodians)) as u16,
                value: rng.random_range(1_000_000..u64::MAX),
            })
            .collect();
        let quantities = rows.iter().map(|_| rng.random_range(1 << 40..u64::MAX));
        let quantities = quantities.collect();
        let at = |text: &str| Coefficient::positive(&text.parse::<Decimal>().unwrap());
        let zero = Coefficient::zero;
        let rule = |factor, coefficient, payables| TableRule {
            multipliers: rows
                .iter()
                .map(|_| rng.random_range(1..1_000_000))
                .collect(),
            factor,
            coefficient,
            payables,
        };
        let mut rule = rule;
        let mut rules = vec![
            rule(BoundFactor::Amount, at("10000000000.5"), zero()),
            rule(
                BoundFactor::TokensAndPayables,
                at("980000.0333"),
                at("1000000.777"),
            ),
            rule(BoundFactor::Distributed, at("333333.33"), zero()),
            rule(BoundFactor::One, zero(), zero()),
        ];
        while rules.len() < shape.rules() {
            let factor = BoundFactor::Tokens;
            let below = Coefficient::negative(&"0.7".parse::<Decimal>().unwrap());
            rules.push(rule(factor, below, zero()));
        }
        Statement {
            table: Table {
                shape,
                custodians,
                rows,
                rules,
            },
            quantities,
            tokens: Number::new(10_000_001_234_567, 7),
            value: Number::new(10_032, 4),
            payables: Number::new(1_234_567, 5),
            distributed: Number::new(1_001, 3),
        }
    }

    /// With the bounds that the library in Rust computes.
    pub fn program(&self) -> Program {
        let owed = Owed::new(
            self.tokens.decimal(),
            &self.value.decimal(),
            self.payables.decimal(),
            self.distributed.decimal(),
        );
        self.table.bind(&owed).unwrap()
    }
}
