//! `attache` beside systems whose figures their authors published: HINT3 and CLINC150.
//!
//! Only `attache` is measured here. What the others reached is read from the authors' files, or quoted
//! from their paper.

mod asked;
mod clinc;
mod hint3;
mod repository;
mod sentences;

use std::path::Path;
use std::sync::Arc;

use attache::matcher::Encoder;

use crate::bot;
use crate::progress::Progress;
use crate::sets::Set;
use asked::Asked;
use hint3::Measured;

/// What has to be known to read the tables.
const NOT_THE_SAME: &str = "\
The others were trained on the training sentences. `attache` is given these as the questions and variants of
entries, and nothing of it was fitted to HINT3; its constants, however, were fitted to FAQs simulated from
CLINC150. Where a recall is given, its cut is found on the test questions themselves; the thresholds published
for CLINC150 were chosen on validation questions, and those for HINT3 are a fixed series.
";

/// The tables, in Markdown, of what is in `folder`: the repositories `HINT3` and `oos-eval` as their
/// authors publish them.
///
/// # Errors
/// Names all files that are missing, or the first that is not as it should be.
pub fn tables(folder: &Path) -> anyhow::Result<String> {
    let (hint3, clinc) = (hint3::repository(), clinc::repository());
    repository::refuse_missing(folder, &[&hint3, &clinc])?;
    let bots = hint3::read(&hint3.within(folder))?;
    let clinc = clinc::read(&clinc.within(folder))?;
    let encoder = Arc::new(Encoder::built_in()?);
    let progress = Progress::over(bots.len() + 1);
    let measure = |bot: hint3::Bot| Measured { asked: ask(&bot.set, &encoder, &progress), bot };
    let bots: Vec<Measured> = bots.into_iter().map(measure).collect();
    let clinc = ask(&clinc, &encoder, &progress);
    progress.finish();
    Ok([hint3::tables(&bots), clinc::table(&clinc), NOT_THE_SAME.to_owned()].join("\n"))
}

/// What `attache` makes of the questions of `set`, in their order.
fn ask(set: &Set, encoder: &Arc<Encoder>, progress: &Progress) -> Vec<Asked> {
    progress.begin(set);
    let faq = bot::faq(set, encoder, &|done, all| {
        progress.tell(set, &format!("{done} of {all} phrasings"));
    });
    let all = set.questions.len();
    let outcomes = bot::outcomes(&faq, set, &|done| {
        progress.tell(set, &format!("{done} of {all} questions"));
    });
    progress.count();
    outcomes.iter().map(Asked::of).collect()
}
