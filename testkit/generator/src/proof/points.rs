//! Points in hex.

use group::GroupEncoding;
use pasta_curves::EqAffine;
use serde_json::Value;

/// As a report's points are read.
pub fn point(text: &str) -> Result<EqAffine, String> {
    let bytes: [u8; 32] = hex::decode(text).unwrap().try_into().unwrap();
    let point: Option<EqAffine> = EqAffine::from_bytes(&bytes).into();
    point.ok_or_else(|| "point-invalid".into())
}

/// A list of them.
pub fn points(list: &Value) -> Result<Vec<EqAffine>, String> {
    let list = list.as_array().unwrap().iter();
    list.map(|text| point(text.as_str().unwrap())).collect()
}
