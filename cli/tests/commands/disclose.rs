//! `assay disclose`: planned bands are proved, those that do not hold are not, and what is disclosed is what was proved.

mod demo;
mod fund;
mod planned;
mod refused;
