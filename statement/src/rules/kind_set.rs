//! A set of kinds, made once for a rule that asks for every row.

use crate::instrument::InstrumentKind;

/// Some of the kinds, a bit each.
#[derive(Clone, Copy)]
pub(super) struct KindSet(u16);

impl KindSet {
    /// These kinds.
    pub fn of(kinds: &[InstrumentKind]) -> KindSet {
        KindSet(kinds.iter().fold(0, |set, kind| set | KindSet::bit(*kind)))
    }

    /// These kinds, or all of them if the list is left out.
    pub fn of_optional(kinds: &[InstrumentKind]) -> KindSet {
        match kinds.is_empty() {
            true => KindSet::of(&InstrumentKind::ALL),
            false => KindSet::of(kinds),
        }
    }

    pub fn contains(self, kind: InstrumentKind) -> bool {
        self.0 & KindSet::bit(kind) != 0
    }

    fn bit(kind: InstrumentKind) -> u16 {
        1 << kind as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_what_was_put_into_it() {
        for kind in InstrumentKind::ALL {
            let set = KindSet::of(&[kind, kind]);
            for other in InstrumentKind::ALL {
                assert_eq!(set.contains(other), kind == other);
                assert!(KindSet::of_optional(&[]).contains(other));
                assert!(!KindSet::of(&[]).contains(other));
            }
        }
    }
}
