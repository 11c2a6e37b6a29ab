//! The schemas of documents and of vectors.

mod checker;
pub mod documents;
pub mod vectors;
