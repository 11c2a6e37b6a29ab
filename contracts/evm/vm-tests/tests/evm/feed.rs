//! The feed: what it accepts, what it refuses, and what it answers.

mod accepted;
mod answers;
mod bounds;
mod bytes;
mod documents;
mod fixture;
mod keys;
mod messages;
mod refused;
mod settings;
mod submission;
mod vectors;
