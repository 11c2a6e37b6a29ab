//! What an auditor sees of a copy that agrees with its report. PRIVATE, all of it.

use assay_statement::{
    BookRow, Compiled, Decimal, Id, Inequality, InstrumentKind, PointBytes, Report,
};
use assay_verifier::VerifiedReport;
use num_bigint::{BigInt, BigUint};

/// PRIVATE: positions, totals, and what is left of every rule, all exact. In the currency of the book where nothing else is
/// said.
#[derive(Clone, PartialEq, Eq)]
pub struct Agreement {
    /// What anyone can verify.
    pub verified: VerifiedReport,
    /// Every custodian, in the book's order.
    pub holders: Vec<Holder>,
    /// Every kind of instrument that the book has rows of.
    pub kinds: Vec<KindTotal>,
    /// Value of everything.
    pub total: Decimal,
    /// Every inequality, in the policy's order.
    pub rules: Vec<RuleRoom>,
}

/// PRIVATE: what a custodian holds.
#[derive(Clone, PartialEq, Eq)]
pub struct Holder {
    /// The custodian.
    pub custodian: Id,
    /// The commitment that it signed, which these positions open.
    pub commitment: PointBytes,
    /// Value of all of them.
    pub total: Decimal,
    /// One for each of its rows, in the book's order.
    pub positions: Vec<Position>,
}

/// PRIVATE: what is held in one row.
#[derive(Clone, PartialEq, Eq)]
pub struct Position {
    /// The row, from 0.
    pub row: usize,
    /// What it is a row of.
    pub about: BookRow,
    /// Whole units.
    pub quantity: Decimal,
    /// Quantity times price.
    pub value: Decimal,
}

/// PRIVATE: the value of all rows of one kind.
#[derive(Clone, PartialEq, Eq)]
pub struct KindTotal {
    /// The kind.
    pub kind: InstrumentKind,
    /// Its value.
    pub total: Decimal,
}

/// PRIVATE: by how much an inequality holds.
#[derive(Clone, PartialEq, Eq)]
pub struct RuleRoom {
    /// What it demands.
    pub inequality: Inequality,
    /// `sum m_j v_j q_j - b`, an integer; not below zero.
    pub slack: BigInt,
    /// What the slack is divided by to be in its unit.
    pub divisor: BigInt,
    /// The slack in its unit, to two decimals, rounded down.
    pub amount: String,
    /// For a slack in currency times days: in days, over the value of everything; to two decimals, rounded down.
    pub days: Option<String>,
}

impl std::fmt::Debug for Agreement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Agreement(private)")
    }
}

/// Adds up. One quantity for each row, one slack for each inequality.
pub(super) fn agreement(
    report: &Report,
    verified: VerifiedReport,
    compiled: &Compiled,
    quantities: &[u64],
    slacks: Vec<BigInt>,
) -> Agreement {
    let rows = report.book.rows.iter().zip(&compiled.program.rows);
    let values: Vec<BigUint> = compiled
        .program
        .rows
        .iter()
        .zip(quantities)
        .map(|(row, quantity)| BigUint::from(row.value) * *quantity)
        .collect();
    let money = |units: BigUint| Decimal::new(units, compiled.scale).trimmed();
    let sum = |holds: &dyn Fn(&BookRow) -> bool| -> BigUint {
        let own = report.book.rows.iter().zip(&values);
        own.filter(|(row, _)| holds(row)).map(|(_, v)| v).sum()
    };
    let positions: Vec<Position> = rows
        .zip(quantities)
        .zip(&values)
        .enumerate()
        .map(|(row, (((about, _), quantity), value))| Position {
            row,
            about: about.clone(),
            quantity: Decimal::new(*quantity, about.quantity_decimals.into()).trimmed(),
            value: money(value.clone()),
        })
        .collect();
    let holders = report.attestations.iter().map(|attestation| {
        let own = |row: &BookRow| row.custodian == attestation.custodian;
        Holder {
            custodian: attestation.custodian.clone(),
            commitment: attestation.commitment,
            total: money(sum(&own)),
            positions: positions
                .iter()
                .filter(|position| own(&position.about))
                .cloned()
                .collect(),
        }
    });
    let there = |kind: &InstrumentKind| report.book.rows.iter().any(|row| row.kind == *kind);
    let kinds = InstrumentKind::ALL
        .into_iter()
        .filter(there)
        .map(|kind| KindTotal {
            kind,
            total: money(sum(&|row| row.kind == kind)),
        });
    let total = sum(&|_| true);
    let all = BigInt::from(total.clone());
    let rules = compiled
        .inequalities
        .iter()
        .zip(slacks)
        .map(|(inequality, slack)| RuleRoom {
            inequality: inequality.clone(),
            divisor: compiled.divisor(inequality),
            amount: compiled.amount(inequality, &slack, 2),
            days: compiled.days(inequality, &slack, &all, 2),
            slack,
        });
    Agreement {
        holders: holders.collect(),
        kinds: kinds.collect(),
        rules: rules.collect(),
        total: money(total),
        verified,
    }
}
