//! Answers readers' questions from an article's FAQ, with source and date, or says that it cannot.
//!
//! The way of a question, one type a step:
//! `&str` → [`matcher::Query`] → [`matcher::Candidate`]s → [`matcher::Match`]es with a calibrated
//! [`matcher::Confidence`] → [`matcher::Verdict`] → [`replies::Reply`].
//!
//! The rooms, from the ground up; each imports only from those above it in this list:
//!
//! - [`text`]: normal forms, words, stems
//! - [`knowledge`]: the file an editor writes; reading, checking, importing
//! - [`matcher`]: from a question to ranked entries with a confidence, and a verdict
//! - [`store`]: the database, with rows of its own
//! - [`faq`]: knowledge, matcher and thresholds as one thing that can be asked
//! - [`replies`]: every word the bot says, as HTML that is escaped by construction
//! - [`briefings`]: what is posted when, to whom
//! - [`eval`]: labelled questions, and what they measure
//! - [`telegram`]: the only room that knows Telegram
//! - [`config`]: the environment, read and validated once
//! - [`cli`]: one file a subcommand

pub mod briefings;
pub mod cli;
pub mod config;
pub mod eval;
pub mod faq;
pub mod knowledge;
pub mod matcher;
pub mod replies;
pub mod store;
pub mod telegram;
pub mod text;

#[cfg(test)]
#[path = "../tests/needs/mod.rs"]
mod needs;
