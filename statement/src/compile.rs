//! From documents to the program: book + policy + supply, public all of them, fix every integer of the relation.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use assay_circuits::Shape;
use num_bigint::{BigInt, BigUint};
use num_traits::Zero;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::book::{Book, BookError, BookRow, Currency};
use crate::decimal::{power_of_ten, Decimal};
use crate::id::{Id, Subject};
use crate::policy::{Policy, PolicyError};
use crate::program::{Bound, Program, ProgramError, ProgramRow, ProgramRule};
use crate::rounding::floor_amount;
use crate::rules::{Context, Draft};
use crate::supply::{Supply, SupplyError};
use crate::time::Timestamp;

/// A program, and what its integers mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compiled {
    /// The program.
    pub program: Program,
    /// What each of its rules says, in the same order.
    pub inequalities: Vec<Inequality>,
    /// The book's scale `S`: row values count in `10^-S` currency.
    pub scale: u32,
    /// Tokens to cover, exact.
    pub tokens: Decimal,
    /// The amount to cover in the book's currency, exact.
    pub amount_to_cover: Decimal,
}

/// What one inequality of the program says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inequality {
    /// Position in the policy of the rule it comes from, from 0.
    pub rule: usize,
    /// That rule's name.
    pub name: &'static str,
    /// What it demands, such as `coverage >= 1.00`.
    pub label: String,
    /// Common denominator of its multipliers.
    pub denominator: u64,
    /// What its slack is measured in.
    pub unit: Unit,
}

/// What a slack is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// The book's currency.
    Currency,
    /// Currency times days; over the value of all rows, days.
    CurrencyDays,
    /// Currency times days; over the value of the rows of the rule's group, days.
    GroupCurrencyDays,
}

/// Why documents do not compile. Rows and rules count from 0.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CompileError {
    /// The book makes no sense.
    #[error("book: {0}")]
    Book(#[from] BookError),
    /// The policy makes no sense.
    #[error("policy: {0}")]
    Policy(#[from] PolicyError),
    /// The supply makes no sense.
    #[error("supply: {0}")]
    Supply(#[from] SupplyError),
    /// The supply is of something else.
    #[error("the book is about {book}, the supply about {supply}")]
    OtherSubject {
        /// Subject of the book.
        book: Subject,
        /// Subject of the supply.
        supply: Subject,
    },
    /// The supply is of another time.
    #[error("the book is as of {book}, the supply as of {supply}")]
    OtherTime {
        /// Time of the book.
        book: Timestamp,
        /// Time of the supply.
        supply: Timestamp,
    },
    /// The supply counts in another currency.
    #[error("the book is in {book}, the supply in {supply}")]
    OtherCurrency {
        /// Currency of the book.
        book: Currency,
        /// Currency of the supply.
        supply: Currency,
    },
    /// A rule speaks of countries, and the book tells none.
    #[error(
        "rule {rule} ({name}) speaks of countries, but the book does not say in which country each custodian is"
    )]
    NoCountries {
        /// The rule's position in the policy.
        rule: usize,
        /// Its name.
        name: &'static str,
    },
    /// One unit of quantity is worth 2^64 or more at the book's scale.
    #[error(
        "row {row}: one unit of quantity is worth {value} at the book's scale of 10^-{scale}, expected less than \
         2^64: give it more quantity decimals, or the other rows fewer price or quantity decimals"
    )]
    ValueTooLarge {
        /// The row.
        row: usize,
        /// Its value.
        value: BigUint,
        /// The book's scale.
        scale: u32,
    },
    /// No inequality: a report would prove nothing. A concentration rule turns into none if the book has no group of
    /// its kind, or `except` names them all.
    #[error("the policy demands nothing of this book: none of its rules applies to any row")]
    NoInequalities,
    /// More inequalities than the shape has rules.
    #[error("the policy needs {found} inequalities, shape {shape} has {}; {}", .shape.rules(), Advice(*.fits))]
    TooManyInequalities {
        /// Inequalities needed.
        found: usize,
        /// The book's shape.
        shape: Shape,
        /// The smallest standard shape that holds the book and the policy.
        fits: Option<Shape>,
    },
    /// A multiplier of 2^31 or more either way.
    #[error(
        "rule {rule} ({label}), row {row}: the multiplier {found} must be below 2^31 either way"
    )]
    MultiplierTooLarge {
        /// The rule's position in the policy.
        rule: usize,
        /// What it demands.
        label: String,
        /// The row.
        row: usize,
        /// The multiplier.
        found: i64,
    },
    /// A bound of 2^176 or more either way.
    #[error("rule {rule} ({label}): the bound {found} must be below 2^176 either way")]
    BoundTooLarge {
        /// The rule's position in the policy.
        rule: usize,
        /// What it demands.
        label: String,
        /// The bound.
        found: BigInt,
    },
    /// What was compiled is not a program.
    #[error("program: {0}")]
    Program(#[from] ProgramError),
}

/// What to do about a shape that is too small.
struct Advice(Option<Shape>);

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(shape) => write!(f, "the smallest standard shape that fits is {shape}"),
            None => f.write_str("no standard shape fits"),
        }
    }
}

/// Quantities that are not one per row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected {expected} quantities, one per row, found {found}")]
pub struct QuantityCount {
    /// Rows of the book.
    pub expected: usize,
    /// Quantities found.
    pub found: usize,
}

/// Compiles the documents.
///
/// # Errors
/// [`CompileError`], naming the row or the rule.
pub fn compile(book: &Book, policy: &Policy, supply: &Supply) -> Result<Compiled, CompileError> {
    book.validate()?;
    policy.validate()?;
    if book.subject != supply.subject {
        return Err(CompileError::OtherSubject {
            book: book.subject.clone(),
            supply: supply.subject.clone(),
        });
    }
    if book.as_of != supply.as_of {
        return Err(CompileError::OtherTime {
            book: book.as_of,
            supply: supply.as_of,
        });
    }
    if book.currency != supply.currency {
        return Err(CompileError::OtherCurrency {
            book: book.currency.clone(),
            supply: supply.currency.clone(),
        });
    }
    let tokens = supply.tokens()?;
    let amount_to_cover = supply.amount_to_cover()?;
    let scale = scale(book);
    let rows = rows(book, scale)?;
    let context = Context {
        book,
        scale,
        tokens: &tokens,
        amount: &amount_to_cover,
        coverages: policy.coverages().collect(),
    };

    for (rule, with) in policy.rules.iter().enumerate() {
        let of_countries = with
            .group()
            .is_some_and(|group| !group.countries.is_empty());
        if of_countries && book.countries.is_empty() {
            let name = with.name();
            return Err(CompileError::NoCountries { rule, name });
        }
    }

    // Counted before they are built: groups may be many, and each inequality is as long as the book.
    let found = policy.rules.iter().map(|rule| rule.count(&context)).sum();
    if found == 0 {
        return Err(CompileError::NoInequalities);
    }
    if found > book.shape.rules() {
        return Err(CompileError::TooManyInequalities {
            found,
            shape: book.shape,
            fits: Shape::smallest_standard(book.rows.len(), found),
        });
    }
    let mut inequalities = Vec::with_capacity(found);
    let mut rules = Vec::with_capacity(found);
    for (index, rule) in policy.rules.iter().enumerate() {
        let name = rule.name();
        let drafts = rule.drafts(&context).map_err(|error| PolicyError::Rule {
            rule: index,
            name,
            error,
        })?;
        for draft in drafts {
            rules.push(program_rule(index, &draft)?);
            inequalities.push(Inequality {
                rule: index,
                name,
                label: draft.label,
                denominator: draft.denominator,
                unit: draft.unit,
            });
        }
    }
    let program = Program {
        shape: book.shape,
        custodians: book.custodians.len() as u16, // at most MAX_CUSTODIANS
        rows,
        rules,
    };
    program.check()?;
    Ok(Compiled {
        program,
        inequalities,
        scale,
        tokens,
        amount_to_cover,
    })
}

/// The least `S` at which every row has an integer value.
fn scale(book: &Book) -> u32 {
    let of_row = |row: &BookRow| row.price.trimmed().decimals() + u32::from(row.quantity_decimals);
    book.rows.iter().map(of_row).max().unwrap_or(0)
}

/// `v_j = price * 10^(S - quantity_decimals)`, exact.
fn rows(book: &Book, scale: u32) -> Result<Vec<ProgramRow>, CompileError> {
    let numbers: BTreeMap<&Id, u16> = book.custodians.iter().zip(0..).collect();
    let mut rows = Vec::with_capacity(book.rows.len());
    for (index, row) in book.rows.iter().enumerate() {
        let custodian =
            *numbers
                .get(&row.custodian)
                .ok_or_else(|| BookError::UnknownCustodian {
                    row: index,
                    custodian: row.custodian.clone(),
                })?;
        // `scale` leaves room for the decimals of every price.
        let value = scale
            .checked_sub(row.quantity_decimals.into())
            .and_then(|exponent| row.price.scaled(exponent))
            .filter(|value| !value.is_zero())
            .ok_or(BookError::ZeroPrice { row: index })?;
        let value = u64::try_from(&value).map_err(|_| CompileError::ValueTooLarge {
            row: index,
            value,
            scale,
        })?;
        rows.push(ProgramRow { custodian, value });
    }
    Ok(rows)
}

fn program_rule(rule: usize, draft: &Draft) -> Result<ProgramRule, CompileError> {
    let mut multipliers = Vec::with_capacity(draft.multipliers.len());
    for (row, &found) in draft.multipliers.iter().enumerate() {
        match i32::try_from(found) {
            Ok(multiplier) if multiplier != i32::MIN => multipliers.push(multiplier),
            _ => {
                return Err(CompileError::MultiplierTooLarge {
                    rule,
                    label: draft.label.clone(),
                    row,
                    found,
                })
            }
        }
    }
    match Bound::try_from(&draft.bound) {
        Ok(bound) if bound.is_in_range() => Ok(ProgramRule { multipliers, bound }),
        _ => Err(CompileError::BoundTooLarge {
            rule,
            label: draft.label.clone(),
            found: draft.bound.clone(),
        }),
    }
}

impl Compiled {
    /// The exact slack `sum m_j v_j q_j - b` of every inequality; it holds if that is not below zero. One quantity
    /// per row of the book. What it returns tells about the quantities: treat it as they are treated.
    ///
    /// # Errors
    /// [`QuantityCount`].
    pub fn slacks(&self, quantities: &[u64]) -> Result<Vec<BigInt>, QuantityCount> {
        let rows = &self.program.rows;
        if quantities.len() != rows.len() {
            return Err(QuantityCount {
                expected: rows.len(),
                found: quantities.len(),
            });
        }
        let amounts: Zeroizing<Vec<u128>> = rows
            .iter()
            .zip(quantities)
            .map(|(row, quantity)| u128::from(row.value) * u128::from(*quantity))
            .collect::<Vec<_>>()
            .into();
        let slack = |rule: &ProgramRule| {
            let weighed = rule.multipliers.iter().zip(amounts.iter());
            let sum: BigInt = weighed
                .map(|(multiplier, amount)| BigInt::from(*multiplier) * *amount)
                .sum();
            sum - BigInt::from(rule.bound)
        };
        Ok(self.program.rules.iter().map(slack).collect())
    }

    /// What a slack of this inequality is divided by to be in its unit: the denominator times `10^S`.
    pub fn divisor(&self, inequality: &Inequality) -> BigInt {
        (power_of_ten(self.scale) * inequality.denominator).into()
    }

    /// A slack of this inequality in its unit with `places` decimals, rounded down.
    pub fn amount(&self, inequality: &Inequality, slack: &BigInt, places: u32) -> String {
        floor_amount(slack, &self.divisor(inequality), places)
    }

    /// A slack in [`Unit::CurrencyDays`] over `total`, the sum of values times quantities of all rows: days with
    /// `places` decimals, rounded down. `None` in another unit, or if the rows hold nothing.
    pub fn days(
        &self,
        inequality: &Inequality,
        slack: &BigInt,
        total: &BigInt,
        places: u32,
    ) -> Option<String> {
        let divisor = total * inequality.denominator;
        let days = inequality.unit == Unit::CurrencyDays && divisor > BigInt::zero();
        days.then(|| floor_amount(slack, &divisor, places))
    }
}
