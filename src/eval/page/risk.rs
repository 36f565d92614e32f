//! How many questions get an answer, and how many of the answers are wrong, for any threshold.

use maud::{Markup, html};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::plot::{Canvas, Drawn, Ink, axes, plot};
use super::run::Run;
use super::words::percent;
use crate::eval::metrics::judged;
use crate::eval::outcome::Outcome;
use crate::eval::statistics::share;
use crate::faq::Answer;
use crate::matcher::{Confidence, Thresholds, Verdict, decide};

/// Answers whatever may be answered at all.
const ANSWER_ALL: Thresholds = Thresholds { answer: Confidence::new(0.0), suggest: Confidence::new(0.0) };

/// The fewest answers whose share of wrong ones is drawn. Of fewer, one more is a leap.
const FEWEST: usize = 10;

/// The thresholds that the table has.
const LISTED: [f64; 8] = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3];

/// The least height of the plot, so that small shares look small.
const LEAST_TOP: f64 = 0.1;

/// What a threshold would do.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    /// The least confidence with which a question is answered.
    threshold: f64,
    /// How many questions are answered.
    answers: usize,
    /// The share of the answerable questions that are.
    coverage: f64,
    /// The share of the answers that are wrong.
    risk: f64,
}

pub(super) fn section(run: &Run) -> Markup {
    let points = points(run.outcomes);
    let drawn: Vec<Point> = points.iter().copied().filter(|point| point.answers >= FEWEST).collect();
    if drawn.len() < 2 {
        return html! {};
    }
    html! {
        section aria-labelledby="risk" {
            h2 id="risk" { "More answers, more wrong ones" }
            p class="quiet" { (explanation(run)) }
            figure {
                p class="axis" { "wrong, of the answers" }
                (plot(&description(run), |canvas| draw(canvas, run, &drawn)))
                p class="axis across" { "answered, of the answerable questions" }
            }
            (table(&points))
        }
    }
}

/// The points of the curve, with falling threshold; none without answerable questions.
fn points(outcomes: &[Outcome]) -> Vec<Point> {
    let answerable = outcomes.iter().filter(|outcome| outcome.in_scope()).count();
    let mut given: Vec<&Outcome> = outcomes.iter().filter(|outcome| may_be_answered(outcome)).collect();
    given.sort_by(|one, other| other.confidence().total_cmp(&one.confidence()));
    let (mut points, mut covered, mut wrong) = (Vec::new(), 0, 0);
    for (at, outcome) in given.iter().enumerate() {
        let (threshold, right) = judged(outcome);
        covered += usize::from(outcome.in_scope());
        wrong += usize::from(!right);
        let is_last = given.get(at + 1).is_none_or(|next| next.confidence() < threshold);
        if let (true, Some(coverage)) = (is_last, share(covered, answerable)) {
            let answers = at + 1;
            points.push(Point { threshold, answers, coverage, risk: wrong as f64 / answers as f64 });
        }
    }
    points
}

/// Whether only a lack of confidence can keep the best entry from being the answer.
fn may_be_answered(outcome: &Outcome) -> bool {
    let may_be = |answer: &Answer| matches!(decide(&answer.matches, ANSWER_ALL), Verdict::Answer(_));
    outcome.answers.iter().all(may_be)
}

/// The threshold of all questions; none where languages differ in it.
fn threshold(outcomes: &[Outcome]) -> Option<f64> {
    let answers = outcomes.iter().flat_map(|outcome| &outcome.answers);
    let mut thresholds = answers.map(|answer| f64::from(answer.thresholds.answer.get()));
    let first = thresholds.next()?;
    thresholds.all(|other| other == first).then_some(first)
}

/// The promise, where all articles make the same.
fn promise(run: &Run) -> Option<f64> {
    let mut promises = run.faq.knowledge().articles().iter().map(|article| article.promise);
    let first = promises.next()??.max_wrong;
    promises.all(|other| other.is_some_and(|other| other.max_wrong == first)).then_some(first)
}

fn explanation(run: &Run) -> String {
    let in_use = match threshold(run.outcomes) {
        Some(threshold) => format!("The bot answers from {} confidence on.", percent(threshold)),
        None => "How sure the bot must be depends on the language.".to_owned(),
    };
    format!(
        "{in_use} Asking for less would move it to the right along the line, asking for more to the left."
    )
}

fn description(run: &Run) -> String {
    format!(
        "Curve of the share of wrong answers over the share of answerable questions that are answered. In use: {} answered, {} wrong.",
        percent(run.metrics.coverage.unwrap_or(0.0)),
        percent(run.metrics.wrong_answer_rate)
    )
}

fn draw(canvas: &Canvas, run: &Run, points: &[Point]) -> Drawn {
    let highest = points.iter().map(|point| point.risk).fold(run.metrics.wrong_answer_rate, f64::max);
    let promise = promise(run);
    let top = (highest.max(promise.unwrap_or(0.0)) * 1.15).max(LEAST_TOP);
    let mut axes = axes(canvas, 1.0, top)?;
    if let Some(promise) = promise {
        let line = [(0.0, promise), (1.0, promise)];
        axes.draw_series(LineSeries::new(line, Ink::Measure.colour().stroke_width(5)))?;
        let style = Ink::Measure.letters_at(HPos::Left, VPos::Bottom);
        let label = format!("promised: {}", percent(promise));
        axes.draw_series([Text::new(label, (0.015, promise), style)])?;
    }
    let curve = points.iter().map(|point| (point.coverage, point.risk));
    axes.draw_series(LineSeries::new(curve, Ink::Data.colour().stroke_width(9)))?;
    let in_use = (run.metrics.coverage.unwrap_or(0.0), run.metrics.wrong_answer_rate);
    let drop = [(in_use.0, 0.0), (in_use.0, top)];
    axes.draw_series(LineSeries::new(drop, Ink::Mark.colour().stroke_width(4)))?;
    axes.draw_series([Circle::new(in_use, 18, Ink::Mark.colour().filled())])?;
    let (side, place) = if in_use.0 > 0.5 { (HPos::Right, -0.015) } else { (HPos::Left, 0.015) };
    let label =
        threshold(run.outcomes).map_or("in use".to_owned(), |from| format!("in use: from {}", percent(from)));
    let style = Ink::Mark.letters_at(side, VPos::Top);
    axes.draw_series([Text::new(label, (in_use.0 + place, top), style)])?;
    Ok(())
}

/// What some round thresholds would do.
fn table(points: &[Point]) -> Markup {
    let listed = LISTED.iter().filter_map(|&threshold| {
        let point = points.iter().rfind(|point| point.threshold >= threshold)?;
        Some((threshold, point))
    });
    html! {
        details {
            summary { "In numbers" }
            table class="numbers" {
                thead { tr { th scope="col" { "answers from" } th scope="col" { "answers" } th scope="col" { "answerable answered" } th scope="col" { "wrong" } } }
                tbody {
                    @for (threshold, point) in listed {
                        tr {
                            th scope="row" { (percent(threshold)) }
                            td { (point.answers) }
                            td { (percent(point.coverage)) }
                            td { (percent(point.risk)) }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::samples::{Verdicts, outcome};
    use crate::matcher::Veto;

    #[test]
    fn a_point_is_what_its_threshold_would_do() {
        let outcomes = [
            outcome(&[0], Verdicts::Answer, &[(0, 0.9)]),
            outcome(&[1], Verdicts::Suggest, &[(0, 0.5)]),
            outcome(&[], Verdicts::Suggest, &[(0, 0.5)]),
            outcome(&[2], Verdicts::Unanswered, &[(2, 0.2)]),
            outcome(&[3], Verdicts::Unanswered, &[]),
        ];
        let points = points(&outcomes);
        assert_eq!(points.len(), 3);
        assert_eq!(points[0], Point { threshold: 0.9, answers: 1, coverage: 0.25, risk: 0.0 });
        assert_eq!(points[1], Point { threshold: 0.5, answers: 3, coverage: 0.5, risk: 2.0 / 3.0 });
        assert_eq!(points[2], Point { threshold: 0.2, answers: 4, coverage: 0.75, risk: 0.5 });
    }

    #[test]
    fn no_threshold_answers_what_is_vetoed() {
        let mut vetoed = outcome(&[0], Verdicts::Suggest, &[(1, 0.5)]);
        vetoed.answers[0].matches[0].account.veto = Some(Veto::Roles);
        assert!(points(&[vetoed]).is_empty());
    }

    #[test]
    fn without_answerable_questions_there_is_no_curve() {
        assert!(points(&[outcome(&[], Verdicts::Answer, &[(0, 0.9)])]).is_empty());
    }
}
