//! A map whose keys are instruments, nearly all of them ISINs.

use std::collections::HashMap;

/// Length of an ISIN.
const ISIN: usize = 12;

/// Values by instrument. ISINs are in the table itself: to compare one that is elsewhere takes longer than to find it.
pub(crate) struct ByInstrument<T> {
    isins: HashMap<[u8; ISIN], Box<T>>,
    others: HashMap<Box<str>, Box<T>>,
}

impl<T> Default for ByInstrument<T> {
    fn default() -> Self {
        ByInstrument {
            isins: HashMap::new(),
            others: HashMap::new(),
        }
    }
}

impl<T> ByInstrument<T> {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.isins.is_empty() && self.others.is_empty()
    }

    /// The value of an instrument.
    pub fn get(&self, instrument: &str) -> Option<&T> {
        match <&[u8; ISIN]>::try_from(instrument.as_bytes()) {
            Ok(isin) => self.isins.get(isin),
            Err(_) => self.others.get(instrument),
        }
        .map(AsRef::as_ref)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, instrument: &str) -> Option<&mut T> {
        match <&[u8; ISIN]>::try_from(instrument.as_bytes()) {
            Ok(isin) => self.isins.get_mut(isin),
            Err(_) => self.others.get_mut(instrument),
        }
        .map(AsMut::as_mut)
    }

    /// Puts the value of an instrument into the map. In a box: a table that grows leaves its values behind.
    pub fn insert(&mut self, instrument: &str, value: T) {
        let value = Box::new(value);
        match <[u8; ISIN]>::try_from(instrument.as_bytes()) {
            Ok(isin) => self.isins.insert(isin, value),
            Err(_) => self.others.insert(instrument.into(), value),
        };
    }

    /// Every instrument with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        // Each was a text.
        let text = |isin| core::str::from_utf8(isin).unwrap_or_default();
        let isins = self.isins.iter();
        let isins = isins.map(move |(isin, value)| (text(isin.as_slice()), value));
        let others = self.others.iter().map(|(name, value)| (&**name, value));
        isins.chain(others).map(|(name, value)| (name, &**value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instruments_of_any_length_are_told_apart() {
        let mut map = ByInstrument::default();
        assert!(map.is_empty());
        let names = ["US912797SB42", "US912797SC25", "cash:a", "", "zwölf Zeich"];
        for (value, name) in names.iter().enumerate() {
            assert_eq!(map.get(name), None);
            map.insert(name, value);
        }
        for (value, name) in names.iter().enumerate() {
            assert_eq!(map.get(name), Some(&value));
            assert_eq!(map.get_mut(name).copied(), Some(value));
        }
        let mut found: Vec<_> = map.iter().map(|(name, value)| (*value, name)).collect();
        found.sort_unstable();
        assert!(found.iter().map(|(_, name)| name).eq(&names));
    }
}
