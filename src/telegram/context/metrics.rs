//! Counts what the bot does, for Prometheus. No label says anything about a reader: labels are
//! kinds, outcomes, methods, and the knowledge's own names.

use std::fmt;
use std::time::Duration;

use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::faq::Faq;
use crate::matcher::VerdictName;
use crate::store::{Backlog, Delivered, Ending, PostOutcome, Progress};
use crate::text::LanguageCode;

/// The form in which [`Metrics::page`] is written.
pub const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What every name begins with.
const PREFIX: &str = "attache";

/// Bounds for the time that handling takes, in seconds: a millisecond for what is looked up, some
/// for what an encoder reads, and what that becomes on a machine that is busy.
const HANDLING: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0];

/// Bounds for the time that a reader waits, in seconds: up to where Telegram's own way takes longer,
/// then over the waits of limited chats, to the hour at which a message is given up.
const REPLYING: [f64; 13] = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 300.0, 3_600.0];

/// Labels by their names.
type Labels<const N: usize> = [(&'static str, String); N];

/// What has been counted since the start.
pub struct Metrics {
    registry: Registry,
    updates: Family<Labels<2>, Counter>,
    handling: Histogram,
    verdicts: Family<Labels<1>, Counter>,
    sends: Family<Labels<2>, Counter>,
    posts: Family<Labels<1>, Counter>,
    replying: Histogram,
    articles: Family<Labels<3>, Gauge>,
    entries: Family<Labels<2>, Gauge>,
}

impl Default for Metrics {
    fn default() -> Self {
        let metrics = Self {
            registry: Registry::with_prefix(PREFIX),
            updates: Family::default(),
            handling: Histogram::new(HANDLING),
            verdicts: Family::default(),
            sends: Family::default(),
            posts: Family::default(),
            replying: Histogram::new(REPLYING),
            articles: Family::default(),
            entries: Family::default(),
        };
        // A rate is of use only if the count is there from the start.
        for verdict in VerdictName::ALL {
            drop(metrics.verdicts.get_or_create(&[("verdict", verdict.as_str().to_owned())]));
        }
        metrics.registered()
    }
}

impl Metrics {
    fn registered(mut self) -> Self {
        let it = &mut self.registry;
        it.register(
            "updates",
            "Updates that were handled, by kind and by what came of it",
            self.updates.clone(),
        );
        let help = "How long the handling of an update took";
        it.register_with_unit("handling", help, Unit::Seconds, self.handling.clone());
        it.register("verdicts", "What was decided about questions", self.verdicts.clone());
        it.register("sends", "Calls of Telegram for readers, by method and outcome", self.sends.clone());
        it.register("posts", "Messages of briefings that were tried, by outcome", self.posts.clone());
        let help = "How long after its update came a message was sent";
        it.register_with_unit("reply", help, Unit::Seconds, self.replying.clone());
        let help = "Articles that are answered from; the fingerprint tells versions apart";
        it.register("knowledge_info", help, self.articles.clone());
        it.register("knowledge_entries", "Entries of each article", self.entries.clone());
        self
    }

    /// An update of this kind was handled.
    pub fn update_handled(&self, kind: Option<String>, ending: &Ending, took: Duration) {
        let kind = kind.unwrap_or_else(|| "other".to_owned());
        let outcome = match ending {
            Ending::Answered(effects) if effects.calls.is_empty() => "silent",
            Ending::Answered(_) => "answered",
            Ending::Failed => "failed",
            Ending::SetAside { .. } => "set_aside",
        };
        self.updates.get_or_create(&[("kind", kind), ("outcome", outcome.to_owned())]).inc();
        self.handling.observe(took.as_secs_f64());
    }

    /// A question ended so.
    pub fn verdict(&self, verdict: VerdictName) {
        self.verdicts.get_or_create(&[("verdict", verdict.as_str().to_owned())]).inc();
    }

    /// A call of this method was tried, and this became of it.
    pub fn sent(&self, method: &str, delivered: &Delivered) {
        let outcome = match delivered {
            Delivered::Done(_) => "done",
            Delivered::Later(_) => "later",
            Delivered::Failed(_) => "failed",
            Delivered::Dropped(_) => "dropped",
            Delivered::Lost => "lost",
            Delivered::Gone => "gone",
            Delivered::Split(_) => "split",
        };
        self.sends.get_or_create(&[("method", method.to_owned()), ("outcome", outcome.to_owned())]).inc();
    }

    /// This became of a briefing's message.
    pub fn posted(&self, outcome: &PostOutcome) {
        let outcome = match outcome {
            PostOutcome::Shown(..) => "shown",
            PostOutcome::Deleted => "deleted",
            PostOutcome::Pinned(true) => "pinned",
            PostOutcome::Unpinned => "unpinned",
            PostOutcome::Lost => "lost",
            PostOutcome::Later(_) | PostOutcome::PutOff(_) => "later",
            PostOutcome::Failed(_) => "failed",
            PostOutcome::Refused(_) | PostOutcome::Pinned(false) => "refused",
            PostOutcome::Gone => "gone",
        };
        self.posts.get_or_create(&[("outcome", outcome.to_owned())]).inc();
    }

    /// A message was sent so long after its update came.
    pub fn replied(&self, after: Duration) {
        self.replying.observe(after.as_secs_f64());
    }

    /// Questions are answered from this, and from nothing else any more.
    pub fn knowledge(&self, faq: &Faq) {
        self.articles.clear();
        self.entries.clear();
        for article in faq.knowledge().articles() {
            let named = [("article", article.id.to_string()), ("language", article.language.to_string())];
            let entries = i64::try_from(article.faq.len()).unwrap_or(i64::MAX);
            self.entries.get_or_create(&named).set(entries);
            let fingerprint = format!("{:016x}", faq.fingerprint(LanguageCode::of(&article.language)));
            let [id, language] = named;
            self.articles.get_or_create(&[id, language, ("fingerprint", fingerprint)]).set(1);
        }
    }

    /// All of it as a page for Prometheus, with what waits in the store if that is known.
    ///
    /// # Errors
    /// When a value cannot be written, which no kind that is counted here does.
    pub fn page(&self, waiting: Option<(Backlog, Progress)>) -> Result<String, fmt::Error> {
        let mut page = String::new();
        encode_registry(&mut page, &self.registry)?;
        if let Some((backlog, progress)) = waiting {
            encode_registry(&mut page, &depths(backlog, progress))?;
        }
        encode_eof(&mut page)?;
        Ok(page)
    }
}

/// How much waits at this moment. What is not known is left out, rather than as it was before.
fn depths(backlog: Backlog, progress: Progress) -> Registry {
    let mut depths = Registry::with_prefix(PREFIX);
    for (name, help, depth) in [
        ("updates_waiting", "Updates that are not handled", backlog.waiting),
        ("updates_set_aside", "Updates at which the bot failed too often", backlog.set_aside),
        ("calls_unsent", "Calls of Telegram that are not made", backlog.unsent),
        ("briefing_chats", "Chats that get briefings", progress.subscribed),
        ("briefing_chats_retired", "Chats that blocked or removed the bot", progress.retired),
        ("posts_pending", "Messages of briefings to deliver", progress.pending),
        ("posts_refused", "Messages of briefings that were refused", progress.refused),
    ] {
        depths.register(name, help, ConstGauge::new(depth));
    }
    depths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Effects;

    #[test]
    fn a_page_has_what_was_counted_and_ends() {
        let metrics = Metrics::default();
        let took = Duration::from_millis(3);
        metrics.update_handled(Some("message".into()), &Ending::Answered(Effects::default()), took);
        metrics.update_handled(None, &Ending::Failed, took);
        metrics.verdict(VerdictName::Unanswered);
        metrics.sent("SendMessage", &Delivered::Gone);
        metrics.replied(Duration::from_millis(40));
        let page = metrics
            .page(Some((
                Backlog { waiting: 4, set_aside: 5, unsent: 6 },
                Progress { pending: 7, ..Progress::default() },
            )))
            .unwrap();
        for line in [
            r#"attache_updates_total{kind="message",outcome="silent"} 1"#,
            r#"attache_updates_total{kind="other",outcome="failed"} 1"#,
            r#"attache_handling_seconds_bucket{le="0.002"} 0"#,
            r#"attache_handling_seconds_bucket{le="0.005"} 2"#,
            r#"attache_verdicts_total{verdict="answer"} 0"#,
            r#"attache_verdicts_total{verdict="unanswered"} 1"#,
            r#"attache_sends_total{method="SendMessage",outcome="gone"} 1"#,
            "attache_reply_seconds_count 1",
            "attache_updates_waiting 4",
            "attache_updates_set_aside 5",
            "attache_calls_unsent 6",
            "attache_posts_pending 7",
        ] {
            assert!(page.lines().any(|found| found == line), "no `{line}` in:\n{page}");
        }
        assert!(page.ends_with("# EOF\n"));
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let page = Metrics::default().page(None).unwrap();
        assert!(!page.contains("waiting") && page.ends_with("# EOF\n"), "{page}");
    }
}
