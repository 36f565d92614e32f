//! Every question with what it got, the worst first.

use maud::{Markup, html};

use super::grade::Grade;
use super::run::Run;
use super::words::{counted, named};
use crate::eval::group::Group;
use crate::eval::outcome::Outcome;
use crate::faq::Answer;
use crate::matcher::{Match, Verdict};

pub(super) fn section(run: &Run) -> Markup {
    html! {
        section aria-labelledby="every" {
            h2 id="every" { "Every question" }
            (finder(run))
            table class="cards questions" id="questions" {
                thead { tr {
                    th scope="col" { "question" }
                    th scope="col" { "ended" }
                    th scope="col" { "confidence" }
                    th scope="col" { "expected" }
                    th scope="col" { "given" }
                } }
                tbody { @for outcome in worst_first(run.outcomes) { (row(run, outcome)) } }
            }
        }
    }
}

/// A box to search and buttons to filter with; the script shows it, since without it would do nothing.
fn finder(run: &Run) -> Markup {
    let all: Vec<&Outcome> = run.outcomes.iter().collect();
    let grades = Grade::ALL.iter().map(|&grade| (grade, grade.count(&all)));
    html! {
        form id="finder" role="search" hidden {
            label class="search" {
                span { "Search questions and entries" }
                input type="search" id="search" autocomplete="off" spellcheck="false";
            }
            fieldset {
                legend { "Show" }
                label { input type="radio" name="ending" value="" checked; span { "all " (all.len()) } }
                @for (grade, count) in grades.filter(|&(_, count)| count > 0) {
                    label {
                        input type="radio" name="ending" value=(grade.class());
                        span { i class=(grade.class()) aria-hidden="true" { (grade.sign()) } " " (grade.name()) " " (count) }
                    }
                }
            }
            output id="shown" for="search" { (counted(all.len(), "question")) }
        }
    }
}

/// The outcomes by grade, and of one grade the most confident first.
fn worst_first(outcomes: &[Outcome]) -> Vec<&Outcome> {
    let mut sorted: Vec<&Outcome> = outcomes.iter().collect();
    sorted.sort_by(|one, other| {
        let by_grade = Grade::of(one).cmp(&Grade::of(other));
        by_grade.then(other.confidence().total_cmp(&one.confidence()))
    });
    sorted
}

fn row(run: &Run, outcome: &Outcome) -> Markup {
    let grade = Grade::of(outcome);
    html! {
        tr class=(grade.class()) {
            th scope="row" { span dir="auto" { (outcome.labelled.ask) } (unaccounted(outcome)) }
            td class="ended" { i aria-hidden="true" { (grade.sign()) } " " (grade.name()) }
            td class="sure" { (format!("{:.1}\u{a0}%", outcome.confidence() * 100.0)) }
            td class="expected" { (expected(run, outcome)) }
            td class="given" { (given(run, outcome)) }
        }
    }
}

fn unaccounted(outcome: &Outcome) -> Markup {
    let words: Vec<&String> = outcome.answers.iter().flat_map(|answer| answer.unaccounted()).collect();
    html! {
        @if !words.is_empty() {
            small { "not accounted for: " @for (at, word) in words.iter().enumerate() {
                @if at > 0 { ", " } b dir="auto" { (word) }
            } }
        }
    }
}

fn expected(run: &Run, outcome: &Outcome) -> Markup {
    let found = outcome.labelled.expect.iter().filter_map(|id| run.find(id.as_str()));
    html! {
        @if outcome.in_scope() { @for entry in found { p { (named(entry)) } } }
        @else { p class="quiet" { "no answer" @if let Some(kind) = kind(outcome) { ": " (kind) } } }
    }
}

/// Why the FAQ does not answer it, if the label says so.
fn kind(outcome: &Outcome) -> Option<&'static str> {
    outcome.labelled.kind.map(|_| Group::of(outcome).name())
}

fn given(run: &Run, outcome: &Outcome) -> Markup {
    html! { @for answer in &outcome.answers { (given_by(run, outcome, answer)) } }
}

fn given_by(run: &Run, outcome: &Outcome, answer: &Answer) -> Markup {
    match &answer.verdict {
        Verdict::Answer(found) => entry(run, found),
        Verdict::Suggest(found) => html! {
            @for found in found {
                @if outcome.is_right(found) {
                    p { i aria-hidden="true" { "✓ " } (named(run.entries[found.entry].entry)) }
                } @else { (entry(run, found)) }
            }
        },
        Verdict::Withdrawn { found, .. } => html! {
            p class="quiet" { "withdrawn: " (named(run.entries[found.entry].entry)) }
        },
        Verdict::Unanswered => html! {
            p class="quiet" {
                "nothing"
                @if let Some(closest) = answer.matches.first() {
                    "; closest: " (named(run.entries[closest.entry].entry))
                }
            }
        },
    }
}

fn entry(run: &Run, found: &Match) -> Markup {
    html! { p { (named(run.entries[found.entry].entry)) } }
}
