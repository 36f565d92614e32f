//! stub
pub mod cli;
pub mod config;
pub mod faq;
pub mod knowledge;
pub mod matcher;
pub mod text;
