//! Gathers questions that ask the same.

use strsim::sorensen_dice;

use super::index::Faq;
use crate::text::folded;

/// How near the meanings of two questions are that ask the same. Chosen by eye on the shipped
/// labelled questions: variants of one entry are mostly above it, different entries below.
const SAME_MEANING: f32 = 0.8;

/// How much of their letters two questions share that are the same but for a slip or an ending.
const SAME_LETTERS: f64 = 0.75;

/// A question that begins a group.
struct Leader {
    text: String,
    vector: Option<Vec<f32>>,
    members: Vec<usize>,
}

impl Faq {
    /// The places of `questions` in groups, each of those that are like its first.
    pub fn alike(&self, questions: &[&str]) -> Vec<Vec<usize>> {
        let mut leaders: Vec<Leader> = Vec::new();
        for (place, question) in questions.iter().enumerate() {
            let text = folded(question);
            if let Some(leader) = leaders.iter_mut().find(|leader| leader.text == text) {
                leader.members.push(place);
                continue;
            }
            let vector = self.encoder().map(|encoder| encoder.encode(question));
            match leaders.iter_mut().find(|leader| leader.is_like(&text, vector.as_deref())) {
                Some(leader) => leader.members.push(place),
                None => leaders.push(Leader { text, vector, members: vec![place] }),
            }
        }
        leaders.into_iter().map(|leader| leader.members).collect()
    }
}

impl Leader {
    fn is_like(&self, text: &str, vector: Option<&[f32]>) -> bool {
        let near = |ours: &[f32], theirs: &[f32]| {
            ours.iter().zip(theirs).map(|(a, b)| a * b).sum::<f32>() >= SAME_MEANING
        };
        let by_meaning = self.vector.as_deref().zip(vector).is_some_and(|(ours, theirs)| near(ours, theirs));
        by_meaning || sorensen_dice(&self.text, text) >= SAME_LETTERS
    }
}
