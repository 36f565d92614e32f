//! Logs of the running bot, on stderr.

use std::io::{self, IsTerminal};
use std::panic;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::Config;

/// Logs what this crate has to say, from now on. Other crates stay silent: what they log of a
/// connection may hold its address, and with it the token.
pub fn start(config: &Config) {
    let ours = Targets::new().with_target("attache", config.log).with_default(LevelFilter::OFF);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(config.color && io::stderr().is_terminal())
        .with_target(false);
    // A second start, as in tests, keeps the first.
    let _ = tracing_subscriber::registry().with(lines.with_filter(ours)).try_init();
    // A panic's own words may repeat what a reader wrote; its place is enough to find it.
    panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => tracing::error!("panic at {place}"),
        None => tracing::error!("panic"),
    }));
}
