//! The answers, without anything unsafe.

use assay_json::{check, refusal_json, verify_envelope};

use crate::status::{ASSAY_INTERNAL, ASSAY_INVALID, ASSAY_USAGE, ASSAY_VALID};

/// What a call gives back.
pub(crate) struct Answer {
    pub(crate) status: i32,
    pub(crate) json: String,
}

impl Answer {
    /// Of a report.
    pub(crate) fn report(report: &[u8], registry: &[u8], options: &[u8]) -> Answer {
        match check(report, registry, options) {
            Ok(statement) => Answer {
                status: ASSAY_VALID,
                json: format!("{{\"statement\":{statement},\"valid\":true}}"),
            },
            Err(refusal) => Answer {
                status: match refusal.is_callers() {
                    true => ASSAY_USAGE,
                    false => ASSAY_INVALID,
                },
                json: refusal.to_json().to_string(),
            },
        }
    }

    /// Of a call.
    pub(crate) fn call(call: &[u8]) -> Answer {
        let answer = verify_envelope(call);
        Answer {
            status: match answer.get("valid").and_then(|valid| valid.as_bool()) {
                Some(true) => ASSAY_VALID,
                _ => ASSAY_INVALID,
            },
            json: answer.to_string(),
        }
    }

    /// A null pointer where there should be bytes.
    pub(crate) fn null_pointer() -> Answer {
        Answer {
            status: ASSAY_USAGE,
            json: refusal_json("null-pointer", "a null pointer with a length above zero")
                .to_string(),
        }
    }

    /// A panic, which is a fault of this library.
    pub(crate) fn internal() -> Answer {
        Answer {
            status: ASSAY_INTERNAL,
            json: refusal_json(
                "internal",
                "a fault of the verifier; nothing is known of the report",
            )
            .to_string(),
        }
    }
}
