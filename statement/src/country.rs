//! Countries, by the code that ISO 3166-1 gives them.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::macros::serde_as_string;

/// A country: the two upper-case letters of ISO 3166-1 alpha-2, such as `US`. Whether the code is assigned is not
/// asked: the list changes, and what a document means must not change with it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

/// Not a country code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected a country as two upper-case letters (ISO 3166-1 alpha-2), such as US")]
pub struct NotACountry;

impl Country {
    /// The two letters.
    pub fn letters(self) -> [char; 2] {
        self.0.map(char::from)
    }

    /// Its word and its bit in a [`CountrySet`].
    fn place(self) -> (usize, u64) {
        let [first, second] = self.0.map(|letter| usize::from(letter - b'A'));
        let number = first * 26 + second;
        (number / 64, 1 << (number % 64))
    }
}

/// A set of countries, a bit for each code.
#[derive(Clone)]
pub(crate) struct CountrySet([u64; 11]);

impl CountrySet {
    /// These countries.
    pub fn of(countries: &[Country]) -> CountrySet {
        let mut set = CountrySet([0; 11]);
        for country in countries {
            let (word, bit) = country.place();
            if let Some(word) = set.0.get_mut(word) {
                *word |= bit;
            }
        }
        set
    }

    /// Whether a country is one of them.
    pub fn contains(&self, country: Country) -> bool {
        let (word, bit) = country.place();
        self.0.get(word).is_some_and(|word| word & bit != 0)
    }
}

impl FromStr for Country {
    type Err = NotACountry;

    fn from_str(text: &str) -> Result<Country, NotACountry> {
        let code = <[u8; 2]>::try_from(text.as_bytes()).map_err(|_| NotACountry)?;
        match code.iter().all(u8::is_ascii_uppercase) {
            true => Ok(Country(code)),
            false => Err(NotACountry),
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.letters();
        write!(f, "{first}{second}")
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

serde_as_string!(Country, "a country code such as \"US\"");

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn has_one_spelling() {
        assert_eq!("US".parse::<Country>().unwrap().to_string(), "US");
        for bad in [
            "", "U", "us", "Us", "USA", "U1", "U ", "US ", "\u{c9}", "840",
        ] {
            assert_eq!(bad.parse::<Country>(), Err(NotACountry), "{bad:?}");
        }
    }

    #[test]
    fn a_set_has_what_was_put_into_it() {
        let all = || {
            let letters = || (b'A'..=b'Z').map(char::from);
            letters().flat_map(move |a| letters().map(move |b| alloc::format!("{a}{b}")))
        };
        let all: alloc::vec::Vec<Country> = all().map(|code| code.parse().unwrap()).collect();
        for (position, country) in all.iter().enumerate() {
            let set = CountrySet::of(&[*country]);
            for (other, code) in all.iter().enumerate() {
                assert_eq!(set.contains(*code), position == other);
            }
        }
        let every = CountrySet::of(&all);
        assert!(all.iter().all(|country| every.contains(*country)));
    }
}
