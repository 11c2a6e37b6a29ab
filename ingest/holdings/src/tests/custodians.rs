//! Files as custodians and banks send them: each stands for a kind that public reports tell of.

mod bai2;
mod camt;
mod csv;
mod envelopes;
mod lists;
mod mt535;
mod mt940;
mod numbers;
mod securities;
mod semt002;
mod skipped;
mod variants;
