//! The cells of a price list's lines.

use std::borrow::Cow;

use assay_lines::{Column, Fields, HeaderFault};
use assay_statement::{instrument_name, steers, Date, Decimal, Id, InstrumentKind};

use crate::price_list::{ListedPrice, PriceListContext};
use crate::price_list_error::{PriceListError, LOOKS_PER_HUNDRED};
use crate::price_mapping::PriceMapping;
use crate::price_mapping_check::is_listed;
use crate::price_number::plain_number;
use crate::valuation::{exact, floor_price};

/// The positions of the columns of a list, from 0.
pub(crate) struct PricePositions<'a> {
    mapping: &'a PriceMapping,
    identifier: usize,
    price: usize,
    accrued: Option<usize>,
    currency: Option<usize>,
    as_of: Option<usize>,
    kind: Option<usize>,
    maturity: Option<usize>,
    reset: Option<usize>,
    demand: Option<usize>,
    institution: Option<usize>,
    /// Those that tell a line that is no price.
    totals: Vec<usize>,
}

impl<'a> PricePositions<'a> {
    /// Finds them in a header, if there is one.
    ///
    /// # Errors
    /// [`PriceListError::NoColumn`], [`PriceListError::ColumnTwice`].
    pub fn new(
        mapping: &'a PriceMapping,
        header: Option<&Fields<'_>>,
    ) -> Result<PricePositions<'a>, PriceListError> {
        let position = |column: &Column| position(column, header);
        let optional = |column: &Option<Column>| column.as_ref().map(position).transpose();
        let columns = &mapping.columns;
        let totals = mapping.csv.totals.iter();
        Ok(PricePositions {
            mapping,
            identifier: position(&columns.identifier)?,
            price: position(&columns.price)?,
            accrued: optional(&columns.accrued)?,
            currency: optional(&columns.currency)?,
            as_of: optional(&columns.as_of)?,
            kind: optional(&columns.kind)?,
            maturity: optional(&columns.maturity)?,
            reset: optional(&columns.reset)?,
            demand: optional(&columns.demand)?,
            institution: optional(&columns.institution)?,
            totals: totals
                .map(|total| position(&total.column))
                .collect::<Result<_, _>>()?,
        })
    }

    /// Whether the mapping says that a line is no price.
    pub fn is_total(&self, fields: &Fields<'_>) -> bool {
        let mut totals = self.mapping.csv.totals.iter().zip(&self.totals);
        totals.any(|(total, at)| total.begins(fields.get(*at)))
    }

    /// The security of a line, and its price if it has one; `None` if it names no security.
    ///
    /// # Errors
    /// [`PriceListError`].
    pub fn price(
        &self,
        fields: &Fields<'_>,
        context: PriceListContext<'_>,
    ) -> Result<Option<(Id, Option<ListedPrice>)>, PriceListError> {
        self.check_width(fields)?;
        let line = fields.line;
        let identifier = self.text(fields, self.identifier);
        if self.is_nothing(&identifier) {
            return Ok(None);
        }
        let instrument = instrument_name(&identifier)
            .and_then(|name| name.parse::<Id>().ok())
            .ok_or_else(|| PriceListError::Identifier {
                line,
                found: excerpt(&identifier),
            })?;
        let Some(price) = self.amount(fields, self.price, "price")? else {
            return Ok(Some((instrument, None)));
        };
        self.check_currency(fields, context)?;
        let as_of = self.day(fields, context)?;
        let price = self.whole_price(fields, price)?;
        let maturity = self.date(fields, self.maturity, "maturity")?;
        let reset = self.date(fields, self.reset, "reset")?;
        // On the day on which all of it is repaid, nothing is reset.
        let reset = reset.filter(|reset| Some(*reset) != maturity);
        let listed = ListedPrice {
            instrument: instrument.clone(),
            price,
            as_of,
            kind: self.kind(fields, reset.is_some())?,
            maturity,
            reset,
            demand: self.date(fields, self.demand, "demand")?,
            institution: self.institution(fields),
            line,
        };
        let none = listed.price.is_zero();
        Ok(Some((instrument, (!none).then_some(listed))))
    }

    /// Checks that a line has every column.
    fn check_width(&self, fields: &Fields<'_>) -> Result<(), PriceListError> {
        let optional = [
            self.accrued,
            self.currency,
            self.as_of,
            self.kind,
            self.maturity,
            self.reset,
            self.demand,
            self.institution,
        ];
        let positions = [self.identifier, self.price].into_iter();
        let mut positions = positions.chain(optional.into_iter().flatten());
        let missing = positions.position(|at| at >= fields.len());
        let columns = self.mapping.columns.all();
        match missing.and_then(|at| columns.into_iter().nth(at)) {
            None => Ok(()),
            Some((_, column)) => Err(PriceListError::NoColumn {
                line: fields.line,
                column: column.to_string(),
            }),
        }
    }

    fn text<'f>(&self, fields: &'f Fields<'_>, at: usize) -> Cow<'f, str> {
        // A byte that is no text becomes U+FFFD, which no column accepts.
        String::from_utf8_lossy(fields.get(at))
    }

    fn is_nothing(&self, text: &str) -> bool {
        text.is_empty() || self.mapping.csv.none.as_deref() == Some(text)
    }

    /// A number; `None` if the cell says nothing.
    fn amount(
        &self,
        fields: &Fields<'_>,
        at: usize,
        field: &'static str,
    ) -> Result<Option<Decimal>, PriceListError> {
        let text = self.text(fields, at);
        if self.is_nothing(&text) {
            return Ok(None);
        }
        let csv = &self.mapping.csv;
        let number = plain_number(&text, &csv.decimal, csv.thousands.as_deref());
        let number = number.ok_or_else(|| PriceListError::Number {
            line: fields.line,
            field,
            found: excerpt(&text),
        })?;
        Ok(Some(number))
    }

    /// The price of 1 of face with its interest. Against the prover: rounded down, where it has more than ten decimals.
    fn whole_price(&self, fields: &Fields<'_>, price: Decimal) -> Result<Decimal, PriceListError> {
        let line = fields.line;
        let interest = match self.accrued {
            None => Decimal::zero(),
            Some(at) => self
                .amount(fields, at, "accrued")?
                .ok_or(PriceListError::NoAccrued { line })?,
        };
        // A price of zero is none, whatever interest is beside it.
        if price.is_zero() {
            return Ok(price);
        }
        let whole = &price + &interest;
        let decimals = if self.mapping.per == 100 { 2 } else { 0 };
        let per_unit = Decimal::new(whole.mantissa().clone(), whole.decimals() + decimals);
        let most = Decimal::from(LOOKS_PER_HUNDRED);
        if !per_unit.cmp_value(&most).is_lt() {
            let found = per_unit.trimmed().to_string();
            return Err(PriceListError::TooHigh { line, found });
        }
        Ok(floor_price(&exact(&per_unit)))
    }

    fn check_currency(
        &self,
        fields: &Fields<'_>,
        context: PriceListContext<'_>,
    ) -> Result<(), PriceListError> {
        let Some(at) = self.currency else {
            return Ok(());
        };
        let found = self.text(fields, at);
        match *found == *context.currency.as_str() {
            true => Ok(()),
            false => Err(PriceListError::Currency {
                line: fields.line,
                expected: context.currency.clone(),
                found: excerpt(&found),
            }),
        }
    }

    /// The day of the price, which has to be one that counts.
    fn day(
        &self,
        fields: &Fields<'_>,
        context: PriceListContext<'_>,
    ) -> Result<Date, PriceListError> {
        let line = fields.line;
        let found = match self.as_of {
            Some(_) => self.date(fields, self.as_of, "as_of")?,
            None => self.mapping.fixed.as_of.or(context.given),
        };
        let found = found.ok_or(PriceListError::NoDay { line })?;
        let checked = context.day.check(found);
        checked.map_err(|source| PriceListError::Day { line, source })?;
        Ok(found)
    }

    /// A date; `None` if there is no such column, or the cell says nothing.
    fn date(
        &self,
        fields: &Fields<'_>,
        at: Option<usize>,
        field: &'static str,
    ) -> Result<Option<Date>, PriceListError> {
        let text = at.map(|at| self.text(fields, at)).unwrap_or_default();
        if self.is_nothing(&text) {
            return Ok(None);
        }
        let form = self.mapping.csv.date.as_ref();
        let date = match form {
            Some(form) => form.parse(&text),
            None => text.parse().ok().or_else(|| compact(&text)),
        };
        let date = date.ok_or_else(|| PriceListError::Date {
            line: fields.line,
            field,
            form: form.map_or("YYYY-MM-DD or YYYYMMDD".into(), |form| form.as_str().into()),
            found: excerpt(&text),
        })?;
        Ok(Some(date))
    }

    /// The kind; `None` if nothing says it.
    fn kind(
        &self,
        fields: &Fields<'_>,
        is_reset: bool,
    ) -> Result<Option<InstrumentKind>, PriceListError> {
        let Some(at) = self.kind else {
            return Ok(self.mapping.fixed.kind);
        };
        let text = self.text(fields, at).to_lowercase();
        let kinds = &self.mapping.kinds;
        let begins = |begins: &str| text.starts_with(&begins.to_lowercase());
        if let Some(name) = kinds.iter().find(|name| begins(&name.begins)) {
            let if_reset = name.if_reset.filter(|_| is_reset);
            return Ok(Some(if_reset.unwrap_or(name.kind)));
        }
        let mut all = InstrumentKind::ALL.into_iter();
        match all.find(|kind| kinds.is_empty() && kind.as_str() == text) {
            Some(found) if !is_listed(found) => Err(PriceListError::Kind {
                line: fields.line,
                found,
            }),
            found => Ok(found),
        }
    }

    /// Who owes it; `None` if nothing says it, or the book has no name for it.
    fn institution(&self, fields: &Fields<'_>) -> Option<Id> {
        let Some(at) = self.institution else {
            return self.mapping.fixed.institution.clone();
        };
        let text = self.text(fields, at);
        let names = &self.mapping.institutions;
        if names.is_empty() {
            return text.parse().ok().filter(|_| !self.is_nothing(&text));
        }
        let text = text.to_lowercase();
        let name = names
            .iter()
            .find(|name| text.starts_with(&name.begins.to_lowercase()));
        name.map(|name| name.institution.clone())
    }
}

fn position(column: &Column, header: Option<&Fields<'_>>) -> Result<usize, PriceListError> {
    let names = header.map(|header| (0..header.len()).map(|at| header.get(at)));
    let found = column.position(names.into_iter().flatten());
    found.map_err(|fault| {
        let line = header.map_or(1, |header| header.line);
        let column = column.to_string();
        match fault {
            HeaderFault::Missing => PriceListError::NoColumn { line, column },
            HeaderFault::Twice => PriceListError::ColumnTwice { line, column },
        }
    })
}

/// The day of `YYYYMMDD`.
fn compact(text: &str) -> Option<Date> {
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    let (year, rest) = text.split_at_checked(4).filter(|_| digits)?;
    let (month, day) = rest.split_at_checked(2)?;
    format!("{year}-{month}-{day}").parse().ok()
}

/// Found text for a message: short, on one line.
fn excerpt(text: &str) -> String {
    text.chars().take(40).filter(|c| !steers(*c)).collect()
}
