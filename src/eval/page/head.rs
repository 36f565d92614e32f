//! The head of the page: the run in plain words, and whether the promise holds.

use maud::{Markup, html};

use super::grade::Grade;
use super::run::Run;
use super::words::{counted, percent};
use crate::eval::outcome::Outcome;
use crate::eval::promise::{BrokenPromise, broken_promises};
use crate::knowledge::Article;

/// The titles of the articles, or of the first where they are many.
pub(super) fn title(run: &Run) -> String {
    let articles = run.faq.knowledge().articles();
    match articles {
        [first, _, _, ..] => format!("{} and {} more articles", first.title, articles.len() - 1),
        _ => articles.iter().map(|article| article.title.as_str()).collect::<Vec<_>>().join(" · "),
    }
}

pub(super) fn head(run: &Run) -> Markup {
    html! {
        header {
            p class="kicker" { "What readers would get" }
            h1 dir="auto" { (title(run)) }
            (sentence(run))
            (promises(run))
        }
    }
}

/// How the questions ended, in a sentence or two.
fn sentence(run: &Run) -> Markup {
    let all: Vec<&Outcome> = run.outcomes.iter().collect();
    let count = |grade: Grade| grade.count(&all);
    let suggested = count(Grade::RightSuggestion) + count(Grade::OtherSuggestions);
    html! {
        p class="lead" {
            "Of " b { (counted(run.outcomes.len(), "question")) } ", "
            b class="g5" { (run.metrics.answered_right) } " got the right answer and "
            b class="g0" { (run.metrics.answered_wrong) } " a wrong one. "
            b { (suggested) } " got suggestions, "
            b class="g3" { (count(Grade::RightSuggestion)) } " of them with the right entry. "
            b { (run.metrics.unanswered) } " were not answered, "
            b class="g4" { (count(Grade::RightlySilent)) } " of them rightly."
        }
    }
}

/// Whether each promise holds; nothing where none was made.
fn promises(run: &Run) -> Markup {
    let articles = run.faq.knowledge().articles();
    let broken = broken_promises(run.faq, run.outcomes);
    let alone = articles.len() == 1;
    let broken_by = |article: &Article| broken.iter().find(|promise| promise.article == article.id);
    html! {
        @for article in articles {
            @if let Some(promise) = article.promise {
                @let name = (!alone).then_some(article.title.as_str());
                (verdict(run, name, promise.max_wrong, broken_by(article)))
            }
        }
    }
}

fn verdict(run: &Run, name: Option<&str>, promised: f64, broken: Option<&BrokenPromise>) -> Markup {
    let answers = run.metrics.answered_right + run.metrics.answered_wrong;
    let wrong = match broken {
        Some(promise) => Some(promise.wrong),
        None if name.is_none() && answers > 0 => Some(run.metrics.wrong_answer_rate),
        None => None,
    };
    let (grade, sign, says) = match broken {
        Some(_) => ("g0", "✗", "The promise is broken"),
        None => ("g5", "✓", "The promise holds"),
    };
    html! {
        p class={ "promise " (grade) } {
            b class=(grade) { span aria-hidden="true" { (sign) " " } (says) } @if let Some(name) = name { " for " span dir="auto" { (name) } }
            ": at most " (percent(promised)) " of the answers may be wrong"
            @if let Some(wrong) = wrong { ", and " (percent(wrong)) " are" }
            "."
        }
    }
}
