//! Whether the editors' promises hold.

use std::fmt;

use crate::faq::Faq;
use crate::knowledge::{Article, Id};
use crate::matcher::Match;

use super::outcome::{Outcome, surest_first};
use super::statistics::share;
use super::wording::{cut, percent};

/// How many questions a broken promise names.
const MAX_NAMED: usize = 10;

/// A promise of an article that its answers do not keep; printed, it says so.
#[derive(Clone, Debug, PartialEq)]
pub struct BrokenPromise {
    /// The article.
    pub article: Id,
    /// The largest share of wrong answers that it promises.
    pub promised: f64,
    /// The share of wrong answers among the answers that it gave.
    pub wrong: f64,
    /// The questions that it answered wrongly, the most confident answer first.
    pub questions: Vec<String>,
}

/// The promises that the outcomes break, article by article.
pub fn broken_promises(faq: &Faq, outcomes: &[Outcome]) -> Vec<BrokenPromise> {
    faq.knowledge().articles().iter().filter_map(|article| broken_promise(faq, article, outcomes)).collect()
}

fn broken_promise(faq: &Faq, article: &Article, outcomes: &[Outcome]) -> Option<BrokenPromise> {
    let promised = article.promise?.max_wrong;
    let ours = |found: &&Match| faq.entry(found.entry).article.id == article.id;
    let given = outcomes.iter().filter(|outcome| outcome.given().filter(ours).count() > 0);
    // Of two answers to a message, another article may have given the wrong one.
    let is_wrong = |outcome: &&Outcome| outcome.given().filter(ours).any(|found| !outcome.is_right(found));
    let wrong_answers = surest_first(given.clone().filter(is_wrong));
    let wrong = share(wrong_answers.len(), given.count())?;
    if wrong <= promised {
        return None;
    }
    let questions = wrong_answers.iter().map(|outcome| outcome.labelled.ask.clone()).collect();
    Some(BrokenPromise { article: article.id.clone(), promised, wrong, questions })
}

impl fmt::Display for BrokenPromise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (promised, wrong) = (percent(self.promised), percent(self.wrong));
        write!(f, "`{}` promised at most {promised} wrong answers, {wrong} were: ", self.article)?;
        let named: Vec<String> =
            self.questions.iter().take(MAX_NAMED).map(|question| format!("`{}`", cut(question))).collect();
        f.write_str(&named.join(", "))?;
        match self.questions.len().saturating_sub(MAX_NAMED) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{Verdicts, harbour, harbour_faq, outcome};
    use super::*;
    use crate::faq::Resources;
    use crate::knowledge::Knowledge;

    /// Outcomes with this many right and wrong answers.
    fn answers(right: usize, wrong: usize) -> Vec<Outcome> {
        let right = std::iter::repeat_n(outcome(&[0], Verdicts::Answer, &[(0, 0.9)]), right);
        let wrong = (0..wrong).map(|at| {
            let mut outcome = outcome(&[1], Verdicts::Answer, &[(0, 0.8)]);
            outcome.labelled.ask = format!("when {at}?");
            outcome
        });
        right.chain(wrong).collect()
    }

    #[test]
    fn a_promise_is_broken_by_more_wrong_answers_than_promised() {
        let faq = harbour_faq();
        for (right, wrong, broken) in
            [(0, 0, false), (20, 0, false), (19, 1, false), (18, 1, true), (0, 1, true)]
        {
            assert_eq!(!broken_promises(&faq, &answers(right, wrong)).is_empty(), broken, "{right}, {wrong}");
        }
    }

    #[test]
    fn a_broken_promise_names_the_questions() {
        let broken = broken_promises(&harbour_faq(), &answers(13, 1));
        insta::assert_snapshot!(broken[0], @r"`harbour` promised at most 5 % wrong answers, 7.1 % were: `when 0?`");
        let broken = broken_promises(&harbour_faq(), &answers(0, 12));
        insta::assert_snapshot!(broken[0], @r"`harbour` promised at most 5 % wrong answers, 100 % were: `when 0?`, `when 1?`, `when 2?`, `when 3?`, `when 4?`, `when 5?`, `when 6?`, `when 7?`, `when 8?`, `when 9?` and 2 more");
    }

    #[test]
    fn an_article_answers_for_its_own_answers() {
        let mut other = harbour();
        other.id = String::from("other").try_into().unwrap();
        for entry in &mut other.faq {
            entry.id = format!("other-{}", entry.id).try_into().unwrap();
        }
        let faq = Faq::new(Knowledge::new(vec![harbour(), other]), &Resources::default(), &|_, _| ());
        let outcomes =
            [outcome(&[0], Verdicts::Answer, &[(0, 0.9)]), outcome(&[0], Verdicts::Answer, &[(7, 0.9)])];
        let broken: Vec<String> =
            broken_promises(&faq, &outcomes).iter().map(|broken| broken.article.to_string()).collect();
        assert_eq!(broken, ["other"]);
    }

    #[test]
    fn of_two_answers_an_article_answers_for_its_own() {
        let mut other = harbour();
        other.id = String::from("other").try_into().unwrap();
        let faq = Faq::new(Knowledge::new(vec![harbour(), other]), &Resources::default(), &|_, _| ());
        let mut both = outcome(&[0], Verdicts::Answer, &[(0, 0.9)]);
        both.answers.extend(outcome(&[], Verdicts::Answer, &[(7, 0.9)]).answers);
        let broken: Vec<String> =
            broken_promises(&faq, &[both]).iter().map(|broken| broken.article.to_string()).collect();
        assert_eq!(broken, ["other"]);
    }

    #[test]
    fn an_article_without_a_promise_breaks_none() {
        let mut article = harbour();
        article.promise = None;
        let faq = Faq::new(Knowledge::new(vec![article]), &Resources::default(), &|_, _| ());
        assert!(broken_promises(&faq, &answers(0, 3)).is_empty());
    }
}
