//! ISO 20022 `camt.052.001.xx`, the bank to customer account report: at the end of a day it has closing balances.

use std::io::BufRead;

use crate::camt::{self, CamtNames};
use crate::cash;
use crate::format::{ReadContext, StatementFormat};
use crate::input_error::InputError;
use crate::iso20022::is_message;
use crate::message::Message;
use crate::positions::Positions;

const NAMES: CamtNames = CamtNames {
    namespace: "urn:iso:std:iso:20022:tech:xsd:camt.052.001.",
    versions: "camt.052.001.02 or later",
    message: "BkToCstmrAcctRpt",
    statement: "Rpt",
    pagination: "RptPgntn",
    information: "AddtlRptInf",
};

/// The bank to customer account report.
pub(crate) struct Camt052;

impl StatementFormat for Camt052 {
    const NAME: &'static str = "camt052";
    const TITLE: &'static str = "camt.052";
    const STANDARD: &'static str = "ISO 20022 camt.052.001";

    fn recognise(start: &[u8]) -> bool {
        is_message(start, "camt.052.")
    }

    // Reports of before the end of the day are passed over, if there is one of its end.
    fn read(
        input: impl BufRead,
        context: ReadContext<'_>,
        _: &mut Positions<'_>,
    ) -> Result<Vec<Message>, InputError> {
        let pages = camt::pages(input, &NAMES)?;
        cash::messages(pages, true, context)
    }
}
