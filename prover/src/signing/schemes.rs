//! The list of signature schemes of whose keys this crate can generate, read and use.

use assay_statement::Scheme;
use ed25519_dalek::pkcs8::{ObjectIdentifier, PrivateKeyInfoRef};

use super::error::SigningError;
use super::scheme::SigningScheme;

static SCHEMES: &[SigningScheme] = &[
    super::ed25519::ED25519,
    super::secp256k1::SECP256K1,
    super::p256::P256,
];

/// The signature schemes of whose keys this crate can generate, read and use.
pub fn signing_schemes() -> impl Iterator<Item = Scheme> {
    SCHEMES.iter().map(|scheme| scheme.scheme)
}

/// The listed scheme of this name, if there is one.
pub(super) fn by_name(scheme: Scheme) -> Option<&'static SigningScheme> {
    SCHEMES.iter().find(|listed| listed.scheme == scheme)
}

/// The scheme of a PKCS#8 document: by its algorithm, and by the parameters if there are schemes that need them.
pub(super) fn of_document(
    info: &PrivateKeyInfoRef<'_>,
) -> Result<&'static SigningScheme, SigningError> {
    let algorithm = info.algorithm.oid;
    let of_algorithm = || {
        SCHEMES
            .iter()
            .filter(|listed| listed.algorithm == algorithm)
    };
    if of_algorithm().next().is_none() {
        return Err(unknown(algorithm));
    }
    if let Some(found) = of_algorithm().find(|listed| listed.parameters.is_none()) {
        return Ok(found);
    }
    let parameters = info.algorithm.parameters_oid();
    let parameters = parameters.map_err(|_| SigningError::Malformed)?;
    of_algorithm()
        .find(|listed| listed.parameters == Some(parameters))
        .ok_or_else(|| unknown(parameters))
}

fn unknown(oid: ObjectIdentifier) -> SigningError {
    let names: Vec<&str> = signing_schemes().map(Scheme::as_str).collect();
    let schemes = match names.as_slice() {
        [names @ .., last] if !names.is_empty() => format!("{} or {last}", names.join(", ")),
        names => names.concat(),
    };
    SigningError::UnknownScheme {
        oid: oid.to_string(),
        schemes,
    }
}
