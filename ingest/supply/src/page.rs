//! Pages of JSON at addresses of their own: what endpoints offer that do not speak JSON-RPC.

use serde::de::DeserializeOwned;

use crate::rpc::{self, ResponseError};

/// The header with the ledger that a page is about, as Horizon names it.
pub(crate) const LATEST_LEDGER: &str = "Latest-Ledger";

/// A page, and the ledger that it is about, if that is said.
pub(crate) struct Page<T> {
    pub ledger: Option<u64>,
    pub value: T,
}

/// What a server answered.
pub(crate) enum RawPage {
    /// Status 404.
    NotFound,
    /// The body, and what the header says.
    Found {
        ledger: Option<String>,
        bytes: Vec<u8>,
    },
}

impl RawPage {
    /// Reads the JSON. A page that is not there is as a result of `null`.
    pub fn read<T: DeserializeOwned>(self) -> Result<Page<T>, ResponseError> {
        let RawPage::Found { ledger, bytes } = self else {
            return Err(ResponseError::Null);
        };
        Ok(Page {
            ledger: ledger.and_then(|text| text.parse().ok()),
            value: rpc::object(&bytes)?,
        })
    }
}
