//! The list of schemes whose keys are made and used here.

use assay_statement::Scheme;
use ed25519_dalek::pkcs8::{ObjectIdentifier, PrivateKeyInfoRef};

use super::error::SigningError;
use super::scheme::SigningScheme;

static SCHEMES: &[SigningScheme] = &[
    super::ed25519::ED25519,
    super::secp256k1::SECP256K1,
    super::p256::P256,
];

/// The schemes whose keys are made and used here.
pub fn schemes() -> impl Iterator<Item = Scheme> {
    SCHEMES.iter().map(|scheme| scheme.scheme)
}

/// How keys of a scheme are made, if they are.
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
    let names: Vec<&str> = schemes().map(Scheme::as_str).collect();
    let schemes = match names.as_slice() {
        [names @ .., last] if !names.is_empty() => format!("{} or {last}", names.join(", ")),
        names => names.concat(),
    };
    SigningError::UnknownScheme {
        oid: oid.to_string(),
        schemes,
    }
}
