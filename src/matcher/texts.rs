//! The texts of a FAQ, as the matcher needs them.

use std::ops::Range;

/// An entry's texts, as the matcher needs them.
#[derive(Clone, Debug)]
pub struct EntryText<'a> {
    /// The question, then the variants.
    pub phrasings: Vec<&'a str>,
    /// The answer.
    pub answer: &'a str,
}

/// The texts of a FAQ in one language.
#[derive(Clone, Debug, Default)]
pub struct FaqTexts<'a> {
    /// Groups of words that mean the same.
    pub aliases: Vec<Vec<String>>,
    /// The entries.
    pub entries: Vec<EntryText<'a>>,
    /// Questions that no entry answers.
    pub out_of_scope: Vec<&'a str>,
}

/// Which of all phrasings, entry by entry, are each entry's.
pub(super) fn ranges(entries: &[EntryText<'_>]) -> Vec<Range<usize>> {
    let mut start = 0;
    entries
        .iter()
        .map(|entry| {
            let range = start..start + entry.phrasings.len();
            start = range.end;
            range
        })
        .collect()
}
