//! One security is one row of a custodian, however it is spelt, and the same thing at the same price wherever it is.

use alloc::collections::btree_map::Entry;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;

use super::error::BookError;
use super::row::BookRow;
use crate::id::Id;
use crate::security::security_of;

/// The securities of the rows so far.
#[derive(Default)]
pub(super) struct Securities<'a>(BTreeMap<String, Known<'a>>);

/// A security that some row has.
struct Known<'a> {
    /// The first row that has it, and its position.
    first: (usize, &'a BookRow),
    /// Who has a row of it.
    custodians: BTreeSet<&'a Id>,
}

impl<'a> Securities<'a> {
    /// Takes the next row.
    ///
    /// # Errors
    /// [`BookError::SameSecurity`], [`BookError::OtherSecurity`].
    pub fn add(&mut self, row: usize, found: &'a BookRow) -> Result<(), BookError> {
        let Some(name) = security_of(found.instrument.as_str()) else {
            return Ok(());
        };
        let known = match self.0.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert(Known {
                    first: (row, found),
                    custodians: BTreeSet::from([&found.custodian]),
                });
                return Ok(());
            }
            Entry::Occupied(entry) => entry.into_mut(),
        };
        let (first, named) = known.first;
        if !known.custodians.insert(&found.custodian) {
            return Err(BookError::SameSecurity {
                row,
                custodian: found.custodian.clone(),
                instrument: found.instrument.clone(),
                named: named.instrument.clone(),
            });
        }
        match differs(found, named) {
            Some(field) => Err(BookError::OtherSecurity {
                row,
                custodian: found.custodian.clone(),
                instrument: found.instrument.clone(),
                field,
                first,
            }),
            None => Ok(()),
        }
    }
}

/// The first field that says something else of the same security. Decimals of its quantity are each custodian's own.
fn differs(a: &BookRow, b: &BookRow) -> Option<&'static str> {
    let fields = [
        ("kind", a.kind == b.kind),
        ("maturity", a.maturity == b.maturity),
        ("reset", a.reset == b.reset),
        ("demand", a.demand == b.demand),
        ("price", a.price.cmp_value(&b.price).is_eq()),
        ("institution", a.institution == b.institution),
    ];
    let differ = fields.into_iter().find(|(_, same)| !same);
    differ.map(|(field, _)| field)
}
