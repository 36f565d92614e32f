//! What a FAQ's matcher sees in each question, with whether its best entry is right.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use attache::matcher::{Encoder, EntryText, FaqTexts, Matcher, Signals, Strictness, VectorCache};

use crate::sets::Set;
use crate::simulate::{self, Simulated};

/// The best candidate for one question.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What speaks for it.
    pub signals: Signals,
    /// Whether it answers the question.
    pub right: bool,
    /// Whether any entry does.
    pub in_scope: bool,
    /// Whether a word forbids an answer.
    pub vetoed: bool,
}

/// The rows of one set: of FAQs cut out of it, and of the whole.
pub struct Rows {
    /// The name of the set.
    pub set: String,
    /// What the set is about.
    pub domain: String,
    /// To fit to.
    pub simulated: Vec<Row>,
    /// To judge by.
    pub whole: Vec<Row>,
}

impl Rows {
    /// Asks a set, and the FAQs that are cut out of it, all their questions.
    pub fn of(set: &Set, encoder: Option<&Arc<Encoder>>) -> Self {
        let entries = set.knowledge.entries().zip(set.phrasings());
        let entries = entries.map(|(found, texts)| (texts, found.entry.answer.as_str())).collect();
        let questions = set.questions.iter().zip(&set.expected);
        let questions = questions.map(|(question, expected)| (question.ask.clone(), expected.clone()));
        let whole = Simulated { entries, questions: questions.collect() };
        let faqs = simulate::faqs(set, encoder.map(Arc::as_ref));
        Self {
            set: set.name.clone(),
            domain: set.domain().to_owned(),
            simulated: faqs.iter().flat_map(|faq| rows(set, faq, encoder)).collect(),
            whole: rows(set, &whole, encoder),
        }
    }
}

fn rows(set: &Set, faq: &Simulated<'_>, encoder: Option<&Arc<Encoder>>) -> Vec<Row> {
    let entries = faq.entries.iter().map(|(texts, answer)| EntryText { phrasings: texts.clone(), answer });
    let texts = FaqTexts { entries: entries.collect(), ..FaqTexts::default() };
    let (encoder, cache) = (encoder.cloned(), VectorCache::none());
    let strictness = Some(Strictness::Lenient);
    let matcher = Matcher::new(set.language(), &texts, encoder, strictness, &cache, &|_, _| ());
    let next = AtomicUsize::new(0);
    let ask_until_none_is_left = || {
        let mut rows = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((ask, places)) = faq.questions.get(at) else { return rows };
            rows.extend(row(&matcher, ask, places).map(|row| (at, row)));
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let mut rows: Vec<(usize, Row)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(ask_until_none_is_left)).collect();
        workers.into_iter().flat_map(|worker| worker.join().expect("asking never fails")).collect()
    });
    rows.sort_unstable_by_key(|&(at, _)| at);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn row(matcher: &Matcher, ask: &str, places: &[usize]) -> Option<Row> {
    let query = matcher.read(ask);
    let best = matcher.all_candidates(&query).into_iter().next()?;
    let found = matcher.matches(&query, vec![best]);
    Some(Row {
        signals: best.signals,
        right: places.contains(&best.entry),
        in_scope: !places.is_empty(),
        vetoed: found.first().is_some_and(|found| found.account.veto.is_some()),
    })
}
