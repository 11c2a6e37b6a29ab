//! Documents that are well formed but make no sense: every error of every `validate`.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::rules::*;
use assay_statement::*;
use assay_testkit::documents::*;

#[test]
fn books() {
    use BookError::*;
    let refused = |change: fn(&mut Book)| {
        let mut book = book();
        change(&mut book);
        book.validate().unwrap_err()
    };
    assert_eq!(book().validate(), Ok(()));
    assert_eq!(refused(|b| b.custodians.clear()), NoCustodians);
    assert_eq!(
        refused(|b| b.custodians = (0..65_536).map(|i| id(&format!("c{i}"))).collect()),
        TooManyCustodians { found: 65_536 }
    );
    assert_eq!(
        refused(|b| b.custodians.push(id("bank-a"))),
        DuplicateCustodian {
            custodian: id("bank-a")
        }
    );
    assert_eq!(
        refused(|b| b.custodians.push(id("bank-c"))),
        CustodianWithoutRow {
            custodian: id("bank-c")
        }
    );
    assert_eq!(
        refused(|b| b.custodians.truncate(1)),
        UnknownCustodian {
            row: 1,
            custodian: id("bank-b")
        }
    );
    assert_eq!(
        refused(|b| b.rows.push(b.rows[0].clone())),
        DuplicateRow {
            row: 3,
            custodian: id("bank-a"),
            instrument: id("US912797AA11")
        }
    );
    let buckets = book().shape.buckets();
    let many = |b: &mut Book, count: usize| {
        let template = b.rows[0].clone();
        for i in b.rows.len()..count {
            b.rows.push(BookRow {
                instrument: id(&format!("i{i}")),
                ..template.clone()
            });
        }
    };
    let mut full = book();
    many(&mut full, buckets);
    assert_eq!(full.validate(), Ok(()));
    many(&mut full, buckets + 1);
    assert_eq!(
        full.validate(),
        Err(TooManyRows {
            shape: full.shape,
            buckets,
            found: buckets + 1
        })
    );
    assert_eq!(
        refused(|b| b.rows[0].maturity = None),
        MissingMaturity {
            row: 0,
            kind: InstrumentKind::Bill
        }
    );
    assert_eq!(
        refused(|b| b.rows[2].maturity = Some(day(1))),
        UnexpectedMaturity {
            row: 2,
            kind: InstrumentKind::Cash
        }
    );
    assert_eq!(
        refused(|b| b.rows[0].maturity = Some(day(-1))),
        Matured {
            row: 0,
            maturity: day(-1),
            as_of: day(0)
        }
    );
    let mut today = book();
    today.rows[0].maturity = Some(day(0));
    assert_eq!(today.validate(), Ok(()));
    assert_eq!(
        refused(|b| b.rows[2].institution = None),
        MissingInstitution {
            row: 2,
            kind: InstrumentKind::Cash
        }
    );
    assert_eq!(
        refused(|b| b.rows[1].price = decimal("0.00")),
        ZeroPrice { row: 1 }
    );
    assert_eq!(
        refused(|b| b.rows[1].quantity_decimals = 19),
        TooManyQuantityDecimals { row: 1, found: 19 }
    );
}

#[test]
fn one_security_is_one_row_of_a_custodian() {
    let bill =
        |custodian, instrument| row(custodian, instrument, InstrumentKind::Bill, 40, "0.995");
    let validated = |rows: Vec<BookRow>| {
        let mut book = book();
        book.rows.extend(rows);
        book.validate()
    };
    let same = |instrument, named| {
        Err(BookError::SameSecurity {
            row: 4,
            custodian: id("bank-b"),
            instrument: id(instrument),
            named: id(named),
        })
    };
    let token = "eip155:1/erc20:0x00000000219ab540356cbb839cbe05303d7705fa";
    let mixed = "eip155:1/erc20:0x00000000219ab540356cBB839Cbe05303d7705Fa";
    for (first, second) in [
        ("US912797SB42", "912797SB4"),
        ("912797SB4", "US912797SB42"),
        ("US912797SB42", "us912797sb42"),
        ("CA0084741085", "008474108"),
        (token, mixed),
    ] {
        let rows = vec![bill("bank-b", first), bill("bank-b", second)];
        assert_eq!(validated(rows), same(second, first));
        // Of two custodians, each has its row, and decimals of its own.
        let mut other = bill("bank-a", second);
        other.quantity_decimals = 0;
        assert_eq!(validated(vec![bill("bank-b", first), other]), Ok(()));
    }
    // Another security, and names that are no codes or have wrong check digits.
    for (first, second) in [
        ("US912797SB42", "912797RS8"),
        ("US912797SB42", "912797SB5"),
        ("US912797SB43", "912797SB4"),
        ("fund", "FUND"),
        ("cash:main", "cash:Main"),
        ("GB0002634946", "000263494"),
    ] {
        let rows = vec![bill("bank-b", first), bill("bank-b", second)];
        assert_eq!(validated(rows), Ok(()), "{first} {second}");
    }
}

#[test]
fn one_security_is_the_same_everywhere() {
    let with = |change: fn(&mut BookRow)| {
        let bill = |custodian, name| row(custodian, name, InstrumentKind::Bill, 40, "0.995");
        let mut book = book();
        let mut other = bill("bank-b", "912797SB4");
        change(&mut other);
        book.rows.extend([bill("bank-a", "US912797SB42"), other]);
        book.validate()
    };
    let refused = |field| {
        Err(BookError::OtherSecurity {
            row: 4,
            custodian: id("bank-b"),
            instrument: id("912797SB4"),
            field,
            first: 3,
        })
    };
    assert_eq!(with(|_| {}), Ok(()));
    assert_eq!(with(|row| row.price = decimal("0.9950")), Ok(()));
    assert_eq!(with(|row| row.price = decimal("0.996")), refused("price"));
    assert_eq!(with(|row| row.kind = InstrumentKind::Note), refused("kind"));
    assert_eq!(
        with(|row| row.maturity = Some(day(41))),
        refused("maturity")
    );
    assert_eq!(
        with(|row| row.institution = Some(id("treasury"))),
        refused("institution")
    );
    // Names of one custodian's own may be used by another for something else.
    let mut book = book();
    book.rows.push(BookRow {
        price: decimal("1.10"),
        ..row("bank-a", "cash", InstrumentKind::Cash, 0, "1")
    });
    assert_eq!(book.validate(), Ok(()));
}

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
            within_days: 1,
            min_share: decimal(min_share),
            of: LiquidBase::Assets,
            only: vec![],
            always: vec![],
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
    // 1.5 + 10.5 + 0.25 - 2
    assert_eq!(supply.tokens().unwrap().trimmed(), decimal("10.25"));
    assert_eq!(supply.amount_to_cover().unwrap(), decimal("11.275"));

    let mut twice = supply.clone();
    twice.entries.push(twice.entries[0].clone());
    assert_eq!(
        twice.tokens(),
        Err(SupplyError::DuplicateToken {
            entry: 4,
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
    excluded.quantity = decimal("12.2500001");
    assert!(matches!(
        negative.tokens(),
        Err(SupplyError::Negative { .. })
    ));
    let SupplyEntry::Excluded(excluded) = &mut negative.entries[3] else {
        panic!()
    };
    excluded.quantity = decimal("12.25");
    assert!(negative.tokens().unwrap().is_zero());
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
