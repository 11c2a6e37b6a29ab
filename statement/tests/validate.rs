//! Documents that are well formed but make no sense: every error of every `validate`; books are in `validate_book.rs`.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::rules::*;
use assay_statement::*;
use assay_testkit::documents::*;

#[test]
fn policies() {
    use InstrumentKind::*;
    use RuleError::*;
    let refused = |rule: Rule| match policy(vec![rule]).validate().unwrap_err() {
        PolicyError::Rule { rule: 0, error, .. } => error,
        other => panic!("{other}"),
    };
    assert_eq!(policy(all_rules()).validate(), Ok(()));
    assert_eq!(policy(vec![]).validate(), Err(PolicyError::NoRules));
    assert_eq!(refused(Rule::Coverage(coverage("0.0"))), ZeroRatio);
    assert_eq!(
        refused(Rule::Coverage(Coverage {
            haircuts_bps: [(Bill, 10_001)].into(),
            ..coverage("1")
        })),
        HaircutTooLarge { found: 10_001 }
    );
    let by_days = |days: &[u32], bps| {
        let entry = |over_days: &u32| DayHaircut {
            over_days: *over_days,
            bps,
        };
        Rule::Coverage(Coverage {
            haircuts_by_days: days.iter().map(entry).collect(),
            ..coverage("1")
        })
    };
    assert_eq!(
        refused(by_days(&[1], 10_001)),
        HaircutTooLarge { found: 10_001 }
    );
    assert_eq!(refused(by_days(&[5, 5], 1)), DaysNotIncreasing { entry: 1 });
    assert_eq!(
        refused(by_days(&[0, 6, 5], 1)),
        DaysNotIncreasing { entry: 2 }
    );
    assert_eq!(policy(vec![by_days(&[0, 1, 2], 10_000)]).validate(), Ok(()));
    let eligible = |kinds: Vec<InstrumentKind>| Eligible {
        kinds,
        max_remaining_days: None,
        max_remaining_days_by_kind: Default::default(),
        maturity: None,
    };
    assert_eq!(refused(Rule::Eligible(eligible(vec![]))), NoKinds);
    let mut limited = eligible(vec![Bill]);
    limited.max_remaining_days_by_kind = [(Repo, 1)].into();
    assert_eq!(
        refused(Rule::Eligible(limited)),
        LimitOfIneligibleKind { kind: Repo }
    );
    let liquid = |min_share: &str| {
        Rule::Liquid(Liquid {
            within_days: Some(1),
            within_business_days: None,
            min_share: decimal(min_share),
            of: LiquidBase::Assets,
            only: vec![],
            always: vec![],
            always_within_days: Default::default(),
        })
    };
    assert_eq!(refused(liquid("1.000001")), ShareTooLarge);
    assert_eq!(refused(liquid("99999999999999999999999")), ShareTooLarge);
    assert_eq!(refused(liquid("0.1234567")), ShareTooFine);
    assert_eq!(policy(vec![liquid("0.12345600")]).validate(), Ok(()));
    assert_eq!(policy(vec![liquid("1")]).validate(), Ok(()));
    let concentration = |max_share: &str| {
        Rule::Concentration(Concentration {
            by: GroupBy::Kind,
            max_share: decimal(max_share),
            except: vec![],
        })
    };
    assert_eq!(refused(concentration("1.1")), ShareTooLarge);
    assert_eq!(refused(concentration("0.0000001")), ShareTooFine);
    assert_eq!(
        refused(Rule::Maturity(Maturity {
            wam_max_days: None,
            wal_max_days: None
        })),
        NoLimit
    );
    assert_eq!(
        refused(Rule::Nav(Nav {
            per_token: decimal("1"),
            band: decimal("1.01")
        })),
        BandTooWide
    );
    assert_eq!(
        refused(Rule::Stress(Stress { shift_bps: 1 })),
        CoverageToStress { found: 0 }
    );
    let twice = vec![
        Rule::Coverage(coverage("1")),
        Rule::Coverage(coverage("1")),
        Rule::Stress(Stress { shift_bps: 1 }),
    ];
    assert_eq!(
        policy(twice).validate(),
        Err(PolicyError::Rule {
            rule: 2,
            name: "stress",
            error: CoverageToStress { found: 2 }
        })
    );
}

#[test]
fn bands() {
    use InstrumentKind::*;
    use RuleError::*;
    let refused = |rule: Rule| match policy(vec![rule]).validate().unwrap_err() {
        PolicyError::Rule { rule: 0, error, .. } => error,
        other => panic!("{other}"),
    };
    let of = |kinds: &[InstrumentKind], countries: &[&str]| Group {
        kinds: kinds.to_vec(),
        countries: countries.iter().map(|c| c.parse().unwrap()).collect(),
    };
    let share = |of: Group, min: &str, max: &str| {
        Rule::Share(Share {
            of,
            min: decimal(min),
            max: decimal(max),
        })
    };
    let bills = || of(&[Bill], &[]);
    assert_eq!(refused(share(of(&[], &[]), "0.1", "0.2")), NoGroup);
    assert_eq!(refused(share(bills(), "0", "1")), AnyShare);
    assert_eq!(refused(share(bills(), "0.000", "1.0")), AnyShare);
    assert_eq!(refused(share(bills(), "0.200001", "0.2")), BandReversed);
    assert_eq!(refused(share(bills(), "0.2", "1.000001")), ShareTooLarge);
    assert_eq!(refused(share(bills(), "1.000001", "0.2")), ShareTooLarge);
    assert_eq!(refused(share(bills(), "0.0000001", "0.2")), ShareTooFine);
    assert_eq!(refused(share(bills(), "0", "0.1234567")), ShareTooFine);
    let tenor = |of: Option<Group>, min_days, max_days| {
        Rule::Tenor(Tenor {
            of,
            min_days,
            max_days,
        })
    };
    assert_eq!(refused(tenor(Some(of(&[], &[])), 1, 2)), NoGroup);
    assert_eq!(refused(tenor(None, 3, 2)), BandReversed);
    for good in [
        share(bills(), "0.2", "0.20"),
        share(of(&[], &["US", "GB"]), "0", "0.999999"),
        share(of(&[Bill, Cash], &["US"]), "0.000001", "1"),
        tenor(None, 0, 0),
        tenor(Some(bills()), 7, u32::MAX),
    ] {
        assert_eq!(policy(vec![good]).validate(), Ok(()));
    }
}

#[test]
fn countries() {
    let with = |list: &[(&str, &str)]| {
        let mut book = book();
        let entry = |(custodian, country): &(&str, &str)| (id(custodian), country.parse().unwrap());
        book.countries = list.iter().map(entry).collect();
        book.validate()
    };
    assert_eq!(with(&[("bank-a", "US"), ("bank-b", "GB")]), Ok(()));
    assert_eq!(
        with(&[("bank-a", "US"), ("bank-b", "GB"), ("bank-c", "US")]),
        Err(BookError::CountryOfUnknown {
            custodian: id("bank-c")
        })
    );
    assert_eq!(
        with(&[("bank-a", "US")]),
        Err(BookError::CustodianWithoutCountry {
            custodian: id("bank-b")
        })
    );
}

#[test]
fn supplies() {
    let mut supply = supply("1");
    supply.entries = all_entries();
    supply.value_per_token = decimal("1.10");
    // 1.5 + 10.5 + 0.25 - 2 + 0.75
    assert_eq!(supply.tokens().unwrap().trimmed(), decimal("11"));
    assert_eq!(supply.payables(), decimal("3.21"));
    // 11 x 1.10 + 3.21
    assert_eq!(supply.amount_to_cover().unwrap(), decimal("15.31"));
    let owed = supply.owed().unwrap();
    assert_eq!(owed.tokens, supply.tokens().unwrap());
    assert_eq!(owed.payables, supply.payables());
    assert_eq!(owed.amount, supply.amount_to_cover().unwrap());
    assert_eq!(owed.distributed, decimal("0.01"));

    let mut twice = supply.clone();
    twice.entries.push(twice.entries[0].clone());
    assert_eq!(
        twice.tokens(),
        Err(SupplyError::DuplicateToken {
            entry: 7,
            chain: "eip155:1".parse().unwrap(),
            token: id("0xdAC17F958D2ee523a2206206994597C13D831ec7"),
        })
    );
    let mut fine = supply.clone();
    let SupplyEntry::Chain(chain) = &mut fine.entries[0] else {
        panic!()
    };
    chain.decimals = 37;
    assert_eq!(
        fine.tokens(),
        Err(SupplyError::TooManyDecimals {
            entry: 0,
            found: 37
        })
    );
    let mut negative = supply.clone();
    let SupplyEntry::Excluded(excluded) = &mut negative.entries[3] else {
        panic!()
    };
    excluded.quantity = decimal("13.0000001");
    assert!(matches!(
        negative.tokens(),
        Err(SupplyError::Negative { .. })
    ));
    let SupplyEntry::Excluded(excluded) = &mut negative.entries[3] else {
        panic!()
    };
    excluded.quantity = decimal("13");
    assert!(negative.tokens().unwrap().is_zero());
    // What is owed besides tokens is owed without tokens too.
    assert_eq!(negative.amount_to_cover().unwrap(), decimal("3.21"));
    // What was distributed is not.
    assert!(matches!(
        negative.entries.pop(),
        Some(SupplyEntry::Distributed(_))
    ));
    assert_eq!(negative.amount_to_cover().unwrap(), decimal("3.21"));
    assert_eq!(negative.distributed(), None);
    negative.entries.pop();
    assert!(negative.amount_to_cover().unwrap().is_zero());
    negative.entries.clear();
    assert_eq!(negative.tokens(), Err(SupplyError::NoEntries));
    assert_eq!(negative.amount_to_cover(), Err(SupplyError::NoEntries));
    let mut worthless = supply.clone();
    worthless.value_per_token = decimal("0.00");
    assert_eq!(worthless.amount_to_cover(), Err(SupplyError::ZeroValue));
}

#[test]
fn registries() {
    use RegistryError::*;
    let refused = |change: fn(&mut Registry)| {
        let mut registry = registry();
        change(&mut registry);
        registry.validate().unwrap_err()
    };
    let b = || id("bank-b");
    assert_eq!(registry().validate(), Ok(()));
    assert_eq!(
        refused(|r| r.custodians[0].id = id("bank-b")),
        DuplicateCustodian { custodian: b() }
    );
    assert_eq!(
        refused(|r| r.custodians[1].threshold = 0),
        Threshold {
            custodian: b(),
            threshold: 0,
            keys: 2
        }
    );
    assert_eq!(
        refused(|r| r.custodians[1].threshold = 3),
        Threshold {
            custodian: b(),
            threshold: 3,
            keys: 2
        }
    );
    let malformed = |key, scheme| MalformedKey {
        custodian: b(),
        key,
        scheme,
    };
    assert_eq!(
        refused(|r| r.custodians[1].keys[1].public_key.0[0] = 4),
        malformed(1, Scheme::Secp256k1)
    );
    assert_eq!(
        refused(|r| r.custodians[1].keys[0].public_key.0.truncate(32)),
        malformed(0, Scheme::P256)
    );
    assert_eq!(
        refused(|r| r.custodians[1].keys[0].scheme = Scheme::Ed25519),
        malformed(0, Scheme::Ed25519)
    );
    assert_eq!(
        refused(|r| r.custodians[1].keys[1] = r.custodians[1].keys[0].clone()),
        DuplicateKey {
            custodian: b(),
            key: 1
        }
    );
    // Across custodians too.
    assert_eq!(
        refused(|r| r.custodians[1].keys[1] = r.custodians[0].keys[0].clone()),
        DuplicateKey {
            custodian: b(),
            key: 1
        }
    );
    assert_eq!(
        refused(|r| {
            let key = &mut r.custodians[1].keys[0];
            std::mem::swap(&mut key.not_before, &mut key.not_after);
        }),
        EmptyValidity {
            custodian: b(),
            key: 0
        }
    );
}
