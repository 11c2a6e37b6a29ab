//! The Assay proof-of-reserves relation: shapes, row map and identities.
#![no_std]

pub mod shape;

pub use shape::{NoSuchShape, Shape};
