//! Table bytes, as a contract gets them.

use assay_statement::{Decimal, Digest, Owed, Table, TableError};

use crate::message;

/// Any bytes as a table: if they are one, they are its only encoding, no byte may be missing or follow, and the program for
/// whatever is owed is one.
pub fn check(bytes: &[u8]) {
    let table = match Table::from_bytes(bytes) {
        Ok(table) => table,
        Err(error) => return message::check(&error),
    };
    assert_eq!(table.check(), Ok(()));
    assert_eq!(table.to_bytes().as_deref(), Ok(bytes));
    assert_eq!(table.digest(), Ok(Digest::of(bytes)));
    assert!(matches!(
        Table::from_bytes(&bytes[..bytes.len() - 1]),
        Err(TableError::Truncated { .. })
    ));
    assert!(Table::from_bytes(&[bytes, &[0]].concat()).is_err());

    let owed = Owed {
        tokens: Decimal::new(123_456_789u64, 3),
        payables: Decimal::new(1_234_567u64, 2),
        amount: Decimal::new(u64::MAX, 30),
        distributed: Decimal::new(7u32, 1),
    };
    match table.bind(&owed) {
        Ok(program) => assert_eq!(program.check(), Ok(())),
        Err(error) => {
            assert!(matches!(error, TableError::BoundTooLarge { .. }));
            message::check(&error);
        }
    }
}

#[cfg(test)]
mod tests {
    use assay_statement::compile;

    use super::*;
    use crate::genuine;

    #[test]
    fn takes_a_table() {
        let report = &genuine::report().report;
        let table = compile(&report.book, &report.policy).unwrap();
        check(&table.to_bytes().unwrap());
        check(b"assay/v1/table");
    }
}
