//! ISO 20022 `camt.053.001.xx`, the bank to customer statement.

use std::io::BufRead;

use crate::camt::{self, CamtNames};
use crate::cash;
use crate::format::{ReadContext, StatementFormat};
use crate::input_error::InputError;
use crate::iso20022::is_message;
use crate::message::Message;
use crate::positions::Positions;

const NAMES: CamtNames = CamtNames {
    namespace: "urn:iso:std:iso:20022:tech:xsd:camt.053.001.",
    versions: "camt.053.001.02 or later",
    message: "BkToCstmrStmt",
    statement: "Stmt",
    pagination: "StmtPgntn",
    information: "AddtlStmtInf",
};

/// The bank to customer statement.
pub(crate) struct Camt053;

impl StatementFormat for Camt053 {
    const NAME: &'static str = "camt053";
    const TITLE: &'static str = "camt.053";
    const STANDARD: &'static str = "ISO 20022 camt.053.001";

    fn recognise(start: &[u8]) -> bool {
        is_message(start, "camt.053.")
    }

    fn read(
        input: impl BufRead,
        context: ReadContext<'_>,
        _: &mut Positions<'_>,
    ) -> Result<Vec<Message>, InputError> {
        let pages = camt::pages(input, &NAMES)?;
        cash::messages(pages, false, context)
    }
}
