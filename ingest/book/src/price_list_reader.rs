//! Reads price lists of vendors: CSV files of any columns, by a mapping.

use std::collections::btree_map::Entry;
use std::collections::BTreeMap;

use assay_lines::{Fields, Lines};
use assay_statement::security_of;

use crate::price_columns::PricePositions;
use crate::price_list::{ListedPrice, PriceList, PriceListContext, Unlisted};
use crate::price_list_error::{PriceListError, MAX_LINES};
use crate::price_mapping::PriceMapping;

/// Reads a whole price list by a mapping that is [valid](PriceMapping::validate).
///
/// # Errors
/// [`PriceListError`], for the first line that is wrong.
pub fn parse_price_list(
    bytes: &[u8],
    mapping: &PriceMapping,
    context: PriceListContext<'_>,
) -> Result<PriceList, PriceListError> {
    check_fixed(mapping, context)?;
    let delimiter = mapping.csv.delimiter.bytes().next().unwrap_or(b',');
    let mut lines = Lines::delimited(bytes, delimiter);
    for _ in 0..mapping.csv.skip {
        if lines.next_raw()?.is_none() {
            break;
        }
    }
    let mut reader = Reader {
        mapping,
        context,
        columns: None,
        width: None,
        list: PriceList::default(),
        seen: BTreeMap::new(),
    };
    let mut count = 0;
    while let Some(fields) = lines.next_line()? {
        count += 1;
        if count > MAX_LINES {
            return Err(PriceListError::TooLong);
        }
        reader.read(&fields)?;
    }
    match reader.list.prices.is_empty() && reader.list.unpriced.is_empty() {
        true => Err(PriceListError::Empty),
        false => Ok(reader.list),
    }
}

/// Checks what the mapping says of the whole list.
fn check_fixed(
    mapping: &PriceMapping,
    context: PriceListContext<'_>,
) -> Result<(), PriceListError> {
    let fixed = &mapping.fixed;
    if let Some(found) = fixed.currency.clone().filter(|c| c != context.currency) {
        let expected = context.currency.clone();
        return Err(PriceListError::FixedCurrency { expected, found });
    }
    let day = fixed.as_of.map(|day| context.day.check(day));
    day.transpose()
        .map(|_| ())
        .map_err(PriceListError::FixedDay)
}

struct Reader<'a> {
    mapping: &'a PriceMapping,
    context: PriceListContext<'a>,
    columns: Option<PricePositions<'a>>,
    /// Fields of the first line.
    width: Option<usize>,
    list: PriceList,
    /// The place of each security in the list.
    seen: BTreeMap<String, usize>,
}

impl Reader<'_> {
    /// Reads a line: the header, if there is one and it is the first, or else a price.
    fn read(&mut self, fields: &Fields<'_>) -> Result<(), PriceListError> {
        let (line, found) = (fields.line, fields.len());
        let most = *self.width.get_or_insert(found);
        let columns = match self.columns.take() {
            Some(columns) => columns,
            None if self.mapping.csv.header => {
                self.columns = Some(PricePositions::new(self.mapping, Some(fields))?);
                return Ok(());
            }
            None => PricePositions::new(self.mapping, None)?,
        };
        let total = columns.is_total(fields);
        // A field that is left out moves those after it.
        let short = found < most && !self.mapping.csv.short_lines;
        if !total && (short || found > most) {
            return Err(PriceListError::Fields { line, most, found });
        }
        let read = match total {
            true => Ok(None),
            false => columns.price(fields, self.context),
        };
        self.columns = Some(columns);
        match read? {
            None => self.list.passed_over += 1,
            Some((instrument, None)) => self.list.unpriced.push(Unlisted { instrument, line }),
            Some((_, Some(price))) => self.add(price)?,
        }
        Ok(())
    }

    /// Adds a price; of a security that is there already, only the same.
    fn add(&mut self, price: ListedPrice) -> Result<(), PriceListError> {
        let name = price.instrument.as_str();
        let name = security_of(name).unwrap_or_else(|| name.into());
        let place = match self.seen.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert(self.list.prices.len());
                self.list.prices.push(price);
                return Ok(());
            }
            Entry::Occupied(entry) => *entry.get(),
        };
        match self.list.prices.get(place).and_then(|first| {
            let field = differs(first, &price)?;
            Some((field, first.line))
        }) {
            None => Ok(()),
            Some((field, first)) => Err(PriceListError::Differs {
                line: price.line,
                instrument: price.instrument,
                field,
                first,
            }),
        }
    }
}

/// The first field that says something else of the same security.
fn differs(a: &ListedPrice, b: &ListedPrice) -> Option<&'static str> {
    let fields = [
        ("price", a.price.cmp_value(&b.price).is_eq()),
        ("as_of", a.as_of == b.as_of),
        ("kind", a.kind == b.kind),
        ("maturity", a.maturity == b.maturity),
        ("reset", a.reset == b.reset),
        ("demand", a.demand == b.demand),
        ("institution", a.institution == b.institution),
    ];
    fields
        .into_iter()
        .find(|(_, same)| !same)
        .map(|(field, _)| field)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
