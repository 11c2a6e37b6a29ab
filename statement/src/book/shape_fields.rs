//! `Shape` as `{"k": ..., "rules": ...}`.

use assay_circuits::Shape;
use serde::{Serialize, Serializer};

use crate::json::error::JsonError;
use crate::json::fields::Field;
use crate::json::from_json::FromJson;

#[derive(Serialize)]
struct Fields {
    k: u32,
    rules: u32,
}

crate::macros::fields!(Fields { k, rules });

pub fn serialize<S: Serializer>(shape: &Shape, serializer: S) -> Result<S::Ok, S::Error> {
    Fields {
        k: shape.k(),
        rules: shape.rules() as u32, // at most MAX_RULES
    }
    .serialize(serializer)
}

pub fn read(field: Field<'_>) -> Result<Shape, JsonError> {
    let value = field.required()?;
    let Fields { k, rules } = Fields::from_json(value)?;
    Shape::new(k, rules as usize).map_err(|error| value.error(format_args!("{error}")))
}
