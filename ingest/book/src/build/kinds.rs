//! The kinds of a book's rows that securities are of.

use assay_statement::InstrumentKind;

use crate::quote::Security;

/// The kind of a row of a security that the Treasury's price file quotes.
pub(super) const fn kind_of(security: Security) -> InstrumentKind {
    match security {
        Security::Bill => InstrumentKind::Bill,
        Security::Note => InstrumentKind::Note,
        Security::Bond => InstrumentKind::Bond,
        Security::Tips => InstrumentKind::Tips,
        Security::Frn => InstrumentKind::Frn,
    }
}

/// Whether a source of prices may price a kind: all with a final maturity, but repo, which is an account.
pub(super) fn is_security(kind: InstrumentKind) -> bool {
    kind.has_maturity() && kind != InstrumentKind::Repo
}
