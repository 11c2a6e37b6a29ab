//! Every identity removed, weakened or altered, in each of its parts: the tamperings find it, or honest witnesses do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use assay_circuits::columns::{BUCKET, CARRY, LIVE, SHIFT, START};
use assay_circuits::{Cells, Identity, Scalar, Shape, FIXED};
use ff::{Field, PrimeField};
use halo2_proofs::pasta::Fp;

use crate::corpus::{Case, Corpus};
use crate::draft::Draft;
use crate::operators::{mutants, Operator};
use crate::symbolic::{identities, Expr, SELECTORS};
use crate::values::Stream;

/// With first, middle and last rule.
fn shape() -> Shape {
    Shape::new(5, 4).unwrap()
}

/// What found a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// It accepts a tampering that the identities refuse.
    AcceptsATampering,
    /// It refuses an honest witness.
    RefusesTheHonest,
    /// Nothing found it.
    Survives,
}

/// Mutants by operator: accepting a tampering, refusing the honest, surviving.
type Table = BTreeMap<Operator, [usize; 3]>;

fn holds(expr: &Expr, draft: &Draft, mut rows: impl Iterator<Item = usize>) -> bool {
    rows.all(|row| expr.value(&draft.cells(row)).0 == Fp::ZERO)
}

/// A row that halo2 blinds: random advice, everything else zero.
fn blinding_row() -> Cells<Scalar<Fp>> {
    let random = random_cells(shape().rules(), &mut Stream::new(8));
    let zero = Scalar(Fp::ZERO);
    Cells {
        limbs: random.limbs,
        acc: random.acc,
        acc_next: random.acc_next,
        start: zero,
        bucket: zero,
        carry: zero,
        live: zero,
        shift: zero,
        quantity: zero,
        tagged: zero,
        tag: zero,
        weights: vec![zero; shape().rules()],
    }
}

/// What finds the mutant `expr` of the identity with this index.
fn judge(corpora: &mut [Corpus], index: usize, expr: &Expr) -> Verdict {
    let all_rows = 0..shape().usable_rows();
    let blinded = expr.value(&blinding_row()).0 == Fp::ZERO;
    if !blinded
        || corpora
            .iter()
            .any(|c| !holds(expr, &c.draft, all_rows.clone()))
    {
        return Verdict::RefusesTheHonest;
    }
    for Corpus { draft, cases } in corpora {
        // The other identities must hold for a tampering to be accepted.
        let refused_by_it = |case: &&Case| case.violations.iter().all(|v| v.identity == index);
        for case in cases.iter().filter(refused_by_it) {
            if Corpus::with(draft, case, |draft| {
                holds(expr, draft, case.rows().into_iter())
            }) {
                return Verdict::AcceptsATampering;
            }
        }
    }
    Verdict::Survives
}

/// A fingerprint of the relation that an identity is: its values, up to sign, where the fixed columns are as in some row
/// of the shape and the other cells are random. In no row two terms of a sum are both switched on unless they belong
/// together, so a term's sign may be the other one: that is the same relation.
fn fingerprint(expr: &Expr, points: &[Vec<Cells<Scalar<Fp>>>]) -> Vec<Vec<[u8; 32]>> {
    let print = |value: Fp| value.to_repr();
    let of_rows = |cells: &Vec<Cells<_>>| {
        let values: Vec<Fp> = cells.iter().map(|c| expr.value(c).0).collect();
        let negative = values.iter().map(|v| print(-v)).collect::<Vec<_>>();
        negative.min(values.into_iter().map(print).collect())
    };
    points.iter().map(of_rows).collect()
}

/// For every combination of fixed columns that some row has, random cells.
fn points(stream: &mut Stream) -> Vec<Vec<Cells<Scalar<Fp>>>> {
    let fixed = |row| -> [bool; FIXED] { std::array::from_fn(|c| shape().fixed(c, row)) };
    let combinations: BTreeSet<_> = (0..shape().n()).map(fixed).collect();
    let bit = |on: bool| Scalar(Fp::from(u64::from(on)));
    let cells = |combination: [bool; FIXED], stream: &mut Stream| Cells {
        start: bit(combination[START]),
        bucket: bit(combination[BUCKET]),
        carry: bit(combination[CARRY]),
        live: bit(combination[LIVE]),
        shift: bit(combination[SHIFT]),
        ..random_cells(shape().rules(), stream)
    };
    let mut two = |combination| (0..2).map(|_| cells(combination, stream)).collect();
    combinations.into_iter().map(&mut two).collect()
}

fn random_cells(rules: usize, stream: &mut Stream) -> Cells<Scalar<Fp>> {
    let mut next = || Scalar(stream.scalar());
    Cells {
        start: next(),
        bucket: next(),
        carry: next(),
        live: next(),
        shift: next(),
        quantity: next(),
        tagged: next(),
        tag: next(),
        weights: (0..rules).map(|_| next()).collect(),
        limbs: std::array::from_fn(|_| next()),
        acc: (0..rules).map(|_| next()).collect(),
        acc_next: (0..rules).map(|_| next()).collect(),
    }
}

#[test]
fn the_expressions_are_the_identities() {
    let mut stream = Stream::new(6);
    for rules in [2, 3, 4, 8, 16] {
        let cells = random_cells(rules, &mut stream);
        let direct = assay_circuits::all(&cells);
        let symbolic = identities(rules);
        assert_eq!(direct.len(), symbolic.len());
        for (a, b) in direct.iter().zip(&symbolic) {
            assert_eq!((a.name, a.value), (b.name, b.value.value(&cells)));
        }
    }
}

/// Judges every mutant of the identities that `next` counts up to, and names those that survive.
fn judge_all(identities: &[Identity<Expr>], next: &AtomicUsize) -> (Table, Vec<String>) {
    let mut corpora = Corpus::all(shape());
    let points = points(&mut Stream::new(7));
    let mut table = Table::new();
    let mut survivors = Vec::new();
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(Identity { name, value }) = identities.get(index) else {
            return (table, survivors);
        };
        // One mutant for each relation that is not the identity's own.
        let mut seen = vec![fingerprint(value, &points)];
        for (operator, expr) in mutants(value, shape().rules()) {
            let print = fingerprint(&expr, &points);
            if seen.contains(&print) {
                continue;
            }
            seen.push(print);
            let verdict = judge(&mut corpora, index, &expr);
            table.entry(operator).or_default()[verdict as usize] += 1;
            if verdict == Verdict::Survives {
                survivors.push(format!("{index} {name}: {operator:?}: {expr}"));
            }
        }
    }
}

#[test]
fn every_mutant_is_found() {
    let identities = identities(shape().rules());
    let next = AtomicUsize::new(0);
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    let mut table = Table::new();
    let mut survivors = Vec::new();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores)
            .map(|_| scope.spawn(|| judge_all(&identities, &next)))
            .collect();
        for thread in threads {
            let (part, others) = thread.join().unwrap();
            for (operator, counts) in part {
                let sum = table.entry(operator).or_default();
                *sum = std::array::from_fn(|i: usize| sum[i] + counts[i]);
            }
            survivors.extend(others);
        }
    });
    for (operator, [tampering, honest, _]) in &table {
        println!("{operator:?}: {tampering} accept a tampering, {honest} refuse the honest");
    }
    assert_eq!(survivors, Vec::<String>::new());
    // For every identity that is missing, a tampering gets in.
    assert_eq!(table[&Operator::Removed], [identities.len(), 0, 0]);
    let sum = |i: usize| table.values().map(|row| row[i]).sum::<usize>();
    let found = [sum(0), sum(1), sum(2)];
    assert_eq!(found, EXPECTED, "docs/security.md has these figures");
}

/// A selector that is off in one of its rows.
#[test]
fn every_selector_off_in_a_row_is_found() {
    let mut corpora = Corpus::all(shape());
    let mut found = [0; 3];
    let mut survivors = Vec::new();
    for (column, selector) in SELECTORS.iter().enumerate().take(FIXED) {
        for row in (0..shape().usable_rows()).filter(|row| shape().fixed(column, *row)) {
            let verdict = judge_selector(&mut corpora, column, row);
            found[verdict as usize] += 1;
            if verdict == Verdict::Survives {
                survivors.push((selector, row));
            }
        }
    }
    println!("selectors off in a row: {found:?}");
    assert_eq!(survivors, vec![]);
    assert_eq!(
        found, SELECTORS_EXPECTED,
        "docs/security.md has these figures"
    );
}

fn judge_selector(corpora: &mut [Corpus], column: usize, row: usize) -> Verdict {
    let mut verdict = Verdict::Survives;
    for Corpus { draft, cases } in corpora {
        draft.switched_off = Some((column, row));
        let here = |draft: &Draft| draft.violations_in(row).is_empty();
        if !here(draft) {
            verdict = Verdict::RefusesTheHonest;
        } else if verdict == Verdict::Survives {
            let refused_here = |case: &&Case| case.violations.iter().all(|v| v.row == row);
            let mut refused_here = cases.iter().filter(refused_here);
            if refused_here.any(|case| Corpus::with(draft, case, here)) {
                verdict = Verdict::AcceptsATampering;
            }
        }
        draft.switched_off = None;
    }
    verdict
}

/// Mutants that accept a tampering, that refuse the honest, that survive.
const EXPECTED: [usize; 3] = [268, 1606, 0];
const SELECTORS_EXPECTED: [usize; 3] = [18, 32, 0];
