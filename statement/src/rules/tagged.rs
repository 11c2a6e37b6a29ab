//! How a rule is written: its name, then its fields.

use serde::Serialize;

/// `{"rule": name, ...fields}`.
#[derive(Serialize)]
pub(crate) struct Tagged<'a, T> {
    pub rule: &'static str,
    #[serde(flatten)]
    pub fields: &'a T,
}
