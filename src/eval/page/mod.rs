//! The outcomes and metrics as one page that a person looks at in a browser.
//!
//! The page needs nothing but itself: style, script and plots are in it, and nothing is fetched.
//! Every text of a question or an entry is escaped by the templates. It has no date and no
//! latency, so the same outcomes are the same page.

mod bars;
mod confusions;
mod grade;
mod head;
mod plot;
mod questions;
mod reliability;
mod risk;
mod run;
mod words;

use maud::{DOCTYPE, PreEscaped, html};

use super::metrics::Metrics;
use super::outcome::Outcome;
use crate::faq::Faq;
use run::Run;

/// Lets a browser use what is in the page, and fetch nothing.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/// What became of the questions, and how good that is, as a page of HTML.
pub fn page(faq: &Faq, outcomes: &[Outcome], metrics: &Metrics) -> String {
    let run = Run { faq, outcomes, metrics, entries: faq.knowledge().entries().collect() };
    let title = head::title(&run);
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                title { "Questions to “" (title) "”" }
                link rel="icon" href="data:,";
                style { (PreEscaped(include_str!("style.css"))) }
            }
            body {
                (head::head(&run))
                main {
                    (bars::section(&run))
                    div class="plots" { (risk::section(&run)) (reliability::section(&run)) }
                    (confusions::section(&run))
                    (questions::section(&run))
                }
                script { (PreEscaped(include_str!("search.js"))) }
            }
        }
    };
    page.into_string()
}

#[cfg(test)]
mod tests;
