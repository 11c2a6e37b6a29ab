//! What files hold beside what counts: the field `pass_over` of the mapping.

use assay_statement::fields;
use assay_statement::json::{Field, FromJson, JsonError, JsonValue};
use serde::Serialize;
use zeroize::Zeroize;

/// What files hold beside what counts. It is passed over, and counted in the output.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PassOver {
    /// Accounts of others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<AccountName>,
    /// Currencies other than the book's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub currencies: Vec<String>,
    /// Instruments that are in no row of the book, as the files name them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub instruments: Vec<String>,
}

fields!(PassOver {
    accounts by Field::read_or_default,
    currencies by Field::read_or_default,
    instruments by Field::read_or_default,
});

/// An account, as files name it. Wiped when dropped.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct AccountName(String);

impl AccountName {
    /// As files name it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromJson for AccountName {
    fn from_json(value: JsonValue<'_>) -> Result<AccountName, JsonError> {
        String::from_json(value).map(AccountName)
    }
}

// Shows nothing: accounts are private.
impl core::fmt::Debug for AccountName {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("AccountName(..)")
    }
}

impl Drop for AccountName {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
