//! What can be wrong with an identity.

use assay_circuits::LIMBS;

use crate::symbolic::{Expr, Var, SELECTORS};

/// One kind of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operator {
    /// The identity is missing.
    Removed,
    /// A term of a sum is missing.
    TermDropped,
    /// A sum for a difference, or a difference for a sum.
    SignFlipped,
    /// A factor of a product is missing.
    FactorDropped,
    /// Zero or one for a cell.
    CellToConstant,
    /// Another selector.
    OtherSelector,
    /// The cell of a neighbouring column or row, or the other committed column.
    OtherCell,
    /// A constant that is one off, or zero.
    ConstantChanged,
    /// Another power of two.
    PowerChanged,
    /// A further value is allowed: a factor too many.
    FactorAdded,
}

/// Every mutant of an identity of a circuit with `rules` rules.
pub fn mutants(identity: &Expr, rules: usize) -> Vec<(Operator, Expr)> {
    let mut all = vec![(Operator::Removed, Expr::Const(0))];
    all.extend(everywhere(identity, rules));
    let mut limbs: Vec<usize> = Vec::new();
    collect_limbs(identity, &mut limbs);
    if let [i, ..] = limbs[..] {
        if limbs.iter().all(|limb| *limb == i) {
            let d = || Expr::Var(Var::Limb(i));
            for further in [d() - Expr::Const(4), d() + Expr::Const(1)] {
                all.push((Operator::FactorAdded, identity.clone() * further));
            }
        }
    }
    all
}

fn collect_limbs(expr: &Expr, limbs: &mut Vec<usize>) {
    match expr {
        Expr::Var(Var::Limb(i)) => limbs.push(*i),
        Expr::Const(_) | Expr::Var(_) => (),
        Expr::Add(a, b) | Expr::Sub(a, b) | Expr::Mul(a, b) => {
            collect_limbs(a, limbs);
            collect_limbs(b, limbs);
        }
        Expr::Shl(a, _) => collect_limbs(a, limbs),
    }
}

/// One fault at each node in turn.
fn everywhere(expr: &Expr, rules: usize) -> Vec<(Operator, Expr)> {
    let mut all = here(expr, rules);
    let mut below = |child: &Expr, rebuild: &dyn Fn(Expr) -> Expr| {
        for (operator, mutant) in everywhere(child, rules) {
            all.push((operator, rebuild(mutant)));
        }
    };
    match expr {
        Expr::Const(_) | Expr::Var(_) => (),
        Expr::Add(a, b) => {
            below(a, &|a| a + (**b).clone());
            below(b, &|b| (**a).clone() + b);
        }
        Expr::Sub(a, b) => {
            below(a, &|a| a - (**b).clone());
            below(b, &|b| (**a).clone() - b);
        }
        Expr::Mul(a, b) => {
            below(a, &|a| a * (**b).clone());
            below(b, &|b| (**a).clone() * b);
        }
        Expr::Shl(a, bits) => below(a, &|a| Expr::Shl(Box::new(a), *bits)),
    }
    all
}

/// One fault at this node.
fn here(expr: &Expr, rules: usize) -> Vec<(Operator, Expr)> {
    match expr {
        Expr::Const(value) => {
            let mut others = vec![0, value + 1, value.wrapping_sub(1)];
            others.retain(|other| other != value && *other != u64::MAX);
            others.dedup();
            let others = others.into_iter().map(Expr::Const);
            others.map(|e| (Operator::ConstantChanged, e)).collect()
        }
        Expr::Var(var) => {
            let constants = [0, 1].map(|v| (Operator::CellToConstant, Expr::Const(v)));
            let cells = other_cells(*var, rules).into_iter();
            constants
                .into_iter()
                .chain(cells.map(|(operator, var)| (operator, Expr::Var(var))))
                .collect()
        }
        Expr::Add(a, b) => vec![
            (Operator::TermDropped, (**a).clone()),
            (Operator::TermDropped, (**b).clone()),
            (Operator::SignFlipped, (**a).clone() - (**b).clone()),
        ],
        Expr::Sub(a, b) => vec![
            (Operator::TermDropped, (**a).clone()),
            (Operator::TermDropped, Expr::Const(0) - (**b).clone()),
            (Operator::SignFlipped, (**a).clone() + (**b).clone()),
        ],
        Expr::Mul(a, b) => vec![
            (Operator::FactorDropped, (**a).clone()),
            (Operator::FactorDropped, (**b).clone()),
        ],
        Expr::Shl(a, bits) => [0, bits - 1, bits + 1]
            .into_iter()
            .map(|bits| (Operator::PowerChanged, Expr::Shl(a.clone(), bits)))
            .collect(),
    }
}

fn other_cells(var: Var, rules: usize) -> Vec<(Operator, Var)> {
    if SELECTORS.contains(&var) {
        let others = SELECTORS.into_iter().filter(|other| *other != var);
        return others.map(|v| (Operator::OtherSelector, v)).collect();
    }
    let columns = |c: usize, last: usize| [c.checked_sub(1), Some(c + 1).filter(|c| *c < last)];
    let near = |c, last, var: fn(usize) -> Var| columns(c, last).into_iter().flatten().map(var);
    let cells: Vec<Var> = match var {
        Var::Quantity => vec![Var::Tagged],
        Var::Tagged => vec![Var::Quantity],
        Var::Limb(i) => near(i, LIMBS, Var::Limb).collect(),
        Var::Weight(c) => near(c, rules, Var::Weight).collect(),
        Var::Acc(c) => near(c, rules, Var::Acc).chain([Var::AccNext(c)]).collect(),
        Var::AccNext(c) => near(c, rules, Var::AccNext).chain([Var::Acc(c)]).collect(),
        _ => vec![],
    };
    cells
        .into_iter()
        .map(|v| (Operator::OtherCell, v))
        .collect()
}
