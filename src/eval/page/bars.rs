//! What happened to each kind of question, as stacked bars.
//!
//! The bars are as wide as the page, and their parts shares of it, so that their text keeps its
//! size on any screen. A plot of a fixed shape would not do.

use maud::{Markup, html};

use super::grade::Grade;
use super::run::Run;
use super::words::{counted, percent};
use crate::eval::group::Group;
use crate::eval::outcome::Outcome;
use crate::eval::statistics::share;
use crate::knowledge::QuestionKind;

/// The width of a bar in pixels on a usual phone, and on what the style sheet calls wide.
const NARROW: f64 = 300.0;
const WIDE: f64 = 760.0;

/// The width of a character of a part's label, in pixels.
const CHARACTER: f64 = 9.0;

pub(super) fn section(run: &Run) -> Markup {
    let groups = Group::all_in(run.outcomes);
    let all: Vec<&Outcome> = run.outcomes.iter().collect();
    html! {
        section aria-labelledby="kinds" {
            h2 id="kinds" { "What happened to each kind of question" }
            @for (group, members) in &groups {
                (bar(name(*group), meaning(*group), members))
            }
            @if groups.len() > 1 { (bar("All questions", "", &all)) }
        }
    }
}

fn name(group: Group) -> &'static str {
    match group {
        Group::Answerable => "Answerable",
        Group::Unanswerable(Some(QuestionKind::Near)) => "Near",
        Group::Unanswerable(Some(QuestionKind::Far)) => "Far",
        Group::Unanswerable(Some(QuestionKind::Chat)) => "Chat",
        Group::Unanswerable(None) => "Not answerable",
    }
}

fn meaning(group: Group) -> &'static str {
    match group {
        Group::Answerable => "the FAQ has the answer",
        Group::Unanswerable(Some(QuestionKind::Near)) => "on the topic, but the FAQ has no answer",
        Group::Unanswerable(Some(QuestionKind::Far)) => "on another topic",
        Group::Unanswerable(Some(QuestionKind::Chat)) => "a greeting, thanks and the like",
        Group::Unanswerable(None) => "the FAQ has no answer",
    }
}

/// A bar under its name, and over its parts in words; the best part comes first.
fn bar(name: &str, meaning: &str, outcomes: &[&Outcome]) -> Markup {
    let parts = Grade::ALL.iter().rev().map(|&grade| (grade, grade.count(outcomes)));
    let parts: Vec<(Grade, usize)> = parts.filter(|&(_, count)| count > 0).collect();
    html! {
        h3 {
            (name) " " span class="quiet" {
                (counted(outcomes.len(), "question")) @if !meaning.is_empty() { ": " (meaning) }
            }
        }
        svg class="bar" aria-hidden="true" { (segments(&parts, outcomes.len())) }
        ul class="parts" {
            @for (grade, count) in &parts {
                li {
                    span class={ "sign " (grade.class()) } aria-hidden="true" { (grade.sign()) }
                    b { (count) } " " (grade.name()) " "
                    span class="quiet" { (percent(share(*count, outcomes.len()).unwrap_or(0.0))) }
                }
            }
        }
    }
}

fn segments(parts: &[(Grade, usize)], total: usize) -> Markup {
    let before = |at: usize| parts[..at].iter().map(|(_, count)| count).sum();
    html! {
        @for (at, &(grade, count)) in parts.iter().enumerate() {
            (segment(grade, count, before(at), total))
        }
    }
}

fn segment(grade: Grade, count: usize, before: usize, total: usize) -> Markup {
    let per_cent = |part: f64| format!("{:.2}%", part * 100.0 / total as f64);
    let label = format!("{} {count}", grade.sign());
    let share = count as f64 / total as f64;
    let needed = (label.chars().count() + 1) as f64 * CHARACTER;
    html! {
        rect class=(grade.class()) x=(per_cent(before as f64)) width=(per_cent(count as f64)) height="100%" {}
        @if needed <= share * WIDE {
            @let class = (needed > share * NARROW).then_some("wide");
            text class=[class] x=(per_cent(before as f64 + count as f64 / 2.0)) y="50%" { (label) }
        }
    }
}
