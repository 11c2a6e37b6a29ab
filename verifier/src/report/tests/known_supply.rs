//! What the verifier knows of a supply for itself: tokens and the least value of one.

use alloc::vec;
use alloc::vec::Vec;

use assay_statement::{
    ChainSupply, HexBytes, Integer, KnownToken, LeastValue, StorageEvidence, Supply, SupplyEntry,
    Word,
};

use super::*;

const TOKEN: &str = "0x7712c34205737192402172409a8f7ccef8aa2aec";

fn slot(byte: u8) -> Word {
    Word([byte; 32])
}

/// So much of a token on a chain, with evidence that it is in this slot.
fn on_chain(raw: &str, decimals: u8, slot: Word) -> SupplyEntry {
    SupplyEntry::Chain(ChainSupply {
        chain: "eip155:1".parse().unwrap(),
        token: TOKEN.parse().unwrap(),
        block: 1,
        block_hash: "0x0a".parse().unwrap(),
        raw: raw.parse::<Integer>().unwrap(),
        decimals,
        evidence: Some(StorageEvidence {
            slot,
            header: HexBytes(vec![]),
            account_proof: vec![],
            storage_proof: vec![],
        }),
    })
}

fn with_supply(change: impl FnOnce(&mut Supply)) -> Fixture {
    Fixture::with(|report| change(&mut report.supply))
}

fn known(token: &str, decimals: u8, slot: Option<Word>) -> KnownToken {
    KnownToken {
        chain: "eip155:1".parse().unwrap(),
        token: token.parse().unwrap(),
        decimals,
        slot,
    }
}

fn least(value: &str) -> LeastValue {
    LeastValue {
        currency: "USD".parse().unwrap(),
        value: value.parse().unwrap(),
    }
}

/// Somebody's allowance of 1.000000 tokens in place of the supply of 877,981,987: evidence of another slot than the verifier
/// knows is refused, whether its registry knows it or the options.
#[test]
fn an_allowance_is_no_supply() {
    let (supply, allowance) = (slot(2), slot(0xa1));
    let honest = with_supply(|s| s.entries = vec![on_chain("877981987000000", 6, supply)]);
    let mut fixture = with_supply(|s| s.entries = vec![on_chain("1000000", 6, allowance)]);
    let claimed = fixture.report.supply.tokens().unwrap();
    assert_eq!(claimed.to_string(), "1.000000");

    let error = ReportError::TokenSlot {
        entry: 0,
        token: TOKEN.parse().unwrap(),
        expected: supply,
        found: allowance,
    };
    let tokens = [known(TOKEN, 6, Some(supply))];
    let options = VerifyOptions {
        tokens: &tokens,
        ..ANY
    };
    honest.reaches_the_proof(&options);
    fixture.refused(&options, "token-slot", error.clone());
    fixture.registry.tokens = tokens.to_vec();
    fixture.refused(&ANY, "token-slot", error);
    // Who does not know the slot is told.
    fixture.registry.tokens = vec![known(TOKEN, 6, None)];
    fixture.reaches_the_proof(&ANY);
    let unchecked = NotChecked::of(&fixture.report, &fixture.registry, &ANY);
    assert!(unchecked.contains(&NotChecked::TokenSlot));
    assert!(!unchecked.contains(&NotChecked::TokenDecimals));
}

/// 15 decimals instead of 6.
#[test]
fn decimals_are_those_that_the_verifier_knows() {
    let mut fixture = with_supply(|s| s.entries = vec![on_chain("877981987000000", 15, slot(2))]);
    let claimed = fixture.report.supply.tokens().unwrap().trimmed();
    assert_eq!(claimed.to_string(), "0.877981987");
    fixture.reaches_the_proof(&ANY);
    let unchecked = NotChecked::of(&fixture.report, &fixture.registry, &ANY);
    assert!(unchecked.contains(&NotChecked::TokenDecimals));

    let error = |expected| ReportError::TokenDecimals {
        entry: 0,
        chain: "eip155:1".parse().unwrap(),
        token: TOKEN.parse().unwrap(),
        expected,
        found: 15,
    };
    // Capital letters in the address make no other token.
    let capitals = TOKEN.to_uppercase().replace('X', "x");
    for name in [TOKEN, &capitals] {
        let tokens = [known(name, 6, None)];
        let options = VerifyOptions {
            tokens: &tokens,
            ..ANY
        };
        fixture.refused(&options, "token-decimals", error(6));
        fixture.registry.tokens = tokens.to_vec();
        fixture.refused(&ANY, "token-decimals", error(6));
        fixture.registry.tokens = Vec::new();
    }
    // Registry and options count both.
    let tokens = [known(TOKEN, 6, None)];
    fixture.registry.tokens = vec![known(TOKEN, 15, None)];
    let options = VerifyOptions {
        tokens: &tokens,
        ..ANY
    };
    fixture.refused(&options, "token-decimals", error(6));
    // Another token says nothing of this one.
    let mut elsewhere = known(TOKEN, 6, None);
    elsewhere.chain = "eip155:10".parse().unwrap();
    fixture.registry.tokens = vec![elsewhere];
    fixture.reaches_the_proof(&ANY);
}

/// 801,000,000.5 tokens at 0.01 each: 8,010,000.005 USD cover them all.
#[test]
fn a_token_is_owed_at_least_what_the_verifier_asks_for() {
    let mut fixture = with_supply(|supply| {
        supply.value_per_token = "0.01".parse().unwrap();
        supply.entries = vec![SupplyEntry::BookEntry(assay_statement::BookEntry {
            registrar: "registrar".parse().unwrap(),
            quantity: "801000000.5".parse().unwrap(),
        })];
    });
    let amount = fixture.report.supply.amount_to_cover().unwrap();
    assert_eq!(amount.to_string(), "8010000.005");
    fixture.reaches_the_proof(&ANY);
    let unchecked = NotChecked::of(&fixture.report, &fixture.registry, &ANY);
    assert!(unchecked.contains(&NotChecked::ValuePerToken));

    let error = |least: &str| ReportError::ValueTooLow {
        least: least.parse().unwrap(),
        found: "0.01".parse().unwrap(),
    };
    let one = least("1.00");
    let options = VerifyOptions {
        least_value_per_token: Some(&one),
        ..ANY
    };
    fixture.refused(&options, "value-too-low", error("1.00"));
    fixture.registry.least_value_per_token = Some(least("0.010"));
    fixture.reaches_the_proof(&ANY);
    fixture.refused(&options, "value-too-low", error("1.00"));
    fixture.registry.least_value_per_token = Some(least("0.0100001"));
    fixture.refused(&ANY, "value-too-low", error("0.0100001"));

    let euro = LeastValue {
        currency: "EUR".parse().unwrap(),
        ..least("0.01")
    };
    fixture.registry.least_value_per_token = Some(euro);
    let error = ReportError::Currency {
        expected: "EUR".parse().unwrap(),
        found: "USD".parse().unwrap(),
    };
    fixture.refused(&ANY, "wrong-currency", error);
}

#[test]
fn a_registry_lists_a_token_once() {
    let mut fixture = Fixture::new();
    let capitals = TOKEN.to_uppercase().replace('X', "x");
    fixture.registry.tokens = vec![known(TOKEN, 6, None), known(&capitals, 6, None)];
    let error = RegistryError::DuplicateToken {
        chain: "eip155:1".parse().unwrap(),
        token: capitals.parse().unwrap(),
    };
    fixture.refused(&ANY, "registry-invalid", ReportError::Registry(error));
    fixture.registry.tokens = vec![known(TOKEN, 37, None)];
    let error = RegistryError::TokenDecimals {
        chain: "eip155:1".parse().unwrap(),
        token: TOKEN.parse().unwrap(),
        found: 37,
    };
    fixture.refused(&ANY, "registry-invalid", ReportError::Registry(error));
}

/// Whose word each entry of a chain is, and what one token is owed.
#[test]
fn the_basis_says_whose_word_it_is() {
    let fixture = with_supply(|s| {
        s.entries.insert(0, on_chain("877981987000000", 6, slot(2)));
    });
    let basis = |options: &VerifyOptions<'_>| {
        basis::VerdictBasis::of(&fixture.report, &fixture.registry, options)
    };
    let chain = |decimals, slot| {
        let entry = 0;
        vec![ChainBasis {
            entry,
            decimals,
            slot: Some(slot),
        }]
    };
    let nothing = basis(&ANY);
    assert_eq!(nothing.supply, Basis::Issuer);
    assert_eq!(nothing.currency, Basis::Issuer);
    assert_eq!(nothing.value_per_token, ValueBasis::Issuer);
    assert_eq!(nothing.chains, chain(Basis::Issuer, Basis::Issuer));

    let (tokens, one) = ([known(TOKEN, 6, None)], least("0.9"));
    let some = basis(&VerifyOptions {
        tokens: &tokens,
        least_value_per_token: Some(&one),
        ..ANY
    });
    assert_eq!(some.supply, Basis::Issuer);
    assert_eq!(some.currency, Basis::Verifier);
    assert_eq!(some.value_per_token, ValueBasis::AtLeast(one.clone()));
    assert_eq!(some.chains, chain(Basis::Verifier, Basis::Issuer));

    let tokens = [known(TOKEN, 6, Some(slot(2)))];
    let more = basis(&VerifyOptions {
        tokens: &tokens,
        ..ANY
    });
    assert_eq!(more.chains, chain(Basis::Verifier, Basis::Verifier));

    let all = basis(&VerifyOptions {
        supply: Some(&fixture.report.supply),
        least_value_per_token: Some(&one),
        ..ANY
    });
    assert_eq!(all.supply, Basis::Verifier);
    assert_eq!(all.value_per_token, ValueBasis::Verifier);
    assert_eq!(all.chains, chain(Basis::Verifier, Basis::Verifier));
}
