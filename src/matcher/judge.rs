//! The judge: whether an entry's answer answers a question, read word by word.
//!
//! A small cross-encoder reads the question, the entry's nearest phrasing and its answer together, and hears the one
//! word that turns a question into another, to which cosines are deaf. `model/judge` says how it is made.

use std::error::Error;
use std::sync::LazyLock;

use rten::{Model, ModelOptions, NodeId, ValueOrView};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;

use super::encoder::{self, operators};

/// Whether the program has a judge.
pub(super) const HAS_JUDGE: bool = cfg!(feature = "judge");

#[cfg(feature = "judge")]
static GRAPH: &[u8] = include_bytes!("../../model/judge/judge.graph.onnx");
#[cfg(not(feature = "judge"))]
static GRAPH: &[u8] = &[];
/// The file in which the graph looks for its weights.
const WEIGHTS_NAME: &str = "judge.data";

/// The marks before all and after each of three texts, in the tokenizer's numbers.
const CLS: u32 = 101;
/// See [`CLS`].
const SEP: u32 = 102;

/// The most tokens that are read of a question, of a phrasing, and of all with their marks: as the judge
/// was trained.
const MAX_QUESTION: usize = 40;
/// See [`MAX_QUESTION`].
const MAX_PHRASING: usize = 32;
/// See [`MAX_QUESTION`].
const MAX_TOKENS: usize = 128;

/// The most tokens of an answer that are read; of a longer one the nearest sentences are.
pub(super) const MAX_ANSWER: usize = 80;

/// A loaded judge.
pub(super) struct Judge {
    model: Model,
    ids: NodeId,
    kinds: NodeId,
    odds: NodeId,
}

/// What the judge reads, as tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case<'a> {
    pub(super) question: &'a [u32],
    pub(super) phrasing: &'a [u32],
    pub(super) answer: &'a [u32],
}

/// The judge compiled into the program, loaded when it is first asked.
pub(super) static JUDGE: LazyLock<Judge> =
    LazyLock::new(|| Judge::built_in().expect("a test loads the judge"));

impl Judge {
    /// It takes words by the encoder's vectors.
    fn built_in() -> Result<Self, Box<dyn Error>> {
        let model = ModelOptions::with_ops(operators())
            .external_data_static(WEIGHTS_NAME, weights())
            .external_data_static(encoder::WEIGHTS_NAME, encoder::built_in_weights())
            .prepack_weights(true)
            .load_static_slice(GRAPH)?;
        let odds = *model.output_ids().first().ok_or("it has no output")?;
        let (ids, kinds) = (model.node_id("input_ids")?, model.node_id("token_type_ids")?);
        Ok(Self { model, ids, kinds, odds })
    }

    /// The logarithm of the odds that the answer answers the question; nothing, should the model fail on it.
    pub(super) fn odds(&self, case: Case<'_>) -> Option<f32> {
        let (ids, kinds) = case.row();
        let row = |values: Vec<i32>| NdTensor::from_data([1, values.len()], values);
        let inputs: Vec<(NodeId, ValueOrView)> =
            vec![(self.ids, row(ids).into()), (self.kinds, row(kinds).into())];
        let [odds] = self.model.run_n(inputs, [self.odds], None).ok()?;
        let odds: NdTensor<f32, 1> = odds.try_into().ok()?;
        odds.iter().next().copied()
    }
}

#[cfg(feature = "judge")]
fn weights() -> &'static [u8] {
    rten::include_external_data!("../../model/judge/judge.data")
}

#[cfg(not(feature = "judge"))]
fn weights() -> &'static [u8] {
    &[]
}

impl Case<'_> {
    /// All tokens in a row, each with the number of the text that it is of.
    fn row(&self) -> (Vec<i32>, Vec<i32>) {
        let mut ids = vec![CLS as i32];
        let mut kinds = vec![0];
        let limits = [MAX_QUESTION, MAX_PHRASING, MAX_TOKENS];
        for ((kind, text), limit) in (0..).zip([self.question, self.phrasing, self.answer]).zip(limits) {
            if kind > 0 && text.is_empty() {
                continue;
            }
            let length = text.len().min(limit).min(MAX_TOKENS - ids.len() - 1);
            ids.extend(text[..length].iter().map(|&id| id as i32));
            ids.push(SEP as i32);
            kinds.resize(ids.len(), kind);
        }
        (ids, kinds)
    }
}

#[cfg(all(test, feature = "judge"))]
mod tests {
    use super::*;
    use crate::matcher::Encoder;

    #[test]
    fn it_hears_the_one_word_that_makes_another_question() {
        let encoder = Encoder::built_in().unwrap();
        let answer = encoder.tokens("Dogs on a lead travel free of charge; they are not allowed on seats.");
        let odds = |question: &str| {
            let phrasing = encoder.tokens("Can I take my dog on the train?");
            let case = Case { question: &encoder.tokens(question), phrasing: &phrasing, answer: &answer };
            JUDGE.odds(case).unwrap()
        };
        assert!(odds("can i take my dog on the train please") > 2.0);
        assert!(odds("Can I take my bicycle on the train?") < 0.0);
    }

    #[test]
    fn of_texts_that_are_too_long_it_reads_the_beginnings() {
        let text = vec![2000; 400];
        let (ids, kinds) = Case { question: &text, phrasing: &text, answer: &text }.row();
        assert_eq!((ids.len(), kinds.len()), (MAX_TOKENS, MAX_TOKENS));
        assert_eq!((kinds[MAX_QUESTION + 1], kinds[MAX_QUESTION + MAX_PHRASING + 2]), (0, 1));
        assert_eq!((ids[MAX_TOKENS - 1], kinds[MAX_TOKENS - 1]), (SEP as i32, 2));
        assert!(JUDGE.odds(Case { question: &text, phrasing: &[], answer: &text }).is_some());
    }
}
