//! One language of a FAQ, and which one a question is put in.

use unicode_script::Script;

use super::resources::Resources;
use crate::knowledge::{Article, EntryRef, Knowledge};
use crate::matcher::{Candidate, EntryText, FaqTexts, Match, Matcher, Progress, Query, VectorCache};
use crate::text::{Language, LanguageCode, script};

/// The entries of one language, with their matcher.
pub(super) struct Section {
    pub(super) language: LanguageCode,
    /// What its phrasings are written in.
    script: Option<Script>,
    pub(super) matcher: Matcher,
    /// Each entry's number among all of the knowledge.
    pub(super) entries: Vec<usize>,
}

/// How far to look for candidates.
pub(super) type Search<'a> = &'a dyn Fn(&Matcher, &Query) -> Vec<Candidate>;

impl Section {
    /// Indexes the articles of this language; `progress` hears of phrasings encoded.
    pub(super) fn new(
        language: LanguageCode,
        knowledge: &Knowledge,
        resources: &Resources,
        cache: &VectorCache,
        progress: Progress<'_>,
    ) -> Self {
        let is_ours = is_of(language);
        let ours: Vec<(usize, EntryRef<'_>)> =
            knowledge.entries().enumerate().filter(|(_, found)| is_ours(found.article)).collect();
        let articles = || knowledge.articles().iter().filter(|article| is_ours(article));
        let texts = FaqTexts {
            aliases: articles().flat_map(|article| article.aliases.clone()).collect(),
            entries: ours.iter().map(|(_, found)| entry_text(*found)).collect(),
            out_of_scope: articles().flat_map(|article| &article.out_of_scope).map(String::as_str).collect(),
        };
        let phrasings: Vec<&str> = texts.entries.iter().flat_map(|entry| &entry.phrasings).copied().collect();
        let script = script(&phrasings.join(" "));
        let known = Language::new(language.as_str());
        let encoder = resources.encoder.clone();
        let matcher = Matcher::new(known, &texts, encoder, resources.strictness, cache, progress);
        Self { language, script, matcher, entries: ours.into_iter().map(|(number, _)| number).collect() }
    }

    /// The closest entries, best first, by their numbers among all of the knowledge.
    pub(super) fn matches(&self, question: &str, search: Search<'_>) -> Vec<Match> {
        let query = self.matcher.read(question);
        let mut matches = self.matcher.matches(&query, search(&self.matcher, &query));
        for found in &mut matches {
            found.entry = self.entries[found.entry];
        }
        matches
    }
}

/// The languages that the question may be put in: those that have this very wording, else those
/// in its script, else all.
pub(super) fn asked<'a>(sections: &'a [Section], question: &str) -> Vec<&'a Section> {
    if let [only] = sections {
        return vec![only];
    }
    let written = script(question);
    let exact: Vec<&Section> = sections.iter().filter(|section| section.matcher.has(question)).collect();
    let alike: Vec<&Section> = sections.iter().filter(|section| section.script == written).collect();
    let found = if exact.is_empty() { alike } else { exact };
    if found.is_empty() { sections.iter().collect() } else { found }
}

/// Which of the languages has the most of the question's words among its stop words, if one has.
pub(super) fn spoken(sections: &[&Section], question: &str) -> Option<usize> {
    if sections.len() < 2 {
        return None;
    }
    let counts: Vec<usize> = sections.iter().map(|section| section.matcher.stop_words(question)).collect();
    let most = *counts.iter().max()?;
    let place = counts.iter().position(|&count| count == most)?;
    let is_alone = counts.iter().filter(|&&count| count == most).count() == 1;
    is_alone.then_some(place)
}

/// The languages, in the order of the articles.
pub(super) fn languages(knowledge: &Knowledge) -> Vec<LanguageCode> {
    let mut languages: Vec<LanguageCode> = Vec::new();
    for article in knowledge.articles() {
        let language = LanguageCode::of(&article.language);
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    languages
}

/// Whether an article is in this language.
pub(super) fn is_of(language: LanguageCode) -> impl Fn(&Article) -> bool {
    move |article| LanguageCode::of(&article.language) == language
}

/// Where the vectors of a language are kept.
pub(super) fn cache(language: LanguageCode, knowledge: &Knowledge, resources: &Resources) -> VectorCache {
    let Some(folder) = &resources.cache_folder else { return VectorCache::none() };
    let is_ours = is_of(language);
    let ours = knowledge.articles().iter().filter(|article| is_ours(article));
    let name: Vec<&str> = ours.map(|article| article.id.as_str()).collect();
    VectorCache::in_folder(folder, &format!("{language} {}", name.join(" ")))
}

fn entry_text<'a>(found: EntryRef<'a>) -> EntryText<'a> {
    EntryText { phrasings: found.entry.phrasings().collect(), answer: &found.entry.answer }
}
