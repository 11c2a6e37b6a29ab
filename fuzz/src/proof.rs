//! Proof bytes under the genuine statement.

use assay_verifier::{ProofError, VerifyingKey};
use ff::PrimeField;
use group::GroupEncoding;
use pasta_curves::{EqAffine, Fp};

use crate::mutate::elements::ELEMENT;
use crate::{genuine, message};

/// Any bytes as a proof of the genuine report's statement: only the genuine proof is accepted, and a refusal for the encoding of an
/// element is right about that element.
pub fn check(bytes: &[u8]) {
    let genuine = genuine::report();
    let Err(error) = genuine.verify(bytes) else {
        assert!(bytes == genuine.proof, "a proof that nobody made");
        return;
    };
    assert!(bytes != genuine.proof, "{error}");
    message::check(&error);
    let expected = VerifyingKey::proof_bytes(genuine.program.shape);
    let element = |offset: usize| -> [u8; ELEMENT] {
        assert_eq!(offset % ELEMENT, 0);
        *bytes[offset..].first_chunk().expect("a whole element")
    };
    let length = (expected, bytes.len());
    match error {
        ProofError::Length { expected, found } => assert_eq!((expected, found), length),
        _ if length.0 != length.1 => panic!("{error} for {length:?} bytes"),
        ProofError::Point { offset } => {
            let point = Option::<EqAffine>::from(EqAffine::from_bytes(&element(offset)));
            assert_eq!(point, None);
        }
        ProofError::Scalar { offset } => {
            assert_eq!(Option::<Fp>::from(Fp::from_repr(element(offset))), None);
        }
        ProofError::IdentityPoint => {
            let mut elements = bytes.chunks_exact(ELEMENT);
            assert!(elements.any(|element| element == [0; ELEMENT]));
        }
        ProofError::Tags
        | ProofError::Weights { .. }
        | ProofError::Rerandomization
        | ProofError::Proof => {}
        other => panic!("{other}, which no proof can be to blame for"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_genuine_proof_and_another() {
        check(&genuine::report().proof);
        check(&genuine::successor().proof);
        check(&[]);
        let mut zero = genuine::report().proof.clone();
        zero[..ELEMENT].fill(0);
        check(&zero);
    }
}
