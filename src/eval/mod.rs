//! The offline harness: labelled questions in, what readers would get out, and how good it is.
//!
//! It asks through [`Faq::answer`](crate::faq::Faq::answer), as every other way to the bot does, so a
//! message with two questions is measured as it is answered; how that counts is told at [`Outcome`].
//! It prints nothing and tunes nothing; its one look at a clock is for the latency.

mod calibrate;
mod collisions;
mod diff;
mod group;
mod metrics;
mod outcome;
mod page;
mod parallel;
mod promise;
mod record;
mod report;
mod run;
pub mod statistics;
mod wording;

pub use calibrate::{Calibrated, Refusal, calibrate, lost};
pub use collisions::{Collision, Robbed, Separators, Step, Steps, collision_report, collisions};
pub use diff::{Diff, Flip, Side, Version, each_once, questions_of_both};
pub use metrics::{Latency, Metrics};
pub use outcome::{Ending, Outcome};
pub use page::page;
pub use promise::{BrokenPromise, broken_promises};
pub use record::{LabelledRecord, Record, json};
pub use report::report;
pub use run::run;

#[cfg(test)]
mod samples;
