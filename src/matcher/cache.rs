//! The cache file of phrasing vectors: what was encoded once is not encoded again.
//!
//! A cache is never trusted and never needed: one that is missing, foreign, cut short or
//! damaged is the same as none, and one that cannot be written is done without.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::encoder::Encoder;

/// Opens every cache file; changes when its layout does.
const MAGIC: &[u8; 8] = b"attache2";

/// Magic, model, count of vectors, their dimensions, checksum of the rest.
const HEADER_LENGTH: usize = 8 + 8 + 4 + 4 + 8;

/// A text's name in the cache: its hash.
const KEY_LENGTH: usize = 16;

/// Where vectors are kept between runs.
#[derive(Clone, Debug, Default)]
pub struct VectorCache {
    file: Option<PathBuf>,
    /// Vectors at hand, by the key of their text.
    at_hand: HashMap<[u8; KEY_LENGTH], Vec<i16>>,
}

impl VectorCache {
    /// Keeps vectors in `folder`, in a file named after `knowledge`, the name of what is encoded.
    pub fn in_folder(folder: &Path, knowledge: &str) -> Self {
        let name = format!("{:016x}.vectors", xxh3_64(knowledge.as_bytes()));
        Self { file: Some(folder.join(name)), at_hand: HashMap::new() }
    }

    /// Keeps nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// Has these vectors of `texts` at hand, and keeps nothing.
    pub(super) fn of(encoder: &Encoder, texts: &[String], vectors: &[i16]) -> Self {
        let vectors = vectors.chunks(encoder.dimensions()).map(<[i16]>::to_vec);
        Self { file: None, at_hand: texts.iter().map(|text| key(text)).zip(vectors).collect() }
    }

    /// Fills in the vectors of `texts`, one after the other, that are known for this encoder;
    /// gives the places of the others.
    pub(super) fn load(&self, encoder: &Encoder, texts: &[&str], vectors: &mut [i16]) -> Vec<usize> {
        let bytes = self.file.as_ref().and_then(|file| fs::read(file).ok()).unwrap_or_default();
        let known = parse(&bytes, encoder).unwrap_or_default();
        let mut missing = Vec::new();
        for ((at, text), vector) in texts.iter().enumerate().zip(vectors.chunks_mut(encoder.dimensions())) {
            let key = key(text);
            if let Some(at_hand) = self.at_hand.get(&key) {
                vector.copy_from_slice(at_hand);
            } else if let Some(bytes) = known.get(&key) {
                vector.copy_from_slice(&numbers(bytes));
            } else {
                missing.push(at);
            }
        }
        missing
    }

    /// Keeps the vectors of `texts`, and only those. A failure costs time next time, no more.
    pub(super) fn store(&self, encoder: &Encoder, texts: &[&str], vectors: &[i16]) {
        if let Some(file) = &self.file {
            let _ = write(file, &render(encoder, texts, vectors));
        }
    }
}

fn key(text: &str) -> [u8; KEY_LENGTH] {
    xxh3_128(text.as_bytes()).to_le_bytes()
}

fn render(encoder: &Encoder, texts: &[&str], vectors: &[i16]) -> Vec<u8> {
    let mut body = Vec::with_capacity(texts.len() * KEY_LENGTH + vectors.len() * 2);
    for (text, vector) in texts.iter().zip(vectors.chunks(encoder.dimensions())) {
        body.extend(key(text));
        body.extend(vector.iter().flat_map(|x| x.to_le_bytes()));
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend(encoder.fingerprint().to_le_bytes());
    bytes.extend((texts.len() as u32).to_le_bytes());
    bytes.extend((encoder.dimensions() as u32).to_le_bytes());
    bytes.extend(xxh3_64(&body).to_le_bytes());
    bytes.extend(body);
    bytes
}

/// The vectors by the key of their text, or nothing when this is not this encoder's whole file.
fn parse<'a>(bytes: &'a [u8], encoder: &Encoder) -> Option<HashMap<[u8; KEY_LENGTH], &'a [u8]>> {
    let (header, body) = bytes.split_at_checked(HEADER_LENGTH)?;
    let record = KEY_LENGTH + 2 * encoder.dimensions();
    let expected = [
        MAGIC.as_slice(),
        &encoder.fingerprint().to_le_bytes(),
        &((body.len() / record) as u32).to_le_bytes(),
        &(encoder.dimensions() as u32).to_le_bytes(),
        &xxh3_64(body).to_le_bytes(),
    ];
    if header != expected.concat() || body.len() % record != 0 {
        return None;
    }
    body.chunks_exact(record).map(|record| Some((*record.first_chunk()?, &record[KEY_LENGTH..]))).collect()
}

fn numbers(bytes: &[u8]) -> Vec<i16> {
    bytes.as_chunks().0.iter().map(|&bytes| i16::from_le_bytes(bytes)).collect()
}

/// Writes whole or not at all: beside the file first, then in its place.
fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let draft = file.with_extension(format!("{}.draft", std::process::id()));
    fs::write(&draft, bytes)?;
    fs::rename(&draft, file)
}
