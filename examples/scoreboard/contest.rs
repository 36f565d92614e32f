//! Every method on every set, and the probabilities of those that have none of their own.

use std::hint::black_box;
use std::sync::Arc;

use attache::faq::Faq;
use attache::matcher::{Encoder, Thresholds};
use chrono::NaiveDate;

use crate::bot;
use crate::figures::Figures;
use crate::method::{self, Decision, Guess, Method};
use crate::platt::{Platt, Sample};
use crate::sets::Set;
use crate::timing::{self, Ask};

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

    /// Whether it is known what the method does about its guesses.
    pub fn is_decided(&self) -> bool {
        self.guesses.iter().all(|guess| guess.decision.is_some())
    }
}

impl<'a> Sheet<'a> {
    /// Asks every method the questions of `set`; `progress` hears what is next.
    pub fn of(set: &'a Set, encoder: &Arc<Encoder>, progress: &dyn Fn(&str)) -> Self {
        progress("reading the phrasings");
        let methods = method::methods(set, encoder);
        let faq = bot::faq(set, encoder, &|_, _| ());
        let mut columns = Vec::new();
        for method in &methods {
            progress(method.name);
            columns.push(Column { method: method.name, guesses: method.guesses(set), micros: 0.0 });
        }
        progress(bot::NAME);
        columns.push(Column { method: bot::NAME, guesses: bot::guesses(&faq, set), micros: 0.0 });
        progress("timing");
        for (column, micros) in columns.iter_mut().zip(times(set, &methods, &faq)) {
            column.micros = micros;
        }
        Self { set, columns }
    }

    /// How sure `attache` must be to answer questions of this set.
    fn threshold(&self) -> f64 {
        let thresholds =
            if self.set.is_english() { Thresholds::shipped(true) } else { Thresholds::shipped(false) };
        thresholds.answer.get().into()
    }

    /// Whether a method may be fitted to this set before it is asked `other`: not to the domain that
    /// it is asked about, and for English to English alone, as the encoder knows no more.
    fn may_teach(&self, other: &Self) -> bool {
        self.set.domain() != other.set.domain() && (self.set.is_english() || !other.set.is_english())
    }
}

/// The median time of a question for each of the methods, and for `attache`.
fn times(set: &Set, methods: &[Method], faq: &Faq) -> Vec<f64> {
    let mut asked: Vec<Ask<'_>> = Vec::new();
    for method in methods {
        asked.push(Box::new(|question| drop(black_box(method.ranking(question)))));
    }
    asked.push(Box::new(|question| drop(black_box(faq.answer(question, NaiveDate::MIN)))));
    timing::medians(set, &asked)
}

/// Gives every method that has none a probability, fitted to the sets of other domains, and lets
/// it answer where `attache` would at that probability.
pub fn decide_all(sheets: &mut [Sheet<'_>]) {
    for at in 0..sheets.len() {
        for column in 0..sheets[at].columns.len() {
            if sheets[at].columns[column].is_decided() {
                continue;
            }
            let Some(fit) = Platt::fit(&samples(sheets, &sheets[at], column)) else { continue };
            let threshold = sheets[at].threshold();
            for guess in &mut sheets[at].columns[column].guesses {
                let probability = fit.probability(guess.score);
                guess.decision = Some(Decision { probability, is_answer: probability >= threshold });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::set;

    /// The sheet of a set with a question for each score, and whether its best entry is right.
    fn sheet<'a>(set: &'a Set, scored: &[(f64, bool)]) -> Sheet<'a> {
        let guess = |&(score, right): &(f64, bool)| Guess {
            in_scope: true,
            rank: Some(1 + usize::from(!right)),
            score,
            decision: None,
        };
        let guesses = scored.iter().map(guess).collect();
        Sheet { set, columns: vec![Column { method: "a method", guesses, micros: 1.0 }] }
    }

    fn probability(sheet: &Sheet<'_>) -> Option<f64> {
        sheet.columns[0].guesses[0].decision.map(|decision| decision.probability)
    }

    const RIGHT: (f64, bool) = (0.5, true);
    const WRONG: (f64, bool) = (0.5, false);

    #[test]
    fn a_method_is_fitted_to_other_domains_each_counting_the_same() {
        let sets = ["a-one", "a-two", "b-one", "c-one"].map(|name| set(name, "en", &["?"; 2]));
        let scored = [&[WRONG, WRONG][..], &[WRONG, WRONG], &[RIGHT, RIGHT], &[WRONG, WRONG]];
        let mut sheets: Vec<Sheet<'_>> =
            sets.iter().zip(scored).map(|(set, scored)| sheet(set, scored)).collect();
        decide_all(&mut sheets);
        // One domain of two was right, for `a` and `c`; none for `b`, which is not fitted to itself.
        for (sheet, expected) in sheets.iter().zip([0.5, 0.5, 0.0, 0.5]) {
            let found = probability(sheet).unwrap();
            assert!((found - expected).abs() < 1e-2, "{}: {found}, not {expected}", sheet.set.name);
        }
    }

    #[test]
    fn other_languages_learn_from_english_but_english_not_from_them() {
        let (german, english) = (set("a-de", "de", &["?"]), set("b-en", "en", &["?"]));
        let mut sheets = [sheet(&german, &[RIGHT]), sheet(&english, &[RIGHT])];
        decide_all(&mut sheets);
        assert!(probability(&sheets[0]).unwrap() > 0.9);
        assert_eq!((probability(&sheets[1]), sheets[1].columns[0].is_decided()), (None, false));
    }

    #[test]
    fn a_method_answers_from_the_probability_on_from_which_the_bot_does() {
        let (taught, teacher) = (set("a-en", "en", &["?"; 2]), set("b-en", "en", &["?"; 8]));
        let quarters = |score, right: usize| (0..4).map(move |at| (score, at < right));
        let known: Vec<(f64, bool)> = quarters(0.1, 1).chain(quarters(0.9, 3)).collect();
        // .75 at a score of .9, which is above the threshold; .5 half way.
        let mut sheets = [sheet(&taught, &[(0.9, true), (0.5, true)]), sheet(&teacher, &known)];
        decide_all(&mut sheets);
        let answered: Vec<bool> =
            sheets[0].columns[0].guesses.iter().map(|guess| guess.decision.unwrap().is_answer).collect();
        assert_eq!(answered, [true, false]);
    }

    #[test]
    fn every_method_has_a_column() -> anyhow::Result<()> {
        let encoder = Arc::new(Encoder::built_in()?);
        let set = set("a-en", "en", &["How old are you?", "where do you live"]);
        let sheet = Sheet::of(&set, &encoder, &|_| ());
        let methods: Vec<&str> = sheet.columns.iter().map(|column| column.method).collect();
        let all = ["Levenshtein", "token-set ratio", "BM25", "character n-grams", "encoder alone", "attache"];
        assert_eq!(methods, all);
        for column in &sheet.columns {
            let figures = column.figures();
            assert_eq!((figures.top1, figures.answers.is_some()), (Some(1.0), column.method == "attache"));
        }
        Ok(())
    }
}
