//! What sort of thing a question asks for.

use super::language::Language;
use super::words::Word;

/// What a question wants to know, where its first words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// A point in time.
    Time,
    /// A place.
    Place,
    /// A person.
    Person,
    /// How long something takes.
    Duration,
    /// A number of things, or a size.
    Amount,
    /// A cause or an aim.
    Reason,
    /// What had better be done, or a view of what is.
    Advice,
    /// What is still to come.
    Future,
}

impl Asking {
    /// Whether it may be a detail of any answer: how many, how long.
    pub fn is_of_answer(self) -> bool {
        matches!(self, Self::Amount | Self::Duration)
    }
}

/// What makes "how" ask for an amount.
const AMOUNTS: [&str; 10] =
    ["many", "much", "big", "large", "old", "far", "tall", "high", "often", "expensive"];

impl Language {
    /// Whether a folded word asks for one of what the next word names.
    pub fn asks_for_one(&self, folded: &str) -> bool {
        self.code() == "en" && folded == "which"
    }

    /// What a question asks for, and how many of the words from which place say so. Nothing for
    /// "what" or a mere "how", which may ask for anything, and for languages without a list.
    pub fn asking(&self, words: &[Word]) -> Option<(Asking, usize, usize)> {
        if self.code() != "en" {
            return None;
        }
        // Later ones join clauses: "how did it react when …".
        match words.first()?.folded.as_str() {
            "should" => return Some((Asking::Advice, 0, 1)),
            "will" => return Some((Asking::Future, 0, 1)),
            _ => {}
        }
        if let Some(at) = words.windows(2).position(|pair| asks_for_view(&pair[0].folded, &pair[1].folded)) {
            return Some((Asking::Advice, at, 2));
        }
        let asks = |at: &usize| is_interrogative(&words[*at].folded) && !self.is_relative(words, *at);
        let first = (0..words.len()).find(asks)?;
        let next = words.get(first + 1).map_or("", |word| word.folded.as_str());
        let asks_for_a_view = words[first + 1..].iter().any(|word| word.stem == "stand");
        let (asking, length) = match (words[first].folded.as_str(), next) {
            ("where", _) if asks_for_a_view => return None,
            ("when", _) => (Asking::Time, 1),
            ("where", _) => (Asking::Place, 1),
            ("who" | "whom", _) => (Asking::Person, 1),
            ("what" | "which", "time" | "date" | "day" | "month" | "year") => (Asking::Time, 2),
            ("what" | "which", "city" | "country" | "place" | "countries" | "cities") => (Asking::Place, 2),
            ("why", _) => (Asking::Reason, 1),
            ("how", "come") => (Asking::Reason, 2),
            (_, "should") => (Asking::Advice, 2),
            ("how", "soon") => (Asking::Time, 2),
            ("how", "long") => (Asking::Duration, 2),
            ("how", amount) if AMOUNTS.contains(&amount) => (Asking::Amount, 2),
            _ => return None,
        };
        Some((asking, first, length))
    }
}

impl Language {
    /// Whether the interrogative at this place tells of the word before it: "those who came", "the
    /// fair where she spoke". In "the fair where is it" it asks.
    fn is_relative(&self, words: &[Word], at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &words[before]) else { return false };
        let tells_of_it = !before.is_stop && !self.is_filler(&before.folded);
        let next = words.get(at + 1).map(|word| word.folded.as_str());
        before.folded == "those" || tells_of_it && next.is_some_and(|next| !self.is_auxiliary(next))
    }
}

fn asks_for_view(one: &str, next: &str) -> bool {
    match next {
        "idea" => matches!(one, "good" | "bad" | "wise" | "clever"),
        "to" => matches!(one, "right" | "wrong" | "wise"),
        "opinion" | "view" => one == "your",
        _ => false,
    }
}

fn is_interrogative(folded: &str) -> bool {
    matches!(folded, "what" | "which" | "who" | "whom" | "whose" | "when" | "where" | "why" | "how")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_interrogative_tells() {
        let english = Language::new("en");
        for (text, expected) in [
            ("When does it start?", Some(Asking::Time)),
            ("could you tell me where it is", Some(Asking::Place)),
            ("who pays", Some(Asking::Person)),
            ("what date is it", Some(Asking::Time)),
            ("how many are there", Some(Asking::Amount)),
            ("how long does it take", Some(Asking::Duration)),
            ("how did it react when it rained", None),
            ("where does she stand on it", None),
            ("what about those who came", None),
            ("the purpose of the fair where she spoke", None),
            ("the fair where is it", Some(Asking::Place)),
            ("the fair when", Some(Asking::Time)),
            ("what is it for", None),
            ("why is it open", Some(Asking::Reason)),
            ("how come it is open", Some(Asking::Reason)),
            ("should it be open", Some(Asking::Advice)),
            ("what should they do", Some(Asking::Advice)),
            ("will it open", Some(Asking::Future)),
            ("are they right to open it", Some(Asking::Advice)),
            ("is it a good idea", Some(Asking::Advice)),
            ("you are right it is open", None),
            ("is it open", None),
        ] {
            let asking = english.asking(&english.words(text)).map(|(asking, ..)| asking);
            assert_eq!(asking, expected, "{text}");
        }
        let spanish = Language::new("es");
        assert_eq!(spanish.asking(&spanish.words("when")), None);
    }
}
