//! Whether confidence means what it says: the share of right entries at each confidence.

use maud::{Markup, html};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::plot::{Canvas, Drawn, Ink, axes, plot};
use super::run::Run;
use super::words::percent;
use crate::eval::metrics::judged;
use crate::eval::statistics::{BINS, Bin, bins, share};

/// The height of the plot: the counts stand above the whole.
const TOP: f64 = 1.14;

/// How much of a bin's width its bar leaves free on each side.
const GAP: f64 = 0.012;

pub(super) fn section(run: &Run) -> Markup {
    let judged: Vec<(f64, bool)> = run.outcomes.iter().map(judged).collect();
    if judged.is_empty() {
        return html! {};
    }
    let bins = bins(&judged);
    html! {
        section aria-labelledby="reliability" {
            h2 id="reliability" { "Does confidence mean what it says?" }
            p class="quiet" {
                "On the dashed line, 70 of 100 questions with 70 % confidence have the right entry first. "
                "On average, confidence is " (points(run.metrics.calibration_error)) " off."
            }
            figure {
                p class="axis" { "right entry first; on top, the number of questions" }
                (plot(&description(&bins), |canvas| draw(canvas, &bins)))
                p class="axis across" { "confidence" }
            }
            (table(&bins))
        }
    }
}

/// A difference of shares in words.
fn points(difference: f64) -> String {
    format!("{} percentage points", (difference * 1000.0).round() / 10.0)
}

fn description(bins: &[Bin; BINS]) -> String {
    let told = range_and_bin(bins).filter_map(|(from, to, bin)| {
        let right = share(bin.right, bin.count)?;
        Some(format!("{from} to {to} %: {} of {}", percent(right), bin.count))
    });
    format!("Bars of the share right at each confidence. {}.", told.collect::<Vec<_>>().join("; "))
}

/// The bins with the per cent at which they start and end.
fn range_and_bin(bins: &[Bin; BINS]) -> impl Iterator<Item = (usize, usize, &Bin)> {
    let edge = |at: usize| at * 100 / BINS;
    bins.iter().enumerate().map(move |(at, bin)| (edge(at), edge(at + 1), bin))
}

fn draw(canvas: &Canvas, bins: &[Bin; BINS]) -> Drawn {
    let mut axes = axes(canvas, 1.0, TOP)?;
    let width = 1.0 / BINS as f64;
    let bars = bins.iter().enumerate().filter_map(|(at, bin)| {
        let (left, right) = (at as f64 * width + GAP, (at + 1) as f64 * width - GAP);
        Some(Rectangle::new(
            [(left, share(bin.right, bin.count)?), (right, 0.0)],
            Ink::Area.colour().filled(),
        ))
    });
    axes.draw_series(bars)?;
    axes.draw_series(LineSeries::new([(0.0, 0.0), (1.0, 1.0)], Ink::Measure.colour().stroke_width(5)))?;
    let counts = bins.iter().enumerate().filter(|(_, bin)| bin.count > 0).map(|(at, bin)| {
        let middle = (at as f64 + 0.5) * width;
        Text::new(bin.count.to_string(), (middle, TOP), Ink::Text.letters_at(HPos::Center, VPos::Top))
    });
    axes.draw_series(counts)?;
    Ok(())
}

fn table(bins: &[Bin; BINS]) -> Markup {
    html! {
        details {
            summary { "In numbers" }
            table class="numbers" {
                thead { tr { th scope="col" { "confidence" } th scope="col" { "questions" } th scope="col" { "right" } th scope="col" { "share right" } } }
                tbody {
                    @for (from, to, bin) in range_and_bin(bins) {
                        tr {
                            th scope="row" { (from) "–" (to) "\u{a0}%" }
                            td { (bin.count) }
                            td { (bin.right) }
                            td { (share(bin.right, bin.count).map_or("–".to_owned(), percent)) }
                        }
                    }
                }
            }
        }
    }
}
