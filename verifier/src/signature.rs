//! One signature of one attestation.

mod check;
mod rust;
mod scheme;

/// A module for every scheme of the list, there if the feature of its name is on.
macro_rules! modules {
    ($($(#[$doc:meta])* $scheme:ident, $module:ident, $name:literal, $form:ident($length:literal);)+) => {
        $(
            #[cfg(feature = $name)]
            mod $module;
        )+
    };
}

assay_statement::signature_schemes!(modules);

pub use check::{check_form, SignatureCheck, SignatureError};
pub use rust::RustSignatures;

#[cfg(all(test, feature = "signatures"))]
#[allow(clippy::unwrap_used)]
mod tests;
