//! A warning about a supply that leaves out the token that it is about.

use std::path::Path;

use assay_statement::Supply;

use crate::terminal::note;

/// Warns if the subject is a token that no entry of the supply counts.
pub fn warn_if_missing(path: &Path, supply: &Supply) {
    if let Some(token) = supply.missing_subject_token() {
        note(&format!(
            "warning: {}: the subject is the token {token}, and no entry of the supply is of this token; what its holders are owed may be left out",
            path.display()
        ));
    }
}
