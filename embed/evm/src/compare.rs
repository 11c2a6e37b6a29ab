//! What settings and feeds say, against what a verifier knows and computes itself.

use std::collections::{BTreeMap, BTreeSet};

use alloy_primitives::Address;
use assay_statement::{digest, CanonicalError, Decimal, Digest, Registry, Report, Timestamp};
use assay_verifier::VerifiedReport;
use num_bigint::BigUint;

use crate::answers::{KeyTerms, Round, Terms};
use crate::hexadecimal::hex;
use crate::number::{in_units, Number};
use crate::signing::{scheme_number, signer};

/// What a verifier knows, and a report that it has verified.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Its registry.
    pub registry: &'a Registry,
    /// The report.
    pub report: &'a Report,
    /// What the verification said of it.
    pub verified: &'a VerifiedReport,
    /// The least value of a token that it asks for.
    pub least_value: Option<&'a Decimal>,
    /// The greatest age of a report that it accepts.
    pub max_age: Option<u64>,
    /// Decimals of the token on this chain.
    pub decimals: Option<u8>,
}

/// A custodian of the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainCustodian {
    /// How many keys must sign; zero of who is none.
    pub threshold: u8,
    /// Its keys; with scheme zero those that are none.
    pub keys: BTreeMap<Address, KeyTerms>,
}

/// What was read from a chain.
#[derive(Clone, Debug)]
pub struct OnChain {
    /// The settings.
    pub terms: Terms,
    /// Decimals of the feed's answers.
    pub feed_decimals: u8,
    /// Shape of the verifier of proofs.
    pub shape: (u8, u8),
    /// The latest round.
    pub round: Round,
    /// Everyone who is or was a custodian, by SHA-256 of the name.
    pub custodians: BTreeMap<[u8; 32], ChainCustodian>,
}

/// Something that the chain says differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is about.
    pub what: String,
    /// What the verifier expects.
    pub expected: String,
    /// What is on the chain.
    pub found: String,
}

#[derive(Default)]
struct Differences(Vec<Difference>);

impl Differences {
    fn note(&mut self, what: impl Into<String>, expected: String, found: String) {
        self.0.push(Difference {
            what: what.into(),
            expected,
            found,
        });
    }

    fn compare(&mut self, what: &str, expected: impl ToString, found: impl ToString) {
        let (expected, found) = (expected.to_string(), found.to_string());
        if expected != found {
            self.note(what, expected, found);
        }
    }
}

/// Everything that differs.
///
/// # Errors
/// If the policy has no digest, which one that was parsed always has.
pub fn differences(known: &Known<'_>, chain: &OnChain) -> Result<Vec<Difference>, CanonicalError> {
    let mut found = Differences::default();
    terms(&mut found, known, chain)?;
    round(&mut found, known, chain);
    custodians(&mut found, known, &chain.custodians);
    Ok(found.0)
}

fn terms(
    found: &mut Differences,
    known: &Known<'_>,
    chain: &OnChain,
) -> Result<(), CanonicalError> {
    let (terms, book) = (&chain.terms, &known.report.book);
    let subject = Digest::of(known.registry.subject.as_str().as_bytes());
    found.compare("subject", hex(&subject.0), hex(&terms.subject));
    let mut currency = [0; 12];
    let letters = book.currency.as_str().bytes();
    currency
        .iter_mut()
        .zip(letters)
        .for_each(|(to, letter)| *to = letter);
    found.compare("currency", hex(&currency), hex(&terms.currency));
    found.compare(
        "policy",
        hex(&digest(&known.report.policy)?.0),
        hex(&terms.policy),
    );
    let (k, rules) = (book.shape.k(), book.shape.rules());
    let (found_k, found_rules) = chain.shape;
    found.compare(
        "shape of the proof verifier",
        format!("({k}, {rules})"),
        format!("({found_k}, {found_rules})"),
    );
    let decimals = known.decimals.unwrap_or(terms.token_decimals);
    found.compare("decimals of the settings", decimals, terms.token_decimals);
    found.compare(
        "decimals of the feed",
        terms.token_decimals,
        chain.feed_decimals,
    );
    let max_age = known.max_age.unwrap_or(u64::MAX);
    if u64::from(terms.heartbeat) > max_age {
        let expected = format!("at most {max_age} s");
        found.note("heartbeat", expected, format!("{} s", terms.heartbeat));
    }
    if let Some(least) = known.least_value {
        let on_chain = decimal(&terms.least_value);
        if on_chain.cmp_value(least).is_lt() {
            found.note(
                "least value",
                format!("at least {least}"),
                on_chain.to_string(),
            );
        }
    }
    Ok(())
}

fn round(found: &mut Differences, known: &Known<'_>, chain: &OnChain) {
    let (round, verified) = (&chain.round, known.verified);
    let report = hex(&verified.report.0);
    found.compare("report of the latest round", report, hex(&round.report));
    let as_of = known.report.book.as_of.unix();
    found.compare("as-of time of the latest round", as_of, round.as_of);
    match in_units(&verified.tokens, chain.terms.token_decimals) {
        Some(tokens) => found.compare("tokens of the latest round", tokens, round.tokens),
        None => found.note(
            "tokens of the latest round",
            verified.tokens.to_string(),
            round.tokens.to_string(),
        ),
    }
    let amount = verified.amount_to_cover.trimmed();
    let on_chain = decimal(&round.amount);
    if !amount.cmp_value(&on_chain).is_eq() {
        found.note(
            "amount of the latest round",
            amount.to_string(),
            on_chain.to_string(),
        );
    }
    found.compare(
        "version of the settings of the latest round (another one: superseded)",
        chain.terms.version,
        round.version,
    );
}

fn custodians(
    found: &mut Differences,
    known: &Known<'_>,
    chain: &BTreeMap<[u8; 32], ChainCustodian>,
) {
    let nobody = ChainCustodian::default();
    let mut listed = BTreeSet::new();
    for custodian in &known.registry.custodians {
        let id = custodian.id.as_str();
        let hash = Digest::of(id.as_bytes()).0;
        listed.insert(hash);
        let on_chain = chain.get(&hash).unwrap_or(&nobody);
        let threshold = format!("threshold of custodian {id}");
        found.compare(&threshold, custodian.threshold, on_chain.threshold);
        let expected = custodian.keys.iter().filter_map(|key| {
            let address = signer(key.scheme, key.public_key.as_bytes())?;
            let terms = KeyTerms {
                scheme: scheme_number(key.scheme)?,
                not_before: seconds(key.not_before),
                not_after: seconds(key.not_after),
            };
            Some((address, terms))
        });
        keys(found, id, &expected.collect(), &on_chain.keys);
    }
    for (hash, custodian) in chain {
        if custodian.threshold != 0 && !listed.contains(hash) {
            let what = format!("custodian of SHA-256 {}", hex(hash));
            let threshold = format!("one, of threshold {}", custodian.threshold);
            found.note(what, "none".into(), threshold);
        }
    }
}

fn keys(
    found: &mut Differences,
    id: &str,
    expected: &BTreeMap<Address, KeyTerms>,
    chain: &BTreeMap<Address, KeyTerms>,
) {
    let all: BTreeSet<_> = expected.keys().chain(chain.keys()).collect();
    for address in all {
        let terms =
            |keys: &BTreeMap<Address, KeyTerms>| keys.get(address).copied().unwrap_or_default();
        let what = format!("key {} of custodian {id}", hex(address.as_slice()));
        found.compare(&what, shown(&terms(expected)), shown(&terms(chain)));
    }
}

fn shown(key: &KeyTerms) -> String {
    let scheme = match key.scheme {
        0 => return "none".into(),
        1 => "secp256k1",
        2 => "p256",
        _ => "of an unknown scheme",
    };
    format!("{scheme}, {} to {}", key.not_before, key.not_after)
}

/// Seconds since 1970; what was before counts from the first of them.
fn seconds(time: Timestamp) -> u64 {
    u64::try_from(time.unix()).unwrap_or(0)
}

/// A number of a contract as a decimal.
pub fn decimal(number: &Number) -> Decimal {
    let mantissa = BigUint::from_bytes_be(&number.mantissa.to_be_bytes::<32>());
    Decimal::new(mantissa, number.decimals.into())
}
