//! Every method on every set, and the probabilities of those that have none of their own.

use std::sync::Arc;

use attache::matcher::{Encoder, Thresholds};

use crate::bot;
use crate::figures::Figures;
use crate::method::{self, Decision, Guess, median_micros};
use crate::platt::{Platt, Sample};
use crate::sets::Set;

/// What the methods made of one set.
pub struct Sheet<'a> {
    /// The set.
    pub set: &'a Set,
    /// A column a method, in the order of the tables.
    pub columns: Vec<Column>,
}

/// What one method made of one set.
pub struct Column {
    /// The method.
    pub method: &'static str,
    guesses: Vec<Guess>,
    micros: f64,
}

impl Column {
    /// How well the method did.
    pub fn figures(&self) -> Figures {
        Figures::of(&self.guesses, self.micros)
    }
}

impl<'a> Sheet<'a> {
    /// Asks every method the questions of `set`; `progress` hears which one is next.
    pub fn of(set: &'a Set, encoder: &Arc<Encoder>, progress: &dyn Fn(&str)) -> Self {
        let mut columns = Vec::new();
        for method in method::methods(set, encoder) {
            progress(method.name);
            let guesses = method.guesses(set);
            let micros = median_micros(set, |question| method.ranking(question));
            columns.push(Column { method: method.name, guesses, micros });
        }
        progress(bot::NAME);
        let faq = bot::faq(set, encoder);
        let guesses = bot::guesses(&faq, set);
        let micros = median_micros(set, |question| faq.ask(question));
        columns.push(Column { method: bot::NAME, guesses, micros });
        Self { set, columns }
    }

    /// How sure `attache` must be to answer questions of this set.
    fn threshold(&self) -> f64 {
        let thresholds = if self.set.is_english() { Thresholds::SEMANTIC } else { Thresholds::LEXICAL };
        thresholds.answer.get().into()
    }

    /// Whether a method may be fitted to this set before it is asked `other`: not to the domain that
    /// it is asked about, and for English to English alone, as the encoder knows no more.
    fn may_teach(&self, other: &Self) -> bool {
        self.set.domain() != other.set.domain() && (self.set.is_english() || !other.set.is_english())
    }
}

/// Gives every method that has none a probability, fitted to the sets of other domains, and lets
/// it answer where `attache` would at that probability.
pub fn decide_all(sheets: &mut [Sheet<'_>]) {
    for at in 0..sheets.len() {
        for column in 0..sheets[at].columns.len() {
            let Some(fit) = Platt::fit(&samples(sheets, &sheets[at], column)) else { continue };
            let threshold = sheets[at].threshold();
            for guess in &mut sheets[at].columns[column].guesses {
                let probability = fit.probability(guess.score);
                let decision = Decision { probability, is_answer: probability >= threshold };
                guess.decision = guess.decision.or(Some(decision));
            }
        }
    }
}

/// What a method made of the sets that it may be fitted to; each domain counts the same.
fn samples(sheets: &[Sheet<'_>], pupil: &Sheet<'_>, column: usize) -> Vec<Sample> {
    let teachers: Vec<&Sheet<'_>> = sheets.iter().filter(|sheet| sheet.may_teach(pupil)).collect();
    let questions = |domain: &str| -> usize {
        let of_domain = teachers.iter().filter(|teacher| teacher.set.domain() == domain);
        of_domain.map(|teacher| teacher.set.questions.len()).sum()
    };
    teachers
        .iter()
        .flat_map(|teacher| {
            let weight = 1.0 / questions(teacher.set.domain()) as f64;
            let sample =
                move |guess: &Guess| Sample { score: guess.score, is_right: guess.is_right(), weight };
            teacher.columns[column].guesses.iter().map(sample)
        })
        .collect()
}
