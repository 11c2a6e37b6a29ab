//! The order in which the fields of an object are written, which is not that in which they come.

use alloc::vec::Vec;

/// The fields of an object as they are written: their names, and their positions as they come.
pub(super) type Order = Vec<(&'static str, usize)>;

/// A pass over the fields of an object: the first finds the order, and each of the others one field.
pub(super) struct FieldPass {
    /// The field that this pass is for; none in the first.
    asked: Option<usize>,
    /// Fields that went by.
    passed: usize,
    names: Order,
}

impl FieldPass {
    pub fn new(asked: Option<usize>, fields: usize) -> FieldPass {
        let names = match asked {
            None => Vec::with_capacity(fields),
            Some(_) => Vec::new(),
        };
        FieldPass {
            asked,
            passed: 0,
            names,
        }
    }

    /// Whether the field that goes by is the one that is asked for.
    pub fn is_asked(&mut self, name: &'static str) -> bool {
        let position = self.passed;
        self.passed += 1;
        if self.asked.is_none() {
            self.names.push((name, position));
        }
        self.asked == Some(position)
    }

    /// What the first pass found: the order of the names' UTF-16 code units.
    pub fn order(mut self) -> Option<Order> {
        if self.asked.is_some() {
            return None;
        }
        self.names
            .sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        Some(self.names)
    }
}
