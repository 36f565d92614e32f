//! Knowledge, matcher and thresholds as one thing that can be asked.
//!
//! The terminal, the test harness and Telegram all call [`Faq::ask`], so what is measured
//! offline is what readers get.

use std::path::PathBuf;
use std::sync::Arc;

use crate::knowledge::{Article, EntryRef, Knowledge};
use crate::matcher::{
    self, Candidate, Encoder, EntryText, Explanation, Match, Matcher, Progress, Query, Strictness,
    Thresholds, VectorCache, Verdict,
};
use crate::text::Language;

/// What a FAQ needs beside its knowledge.
#[derive(Clone, Default)]
pub struct Resources {
    /// The sentence encoder; without one, words alone decide.
    pub encoder: Option<Arc<Encoder>>,
    /// Where phrasing vectors are kept between runs; nowhere when absent.
    pub cache_folder: Option<PathBuf>,
    /// How strictly questions are read; a small FAQ is strict unless told otherwise.
    pub strictness: Option<Strictness>,
    /// How sure an answer must be, if an editor has chosen.
    pub thresholds: Option<Thresholds>,
}

/// Everything needed to answer questions.
pub struct Faq {
    knowledge: Knowledge,
    sections: Vec<Section>,
}

/// The entries of one language, with their matcher.
struct Section {
    matcher: Matcher,
    thresholds: Thresholds,
    /// Each entry's number among all of the knowledge.
    entries: Vec<usize>,
}

/// How far to look for candidates.
type Search = fn(&Matcher, &Query) -> Vec<Candidate>;

/// What the bot makes of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The question as it was asked.
    pub question: String,
    /// What the bot decided. Matches refer to entries by [`Faq::entry`].
    pub verdict: Verdict,
    /// The closest entries, best first, whatever the verdict.
    pub matches: Vec<Match>,
    /// How sure the bot had to be.
    pub thresholds: Thresholds,
}

impl Answer {
    /// Whether the closest entry is held back for words that it does not account for.
    pub fn is_vetoed(&self) -> bool {
        self.matches.first().is_some_and(|best| best.account.veto.is_some())
    }

    /// The words of the question that the closest entry does not account for.
    pub fn unaccounted(&self) -> &[String] {
        self.matches.first().map_or(&[], |best| &best.account.unaccounted)
    }
}

impl Faq {
    /// Indexes `knowledge`, one section a language; `progress` hears of phrasings encoded.
    pub fn new(knowledge: Knowledge, resources: &Resources, progress: Progress<'_>) -> Self {
        let mut codes: Vec<String> = Vec::new();
        for article in knowledge.articles() {
            let code = Language::new(&article.language).code().to_owned();
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        let sections = codes.iter().map(|code| Section::new(code, &knowledge, resources, progress)).collect();
        Self { knowledge, sections }
    }

    /// What the bot knows.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The entry of this number.
    ///
    /// # Panics
    /// If no match of this FAQ has that number.
    pub fn entry(&self, number: usize) -> EntryRef<'_> {
        self.knowledge.entries().nth(number).expect("matches refer to entries of their own FAQ")
    }

    /// Answers a question: the same question, the same answer, always.
    pub fn ask(&self, question: &str) -> Answer {
        self.answer(question, Matcher::candidates)
    }

    /// As [`Faq::ask`], with the closest entries also for a question that is an entry's own
    /// wording, where `ask` does not look further.
    pub fn survey(&self, question: &str) -> Answer {
        self.answer(question, Matcher::all_candidates)
    }

    fn answer(&self, question: &str, search: Search) -> Answer {
        let (section, matches) = self.best_section(question, search);
        let verdict = matcher::decide(&matches, section.thresholds);
        Answer { question: question.to_owned(), verdict, matches, thresholds: section.thresholds }
    }

    /// Why the closest entry was found; nothing for a question without words.
    pub fn explain(&self, question: &str) -> Option<Explanation> {
        let (section, matches) = self.best_section(question, Matcher::candidates);
        let mut best = matches.into_iter().next()?;
        best.entry = section.entries.iter().position(|&number| number == best.entry)?;
        Some(section.matcher.explain(&section.matcher.read(question), &best))
    }

    /// The matches of the language that knows the question best; of equals the first.
    fn best_section(&self, question: &str, search: Search) -> (&Section, Vec<Match>) {
        let asked = self.sections.iter().map(|section| (section, section.matches(question, search)));
        let confidence = |matches: &[Match]| matches.first().map(|best| best.confidence);
        asked
            .reduce(|best, other| if confidence(&other.1) > confidence(&best.1) { other } else { best })
            .expect("knowledge has an article")
    }
}

impl Section {
    fn new(code: &str, knowledge: &Knowledge, resources: &Resources, progress: Progress<'_>) -> Self {
        let is_ours = |article: &Article| Language::new(&article.language).code() == code;
        let ours: Vec<(usize, EntryRef<'_>)> =
            knowledge.entries().enumerate().filter(|(_, found)| is_ours(found.article)).collect();
        let articles = || knowledge.articles().iter().filter(|article| is_ours(article));
        let aliases: Vec<Vec<String>> = articles().flat_map(|article| article.aliases.clone()).collect();
        let name: Vec<&str> = articles().map(|article| article.id.as_str()).collect();
        let cache = match &resources.cache_folder {
            Some(folder) => VectorCache::in_folder(folder, &format!("{code} {}", name.join(" "))),
            None => VectorCache::none(),
        };
        let texts: Vec<EntryText<'_>> = ours.iter().map(|(_, found)| entry_text(*found)).collect();
        let language = Language::new(code);
        let encoder = resources.encoder.clone();
        let matcher =
            Matcher::new(language, &aliases, &texts, encoder, resources.strictness, &cache, progress);
        Self {
            thresholds: resources.thresholds.unwrap_or_else(|| matcher.default_thresholds()),
            matcher,
            entries: ours.into_iter().map(|(number, _)| number).collect(),
        }
    }

    fn matches(&self, question: &str, search: Search) -> Vec<Match> {
        let query = self.matcher.read(question);
        let mut matches = self.matcher.matches(&query, search(&self.matcher, &query));
        for found in &mut matches {
            found.entry = self.entries[found.entry];
        }
        matches
    }
}

fn entry_text<'a>(found: EntryRef<'a>) -> EntryText<'a> {
    let question = std::iter::once(found.entry.question.as_str());
    EntryText {
        phrasings: question.chain(found.entry.variants.iter().map(String::as_str)).collect(),
        answer: &found.entry.answer,
    }
}
