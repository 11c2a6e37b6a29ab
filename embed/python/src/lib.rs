//! The native part of the package `assay_verifier`: bytes in, JSON out. Everything else is in Python.

use std::panic::{catch_unwind, UnwindSafe};

use pyo3::prelude::*;

/// The answer, without holding up other threads. A panic is a fault of the verifier, never a verdict.
fn answer(py: Python<'_>, find: impl FnOnce() -> String + Send + UnwindSafe) -> String {
    py.detach(|| {
        catch_unwind(find).unwrap_or_else(|_| {
            let message = "a fault of the verifier; nothing is known of the report";
            assay_json::refusal_json("internal", message).to_string()
        })
    })
}

/// Bytes to JSON.
#[pymodule(gil_used = false)]
mod _native {
    use pyo3::prelude::*;

    /// Verifies a report.
    #[pyfunction]
    fn verify(py: Python<'_>, report: &[u8], registry: &[u8], options: &[u8]) -> String {
        super::answer(py, || assay_json::verify_text(report, registry, options))
    }

    /// Verifies a call.
    #[pyfunction]
    fn verify_call(py: Python<'_>, call: &[u8]) -> String {
        super::answer(py, || assay_json::verify_envelope_text(call))
    }
}
