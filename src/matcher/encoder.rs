//! The sentence encoder: a text becomes a vector whose direction is its meaning.
//!
//! The built-in one is all-MiniLM-L6-v2 (English, 384 dimensions, weights of 7 bits), run by `rten`. An
//! operator can point to a folder with another, say a multilingual one.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use rten::{Model, ModelOptions, NodeId, OpRegistry, ValueOrView, op_registry};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use tokenizers::{Tokenizer, TruncationParams};
use xxhash_rust::xxh3::xxh3_64;

use crate::text::Language;

static GRAPH: &[u8] = include_bytes!("../../model/all-minilm-l6-v2-int8.graph.onnx");
/// The file in which the graph looks for its weights.
pub(super) const WEIGHTS_NAME: &str = "all-minilm-l6-v2-int8.data";
static TOKENIZER: &[u8] = include_bytes!("../../model/tokenizer.json");

/// The most tokens of a text that are read. What the built-in model was trained with; a
/// question of that length takes about 40 ms on one core.
const MAX_TOKENS: usize = 128;

/// How token vectors become one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pooling {
    /// Their mean.
    #[default]
    Mean,
    /// The mean of those that stand for words and marks, without the model's own two. The built-in
    /// model was trained with their mean, too, and still does better without: on ten public sets
    /// .004 more of top-1, .01 of the right answers at 5 % false and .02 of those at 5 % wrong.
    Words,
    /// The first one's, where the model was trained that way.
    Cls,
}

/// Where another encoder lies, and how it wants to be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncoderFolder {
    /// A folder with `model.onnx` and `tokenizer.json`.
    pub path: PathBuf,
    /// How its token vectors become one.
    pub pooling: Pooling,
    /// What it expects before each question, such as `query: `; often nothing.
    pub prefix: String,
}

/// A loaded sentence encoder.
pub struct Encoder {
    model: Model,
    tokenizer: Tokenizer,
    pooling: Pooling,
    prefix: String,
    inputs: Inputs,
    output: NodeId,
    dimensions: usize,
    fingerprint: u64,
    english_only: bool,
}

struct Inputs {
    ids: NodeId,
    mask: NodeId,
    types: Option<NodeId>,
}

/// What a text means, piece by piece.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where each piece stands in the text, in bytes, and its direction in context.
    pieces: Vec<(Range<usize>, Vec<f32>)>,
    dimensions: usize,
}

/// Why an encoder could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum EncoderError {
    /// A file of the folder is missing or unreadable.
    #[error("`{}` cannot be read: {error}\nhint: `ENCODER` is a folder with `model.onnx` and `tokenizer.json`; unset it to use the built-in encoder", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A file was read, but is not what it should be.
    #[error("`{}` does not work as a sentence encoder: {reason}\nhint: the folder needs an ONNX text encoder with the inputs `input_ids` and `attention_mask`, and its Hugging Face `tokenizer.json`", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl Encoder {
    /// The encoder compiled into the program: English, 384 dimensions, mean pooling.
    pub fn built_in() -> Result<Self, EncoderError> {
        let name = Path::new("the built-in model");
        // Apart from the graph, weights are used where they lie in the program, and not copied.
        let weights = built_in_weights();
        let model = ModelOptions::with_ops(operators())
            .external_data_static(WEIGHTS_NAME, weights)
            .prepack_weights(true)
            .load_static_slice(GRAPH)
            .map_err(|error| unusable(name, error))?;
        let folder = EncoderFolder { path: name.to_owned(), pooling: Pooling::Words, prefix: String::new() };
        Self::assemble(model, TOKENIZER, &folder, xxh3_64(weights), true)
    }

    /// Loads the encoder of a folder. It is used for every language.
    pub fn from_folder(folder: &EncoderFolder) -> Result<Self, EncoderError> {
        let model_file = folder.path.join("model.onnx");
        let fingerprint = xxh3_64(&read(&model_file)?);
        let tokenizer = read(&folder.path.join("tokenizer.json"))?;
        let fingerprint = fingerprint ^ xxh3_64(&tokenizer).rotate_left(1);
        let model = ModelOptions::with_ops(operators())
            .prepack_weights(true)
            .load_file(&model_file)
            .map_err(|error| unusable(&model_file, error))?;
        Self::assemble(model, &tokenizer, folder, fingerprint, false)
    }

    fn assemble(
        model: Model,
        tokenizer: &[u8],
        folder: &EncoderFolder,
        fingerprint: u64,
        english_only: bool,
    ) -> Result<Self, EncoderError> {
        let path = &folder.path;
        let mut tokenizer = Tokenizer::from_bytes(tokenizer).map_err(|error| unusable(path, error))?;
        let truncation = TruncationParams { max_length: MAX_TOKENS, ..TruncationParams::default() };
        tokenizer.with_truncation(Some(truncation)).map_err(|error| unusable(path, error))?;
        tokenizer.with_padding(None);
        let inputs = Inputs {
            ids: model.node_id("input_ids").map_err(|error| unusable(path, error))?,
            mask: model.node_id("attention_mask").map_err(|error| unusable(path, error))?,
            types: model.node_id("token_type_ids").ok(),
        };
        let output = *model.output_ids().first().ok_or_else(|| unusable(path, "it has no output"))?;
        let mut encoder = Self {
            model,
            tokenizer,
            pooling: folder.pooling,
            prefix: folder.prefix.clone(),
            inputs,
            output,
            dimensions: 0,
            fingerprint: fingerprint_of_use(fingerprint, folder),
            english_only,
        };
        encoder.dimensions = encoder.run("a trial").map_err(|reason| unusable(path, reason))?.dimensions;
        Ok(encoder)
    }

    /// Whether the encoder was trained on this language.
    pub fn knows(&self, language: &Language) -> bool {
        !self.english_only || Self::built_in_knows(language)
    }

    /// Whether the built-in encoder was trained on this language; on others words alone do
    /// better (.56 against .42 of top-1 over ten public sets).
    pub fn built_in_knows(language: &Language) -> bool {
        language.code() == "en"
    }

    /// How many numbers a vector has.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// Tells this encoder, and the way it is used, from all others.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// The direction of `text`'s meaning, of length 1. All zeros, which is near to nothing,
    /// should the model fail on it.
    pub fn encode(&self, text: &str) -> Vec<f32> {
        self.read(text).direction()
    }

    /// What `text` means, piece by piece; nothing, should the model fail on it.
    pub fn read(&self, text: &str) -> Sentence {
        self.run(text).unwrap_or_else(|_| Sentence { pieces: Vec::new(), dimensions: self.dimensions })
    }

    /// Whether a folded word is not in the vocabulary whole, and so is read piece by piece.
    pub fn splits(&self, word: &str) -> bool {
        self.tokenizer.encode_fast(word, false).is_ok_and(|pieces| pieces.len() > 1)
    }

    /// The words of the vocabulary that stand for themselves, letters only. In the built-in
    /// model's order, which is roughly from frequent to rare.
    pub fn whole_words(&self) -> Vec<String> {
        let mut words: Vec<(u32, String)> = self
            .tokenizer
            .get_vocab(false)
            .into_iter()
            .filter(|(word, _)| word.chars().all(char::is_alphabetic))
            .map(|(word, id)| (id, word))
            .collect();
        words.sort_unstable();
        words.into_iter().map(|(_, word)| word).collect()
    }

    /// The numbers of a text's pieces, without the model's own.
    pub(super) fn tokens(&self, text: &str) -> Vec<u32> {
        self.tokenizer
            .encode_fast(text, false)
            .map_or_else(|_| Vec::new(), |pieces| pieces.get_ids().to_vec())
    }

    /// Whether it is the one compiled into the program, which the judge shares its words with.
    pub(super) fn is_built_in(&self) -> bool {
        self.english_only
    }

    fn run(&self, text: &str) -> Result<Sentence, String> {
        let tokens = self.tokenizer.encode(self.asked(text), true).map_err(|error| error.to_string())?;
        let row = |values: &[u32]| {
            let values: Vec<i32> = values.iter().map(|&value| value as i32).collect();
            NdTensor::from_data([1, values.len()], values)
        };
        let mut inputs: Vec<(NodeId, ValueOrView)> = vec![
            (self.inputs.ids, row(tokens.get_ids()).into()),
            (self.inputs.mask, row(tokens.get_attention_mask()).into()),
        ];
        if let Some(types) = self.inputs.types {
            inputs.push((types, row(tokens.get_type_ids()).into()));
        }
        let [hidden] = self.model.run_n(inputs, [self.output], None).map_err(|error| error.to_string())?;
        let hidden: NdTensor<f32, 3> = hidden
            .try_into()
            .map_err(|_| "its first output is not [batch, tokens, dimensions]".to_owned())?;
        let dimensions = hidden.shape()[2];
        let is_used = |token: usize| match self.pooling {
            Pooling::Mean => true,
            Pooling::Words => tokens.get_special_tokens_mask()[token] == 0,
            Pooling::Cls => token == 0,
        };
        let offsets = tokens.get_offsets().iter().enumerate().filter(|(token, _)| is_used(*token));
        let pieces = offsets.map(|(token, &(start, end))| {
            let span = start.saturating_sub(self.prefix.len())..end.saturating_sub(self.prefix.len());
            (span, hidden.slice((0, token)).to_vec())
        });
        Ok(Sentence { pieces: pieces.collect(), dimensions })
    }

    /// `text` as a question, whatever it ends in: so a question and a phrasing differ in what
    /// they ask, not in a mark. Worth .02 of top-1 and .01 of AUROC on public question sets.
    fn asked(&self, text: &str) -> String {
        format!("{}{}?", self.prefix, text.trim_end_matches(|c: char| !c.is_alphanumeric()))
    }
}

impl Sentence {
    /// The direction of the whole meaning, of length 1.
    pub fn direction(&self) -> Vec<f32> {
        self.without(&[])
    }

    /// The direction without what stands at these places of the text. What is left still knows
    /// of it, but it no longer counts itself: a good part of what reading the text without it
    /// would give, at no cost.
    pub fn without(&self, spans: &[Range<usize>]) -> Vec<f32> {
        let is_left = |piece: &Range<usize>| !spans.iter().any(|span| is_within(piece, span));
        let mut sum = vec![0.0; self.dimensions];
        for (_, vector) in self.pieces.iter().filter(|(piece, _)| is_left(piece)) {
            sum.iter_mut().zip(vector).for_each(|(total, x)| *total += x);
        }
        normalised(sum)
    }
}

/// The weights of the built-in encoder. The judge takes its words from them.
pub(super) fn built_in_weights() -> &'static [u8] {
    rten::include_external_data!("../../model/all-minilm-l6-v2-int8.data")
}

/// The operators that graphs of text encoders are made of, whatever tool exported, quantised or
/// simplified them. Those of images, sound, detection and chance are left out: the program would
/// be larger by them.
#[rustfmt::skip]
pub(super) fn operators() -> OpRegistry {
    op_registry!(
        // Arithmetic, activations and comparisons
        Abs, Add, Ceil, Clip, Cos, Div, Elu, Erf, Exp, Floor, Gelu, LeakyRelu, Log, LogSoftmax, Max,
        Mean, Min, Mod, Mul, Neg, Pow, Reciprocal, Relu, Round, Sigmoid, Sign, Sin, Softmax, Softplus,
        Softsign, Sqrt, Sub, Sum, Tanh,
        And, Equal, Greater, GreaterOrEqual, IsInf, IsNaN, Less, LessOrEqual, Not, Or, Where, Xor,
        // Products, norms and sums
        Conv, Einsum, Gemm, MatMul, InstanceNormalization, LayerNormalization, LpNormalization,
        ArgMax, ArgMin, CumSum, ReduceL2, ReduceLogSumExp, ReduceMax, ReduceMean, ReduceMin, ReduceProd,
        ReduceSum, ReduceSumSquare, TopK,
        // Quantised to eight bits
        DequantizeLinear, DynamicQuantizeLinear, MatMulInteger, QuantizeLinear,
        // Embeddings, positions and masks
        ConstantOfShape, EyeLike, Gather, GatherElements, GatherND, NonZero, OneHot, Range,
        RotaryEmbedding, ScatterElements, ScatterND, Trilu,
        // Types and shapes
        Cast, CastLike, Concat, Expand, Flatten, Identity, Pad, Reshape, Shape, Size, Slice, Split,
        Squeeze, Tile, Transpose, Unsqueeze,
        // Scripted parts
        If, Loop, SequenceAt, SplitToSequence
    )
}

/// The fingerprint of files that are used in this way. Caches of vectors hold it.
fn fingerprint_of_use(files: u64, folder: &EncoderFolder) -> u64 {
    let pooling = match folder.pooling {
        Pooling::Mean => "Mean",
        Pooling::Words => "Words",
        Pooling::Cls => "Cls",
    };
    xxh3_64(format!("{files:x} {pooling} {}", folder.prefix).as_bytes())
}

fn is_within(piece: &Range<usize>, span: &Range<usize>) -> bool {
    !piece.is_empty() && span.start <= piece.start && piece.end <= span.end
}

fn normalised(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 {
        vector.iter_mut().for_each(|x| *x /= length);
    }
    vector
}

fn read(path: &Path) -> Result<Vec<u8>, EncoderError> {
    fs::read(path).map_err(|error| EncoderError::Unreadable { path: path.to_owned(), error })
}

fn unusable(path: &Path, reason: impl ToString) -> EncoderError {
    EncoderError::Unusable { path: path.to_owned(), reason: reason.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Caches hold such numbers: they must be the same in every version of the program.
    #[test]
    fn the_use_of_an_encoder_is_hashed_as_caches_have_it() {
        let fingerprints = [Pooling::Mean, Pooling::Words, Pooling::Cls].map(|pooling| {
            let folder = EncoderFolder { path: "e5".into(), pooling, prefix: "query: ".into() };
            fingerprint_of_use(0xab, &folder)
        });
        assert_eq!(fingerprints, [0xd021_4625_0d84_71cf, 0x8a7b_c4b3_1572_05dc, 0xb8e2_43c6_686c_457f]);
    }
}
