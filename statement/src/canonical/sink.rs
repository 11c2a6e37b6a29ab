//! Where canonical JSON goes.

use alloc::string::String;
use sha2::{Digest, Sha256};

/// Takes pieces of text, in their order.
pub(super) trait Sink {
    fn put(&mut self, text: &str);
}

impl Sink for String {
    fn put(&mut self, text: &str) {
        self.push_str(text);
    }
}

impl Sink for Sha256 {
    fn put(&mut self, text: &str) {
        self.update(text.as_bytes());
    }
}

/// Text that nobody needs.
pub(super) struct Nowhere;

impl Sink for Nowhere {
    fn put(&mut self, _: &str) {}
}
