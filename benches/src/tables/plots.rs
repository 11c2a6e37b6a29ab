//! Time against rows, both axes logarithmic, as SVG.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::format::count;
use super::TableError;

const SIZE: (u32, u32) = (900, 560);

/// Colours that differ in lightness too.
const OURS: RGBColor = RGBColor(0, 70, 160);
const OTHERS: [RGBColor; 4] = [
    RGBColor(190, 60, 20),
    RGBColor(20, 120, 60),
    RGBColor(130, 60, 150),
    RGBColor(90, 90, 90),
];

/// A plot of times in nanoseconds.
#[derive(Clone, Debug)]
pub struct Plot {
    /// The file's name.
    pub name: &'static str,
    /// What is above it.
    pub title: &'static str,
    /// Rows and times of our shapes, smallest first.
    pub line: Vec<(f64, f64)>,
    /// Others, each once: name, rows, time.
    pub points: Vec<(&'static str, f64, f64)>,
}

impl Plot {
    /// The picture.
    ///
    /// # Errors
    /// [`TableError::Plot`] without any figure of our own.
    pub fn svg(&self) -> Result<String, TableError> {
        let mut svg = String::new();
        match self.draw(&mut svg) {
            Ok(()) => Ok(svg),
            Err(error) => Err(TableError::Plot {
                plot: self.name,
                reason: error.to_string(),
            }),
        }
    }

    fn draw(&self, svg: &mut String) -> Result<(), Box<dyn std::error::Error>> {
        let others = self.points.iter().map(|(_, rows, time)| (*rows, *time));
        let all: Vec<(f64, f64)> = self.line.iter().copied().chain(others).collect();
        if self.line.is_empty() {
            return Err("no shape was measured".into());
        }
        let (left, right) = range(all.iter().map(|p| p.0));
        let (bottom, top) = range(all.iter().map(|p| p.1));
        let root = SVGBackend::with_string(svg, SIZE).into_drawing_area();
        root.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(&root)
            .caption(self.title, ("sans-serif", 22))
            .margin(16)
            .x_label_area_size(52)
            .y_label_area_size(84)
            .build_cartesian_2d(
                (left / 2.2..right * 1.8).log_scale(),
                decades(bottom, top).log_scale(),
            )?;
        chart
            .configure_mesh()
            .x_desc("rows of the book")
            .y_desc("time")
            .x_label_formatter(&|rows| count(rows.round() as u64))
            .y_label_formatter(&|time| axis_time(*time))
            .label_style(("sans-serif", 15))
            .axis_desc_style(("sans-serif", 17))
            .bold_line_style(BLACK.mix(0.18))
            .light_line_style(BLACK.mix(0.06))
            .draw()?;

        chart.draw_series(LineSeries::new(
            self.line.iter().copied(),
            OURS.stroke_width(2),
        ))?;
        let disc = |point: (f64, f64), colour: RGBColor| Circle::new(point, 5, colour.filled());
        chart.draw_series(self.line.iter().map(|point| disc(*point, OURS)))?;
        for ((_, rows, time), colour) in self.points.iter().zip(OTHERS.iter().cycle()) {
            chart.draw_series([disc((*rows, *time), *colour)])?;
        }
        // Named where they are: a legend would have to be looked up. Above our line there is room to the left, below it
        // to the right; names of neighbours are moved apart.
        let mut names: Vec<(&str, (f64, f64), RGBColor)> = Vec::new();
        for ((name, rows, time), colour) in self.points.iter().zip(OTHERS.iter().cycle()) {
            names.push((name, (*rows, *time), *colour));
        }
        names.extend(self.line.last().map(|last| ("Assay", *last, OURS)));
        names.sort_by(|a, b| b.1 .1.total_cmp(&a.1 .1));
        let mut lowest = [i32::MIN; 2];
        for (name, point, colour) in names {
            let left = self.is_above(point);
            let (x, y) = chart.backend_coord(&point);
            let y = y.max(lowest[usize::from(left)].saturating_add(18));
            lowest[usize::from(left)] = y;
            let (x, side) = if left {
                (x - 10, HPos::Right)
            } else {
                (x + 10, HPos::Left)
            };
            let style = ("sans-serif", 15).into_font().color(&colour);
            root.draw(&Text::new(
                name,
                (x, y),
                style.pos(Pos::new(side, VPos::Center)),
            ))?;
        }
        root.present()?;
        Ok(())
    }

    /// Whether another's point is above our line.
    fn is_above(&self, (rows, time): (f64, f64)) -> bool {
        let ours = self.line.iter().rev().find(|own| own.0 <= rows);
        ours.is_none_or(|own| time > own.1)
    }
}

/// The least and the largest.
fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, 0.0), |(least, most), value| {
        (least.min(value), most.max(value))
    })
}

/// The decades around a range.
fn decades(bottom: f64, top: f64) -> std::ops::Range<f64> {
    10f64.powf(bottom.log10().floor())..10f64.powf(top.log10().ceil())
}

/// Nanoseconds at a line of the axis: `10 ms`, `500 µs`.
fn axis_time(nanoseconds: f64) -> String {
    let units = [("s", 1e9), ("ms", 1e6), ("µs", 1e3)];
    let unit = units.iter().find(|(_, size)| nanoseconds >= 0.999 * size);
    let (name, size) = unit.copied().unwrap_or(("ns", 1.0));
    format!("{} {name}", count((nanoseconds / size).round() as u64))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_plot_has_its_title_axes_and_names() {
        let plot = Plot {
            name: "prove",
            title: "Time to prove",
            line: vec![(225.0, 67e6), (969.0, 264e6)],
            points: vec![("Bulletproofs", 225.0, 2.1e9)],
        };
        let svg = plot.svg().unwrap();
        for text in [
            "Time to prove",
            "rows of the book",
            "Bulletproofs",
            "100 ms",
            "Assay",
        ] {
            assert!(svg.contains(text), "{text}");
        }
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
    }

    #[test]
    fn names_are_put_beside_the_line() {
        let plot = Plot {
            name: "prove",
            title: "",
            line: vec![(100.0, 10.0), (1000.0, 100.0)],
            points: Vec::new(),
        };
        let above = [(100.0, 11.0), (99.0, 1.0), (500.0, 11.0), (1000.0, 100.0)];
        assert_eq!(
            above.map(|point| plot.is_above(point)),
            [true, true, true, false]
        );
    }

    #[test]
    fn nothing_measured_is_no_plot() {
        let plot = Plot {
            name: "prove",
            title: "",
            line: Vec::new(),
            points: Vec::new(),
        };
        assert!(matches!(
            plot.svg(),
            Err(TableError::Plot { plot: "prove", .. })
        ));
    }

    #[test]
    fn axis_labels_are_round() {
        let labels = [500.0, 1e3, 2e5, 1e6, 5e7, 1e9].map(axis_time);
        assert_eq!(labels, ["500 ns", "1 µs", "200 µs", "1 ms", "50 ms", "1 s"]);
    }
}
