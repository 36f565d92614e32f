//! The FAQ: indexed, asked, and its answers decided.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::answer::Answer;
use super::parts;
use super::resources::Resources;
use super::section::{self, Search, Section};
use crate::knowledge::{Article, EntryRef, Id, Knowledge};
use crate::matcher::{self, Encoder, Explanation, Match, Matcher, Progress, Thresholds, Verdict};
use crate::text::LanguageCode;

/// The most questions in one message that get answers of their own. With more, it is a story.
const MOST_QUESTIONS: usize = 3;

/// Everything needed to answer questions.
pub struct Faq {
    pub(super) knowledge: Knowledge,
    pub(super) sections: Vec<Section>,
    /// How sure an answer must be, where an editor has chosen it for an article.
    chosen: HashMap<Id, Thresholds>,
    /// The last day on which an answer holds, by its entry's number, where it has one: looked up here, it
    /// costs a question nothing.
    last_days: HashMap<usize, NaiveDate>,
    resources: Resources,
}

impl Faq {
    /// Indexes `knowledge`, one section a language; `progress` hears of phrasings encoded.
    pub fn new(knowledge: Knowledge, resources: &Resources, progress: Progress<'_>) -> Self {
        let section = |language: LanguageCode| {
            let cache = section::cache(language, &knowledge, resources);
            Section::new(language, &knowledge, resources, &cache, progress)
        };
        let sections = section::languages(&knowledge).into_iter().map(section).collect();
        let last_days = last_days(&knowledge);
        Self { knowledge, sections, resources: resources.clone(), chosen: HashMap::new(), last_days }
    }

    /// This FAQ with one more variant of an entry, to see what that changes. Nothing but the
    /// variant is encoded, and nothing is kept.
    ///
    /// # Panics
    /// If there is no entry of that number.
    pub fn with_variant(&self, number: usize, variant: &str) -> Self {
        let mut articles = self.knowledge.articles().to_vec();
        let entry = articles.iter_mut().flat_map(|article| &mut article.faq).nth(number);
        entry.expect("the entry is one of this FAQ").variants.push(variant.to_owned());
        let knowledge = Knowledge::new(articles);
        let sections = self.sections.iter().map(|section| {
            let vectors = section.matcher.vectors();
            Section::new(section.language, &knowledge, &self.resources, &vectors, &|_, _| ())
        });
        Self {
            sections: sections.collect(),
            resources: self.resources.clone(),
            chosen: self.chosen.clone(),
            last_days: self.last_days.clone(),
            knowledge,
        }
    }

    /// The same FAQ with these thresholds for the answers of an article.
    pub fn with_thresholds(mut self, article: Id, thresholds: Thresholds) -> Self {
        self.chosen.insert(article, thresholds);
        self
    }

    /// How sure this article's entries must be where its editor has chosen nothing.
    ///
    /// # Panics
    /// If the article is none of this FAQ's.
    pub fn default_thresholds(&self, article: &Article) -> Thresholds {
        let section = self.sections.iter().find(|section| section::is_of(section.language)(article));
        section.expect("each language has a section").matcher.default_thresholds()
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

    /// Answers a message on the day `today`: the same message and day, the same answers, always.
    ///
    /// A message with two questions or three, each of which an entry of its own answers, gets as many
    /// answers; any other is one question and gets one. An answer that holds no longer on that day is
    /// withdrawn.
    pub fn answer(&self, message: &str, today: NaiveDate) -> Vec<Answer> {
        let answers = self.answers(message).into_iter();
        answers.map(|answer| self.unless_withdrawn(answer, today)).collect()
    }

    fn answers(&self, message: &str) -> Vec<Answer> {
        let parts = parts::parts(message);
        if (2..=MOST_QUESTIONS).contains(&parts.len()) {
            let answers: Vec<Answer> = parts.into_iter().map(|part| self.ask(part)).collect();
            let entries: HashSet<usize> = answers.iter().filter_map(Answer::given).collect();
            if entries.len() == answers.len() {
                return answers;
            }
        }
        vec![self.ask(message)]
    }

    fn unless_withdrawn(&self, answer: Answer, today: NaiveDate) -> Answer {
        let last = answer.given().and_then(|number| self.last_days.get(&number).copied());
        match (answer.verdict, last) {
            (Verdict::Answer(found), Some(last)) if last < today => {
                Answer { verdict: Verdict::Withdrawn { found, last }, ..answer }
            }
            (verdict, _) => Answer { verdict, ..answer },
        }
    }

    /// The same answer, with the closest entries also to an entry's own wording, where
    /// [`Faq::answer`] does not look further: a reader gets the answer sooner.
    pub fn with_closest(&self, answer: Answer) -> Answer {
        match answer.matches.as_slice() {
            [only] if only.signals.exact => {
                let (_, matches) = self.best_section(&answer.question, &Matcher::all_candidates);
                Answer { matches, ..answer }
            }
            _ => answer,
        }
    }

    fn ask(&self, question: &str) -> Answer {
        self.asked(question, &Matcher::candidates)
    }

    /// The encoder that questions are read with, if there is one.
    pub fn encoder(&self) -> Option<&Arc<Encoder>> {
        self.resources.encoder.as_ref()
    }

    /// What is made of one question, whatever day it is, with the closest entries: for trying an
    /// entry's phrasings, which are no messages.
    pub(crate) fn survey(&self, question: &str) -> Answer {
        self.asked(question, &Matcher::all_candidates)
    }

    /// As [`Faq::survey`] for one of an entry's phrasings, in its language, as if the entry did not
    /// have it: what a reader gets whose words nobody thought of.
    ///
    /// # Panics
    /// If there is no entry of that number, or if it has no such phrasing.
    pub(crate) fn survey_without(&self, number: usize, phrasing: usize) -> Answer {
        let question =
            self.entry(number).entry.phrasings().nth(phrasing).expect("the phrasing is the entry's");
        let place = |section: &Section| section.entries.iter().position(|&entry| entry == number);
        let found = self.sections.iter().find_map(|section| Some((section, place(section)?)));
        let (section, entry) = found.expect("each entry is in a section");
        let matches =
            section.matches(question, &|matcher, query| matcher.candidates_without(query, entry, phrasing));
        self.decided(section, question, matches)
    }

    fn asked(&self, question: &str, search: Search<'_>) -> Answer {
        let (section, matches) = self.best_section(question, search);
        self.decided(section, question, matches)
    }

    fn decided(&self, section: &Section, question: &str, matches: Vec<Match>) -> Answer {
        let thresholds = self.thresholds(section, &matches);
        let verdict = matcher::decide(&matches, thresholds);
        Answer { question: question.to_owned(), verdict, matches, thresholds }
    }

    /// How sure the closest entry must be: as chosen for its article, else as the program ships.
    fn thresholds(&self, section: &Section, matches: &[Match]) -> Thresholds {
        let article = matches.first().map(|best| &self.entry(best.entry).article.id);
        let chosen = article.and_then(|id| self.chosen.get(id));
        chosen.copied().unwrap_or_else(|| section.matcher.default_thresholds())
    }

    /// Why the closest entry was found; nothing for a question without words.
    pub fn explain(&self, question: &str) -> Option<Explanation> {
        let (section, matches) = self.best_section(question, &Matcher::candidates);
        let mut best = matches.into_iter().next()?;
        best.entry = section.entries.iter().position(|&number| number == best.entry)?;
        Some(section.matcher.explain(&section.matcher.read(question), &best))
    }

    /// The matches of the language that the question is put in. Where its writing leaves several,
    /// that is the one whose small words it has, if that knows an entry for it; else the one that
    /// knows it best, of equals the first.
    fn best_section(&self, question: &str, search: Search<'_>) -> (&Section, Vec<Match>) {
        let sections = section::asked(&self.sections, question);
        let spoken = section::spoken(&sections, question);
        let asked = sections.into_iter().map(|section| (section, section.matches(question, search)));
        let asked: Vec<(&Section, Vec<Match>)> = asked.collect();
        let confidence = |matches: &[Match]| matches.first().map(|best| best.confidence);
        let is_enough = |(section, matches): &(&Section, Vec<Match>)| {
            confidence(matches) >= Some(self.thresholds(section, matches).suggest)
        };
        let by_words = spoken.filter(|&place| is_enough(&asked[place]));
        let by_confidence = || {
            let best = (0..asked.len()).reduce(|best, other| {
                if confidence(&asked[other].1) > confidence(&asked[best].1) { other } else { best }
            });
            best.expect("knowledge has an article")
        };
        let place = by_words.unwrap_or_else(by_confidence);
        asked.into_iter().nth(place).expect("the place is one of these")
    }
}

/// The last day of each answer that holds but for a time, in any language.
fn last_days(knowledge: &Knowledge) -> HashMap<usize, NaiveDate> {
    let ends = |found: &EntryRef<'_>| found.entry.valid_until.is_some();
    let ending: HashSet<&Id> = knowledge.entries().filter(ends).map(|found| &found.entry.id).collect();
    let entries = knowledge.entries().enumerate().filter(|(_, found)| ending.contains(&found.entry.id));
    entries.filter_map(|(number, found)| Some((number, knowledge.valid_until(found)?))).collect()
}
