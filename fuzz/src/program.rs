//! Program bytes, as a contract gets them.

use assay_statement::{Digest, Program};

use crate::message;

/// Any bytes as a program: if they are one, they are its only encoding, it is within its bounds, and no byte may be missing or
/// follow.
pub fn check(bytes: &[u8]) {
    let program = match Program::from_bytes(bytes) {
        Ok(program) => program,
        Err(error) => return message::check(&error),
    };
    assert_eq!(program.check(), Ok(()));
    assert_eq!(program.to_bytes().as_deref(), Ok(bytes));
    assert_eq!(program.digest(), Ok(Digest::of(bytes)));
    assert!(program.rows.len() <= program.shape.buckets());
    assert!(program.rules.len() <= program.shape.rules());
    for rule in &program.rules {
        assert_eq!(rule.multipliers.len(), program.rows.len());
        assert!(rule.bound.is_in_range());
    }
    assert!(Program::from_bytes(&bytes[..bytes.len() - 1]).is_err());
    assert!(Program::from_bytes(&[bytes, &[0]].concat()).is_err());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::genuine;

    #[test]
    fn takes_a_program() {
        check(&genuine::report().program.to_bytes().unwrap());
        check(b"assay/v1/program");
    }
}
