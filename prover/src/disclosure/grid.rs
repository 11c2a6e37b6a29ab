//! The public grid on which bands lie.

use std::num::NonZeroU32;
use std::str::FromStr;

use assay_statement::rules::PPM;
use assay_statement::Decimal;
use thiserror::Error;

/// The widths of the bands. They must not depend on the holdings: then a band reveals that the holdings lie in it, and no
/// more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BandGrid {
    /// Width of bands of shares.
    pub share: ShareWidth,
    /// Width of bands of tenors, in days.
    pub days: NonZeroU32,
}

/// The width of a band of shares. It divides one without remainder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareWidth(u64);

/// The text is not a width of bands of shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "expected a width below 1 that divides 1 without rest, with at most 6 decimals, such as 0.05"
)]
pub struct ShareWidthError;

impl FromStr for ShareWidth {
    type Err = ShareWidthError;

    fn from_str(text: &str) -> Result<ShareWidth, ShareWidthError> {
        let width: Decimal = text.parse().map_err(|_| ShareWidthError)?;
        let ppm = width.scaled(6).and_then(|ppm| u64::try_from(ppm).ok());
        match ppm {
            // A single band from 0 to 1 would say nothing.
            Some(ppm) if (1..PPM).contains(&ppm) && PPM.is_multiple_of(ppm) => Ok(ShareWidth(ppm)),
            _ => Err(ShareWidthError),
        }
    }
}

impl ShareWidth {
    /// The number of bands from 0 to 1.
    pub(super) fn bands(self) -> u32 {
        (PPM / self.0) as u32 // at most 10^6
    }

    /// Where band `band` begins, and the one before it ends.
    pub(super) fn edge(self, band: u32) -> Decimal {
        Decimal::new(self.0 * u64::from(band), 6).trimmed()
    }

    /// The width.
    pub fn width(self) -> Decimal {
        self.edge(1)
    }
}

/// The last of the bands `0..bands` whose lower edge the holdings reach. `reaches` is true up to some band and false
/// after it, and true for band 0.
pub(super) fn last_reached<E>(
    bands: u32,
    mut reaches: impl FnMut(u32) -> Result<bool, E>,
) -> Result<u32, E> {
    let (mut reached, mut beyond) = (0, bands.max(1));
    while beyond - reached > 1 {
        let middle = reached + (beyond - reached) / 2;
        match reaches(middle)? {
            true => reached = middle,
            false => beyond = middle,
        }
    }
    Ok(reached)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn widths_divide_one() {
        let width: ShareWidth = "0.05".parse().unwrap();
        assert_eq!(width.bands(), 20);
        assert_eq!(width.edge(13).to_string(), "0.65");
        assert_eq!(width.edge(20).to_string(), "1");
        assert_eq!("0.000001".parse::<ShareWidth>().unwrap().bands(), 1_000_000);
        assert_eq!("0.50".parse::<ShareWidth>().unwrap().bands(), 2);
        for bad in [
            "0",
            "1",
            "2",
            "0.03",
            "0.0000005",
            "-0.05",
            "5%",
            "",
            ".5",
            "1e-2",
        ] {
            assert_eq!(bad.parse::<ShareWidth>(), Err(ShareWidthError), "{bad}");
        }
    }

    #[test]
    fn finds_the_last_band_reached() {
        for bands in 1..40 {
            for last in 0..bands {
                let found = last_reached(bands, |band| Ok::<_, ()>(band <= last));
                assert_eq!(found, Ok(last));
            }
        }
        assert_eq!(last_reached(0, |_| Ok::<_, ()>(false)), Ok(0));
        assert_eq!(
            last_reached(u32::MAX, |_| Ok::<_, ()>(true)),
            Ok(u32::MAX - 1)
        );
        assert_eq!(last_reached(9, |_| Err("stop")), Err("stop"));
    }
}
