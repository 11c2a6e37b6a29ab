//! SWIFT FIN messages (ISO 15022): their text blocks, as fields in order.

mod field;
mod reader;

pub(crate) use field::{decimal, type_at, Field, FinTypes};
pub(crate) use reader::FinReader;
