//! What a FAQ needs beside its knowledge.

use std::path::PathBuf;
use std::sync::Arc;

use crate::matcher::{Encoder, Strictness};

/// What a FAQ needs beside its knowledge.
#[derive(Clone, Default)]
pub struct Resources {
    /// The sentence encoder; without one, words alone decide.
    pub encoder: Option<Arc<Encoder>>,
    /// Where phrasing vectors are kept between runs; nowhere when absent.
    pub cache_folder: Option<PathBuf>,
    /// How strictly questions are read; a small FAQ is strict unless told otherwise.
    pub strictness: Option<Strictness>,
}
