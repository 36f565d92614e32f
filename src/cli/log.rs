//! Logs of the running bot, on stderr.

use std::io::{self, IsTerminal};
use std::panic;

use tracing::dispatcher;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Config, LogFormat};

/// Logs what this crate has to say, from now on. Other crates stay silent: what they log of a
/// connection may hold its address, and with it the token.
pub fn start(config: &Config) {
    let ours = Targets::new().with_target("attache", config.log).with_default(LevelFilter::OFF);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(config.color && io::stderr().is_terminal())
        .with_target(false);
    let lines = match config.log_format {
        LogFormat::Text => lines.boxed(),
        // What an update's lines have in common is the innermost span, so one is all there is to show.
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
    };
    // A second start, as in tests, keeps the first.
    let _ = tracing_subscriber::registry().with(lines.with_filter(ours)).try_init();
    // A panic's own words may repeat what a reader wrote; its place is enough to find it.
    panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => tracing::error!("panic at {place}"),
        None => tracing::error!("panic"),
    }));
}

/// Warns where it is looked for: in the log once that has been started, else on stderr.
pub fn warn(words: &str) {
    match dispatcher::has_been_set() {
        true => tracing::warn!("{words}"),
        false => eprintln!("warning: {words}"),
    }
}

/// Whether an error that ends the run is a line of the log, too: a program that reads stderr has to
/// understand all of it.
pub fn holds_errors(config: &Config) -> bool {
    config.log_format == LogFormat::Json && config.log >= LevelFilter::ERROR
}
