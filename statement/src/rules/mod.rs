//! The rules, one a file: parameters, formula, and the inequalities they turn into.
//!
//! To add a rule, write its file, in which its parameters implement `RuleKind` of `kind.rs`, and add its line to the
//! list below: reading, writing, names, checks and compilation follow.
//!
//! Notation: row j has the private quantity `q_j >= 0`, the exact value `v_j` of one unit of quantity in
//! `10^-S` currency (`S` is the book's scale) and `d_j` days left, 0 for what has no maturity; to which date, the
//! rule says, and `counted_days.rs` how. `V = sum v_j q_j` is the value of all rows, `T` the tokens and `A` the amount to cover. A rule is one or more inequalities
//! `sum m_j v_j q_j >= b` with small integers `m_j` over a common denominator.

pub(crate) mod constraint;
pub(crate) mod context;
mod counted_days;
pub(crate) mod coverage_terms;
pub(crate) mod error;
mod group;
pub(crate) mod groups;
mod info;
pub(crate) mod kind;
mod kind_set;
mod limits;
mod list;
mod lists;
pub(crate) mod row_facts;
mod share_ppm;
mod tagged;
mod units;

pub use counted_days::MaturityCount;
pub use coverage_terms::DayHaircut;
pub use error::RuleError;
pub use group::Group;
pub use groups::GroupBy;
pub use info::RuleInfo;
pub use limits::{MAX_BUSINESS_DAYS, MAX_ENTRIES};
pub use units::{BPS, PPM};

list::rules! {
    coverage::Coverage,
    eligible::Eligible,
    liquid::Liquid,
    maturity::Maturity,
    concentration::Concentration,
    nav::Nav,
    stress::Stress,
    share::Share,
    tenor::Tenor,
    distribution::Yield,
}
