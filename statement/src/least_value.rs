//! The least that one token may be owed, as a verifier sets it.

use core::cmp::Ordering;
use serde::Serialize;

use crate::currency::Currency;
use crate::decimal::Decimal;
use crate::json::{Field, FromJson, JsonError};
use crate::macros::fields;

/// The least that one token may be owed. Comes with its currency: the same number in a cheaper one would be less.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeastValue {
    /// What the value counts in.
    pub currency: Currency,
    /// At least so much for one token; above zero.
    pub value: Decimal,
}

fields!(LeastValue { currency, value by above_zero });

impl LeastValue {
    /// Whether a token may be owed so much, in the same currency.
    pub fn allows(&self, value: &Decimal) -> bool {
        value.cmp_value(&self.value) != Ordering::Less
    }
}

/// A least value of zero would ask for nothing.
fn above_zero(field: Field<'_>) -> Result<Decimal, JsonError> {
    let value = field.required()?;
    let decimal = Decimal::from_json(value)?;
    match decimal.is_zero() {
        true => Err(value.error(format_args!(
            "expected a decimal above zero, found {decimal}"
        ))),
        false => Ok(decimal),
    }
}
