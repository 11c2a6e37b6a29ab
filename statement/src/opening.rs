//! The opening: PRIVATE. What a custodian's commitment hides.

use core::fmt::{self, Write};
use core::str::FromStr;

use alloc::string::String;
use alloc::vec::Vec;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::book::Book;
use crate::document::{Document, Kind, V1, VERSION};
use crate::encoding::{decode_exact, Digest, Hex};
use crate::id::{Id, Subject};
use crate::json::error::JsonError;
use crate::json::fields::Field;
use crate::json::from_json::FromJson;
use crate::json::value::JsonValue;
use crate::macros::fields;
use crate::time::Timestamp;

/// Blinders of a commitment.
pub const BLINDERS: usize = assay_circuits::BLINDERS;

/// PRIVATE: the quantities and blinders of one custodian's commitment. Zeroized when dropped, printed by nothing,
/// and not `Serialize`, so that no other document can carry it: only [`Opening::to_json`] writes it.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Opening {
    /// The version.
    #[zeroize(skip)]
    pub assay: V1,
    /// `"opening"`.
    #[zeroize(skip)]
    pub kind: Kind<Opening>,
    /// The book's subject.
    #[zeroize(skip)]
    pub subject: Subject,
    /// The book's time.
    #[zeroize(skip)]
    pub as_of: Timestamp,
    /// Whose opening this is.
    #[zeroize(skip)]
    pub custodian: Id,
    /// Digest of the book.
    #[zeroize(skip)]
    pub book: Digest,
    /// One per row of the custodian, of the book and then of its income, in order.
    pub quantities: Vec<RowQuantity>,
    /// The blinders, canonical scalars of the book's suite.
    pub blinders: [Blinder; BLINDERS],
}

fields!(Opening {
    assay,
    kind,
    subject,
    as_of,
    custodian,
    book,
    quantities by private_list,
    blinders,
});

/// PRIVATE: the quantity in one row.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RowQuantity {
    /// Position of the row in the book, from 0; rows of the income come after all rows of the book.
    pub row: u32,
    /// Units of `10^-quantity_decimals`.
    pub quantity: u64,
}

fields!(RowQuantity { row, quantity by quantity });

/// PRIVATE: the 32-byte encoding of a blinder in the book's suite, little-endian in `vesta` and big-endian in `bls12-381`.
/// Whether it is canonical is for the prover to check.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Blinder(pub [u8; 32]);

impl Document for Opening {
    const KIND: &'static str = "opening";
    const PRIVATE: bool = true;
}

/// Why an opening is not one of a book. Says nothing of what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OpeningError {
    /// Of another book.
    #[error("the opening is of book {found}, expected {expected}")]
    OtherBook {
        /// Digest of the book at hand.
        expected: Digest,
        /// Digest in the opening.
        found: Digest,
    },
    /// Of another subject or time than the book.
    #[error("the opening is for {subject} as of {as_of}, the book is not")]
    OtherSubjectOrTime {
        /// Subject of the opening.
        subject: Subject,
        /// Time of the opening.
        as_of: Timestamp,
    },
    /// Of a custodian that the book does not list.
    #[error("the opening is of custodian {custodian}, whom the book does not list")]
    UnknownCustodian {
        /// The custodian.
        custodian: Id,
    },
    /// Not exactly the custodian's rows in the book's order.
    #[error("the opening does not list the {expected} rows of {custodian} in the book's order")]
    Rows {
        /// The custodian.
        custodian: Id,
        /// Rows it has in the book.
        expected: usize,
    },
}

impl Opening {
    /// Checks that this is an opening of `book`, whose digest is `digest`, row by row.
    ///
    /// # Errors
    /// [`OpeningError`].
    pub fn check(&self, book: &Book, digest: &Digest) -> Result<(), OpeningError> {
        if self.book != *digest {
            return Err(OpeningError::OtherBook {
                expected: *digest,
                found: self.book,
            });
        }
        if self.subject != book.subject || self.as_of != book.as_of {
            return Err(OpeningError::OtherSubjectOrTime {
                subject: self.subject.clone(),
                as_of: self.as_of,
            });
        }
        if book.custodian_index(&self.custodian).is_none() {
            return Err(OpeningError::UnknownCustodian {
                custodian: self.custodian.clone(),
            });
        }
        let expected = book.positions_of(&self.custodian);
        if !self.quantities.iter().map(|q| q.row as usize).eq(expected) {
            return Err(OpeningError::Rows {
                custodian: self.custodian.clone(),
                expected: book.positions_of(&self.custodian).count(),
            });
        }
        Ok(())
    }

    /// The file: JSON, in memory that is zeroized when dropped.
    pub fn to_json(&self) -> Zeroizing<String> {
        private_text(|out| {
            self.write_json(out)?;
            out.write_char('\n')
        })
    }

    /// The object alone, without a new line at the end.
    pub(crate) fn write_json(&self, out: &mut dyn Write) -> fmt::Result {
        // Ids, subjects and times may hold quotes or backslashes, never control characters.
        writeln!(
            out,
            "{{\n  \"assay\": \"{VERSION}\",\n  \"kind\": \"{}\",",
            Self::KIND
        )?;
        writeln!(out, "  \"subject\": {},", Quoted(self.subject.as_str()))?;
        writeln!(out, "  \"as_of\": \"{}\",", self.as_of)?;
        writeln!(out, "  \"custodian\": {},", Quoted(self.custodian.as_str()))?;
        write!(out, "  \"book\": \"{}\",\n  \"quantities\": [", self.book)?;
        for (i, item) in self.quantities.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            write!(
                out,
                "{comma}\n    {{ \"row\": {}, \"quantity\": \"{}\" }}",
                item.row, item.quantity
            )?;
        }
        out.write_str("\n  ],\n  \"blinders\": [")?;
        for (i, blinder) in self.blinders.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            write!(out, "{comma}\n    \"{}\"", Hex(&blinder.0))?;
        }
        out.write_str("\n  ]\n}")
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opening")
            .field("subject", &self.subject)
            .field("as_of", &self.as_of)
            .field("custodian", &self.custodian)
            .field("book", &self.book)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for RowQuantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RowQuantity(private)")
    }
}

impl fmt::Debug for Blinder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blinder(private)")
    }
}

/// What is written, in memory that is zeroized when dropped. It is written twice.
pub(crate) fn private_text(write: impl Fn(&mut dyn Write) -> fmt::Result) -> Zeroizing<String> {
    // Measured first: a buffer that grows would leave copies behind.
    let mut length = Count(0);
    let mut text = Zeroizing::new(String::new());
    if write(&mut length).is_ok() {
        text.reserve_exact(length.0);
        let written = write(&mut *text);
        debug_assert!(
            written.is_ok() && text.len() == length.0,
            "writing to memory cannot fail"
        );
    }
    text
}

/// Counts what would be written.
struct Count(usize);

impl Write for Count {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

/// Printable ASCII as a JSON string.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            if matches!(c, '"' | '\\') {
                f.write_char('\\')?;
            }
            f.write_char(c)?;
        }
        f.write_char('"')
    }
}

/// A list that zeroizes what it leaves behind as it grows.
pub(crate) fn private_list<T: FromJson + Clone + ZeroizeOnDrop>(
    field: Field<'_>,
) -> Result<Vec<T>, JsonError> {
    let mut list: Vec<T> = Vec::new();
    for item in field.required()?.items()? {
        if list.len() == list.capacity() {
            let mut larger = Vec::with_capacity(list.len() * 2 + 64);
            larger.extend(list.iter().cloned());
            list = larger; // drops, hence zeroizes, the old items
        }
        list.push(T::from_json(item)?);
    }
    Ok(list)
}

/// An integer string below 2^64, in its one spelling.
fn quantity(field: Field<'_>) -> Result<u64, JsonError> {
    let value = field.required()?;
    let text = value.text("an integer string below 2^64")?;
    let canonical = text == "0" || !text.starts_with(['0', '+']);
    match u64::from_str(text) {
        Ok(quantity) if canonical => Ok(quantity),
        _ => Err(value.error(format_args!("expected an integer string below 2^64"))),
    }
}

impl FromJson for [Blinder; BLINDERS] {
    /// Exactly as many as there are, read into their place.
    fn from_json(value: JsonValue<'_>) -> Result<[Blinder; BLINDERS], JsonError> {
        let items = value.items()?;
        if items.clone().count() != BLINDERS {
            return Err(value.error(format_args!("expected {BLINDERS} blinders")));
        }
        let mut blinders = [const { Blinder([0; 32]) }; BLINDERS];
        for (Blinder(bytes), item) in blinders.iter_mut().zip(items) {
            let text = item.text("32 bytes of lower-case hex")?;
            decode_exact(text, bytes).map_err(|error| item.error(format_args!("{error}")))?;
        }
        Ok(blinders)
    }
}
