//! The identities as expressions: the same code as everywhere else, evaluated in a ring of syntax trees.

use std::fmt;
use std::ops::{Add, Mul, Sub};

use assay_circuits::{Cells, Identity, Ring, Scalar, LIMBS};
use halo2_proofs::pasta::Fp;

/// A cell that an identity reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Var {
    Start,
    Bucket,
    Carry,
    Live,
    Shift,
    Quantity,
    Tagged,
    Tag,
    Weight(usize),
    Limb(usize),
    Acc(usize),
    AccNext(usize),
}

/// The fixed columns in the order of [`assay_circuits::columns`].
pub const SELECTORS: [Var; 5] = [Var::Start, Var::Bucket, Var::Carry, Var::Live, Var::Shift];

impl Var {
    pub fn value(self, cells: &Cells<Scalar<Fp>>) -> Scalar<Fp> {
        match self {
            Var::Start => cells.start,
            Var::Bucket => cells.bucket,
            Var::Carry => cells.carry,
            Var::Live => cells.live,
            Var::Shift => cells.shift,
            Var::Quantity => cells.quantity,
            Var::Tagged => cells.tagged,
            Var::Tag => cells.tag,
            Var::Weight(c) => cells.weights[c],
            Var::Limb(i) => cells.limbs[i],
            Var::Acc(c) => cells.acc[c],
            Var::AccNext(c) => cells.acc_next[c],
        }
    }
}

/// A syntax tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    Const(u64),
    Var(Var),
    Add(Box<Expr>, Box<Expr>),
    Sub(Box<Expr>, Box<Expr>),
    Mul(Box<Expr>, Box<Expr>),
    Shl(Box<Expr>, u32),
}

impl Expr {
    pub fn value(&self, cells: &Cells<Scalar<Fp>>) -> Scalar<Fp> {
        match self {
            Expr::Const(value) => Scalar::constant(*value),
            Expr::Var(var) => var.value(cells),
            Expr::Add(a, b) => a.value(cells) + b.value(cells),
            Expr::Sub(a, b) => a.value(cells) - b.value(cells),
            Expr::Mul(a, b) => a.value(cells) * b.value(cells),
            Expr::Shl(a, bits) => a.value(cells).shl(*bits),
        }
    }
}

impl Add for Expr {
    type Output = Expr;
    fn add(self, rhs: Expr) -> Expr {
        Expr::Add(Box::new(self), Box::new(rhs))
    }
}

impl Sub for Expr {
    type Output = Expr;
    fn sub(self, rhs: Expr) -> Expr {
        Expr::Sub(Box::new(self), Box::new(rhs))
    }
}

impl Mul for Expr {
    type Output = Expr;
    fn mul(self, rhs: Expr) -> Expr {
        Expr::Mul(Box::new(self), Box::new(rhs))
    }
}

impl Ring for Expr {
    fn constant(value: u64) -> Expr {
        Expr::Const(value)
    }

    fn shl(self, bits: u32) -> Expr {
        Expr::Shl(Box::new(self), bits)
    }
}

/// The identities of `rules` rules, in the order of [`assay_circuits::all`].
pub fn identities(rules: usize) -> Vec<Identity<Expr>> {
    let columns = |var: fn(usize) -> Var| (0..rules).map(|c| Expr::Var(var(c))).collect();
    let limbs: [Expr; LIMBS] = std::array::from_fn(|i| Expr::Var(Var::Limb(i)));
    assay_circuits::all(&Cells {
        start: Expr::Var(Var::Start),
        bucket: Expr::Var(Var::Bucket),
        carry: Expr::Var(Var::Carry),
        live: Expr::Var(Var::Live),
        shift: Expr::Var(Var::Shift),
        quantity: Expr::Var(Var::Quantity),
        tagged: Expr::Var(Var::Tagged),
        tag: Expr::Var(Var::Tag),
        weights: columns(Var::Weight),
        limbs,
        acc: columns(Var::Acc),
        acc_next: columns(Var::AccNext),
    })
}

impl fmt::Display for Var {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Var::Start => f.write_str("start"),
            Var::Bucket => f.write_str("bucket"),
            Var::Carry => f.write_str("carry"),
            Var::Live => f.write_str("live"),
            Var::Shift => f.write_str("shift"),
            Var::Quantity => f.write_str("q"),
            Var::Tagged => f.write_str("h"),
            Var::Tag => f.write_str("tag"),
            Var::Weight(c) => write!(f, "w{c}"),
            Var::Limb(i) => write!(f, "d{i}"),
            Var::Acc(c) => write!(f, "acc{c}"),
            Var::AccNext(c) => write!(f, "next{c}"),
        }
    }
}

/// With the parentheses of the tree: any reader of formulas reads it the same way.
impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::Const(value) => write!(f, "{value}"),
            Expr::Var(var) => var.fmt(f),
            Expr::Add(a, b) => write!(f, "({a} + {b})"),
            Expr::Sub(a, b) => write!(f, "({a} - {b})"),
            Expr::Mul(a, b) => write!(f, "({a} * {b})"),
            Expr::Shl(a, bits) => write!(f, "(2**{bits} * {a})"),
        }
    }
}
