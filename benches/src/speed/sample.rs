//! Figures of several rounds.

/// The figures of one side, one a round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures(Vec<f64>);

/// The figures of both sides.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// Of this revision.
    pub now: Figures,
    /// Of the other, or of what it is compared with.
    pub before: Figures,
}

impl Figures {
    /// Adds the figure of a round.
    pub fn add(&mut self, figure: f64) {
        let place = self.0.partition_point(|other| *other < figure);
        self.0.insert(place, figure);
    }

    /// The middle one, of an even number the higher of the two; not a number if there is none.
    pub fn median(&self) -> f64 {
        self.0.get(self.0.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// The least, the median and the most.
    pub fn show(&self) -> String {
        let ends = [self.0.first(), self.0.last()].map(|end| end.copied().unwrap_or(f64::NAN));
        let [least, most] = ends.map(short);
        format!("{least}, {}, {most}", short(self.median()))
    }
}

/// Four digits that count, with a unit prefix: nanoseconds and KiB are told apart by the line.
fn short(figure: f64) -> String {
    let (scaled, prefix) = match figure {
        f if f >= 1e9 => (f / 1e9, "G"),
        f if f >= 1e6 => (f / 1e6, "M"),
        f if f >= 1e3 => (f / 1e3, "k"),
        f => (f, ""),
    };
    format!("{scaled:.3} {prefix}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn are_put_in_order() {
        let mut figures = Figures::default();
        for figure in [3e6, 1e6, 2.5e6] {
            figures.add(figure);
        }
        assert_eq!(figures.median(), 2.5e6);
        assert_eq!(figures.show(), "1.000 M, 2.500 M, 3.000 M");
    }

    #[test]
    fn none_have_no_median() {
        assert!(Figures::default().median().is_nan());
    }
}
