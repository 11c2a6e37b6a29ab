//! Reports that are refused, each with its error, and nothing is stored of them.

use alloy_primitives::U256;
use assay_evm_vm_tests::Value;

use super::fixture::{error, Feed};
use super::keys::Key;
use super::messages::sha256;
use super::submission::{Number, Submission};

fn custodian(place: usize) -> Value {
    Value::Word(sha256(format!("custodian-{place}").as_bytes()))
}

struct Fixture {
    feed: Feed,
    report: Submission,
}

impl Fixture {
    fn new() -> Fixture {
        let feed = Feed::small();
        let report = feed.report(feed.chain.time - 100, [0; 32]);
        Fixture { feed, report }
    }

    /// The refusal of a report that is changed, under the signatures it had.
    fn with(&mut self, change: impl FnOnce(&mut Submission)) -> Vec<u8> {
        let mut report = self.report.clone();
        change(&mut report);
        self.feed.refusal(&report)
    }

    /// The refusal of a report that is changed and then signed.
    fn signed(&mut self, change: impl FnOnce(&mut Submission)) -> Vec<u8> {
        let mut report = self.report.clone();
        change(&mut report);
        self.feed.sign(&mut report);
        self.feed.refusal(&report)
    }
}

fn is_key_unknown(refusal: &[u8]) -> bool {
    refusal[..4] == error("KeyUnknown(bytes32,address)", &[])[..]
}

#[test]
fn what_custodians_signed_cannot_be_changed() {
    let mut fixture = Fixture::new();
    // Recovered from another message, the first signature is by somebody else.
    assert!(is_key_unknown(&fixture.with(|r| r.as_of += 1)));
    assert!(is_key_unknown(&fixture.with(|r| r.book[0] ^= 1)));
    let last = fixture.report.table.len() - 1;
    assert!(is_key_unknown(&fixture.with(|r| r.table[last] ^= 1)));
    let refusal = fixture.with(|r| r.attestations[0].commitment[95] ^= 1);
    assert!(is_key_unknown(&refusal));
    // Another order, or a custodian less, is another list of custodians.
    assert!(is_key_unknown(
        &fixture.with(|r| r.attestations.truncate(1))
    ));
    let refusal = fixture.with(|r| r.attestations.swap(0, 1));
    assert_eq!(refusal, error("SignatureInvalid()", &[]));
}

#[test]
fn what_a_proof_is_bound_to_cannot_be_changed() {
    let mut fixture = Fixture::new();
    let tags = error("ProofTags()", &[]);
    assert_eq!(fixture.with(|r| r.supply[0] ^= 1), tags);
    assert_eq!(fixture.with(|r| r.tokens = Number::new(3, 0)), tags);
    assert_eq!(fixture.with(|r| r.value = Number::new(3, 0)), tags);
    assert_eq!(fixture.with(|r| r.payables = Number::new(0, 0)), tags);
    assert_eq!(fixture.with(|r| r.distributed = Number::new(3, 0)), tags);
    // Signed anew, the context is another one.
    assert_eq!(fixture.signed(|r| r.book[0] ^= 1), tags);
    assert_eq!(fixture.signed(|r| r.as_of -= 1), tags);
    let refusal = fixture.signed(|r| r.attestations.swap(0, 1));
    assert!(is_key_unknown(&refusal) || refusal == error("SignatureInvalid()", &[]));
    // The signatures are part of it: one more that is good, of a report that had enough.
    let mut feed = fixture.feed.clone();
    let extra = Key::secp256k1(9);
    feed.set_key(sha256(b"custodian-0"), &extra, 0, u64::MAX);
    feed.custodians[0].1.push(extra);
    let mut report = fixture.report.clone();
    feed.sign(&mut report);
    assert_eq!(feed.refusal(&report), tags);
}

#[test]
fn times() {
    let mut fixture = Fixture::new();
    let now = fixture.feed.chain.time;
    let refusal = fixture.with(|r| r.as_of = now + 1);
    assert_eq!(refusal, error("FromTheFuture()", &[]));
    let refusal = fixture.with(|r| r.as_of = now - super::fixture::HEARTBEAT - 1);
    assert_eq!(refusal, error("Stale()", &[]));
    let refusal = fixture.with(|r| r.as_of = u64::MAX);
    assert_eq!(refusal, error("FromTheFuture()", &[]));
    let refusal = fixture.with(|r| r.previous = [1; 32]);
    let expected = error("WrongPrevious(bytes32)", &[Value::Word([0; 32])]);
    assert_eq!(refusal, expected);
}

#[test]
fn numbers_have_one_spelling() {
    let mut fixture = Fixture::new();
    let malformed = error("NumberMalformed()", &[]);
    let numbers: [fn(&mut Submission) -> &mut Number; 4] = [
        |r| &mut r.tokens,
        |r| &mut r.value,
        |r| &mut r.payables,
        |r| &mut r.distributed,
    ];
    for number in numbers {
        for other in [Number::new(100_320, 5), Number::new(0, 1)] {
            let refusal = fixture.with(|r| *number(r) = other);
            assert_eq!(refusal, malformed);
        }
    }
    let invalid = error("SupplyInvalid()", &[]);
    assert_eq!(fixture.with(|r| r.has_distributed = false), invalid);
    assert_eq!(fixture.with(|r| r.value = Number::new(0, 0)), invalid);
    let missing = fixture.with(|r| {
        r.has_distributed = false;
        r.distributed = Number::new(0, 0);
    });
    assert_eq!(missing, error("DistributedMissing()", &[]));
    let low = fixture.with(|r| r.value = Number::new(989, 3));
    assert_eq!(low, error("ValueTooLow()", &[]));
    let large = error("NumberTooLarge()", &[]);
    let most = Number {
        mantissa: U256::MAX,
        decimals: 0,
    };
    assert_eq!(fixture.with(|r| r.tokens = most.clone()), large);
    assert_eq!(fixture.with(|r| r.payables = most.clone()), large);
    assert_eq!(fixture.with(|r| r.payables = Number::new(1, 77)), large);
}

#[test]
fn signatures() {
    let mut fixture = Fixture::new();
    let invalid = error("SignatureInvalid()", &[]);
    let bytes = |hex: &str| U256::from_str_radix(hex, 16).unwrap();
    let orders = [
        bytes("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141"),
        bytes("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
    ];
    // The other s of each signature; of secp256k1 with the other v.
    for (place, at, order) in [(0, 0, orders[0]), (1, 1, orders[0]), (1, 0, orders[1])] {
        let refusal = fixture.with(|r| {
            let signature = &mut r.attestations[place].signatures[at];
            signature.s = (order - U256::from_be_bytes(signature.s)).to_be_bytes();
            signature.v = if signature.v == 0 {
                0
            } else {
                55 - signature.v
            };
        });
        assert_eq!(refusal, invalid, "{place}");
    }
    // Fields of the other scheme; no such v; zeros.
    assert_eq!(
        fixture.with(|r| r.attestations[0].signatures[0].x[5] = 1),
        invalid
    );
    assert_eq!(
        fixture.with(|r| r.attestations[0].signatures[0].y[5] = 1),
        invalid
    );
    assert_eq!(
        fixture.with(|r| r.attestations[0].signatures[0].v = 0),
        invalid
    );
    assert_eq!(
        fixture.with(|r| r.attestations[0].signatures[0].v = 29),
        invalid
    );
    assert_eq!(
        fixture.with(|r| r.attestations[0].signatures[0].r = [0; 32]),
        invalid
    );
    assert_eq!(
        fixture.with(|r| r.attestations[0].signatures[0].s = [0; 32]),
        invalid
    );
    assert_eq!(
        fixture.with(|r| r.attestations[1].signatures[0].v = 27),
        invalid
    );
    assert_eq!(
        fixture.with(|r| r.attestations[1].signatures[0].x[5] ^= 1),
        invalid
    );
    assert_eq!(
        fixture.with(|r| r.attestations[1].signatures[0].r[5] ^= 1),
        invalid
    );
    for scheme in [0, 3] {
        let refusal = fixture.with(|r| r.attestations[0].signatures[0].scheme = scheme);
        assert_eq!(refusal, error("SignatureScheme()", &[]));
    }
    let signer = fixture.feed.custodians[1].1[0].signer();
    let refusal = fixture.with(|r| {
        let signature = r.attestations[1].signatures[0].clone();
        r.attestations[1].signatures.push(signature);
    });
    let values = [custodian(1), Value::address(signer)];
    let duplicate = "SignatureDuplicate(bytes32,address)";
    assert_eq!(refusal, error(duplicate, &values));
    for (place, count) in [(0, 0), (1, 0), (1, 1)] {
        let refusal = fixture.with(|r| r.attestations[place].signatures.truncate(count));
        assert_eq!(
            refusal,
            error("UnderThreshold(bytes32)", &[custodian(place)])
        );
    }
    // A good signature by a key that is not this custodian's.
    let mut feed = fixture.feed.clone();
    feed.custodians[0].1[0] = Key::secp256k1(3);
    let mut report = fixture.report.clone();
    feed.sign(&mut report);
    let values = [custodian(0), Value::address(Key::secp256k1(3).signer())];
    assert_eq!(
        feed.refusal(&report),
        error("KeyUnknown(bytes32,address)", &values)
    );
}

#[test]
fn too_many_signatures_are_not_counted_wrong() {
    let mut fixture = Fixture::new();
    let refusal = fixture.with(|r| {
        let signature = r.attestations[0].signatures[0].clone();
        r.attestations[0].signatures.resize(256, signature);
    });
    assert_eq!(
        refusal,
        error("TooManySignatures(bytes32)", &[custodian(0)])
    );
}

#[test]
fn custodians() {
    let mut fixture = Fixture::new();
    let refusal = fixture.with(|r| r.attestations[1].custodian = [9; 32]);
    assert!(is_key_unknown(&refusal));
    // Signed as such.
    let refusal = fixture.signed(|r| r.attestations[1].custodian = [9; 32]);
    let unregistered = error("CustodianUnregistered(bytes32)", &[Value::Word([9; 32])]);
    assert_eq!(refusal, unregistered);
    let refusal = fixture.signed(|r| r.attestations[1].custodian = r.attestations[0].custodian);
    assert_eq!(
        refusal,
        error("AttestationDuplicate(bytes32)", &[custodian(0)])
    );
    // One custodian less, all signed anew: not as many as the table has.
    let mut feed = fixture.feed.clone();
    feed.custodians.truncate(1);
    let mut report = fixture.report.clone();
    report.attestations.truncate(1);
    feed.sign(&mut report);
    assert_eq!(feed.refusal(&report), error("ProgramInvalid()", &[]));
}

#[test]
fn keys_count_in_their_time() {
    let mut fixture = Fixture::new();
    let as_of = fixture.report.as_of;
    let key = fixture.feed.custodians[1].1[0].clone();
    let id = sha256(b"custodian-1");
    let values = [Value::Word(id), Value::address(key.signer())];
    let mut valid = |from, to| {
        fixture.feed.set_key(id, &key, from, to);
        let call = fixture.report.call_data();
        fixture.feed.chain.view(fixture.feed.feed, call).result
    };
    assert!(valid(as_of, as_of).is_ok());
    let early = error("KeyNotYetValid(bytes32,address)", &values);
    assert_eq!(valid(as_of + 1, u64::MAX), Err(early));
    let late = error("KeyExpired(bytes32,address)", &values);
    assert_eq!(valid(0, as_of - 1), Err(late));
}

#[test]
fn calldata_has_one_length() {
    let mut fixture = Fixture::new();
    let data = fixture.report.call_data();
    let feed = fixture.feed.feed;
    let mut refusal = |data: Vec<u8>| fixture.feed.chain.view(feed, data).result;
    assert!(refusal(data.clone()).is_ok());
    let length = error("CalldataLength()", &[]);
    for more in [1, 31, 32, 64] {
        let longer = [data.clone(), vec![0; more]].concat();
        assert_eq!(refusal(longer), Err(length.clone()), "{more}");
    }
    // Without the last bytes of the proof the decoder stops.
    for less in [1, 32, 33, data.len() - 4, data.len() - 300] {
        let shorter = data[..data.len() - less].to_vec();
        assert!(refusal(shorter).is_err(), "{less}");
    }
    for other in [95, 97, 0, 128] {
        let refusal = fixture.with(|r| r.attestations[0].commitment.resize(other, 1));
        assert_eq!(refusal, error("CommitmentLength(bytes32)", &[custodian(0)]));
    }
}

#[test]
fn tables_have_one_spelling() {
    let mut fixture = Fixture::new();
    let malformed = error("TableMalformed()", &[]);
    // The first rule: factor 2, sign 0, one decimal, five bytes.
    assert_eq!(fixture.report.table[21..25], [2, 0, 1, 5]);
    for (at, value) in [(21, 5), (21, 255), (22, 2), (24, 4), (24, 6)] {
        assert_eq!(fixture.signed(|r| r.table[at] = value), malformed, "{at}");
    }
    assert_eq!(fixture.signed(|r| r.table.push(0)), malformed);
    assert_eq!(
        fixture.signed(|r| r.table.truncate(r.table.len() - 1)),
        malformed
    );
    for length in [0, 20, 21, 26] {
        let refusal = fixture.signed(|r| r.table.truncate(length));
        assert_eq!(refusal, malformed, "{length}");
    }
    // More digits than any bound has.
    for length in [30, 33, 255] {
        let refusal = fixture.signed(|r| r.table[24] = length);
        assert_eq!(refusal, error("BoundTooLarge()", &[]), "{length}");
    }
    // Digits with a zero before them.
    let refusal = fixture.signed(|r| {
        r.table[24] = 6;
        r.table.insert(25, 0);
    });
    assert_eq!(refusal, malformed);
    // A zero behind the point.
    let refusal = fixture.signed(|r| r.table[29] = r.table[29] - r.table[29] % 10 + 6);
    assert!(refusal != malformed);
    // Zero has one form: no sign, no decimals.
    let zero = fixture.report.table.len() - 24 * (10 + 4 * 4) - 4;
    assert_eq!(fixture.report.table[zero..zero + 4], [0; 4]);
    for at in [1, 2] {
        assert_eq!(fixture.signed(|r| r.table[zero + at] = 1), malformed);
    }
    // And no factor but nothing.
    for factor in [1, 2, 4] {
        assert_eq!(fixture.signed(|r| r.table[zero] = factor), malformed);
    }
    // Of another shape.
    let refusal = fixture.signed(|r| r.table[14] = 8);
    assert_eq!(refusal, error("ProgramInvalid()", &[]));
}

#[test]
fn every_part_of_a_proof_is_checked() {
    let mut fixture = Fixture::new();
    let malformed = error("ProofMalformed()", &[]);
    assert_eq!(
        fixture.with(|r| r.proof.truncate(r.proof.len() - 1)),
        malformed
    );
    assert_eq!(fixture.with(|r| r.columns.push(1)), malformed);
    let last = fixture.report.proof.len() - 1;
    let refusal = fixture.with(|r| r.proof[last] ^= 1);
    assert_eq!(refusal, error("ProofInvalid()", &[]));
    let refusal = fixture.with(|r| r.columns[95] ^= 1);
    assert_eq!(refusal, malformed);
    let refusal = fixture.with(|r| r.columns[..96].fill(0));
    assert_eq!(refusal, error("PointIdentity()", &[]));
    let refusal = fixture.signed(|r| r.attestations[0].commitment.fill(0));
    assert_eq!(refusal, error("PointIdentity()", &[]));
}

#[test]
fn reports_of_another_subject_or_policy() {
    let fixture = Fixture::new();
    let others: [fn(&mut Feed); 3] = [
        |feed| feed.subject.subject[0] ^= 1,
        |feed| feed.subject.policy[0] ^= 1,
        |feed| feed.subject.currency[0] ^= 1,
    ];
    for other in others {
        let mut feed = fixture.feed.clone();
        other(&mut feed);
        let report = feed.report(feed.chain.time, [0; 32]);
        assert!(is_key_unknown(&feed.refusal(&report)));
    }
}
