//! Reports as documents, told by `assay-evm`, and what it reads of settings, feed and code.

use std::collections::BTreeMap;
use std::path::PathBuf;

use alloy_primitives::{Address, U256};
use assay_evm::answers::{self, Change};
use assay_evm::{
    differences, filled_address, read_generators, scheme_number, signer, ChainCustodian, Known,
    OnChain, Submission,
};
use assay_evm_vm_tests::{artefact_file, call_data, Chain, SpecId, Value, SENDER};
use assay_statement::{digest, parse_document, Digest, Document, Registry, Report, Timestamp};
use assay_verifier::{verify_report, VerifyOptions};

use super::fixture::{make, terms, DECIMALS, HEARTBEAT, OWNER, PAUSER};
use super::messages::Subject;
use super::submission::Number;
use crate::deployed::Deployed;

fn vector<D: Document>(name: &str) -> D {
    let root = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../test-vectors/report/bls12-381"
    );
    parse_document(&std::fs::read(PathBuf::from(root).join(name)).unwrap()).unwrap()
}

/// A feed with the settings of a registry.
struct FeedOfRegistry {
    chain: Chain,
    registry: Registry,
    verifier: Address,
    settings: Address,
    calculator: Address,
    feed: Address,
    /// Every key that the settings' events name, by custodian.
    named: BTreeMap<[u8; 32], Vec<Address>>,
    versions: u32,
}

impl FeedOfRegistry {
    fn new(report: &Report) -> FeedOfRegistry {
        let book = &report.book;
        let of = (book.shape.k(), book.shape.rules());
        let deployed = Deployed::new(SpecId::OSAKA, of);
        let (mut chain, mut pieces) = (deployed.chain, deployed.pieces);
        let mut currency = [0; 12];
        currency[..3].copy_from_slice(book.currency.as_str().as_bytes());
        let subject = Subject {
            subject: Digest::of(book.subject.as_str().as_bytes()).0,
            currency,
            policy: digest(&report.policy).unwrap().0,
        };
        let terms = terms(&subject, deployed.verifier, Number::new(1, 0));
        let arguments = [terms, Value::address(OWNER)];
        let settings = make(&mut chain, &mut pieces, "ReserveSettings", &arguments);
        let calculator = make(&mut chain, &mut pieces, "BoundsCalculator", &[]);
        let mut arguments = [settings, calculator, OWNER, PAUSER]
            .map(Value::address)
            .to_vec();
        // A chain of reports that begins here.
        arguments.push(Value::Word([0; 32]));
        let feed = make(&mut chain, &mut pieces, "ReserveFeed", &arguments);
        let mut made = FeedOfRegistry {
            chain,
            registry: vector("registry.json"),
            verifier: deployed.verifier,
            settings,
            calculator,
            feed,
            named: BTreeMap::new(),
            // Policy and least value, by the constructor.
            versions: 2,
        };
        made.register();
        made
    }

    fn register(&mut self) {
        for custodian in self.registry.custodians.clone() {
            let id = Value::Word(Digest::of(custodian.id.as_str().as_bytes()).0);
            let values = [id.clone(), Value::uint(custodian.threshold)];
            self.set("setCustodian(bytes32,uint8)", &values);
            for key in &custodian.keys {
                let Some(scheme) = scheme_number(key.scheme) else {
                    continue;
                };
                let seconds = |time: Timestamp| Value::uint(time.unix() as u64);
                let validity = vec![
                    Value::uint(scheme),
                    seconds(key.not_before),
                    seconds(key.not_after),
                ];
                let address = signer(key.scheme, key.public_key.as_bytes()).unwrap();
                let values = [id.clone(), Value::address(address), Value::Tuple(validity)];
                self.set("setKey(bytes32,address,(uint8,uint64,uint64))", &values);
            }
        }
    }

    /// A change, and what its event says.
    fn set(&mut self, signature: &str, values: &[Value]) {
        let data = call_data(signature, values);
        let outcome = self.chain.send(OWNER, self.settings, data);
        assert!(outcome.result.is_ok(), "{outcome:?}");
        let [(topics, data)] = &outcome.events[..] else {
            panic!("{outcome:?}");
        };
        let topics: Vec<[u8; 32]> = topics.iter().map(|topic| topic.0).collect();
        let Change { version, custodian } = answers::change(&topics, data).unwrap().unwrap();
        self.versions += 1;
        assert_eq!(version, self.versions);
        let (custodian, key) = custodian.unwrap();
        self.named.entry(custodian).or_default().extend(key);
    }

    fn ask<T>(
        &mut self,
        of: Address,
        signature: &str,
        values: &[Value],
        read: impl Fn(&[u8]) -> Option<T>,
    ) -> T {
        let answer = self.chain.view(of, call_data(signature, values));
        read(&answer.result.unwrap()).unwrap()
    }

    fn state(&mut self) -> OnChain {
        let (settings, feed, verifier) = (self.settings, self.feed, self.verifier);
        let mut custodians = BTreeMap::new();
        for (custodian, signers) in self.named.clone() {
            let id = Value::Word(custodian);
            let arguments = [id.clone()];
            let threshold = self.ask(settings, "threshold(bytes32)", &arguments, answers::byte);
            let keys = signers.into_iter().map(|address| {
                let arguments = [id.clone(), Value::address(address)];
                let key = self.ask(settings, "key(bytes32,address)", &arguments, answers::key);
                (address, key)
            });
            let keys = keys.collect();
            custodians.insert(custodian, ChainCustodian { threshold, keys });
        }
        OnChain {
            terms: self.ask(settings, "terms()", &[], answers::terms),
            feed_decimals: self.ask(feed, "decimals()", &[], answers::byte),
            shape: self.ask(verifier, "shape()", &[], answers::shape),
            round: self.ask(feed, "latest()", &[], answers::latest),
            custodians,
        }
    }

    fn differences(&mut self, report: &Report) -> Vec<String> {
        let state = self.state();
        assert_eq!(state.terms.version, self.versions);
        let verified = verify_report(report, &self.registry, &VerifyOptions::default()).unwrap();
        let least = "1.00".parse().unwrap();
        let known = Known {
            registry: &self.registry,
            report,
            verified: &verified,
            least_value: Some(&least),
            max_age: Some(HEARTBEAT),
            decimals: Some(DECIMALS),
        };
        let found = differences(&known, &state).unwrap();
        found
            .into_iter()
            .map(|difference| difference.what)
            .collect()
    }
}

/// A feed accepts the calldata of a report, and of the next one after it; then what it says is what the verifier in Rust computes.
#[test]
fn reports_of_the_vectors_are_accepted() {
    let reports: [Report; 2] = [vector("report.json"), vector("next-day.json")];
    let mut feed = FeedOfRegistry::new(&reports[0]);
    for report in &reports {
        feed.chain.time = report.book.as_of.unix() as u64 + 60;
        let submission = Submission::of(report).unwrap();
        let outcome = feed.chain.send(SENDER, feed.feed, submission.call_data());
        assert!(outcome.result.is_ok(), "{outcome:?}");
        assert_eq!(feed.differences(report), [""; 0]);
    }
    let of_another = feed.differences(&reports[0]);
    assert!(
        of_another.contains(&"report of the latest round".into()),
        "{of_another:?}"
    );
    // Who removes a custodian supersedes the round.
    let northbank = Digest::of(b"northbank").0;
    let values = [Value::Word(northbank), Value::uint(0u8)];
    feed.set("setCustodian(bytes32,uint8)", &values);
    assert_eq!(
        feed.differences(&reports[1]),
        [
            "version of the settings of the latest round (another one: superseded)",
            "threshold of custodian northbank"
        ]
    );
}

/// The code on the chain is that of the artefacts, but for what the constructors filled in.
#[test]
fn code_is_that_of_the_artefacts() {
    let report: Report = vector("report.json");
    let mut feed = FeedOfRegistry::new(&report);
    let filled_in = |feed: &mut FeedOfRegistry, name: &str, at: Address| {
        let artefact = assay_evm::Artefact::read(&artefact_file(name)).unwrap();
        let code = feed.chain.code(at);
        assert_eq!(artefact.filled_in(&code[1..]), None);
        artefact.filled_in(&code).unwrap()
    };
    let (settings, calculator, contract) = (feed.settings, feed.calculator, feed.feed);
    let filled = filled_in(&mut feed, "ReserveFeed", contract);
    assert_eq!(filled_address(&filled[0]), Some(settings));
    assert_eq!(filled_address(&filled[1]), Some(calculator));
    assert_eq!(U256::from_be_bytes(filled[2]), U256::from(DECIMALS));
    filled_in(&mut feed, "ReserveSettings", settings);
    filled_in(&mut feed, "BoundsCalculator", calculator);
    let verifier = feed.verifier;
    let filled = filled_in(&mut feed, "ProofVerifier-7-4", verifier);
    let generators = read_generators(&artefact_file("generators-7-4")).unwrap();
    assert_eq!(filled.len(), generators.len());
    for (word, code) in filled.iter().zip(&generators) {
        assert_eq!(feed.chain.code(filled_address(word).unwrap()), *code);
    }
}
