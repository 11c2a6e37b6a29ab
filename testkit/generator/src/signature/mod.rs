//! The files of operation `signature`.

mod ecdsa;
mod ed25519;
mod edwards;
mod scheme_file;
mod weierstrass;

pub use scheme_file::OPERATION;

use assay_statement::Scheme;

use self::scheme_file::Signatures;
use crate::vector_file::VectorFile;

/// Names and contents of the files.
pub fn files() -> Vec<(String, VectorFile)> {
    let files = [
        ed25519::signatures(),
        ecdsa::signatures(Scheme::Secp256k1),
        ecdsa::signatures(Scheme::P256),
    ];
    let named = |s: Signatures| (format!("signature/{}.json", s.scheme), s.file);
    files.into_iter().map(named).collect()
}
