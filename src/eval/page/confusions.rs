//! The pairs of entries of which one takes the other's questions.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::run::Run;
use super::words::named;
use crate::eval::outcome::{Ending, Outcome};

/// How many pairs are shown at once. The others unfold.
const MAX_SHOWN: usize = 15;

/// Questions that an entry should have got and another did.
struct Confusion<'a> {
    /// The id of the entry that answers them.
    labelled: &'a str,
    /// The id of the entry that came first.
    first: &'a str,
    /// The questions, the most confident first.
    outcomes: Vec<&'a Outcome>,
    /// How many of them were answered, and so answered wrong.
    answered: usize,
}

pub(super) fn section(run: &Run) -> Markup {
    let confusions = confusions(run);
    if confusions.is_empty() {
        return html! {};
    }
    let (shown, folded) = confusions.split_at(confusions.len().min(MAX_SHOWN));
    html! {
        section aria-labelledby="confusions" {
            h2 id="confusions" { "Entries that take each other’s questions" }
            p class="quiet" {
                "A variant of the entry that was meant, worded as in the example, may help."
            }
            (table(run, shown, &confusions))
            @if !folded.is_empty() {
                details {
                    summary { (folded.len()) " more" }
                    (table(run, folded, &confusions))
                }
            }
        }
    }
}

/// The confusions, the most frequent first; of equals those with more wrong answers.
fn confusions<'a>(run: &Run<'a>) -> Vec<Confusion<'a>> {
    let mut pairs: BTreeMap<(&str, &str), Vec<&Outcome>> = BTreeMap::new();
    for outcome in run.outcomes.iter().filter(|outcome| outcome.rank() != Some(1)) {
        let Some(labelled) = outcome.labelled.expect.first() else { continue };
        let Some(best) = outcome.closest().find(|best| !outcome.is_right(best)) else { continue };
        let first = run.entries[best.entry].entry.id.as_str();
        pairs.entry((labelled.as_str(), first)).or_default().push(outcome);
    }
    let confusion = |((labelled, first), mut outcomes): ((&'a str, &'a str), Vec<&'a Outcome>)| {
        outcomes.sort_by(|one, other| other.confidence().total_cmp(&one.confidence()));
        let answered = outcomes.iter().filter(|outcome| outcome.ending() == Ending::AnsweredWrong).count();
        Confusion { labelled, first, outcomes, answered }
    };
    let mut confusions: Vec<Confusion> = pairs.into_iter().map(confusion).collect();
    confusions.sort_by_key(|confusion| std::cmp::Reverse((confusion.outcomes.len(), confusion.answered)));
    confusions
}

fn table(run: &Run, confusions: &[Confusion], all: &[Confusion]) -> Markup {
    html! {
        table class="cards pairs" {
            thead { tr {
                th scope="col" { "meant" }
                th scope="col" { "came first" }
                th scope="col" { "questions" }
                th scope="col" { "for example" }
            } }
            tbody { @for confusion in confusions { (row(run, confusion, back(confusion, all))) } }
        }
    }
}

/// How many questions go the other way.
fn back(confusion: &Confusion, all: &[Confusion]) -> usize {
    let is_back = |other: &&Confusion| other.labelled == confusion.first && other.first == confusion.labelled;
    all.iter().find(is_back).map_or(0, |other| other.outcomes.len())
}

fn row(run: &Run, confusion: &Confusion, back: usize) -> Markup {
    html! {
        tr {
            th scope="row" class="meant" { (entry(run, confusion.labelled)) }
            td class="first" { span class="arrow" aria-hidden="true" { "→ " } (entry(run, confusion.first)) }
            td class="times" {
                b { (confusion.outcomes.len()) }
                @if confusion.answered > 0 { " " small { (confusion.answered) " answered wrong" } }
                @if back > 0 { " " small { (back) " the other way" } }
            }
            td class="example" dir="auto" { (confusion.outcomes[0].labelled.ask) }
        }
    }
}

fn entry(run: &Run, id: &str) -> Markup {
    run.find(id).map_or_else(|| html! { code { (id) } }, named)
}
