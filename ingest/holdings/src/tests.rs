//! Tests of every format: the samples, what is written and read back, and each refusal.

mod amount;
mod bai2;
mod camt053;
mod collect;
mod custodians;
mod eight_bytes;
mod held_words;
mod identifiers;
mod income;
mod independent;
mod mapped_csv;
mod mapping;
mod mt535;
mod plain_csv;
mod samples;
mod semt002;
mod streams;
mod support;
mod weekends;
mod xlsx;
mod xlsx_refused;
