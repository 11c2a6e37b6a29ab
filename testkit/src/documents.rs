//! A small book, and one of every other document.

use assay_circuits::Shape;
use assay_statement::document::Document;
use assay_statement::rules::*;
use assay_statement::*;
use num_bigint::BigInt;
use serde::Serialize;
use serde_json::Value;

/// When all documents are of.
pub const AS_OF: &str = "2026-03-31T21:00:00Z";

/// A decimal.
pub fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

/// An identifier.
pub fn id(text: &str) -> Id {
    text.parse().unwrap()
}

/// The day `days` after the as-of day.
pub fn day(days: i64) -> Date {
    let as_of: Timestamp = AS_OF.parse().unwrap();
    Timestamp::from_unix(as_of.unix() + days * 86_400)
        .unwrap()
        .date()
}

/// A row of two decimals; `days` counts for kinds with a maturity only.
pub fn row(
    custodian: &str,
    instrument: &str,
    kind: InstrumentKind,
    days: i64,
    price: &str,
) -> BookRow {
    BookRow {
        custodian: id(custodian),
        instrument: id(instrument),
        kind,
        maturity: kind.has_maturity().then(|| day(days)),
        reset: None,
        demand: None,
        price: decimal(price),
        quantity_decimals: 2,
        institution: kind.needs_institution().then(|| id("bank-z")),
    }
}

/// Two custodians; a bill of 40 days, a note of 400 days, cash.
pub fn book() -> Book {
    Book {
        assay: V1,
        kind: Kind::new(),
        subject: "fund:example".parse().unwrap(),
        as_of: AS_OF.parse().unwrap(),
        currency: "USD".parse().unwrap(),
        suite: SuiteName::default(),
        shape: Shape::new(8, 8).unwrap(),
        custodians: vec![id("bank-a"), id("bank-b")],
        countries: Default::default(),
        rows: vec![
            row("bank-a", "US912797AA11", InstrumentKind::Bill, 40, "0.995"),
            row("bank-b", "US91282CAA11", InstrumentKind::Note, 400, "0.98"),
            row("bank-b", "cash", InstrumentKind::Cash, 0, "1.00"),
        ],
        income: None,
    }
}

/// What a unit earned, held throughout.
pub fn income_row(custodian: &str, instrument: &str, per_unit: &str) -> IncomeRow {
    IncomeRow {
        custodian: id(custodian),
        instrument: id(instrument),
        per_unit: per_unit.parse().unwrap(),
        quantity_decimals: 2,
        until: None,
    }
}

/// The income of that book in its last two days: of the bill, of the note, whose premium is used up quicker than interest
/// accrues, and of a bill that was repaid.
pub fn income() -> Income {
    Income {
        since: "2026-03-29T21:00:00Z".parse().unwrap(),
        book: Digest([6; 32]),
        rows: vec![
            income_row("bank-a", "US912797AA11", "0.000125"),
            income_row("bank-b", "US91282CAA11", "-0.00001"),
            IncomeRow {
                until: Some("2026-03-30".parse().unwrap()),
                ..income_row("bank-b", "US912797BB10", "0.00012")
            },
        ],
    }
}

/// That book with its income.
pub fn book_with_income() -> Book {
    Book {
        income: Some(income()),
        ..book()
    }
}

/// A policy of these rules.
pub fn policy(rules: Vec<Rule>) -> Policy {
    Policy {
        assay: V1,
        kind: Kind::new(),
        name: "test".into(),
        source: None,
        status: PolicyStatus::Proposed,
        rules,
    }
}

/// Coverage without haircuts.
pub fn coverage(min_ratio: &str) -> Coverage {
    Coverage {
        min_ratio: decimal(min_ratio),
        haircuts_bps: Default::default(),
        haircuts_by_days: vec![],
    }
}

/// `tokens` in book-entry form at 1.00.
pub fn supply(tokens: &str) -> Supply {
    Supply {
        assay: V1,
        kind: Kind::new(),
        subject: "fund:example".parse().unwrap(),
        as_of: AS_OF.parse().unwrap(),
        currency: "USD".parse().unwrap(),
        entries: vec![SupplyEntry::BookEntry(BookEntry {
            registrar: id("registrar"),
            quantity: decimal(tokens),
        })],
        value_per_token: decimal("1.00"),
    }
}

/// `bank-b`'s commitment; its point is none.
pub fn commitment() -> Commitment {
    Commitment {
        assay: V1,
        kind: Kind::new(),
        subject: "fund:example".parse().unwrap(),
        as_of: AS_OF.parse().unwrap(),
        custodian: id("bank-b"),
        book: digest(&book()).unwrap(),
        commitment: PointBytes::from([7; 32]),
    }
}

/// An attestation of it; its signature is none.
pub fn attestation() -> Attestation {
    let mut attestation = Attestation::unsigned(&commitment(), None);
    attestation.signatures.push(Signature {
        scheme: Scheme::P256,
        public_key: HexBytes(vec![2; 33]),
        signature: HexBytes(vec![9; 64]),
    });
    attestation
}

/// `bank-b`'s opening.
pub fn opening() -> Opening {
    let quantity = |row, quantity| RowQuantity { row, quantity };
    Opening {
        assay: V1,
        kind: Kind::new(),
        subject: "fund:example".parse().unwrap(),
        as_of: AS_OF.parse().unwrap(),
        custodian: id("bank-b"),
        book: digest(&book()).unwrap(),
        quantities: vec![quantity(1, 987_654_321), quantity(2, u64::MAX)],
        blinders: [1, 2, 3, 4].map(|byte| Blinder([byte; 32])),
    }
}

/// Both custodians, with keys of every scheme that are none, and a policy.
pub fn registry() -> Registry {
    let key = |scheme, bytes: Vec<u8>| RegistryKey {
        scheme,
        public_key: HexBytes(bytes),
        not_before: "2026-01-01T00:00:00Z".parse().unwrap(),
        not_after: "2026-12-31T23:59:59Z".parse().unwrap(),
    };
    Registry {
        assay: V1,
        kind: Kind::new(),
        subject: "fund:example".parse().unwrap(),
        custodians: vec![
            RegistryCustodian {
                id: id("bank-a"),
                threshold: 1,
                keys: vec![key(Scheme::Ed25519, vec![1; 32])],
            },
            RegistryCustodian {
                id: id("bank-b"),
                threshold: 2,
                keys: vec![
                    key(Scheme::P256, vec![2; 33]),
                    key(Scheme::Secp256k1, vec![3; 33]),
                ],
            },
        ],
        policy: Some(Digest([5; 32])),
        tokens: Vec::new(),
        least_value_per_token: None,
    }
}

/// One of every rule.
pub fn all_rules() -> Vec<Rule> {
    use InstrumentKind::*;
    vec![
        Rule::Coverage(Coverage {
            min_ratio: decimal("1.00"),
            haircuts_bps: [(Note, 50), (Bill, 10)].into(),
            haircuts_by_days: vec![DayHaircut {
                over_days: 93,
                bps: 25,
            }],
        }),
        Rule::Eligible(Eligible {
            kinds: vec![Bill, Note, Cash],
            max_remaining_days: Some(397),
            max_remaining_days_by_kind: [(Bill, 93)].into(),
            maturity: None,
        }),
        Rule::Liquid(Liquid {
            within_days: Some(7),
            within_business_days: None,
            min_share: decimal("0.25"),
            of: LiquidBase::Assets,
            only: vec![Bill, Cash],
            always: vec![Bill],
            always_within_days: Default::default(),
        }),
        Rule::Maturity(Maturity {
            wam_max_days: Some(60),
            wal_max_days: None,
        }),
        Rule::Concentration(Concentration {
            by: GroupBy::Institution,
            max_share: decimal("0.4"),
            except: vec![id("bank-y")],
        }),
        Rule::Nav(Nav {
            per_token: decimal("1.00"),
            band: decimal("0.005"),
        }),
        Rule::Stress(Stress { shift_bps: 100 }),
        Rule::Share(Share {
            of: Group {
                kinds: vec![Bill, Note],
                countries: vec![],
            },
            min: decimal("0.60"),
            max: decimal("0.65"),
        }),
        Rule::Tenor(Tenor {
            of: Some(Group {
                kinds: vec![Bill],
                countries: vec![],
            }),
            min_days: 20,
            max_days: 30,
        }),
        Rule::Yield(Yield {
            min_ratio: decimal("1.05"),
        }),
    ]
}

/// One of every supply entry.
pub fn all_entries() -> Vec<SupplyEntry> {
    vec![
        SupplyEntry::Chain(ChainSupply {
            chain: "eip155:1".parse().unwrap(),
            token: id("0xdAC17F958D2ee523a2206206994597C13D831ec7"),
            block: 21_000_000,
            block_hash: id("0x1234"),
            raw: Integer::from(1_500_000),
            decimals: 6,
            evidence: None,
        }),
        SupplyEntry::BookEntry(BookEntry {
            registrar: id("registrar"),
            quantity: decimal("10.5"),
        }),
        SupplyEntry::PendingRedemptions(PendingRedemptions {
            quantity: decimal("0.25"),
        }),
        SupplyEntry::Excluded(Excluded {
            reason: "issuer's own".into(),
            quantity: decimal("2"),
        }),
        SupplyEntry::ToBeIssued(ToBeIssued {
            quantity: decimal("0.75"),
        }),
        SupplyEntry::Payable(Payable {
            reason: "securities bought and not paid".into(),
            amount: decimal("3.21"),
        }),
        SupplyEntry::Distributed(Distributed {
            reason: "dividend of the month".into(),
            amount: decimal("0.01"),
        }),
    ]
}

/// A report of every rule and entry; its points and proof are none.
pub fn report() -> Report {
    let mut supply = supply("1");
    supply.entries = all_entries();
    Report {
        assay: V1,
        kind: Kind::new(),
        book: book_with_income(),
        policy: policy(all_rules()),
        supply,
        attestations: vec![attestation()],
        refreshed: RerandomizedCommitments {
            quantities: PointBytes::from([10; 32]),
            tagged: PointBytes::from([11; 32]),
        },
        columns: ColumnCommitments {
            tags: PointBytes::from([12; 32]),
            weights: vec![PointBytes::from([13; 32]); 8],
        },
        previous: None,
        proof: HexBytes(vec![14; 100]),
    }
}

/// `parse(print(x)) == x`, and the digest is that of the raw JSON too, whoever canonicalises it.
pub fn round_trips<D: Document + Serialize + PartialEq + std::fmt::Debug>(document: &D) {
    let pretty = pretty(document).unwrap();
    assert_eq!(
        parse_document::<D>(pretty.as_bytes()).as_ref(),
        Ok(document)
    );
    let canonical = canonical(document).unwrap();
    assert_eq!(parse_document::<D>(&canonical).as_ref(), Ok(document));
    let raw: Value = serde_json::from_str(&pretty).unwrap();
    assert_eq!(digest(&raw), digest(document));
    assert_eq!(raw["assay"], "v1");
    assert_eq!(raw["kind"], D::KIND);
}

/// The path and message of an error in a field.
pub fn field(error: ParseError) -> (String, String) {
    match error {
        ParseError::Field { path, message } => (path, message),
        other => panic!("{other:?}"),
    }
}

/// Multipliers and bounds of the one rule `rule` over the common book, 100.005 tokens at 1.00.
pub fn compiled(rule: Rule) -> Vec<(String, Vec<i32>, BigInt)> {
    let compiled = compile_with_supply(&book(), &policy(vec![rule]), &supply("100.005")).unwrap();
    assert_eq!(compiled.scale, 5);
    let rules = compiled.program.rules.iter().zip(&compiled.inequalities);
    rules
        .map(|(rule, inequality)| {
            assert_eq!(inequality.rule, 0);
            (
                inequality.label.clone(),
                rule.multipliers.clone(),
                rule.bound.into(),
            )
        })
        .collect()
}

/// `rule` compiles to this one inequality: see [`compiled`].
pub fn one(rule: Rule, label: &str, multipliers: [i32; 3], bound: i64) {
    assert_eq!(
        compiled(rule),
        [(label.to_string(), multipliers.to_vec(), bound.into())]
    );
}
