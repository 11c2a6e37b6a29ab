//! The bytes of a table as contracts read them.

use assay_statement::{BoundFactor, Coefficient, Table};

/// The bytes: big-endian, rules first, then rows.
pub fn table_bytes(table: &Table) -> Vec<u8> {
    let mut out = b"assay/v1/table".to_vec();
    out.extend([table.shape.k() as u8, table.shape.rules() as u8]);
    out.extend(table.custodians.to_be_bytes());
    out.extend((table.rows.len() as u16).to_be_bytes());
    out.push(table.rules.len() as u8);
    for rule in &table.rules {
        out.push(match rule.factor {
            BoundFactor::One => 0,
            BoundFactor::Tokens => 1,
            BoundFactor::Amount => 2,
            BoundFactor::TokensAndPayables => 3,
            BoundFactor::Distributed => 4,
        });
        write_coefficient(&mut out, &rule.coefficient);
        if rule.factor == BoundFactor::TokensAndPayables {
            write_coefficient(&mut out, &rule.payables);
        }
    }
    for (j, row) in table.rows.iter().enumerate() {
        out.extend(row.value.to_be_bytes());
        out.extend(row.custodian.to_be_bytes());
        for rule in &table.rules {
            out.extend(rule.multipliers[j].to_be_bytes());
        }
    }
    out
}

fn write_coefficient(out: &mut Vec<u8>, coefficient: &Coefficient) {
    let magnitude = coefficient.magnitude();
    let digits = match coefficient.is_zero() {
        true => Vec::new(),
        false => magnitude.mantissa().to_bytes_be(),
    };
    out.push(coefficient.is_negative().into());
    out.push(magnitude.decimals() as u8);
    out.push(digits.len() as u8);
    out.extend(digits);
}
