//! What an auditor sees in a copy that agrees with its report. All of it is PRIVATE.

use assay_statement::{
    BookRow, Compiled, Decimal, Id, Inequality, InstrumentKind, PointBytes, Report,
};
use assay_verifier::VerifiedReport;
use num_bigint::{BigInt, BigUint};

use super::income::{self, EarnedIncome};

/// PRIVATE: what an auditor's copy shows: positions, totals, and the margin of every rule, all exact. Values are in the
/// currency of the book.
#[derive(Clone, PartialEq, Eq)]
pub struct AuditedHoldings {
    /// What anyone can verify.
    pub verified: VerifiedReport,
    /// Every custodian, in the book's order.
    pub custodians: Vec<CustodianHoldings>,
    /// Every kind of instrument that the book has rows of.
    pub kinds: Vec<KindTotal>,
    /// Value of everything.
    pub total: Decimal,
    /// What was held throughout, and earned; `None` if the book lists no income.
    pub income: Option<EarnedIncome>,
    /// Every inequality, in the policy's order.
    pub rules: Vec<RuleMargin>,
}

/// PRIVATE: what a custodian holds.
#[derive(Clone, PartialEq, Eq)]
pub struct CustodianHoldings {
    /// The custodian.
    pub custodian: Id,
    /// The commitment that it signed, which these positions open.
    pub commitment: PointBytes,
    /// Value of all of them.
    pub total: Decimal,
    /// One for each of its rows, in the book's order.
    pub positions: Vec<Position>,
    /// What it held throughout, and earned; `None` if the book lists no income.
    pub income: Option<EarnedIncome>,
}

/// PRIVATE: what is held in one row.
#[derive(Clone, PartialEq, Eq)]
pub struct Position {
    /// The row, from 0.
    pub row: usize,
    /// What it is a row of.
    pub book_row: BookRow,
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
pub struct RuleMargin {
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

impl std::fmt::Debug for AuditedHoldings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("AuditedHoldings(private)")
    }
}

/// Adds up what is held. There is one quantity for each row, of the book and of its income, and one slack for each inequality.
pub(super) fn audited_holdings(
    report: &Report,
    verified: VerifiedReport,
    compiled: &Compiled,
    quantities: &[u64],
    slacks: Vec<BigInt>,
) -> AuditedHoldings {
    let rows = compiled.program.rows.iter().zip(quantities);
    let values = Values {
        rows: &report.book.rows,
        values: rows
            .map(|(row, quantity)| BigUint::from(row.value) * *quantity)
            .collect(),
        scale: compiled.scale,
    };
    let total = values.sum(|_| true);
    AuditedHoldings {
        custodians: values.custodians(report, compiled, quantities),
        kinds: values.kinds(),
        rules: rules(compiled, slacks, &total),
        total: values.decimal(total),
        income: income::of_all(report, compiled, quantities),
        verified,
    }
}

/// The rows of the book, without those of its income, and the values of all, in units of `10^-scale`.
struct Values<'a> {
    rows: &'a [BookRow],
    values: Vec<BigUint>,
    scale: u32,
}

impl Values<'_> {
    fn decimal(&self, units: BigUint) -> Decimal {
        Decimal::new(units, self.scale).trimmed()
    }

    /// The value of the rows of which `included` is true.
    fn sum(&self, included: impl Fn(&BookRow) -> bool) -> BigUint {
        let all = self.rows.iter().zip(&self.values);
        all.filter(|(row, _)| included(row)).map(|(_, v)| v).sum()
    }

    fn custodians(
        &self,
        report: &Report,
        compiled: &Compiled,
        quantities: &[u64],
    ) -> Vec<CustodianHoldings> {
        let holdings = report.attestations.iter().map(|attestation| {
            let own = |row: &BookRow| row.custodian == attestation.custodian;
            CustodianHoldings {
                custodian: attestation.custodian.clone(),
                commitment: attestation.commitment,
                total: self.decimal(self.sum(own)),
                positions: self.positions(quantities, own),
                income: income::of_custodian(report, compiled, quantities, &attestation.custodian),
            }
        });
        holdings.collect()
    }

    fn positions(&self, quantities: &[u64], own: impl Fn(&BookRow) -> bool) -> Vec<Position> {
        let all = self.rows.iter().zip(quantities).zip(&self.values);
        all.enumerate()
            .filter(|(_, ((book_row, _), _))| own(book_row))
            .map(|(row, ((book_row, quantity), value))| Position {
                row,
                book_row: book_row.clone(),
                quantity: Decimal::new(*quantity, book_row.quantity_decimals.into()).trimmed(),
                value: self.decimal(value.clone()),
            })
            .collect()
    }

    fn kinds(&self) -> Vec<KindTotal> {
        let has_rows = |kind: &InstrumentKind| self.rows.iter().any(|row| row.kind == *kind);
        let kinds = InstrumentKind::ALL.into_iter().filter(has_rows);
        kinds
            .map(|kind| KindTotal {
                kind,
                total: self.decimal(self.sum(|row| row.kind == kind)),
            })
            .collect()
    }
}

fn rules(compiled: &Compiled, slacks: Vec<BigInt>, total: &BigUint) -> Vec<RuleMargin> {
    let total = BigInt::from(total.clone());
    let inequalities = compiled.inequalities.iter().zip(slacks);
    inequalities
        .map(|(inequality, slack)| RuleMargin {
            inequality: inequality.clone(),
            divisor: compiled.divisor(inequality),
            amount: compiled.amount(inequality, &slack, 2),
            days: compiled.days(inequality, &slack, &total, 2),
            slack,
        })
        .collect()
}
