//! The environment, read and validated once.

mod settings;
mod variables;

pub use settings::{Config, EncoderChoice, LogFormat};

#[cfg(test)]
mod tests;
