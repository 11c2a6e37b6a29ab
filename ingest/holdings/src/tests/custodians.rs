//! Files as custodians and banks send them: each stands for a kind that public reports tell of.

mod bai2;
mod camt;
mod envelopes;
mod lists;
mod securities;
