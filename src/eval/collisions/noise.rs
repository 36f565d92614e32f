//! Copies of a phrasing as careless readers type it. The same phrasing has the same copies, always.

use xxhash_rust::xxh3::xxh3_64;

use crate::text::{Language, exact_key};

/// A word shorter than this has no typo: one edit makes another word of it.
const SHORTEST_MISSPELT: usize = 4;

/// A truncated copy loses one word in this many, at its end.
const TRUNCATED: usize = 4;

/// What is left of a phrasing has at least this many words, or it says too little.
const FEWEST_WORDS: usize = 2;

/// How many copies have a typo, and how many another order of words.
const ROUNDS: usize = 2;

/// A word of a phrasing, with what may be left out.
struct Piece {
    text: String,
    is_stop: bool,
}

/// Noisy copies of `text`: with typos, in another order, without their end, without their stop
/// words. None says the same as `text` or as another.
pub(super) fn noisy_copies(language: &Language, text: &str) -> Vec<String> {
    let pieces = pieces(language, text);
    let mut dice = Dice(xxh3_64(text.as_bytes()));
    let mut copies = Vec::new();
    for _ in 0..ROUNDS {
        copies.extend(misspelt(&pieces, &mut dice));
        copies.extend(reordered(&pieces, &mut dice));
    }
    copies.extend(truncated(&pieces));
    copies.extend(terse_of(&pieces));
    let mut keys = vec![exact_key(text)];
    copies.retain(|copy| {
        let key = exact_key(copy);
        let is_other = !keys.contains(&key);
        keys.push(key);
        is_other
    });
    copies
}

/// `text` without its stop words, as people type into a search box; nothing when too little is
/// left.
pub(super) fn terse(language: &Language, text: &str) -> Option<String> {
    terse_of(&pieces(language, text))
}

/// The words between spaces, without marks around them. Text without spaces is one piece.
fn pieces(language: &Language, text: &str) -> Vec<Piece> {
    let words = language.words(text);
    let asking = language.asking(&words).map_or(0..0, |(_, first, length)| first..first + length);
    let asks = words[asking].iter().map(|word| word.span.clone()).collect::<Vec<_>>();
    let mut pieces = Vec::new();
    for piece in text.split_whitespace() {
        let start = piece.as_ptr() as usize - text.as_ptr() as usize;
        let span = start..start + piece.len();
        let mut inner = words.iter().filter(|word| span.contains(&word.span.start)).peekable();
        if inner.peek().is_none() {
            continue;
        }
        // What turns the question around or says what it asks for is never left out.
        let is_stop = inner.all(|word| word.is_stop && !word.is_negation && !asks.contains(&word.span));
        let text = piece.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        pieces.push(Piece { text, is_stop });
    }
    pieces
}

fn joined<'a>(pieces: impl IntoIterator<Item = &'a Piece>) -> String {
    pieces.into_iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// A copy with one edit in one of its longer words.
fn misspelt(pieces: &[Piece], dice: &mut Dice) -> Option<String> {
    let is_long = |piece: &Piece| {
        piece.text.chars().count() >= SHORTEST_MISSPELT && piece.text.chars().all(char::is_alphabetic)
    };
    let long: Vec<usize> = (0..pieces.len()).filter(|&at| is_long(&pieces[at])).collect();
    let weighty: Vec<usize> = long.iter().copied().filter(|&at| !pieces[at].is_stop).collect();
    let at = *dice.pick(if weighty.is_empty() { &long } else { &weighty })?;
    let words = pieces
        .iter()
        .enumerate()
        .map(|(place, piece)| if place == at { edited(&piece.text, dice) } else { piece.text.clone() });
    Some(words.collect::<Vec<_>>().join(" "))
}

/// A word with two letters swapped, one left out or one doubled, never the first.
fn edited(word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + dice.below(letters.len() - 2);
    match dice.below(3) {
        0 => letters.swap(at, at + 1),
        1 => {
            letters.remove(at);
        }
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}

/// A copy that begins in the middle and ends with the beginning.
fn reordered(pieces: &[Piece], dice: &mut Dice) -> Option<String> {
    if pieces.len() <= FEWEST_WORDS {
        return None;
    }
    let at = 1 + dice.below(pieces.len() - 1);
    Some(joined(pieces[at..].iter().chain(&pieces[..at])))
}

/// A copy without its end.
fn truncated(pieces: &[Piece]) -> Option<String> {
    let kept = pieces.len() - pieces.len().div_ceil(TRUNCATED);
    let says_something = pieces[..kept].iter().any(|piece| !piece.is_stop);
    (kept >= FEWEST_WORDS && says_something).then(|| joined(&pieces[..kept]))
}

fn terse_of(pieces: &[Piece]) -> Option<String> {
    let kept: Vec<&Piece> = pieces.iter().filter(|piece| !piece.is_stop).collect();
    (kept.len() >= FEWEST_WORDS).then(|| joined(kept))
}

/// Numbers that look random and depend on the seed alone (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let at = self.below(items.len());
        items.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copies(text: &str) -> Vec<String> {
        noisy_copies(&Language::new("en"), text)
    }

    #[test]
    fn a_phrasing_is_misspelt_reordered_cut_short_and_made_terse() {
        assert_eq!(
            copies("When does the night ferry to the islands leave?"),
            [
                "When does the night ferrry to the islands leave",
                "night ferry to the islands leave When does the",
                "When does the night ferry to the islansd leave",
                "the night ferry to the islands leave When does",
                "When does the night ferry to",
                "When night ferry islands leave",
            ]
        );
    }

    #[test]
    fn the_same_phrasing_has_the_same_copies() {
        let text = "Who pays for the new crane?";
        assert_eq!(copies(text), copies(text));
        assert_ne!(copies(text), copies("Who pays for the old crane?"));
    }

    #[test]
    fn no_copy_says_the_same_as_another() {
        for text in ["ferry", "the ferry", "a a a a", "Is it?", "码头什么时候开放？", "🙂", ""] {
            let copies = copies(text);
            let mut keys: Vec<String> = copies.iter().map(|copy| exact_key(copy)).collect();
            keys.push(exact_key(text));
            keys.sort();
            keys.dedup();
            assert_eq!(keys.len(), copies.len() + 1, "{text}: {copies:?}");
        }
    }

    #[test]
    fn what_turns_a_question_around_or_says_what_it_asks_for_stays() {
        let terse = |text: &str| terse(&Language::new("en"), text);
        assert_eq!(terse("When does the ferry not leave?").as_deref(), Some("When ferry not leave"));
        assert_eq!(terse("What is the ferry?"), None);
    }
}
