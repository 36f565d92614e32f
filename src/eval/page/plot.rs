//! What the plots have in common: a canvas, inks that the style sheet colours, axes of shares.

use maud::{Markup, PreEscaped, html};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::words::percent;

/// The size of a plot. Its pixels are whole numbers, so they are a quarter of a browser's.
const SIZE: (u32, u32) = (1600, 1120);

/// The size of a plot's text, which its axes leave room for. The style sheet has the last word.
const TEXT: u32 = 52;

/// A canvas to draw on.
pub(super) type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// Two axes on a canvas.
pub(super) type Axes<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// Whether drawing went well.
pub(super) type Drawn = Result<(), Box<dyn std::error::Error>>;

/// What a line is drawn with. The colours are the style sheet's, for light and dark.
#[derive(Clone, Copy, Debug)]
pub(super) enum Ink {
    /// Lines that help to read a height.
    Grid,
    /// The words of axes.
    Quiet,
    /// Other words.
    Text,
    /// What the plot shows.
    Data,
    /// What the plot shows, as areas that letters and lines may cross.
    Area,
    /// What the data are held against.
    Measure,
    /// What is in use.
    Mark,
}

impl Ink {
    const ALL: [Self; 7] =
        [Self::Grid, Self::Quiet, Self::Text, Self::Data, Self::Area, Self::Measure, Self::Mark];

    /// A colour that stands for the ink until the plot is drawn.
    pub(super) const fn colour(self) -> RGBColor {
        RGBColor(0, 0, self as u8 + 1)
    }

    /// The ink's colour in the style sheet.
    fn variable(self) -> &'static str {
        match self {
            Self::Grid => "var(--grid)",
            Self::Quiet => "var(--quiet)",
            Self::Text => "var(--text)",
            Self::Data => "var(--data)",
            Self::Area => "var(--area)",
            Self::Measure => "var(--measure)",
            Self::Mark => "var(--mark)",
        }
    }

    /// The ink for letters.
    pub(super) fn letters(self) -> TextStyle<'static> {
        ("sans-serif", TEXT).into_font().color(&self.colour())
    }

    /// The ink for letters at this side of their place.
    pub(super) fn letters_at(self, across: HPos, down: VPos) -> TextStyle<'static> {
        self.letters().pos(Pos::new(across, down))
    }
}

/// A plot of what `draw` draws, which `description` says in words.
pub(super) fn plot(description: &str, draw: impl FnOnce(&Canvas) -> Drawn) -> Markup {
    let mut svg = String::new();
    let canvas = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
    draw(&canvas).expect("a string takes any drawing");
    drop(canvas);
    // The outer element gives a name space and a fixed size, of which a page wants neither.
    let inner = svg.split_once("<svg").and_then(|(_, rest)| rest.split_once(">\n"));
    let inner = inner.and_then(|(_, rest)| rest.rsplit_once("</svg>")).map_or("", |(inner, _)| inner);
    let view = format!("0 0 {} {}", SIZE.0, SIZE.1);
    html! { svg class="plot" viewBox=(view) role="img" aria-label=(description) { (PreEscaped(coloured(inner))) } }
}

fn coloured(svg: &str) -> String {
    Ink::ALL.iter().fold(svg.to_owned(), |svg, ink| {
        let RGBColor(red, green, blue) = ink.colour();
        svg.replace(&format!("\"#{red:02X}{green:02X}{blue:02X}\""), &format!("\"{}\"", ink.variable()))
    })
}

/// Axes on which the shares from 0 to `right` and from 0 to `top` are written as per cent.
pub(super) fn axes<'a, 'b>(
    canvas: &'a Canvas<'b>,
    right: f64,
    top: f64,
) -> Result<Axes<'a, 'b>, Box<dyn std::error::Error>> {
    let mut axes = ChartBuilder::on(canvas)
        .margin_top(44)
        .margin_right(84)
        .x_label_area_size(88)
        .y_label_area_size(196)
        .build_cartesian_2d(0.0..right, 0.0..top)?;
    axes.configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(Ink::Grid.colour().stroke_width(3))
        .axis_style(Ink::Grid.colour().stroke_width(3))
        .label_style(Ink::Quiet.letters())
        .set_all_tick_mark_size(8)
        .x_labels(6)
        .y_labels(6)
        .x_label_formatter(&|share| percent(*share))
        .y_label_formatter(&|share| percent(*share))
        .draw()?;
    Ok(axes)
}
