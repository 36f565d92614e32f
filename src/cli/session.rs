//! Opens a FAQ as the settings say, with a progress bar when that takes long.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::log;
use crate::config::{Config, EncoderChoice};
use crate::faq::{Faq, Resources};
use crate::knowledge::{self, Article, Knowledge, thresholds};
use crate::matcher::{Confidence, Encoder, Thresholds};
use crate::text::{Language, LanguageCode};

/// Work shorter than this shows no progress bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// As [`open`], with the knowledge at `path`.
pub fn open_at(path: &Path, config: &Config) -> anyhow::Result<Faq> {
    open(&Config { knowledge: path.to_owned(), ..config.clone() })
}

/// Loads the knowledge and indexes it, with the thresholds that lie beside it.
pub fn open(config: &Config) -> anyhow::Result<Faq> {
    let (files, knowledge) = loaded(config)?;
    with_chosen_thresholds(indexed(knowledge, config)?, &files)
}

/// As [`open`], with the encoder of a FAQ that is in use, which takes long to load; without a
/// progress bar, since nobody waits in front of it.
pub fn open_again(config: &Config, current: &Faq) -> anyhow::Result<Faq> {
    let (files, knowledge) = loaded(config)?;
    let encoder = match current.encoder() {
        Some(encoder) => Some(Arc::clone(encoder)),
        None => encoder(config, &knowledge)?,
    };
    let faq = Faq::new(knowledge, &resources(config, encoder), &|_, _| ());
    with_chosen_thresholds(faq, &files)
}

/// As [`open_at`], without the thresholds there: those that are about to be chosen anew.
pub fn open_to_calibrate(path: &Path, config: &Config) -> anyhow::Result<Faq> {
    indexed(knowledge::load(path)?, config)
}

/// The knowledge, and the files of its articles.
fn loaded(config: &Config) -> anyhow::Result<(Vec<PathBuf>, Knowledge)> {
    let (files, articles) = knowledge::load_files(&config.knowledge)?.into_iter().unzip();
    Ok((files, Knowledge::new(articles)))
}

fn indexed(knowledge: Knowledge, config: &Config) -> anyhow::Result<Faq> {
    let resources = resources(config, encoder(config, &knowledge)?);
    let started = Instant::now();
    let bar = ProgressBar::new(0).with_style(style());
    let faq = Faq::new(knowledge, &resources, &|done, total| {
        if started.elapsed() > PATIENCE {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        }
    });
    bar.finish_and_clear();
    Ok(faq)
}

fn resources(config: &Config, encoder: Option<Arc<Encoder>>) -> Resources {
    Resources { encoder, cache_folder: config.cache_folder.clone(), strictness: config.strictness }
}

/// What the answers of an article depend on, as a file of thresholds has it.
pub fn fingerprint(faq: &Faq, article: &Article) -> String {
    format!("{:016x}", faq.fingerprint(LanguageCode::of(&article.language)))
}

/// The FAQ with the thresholds that lie beside its articles. Those for another version of the
/// knowledge are taken too, since a small change seldom makes them bad, but not silently.
fn with_chosen_thresholds(mut faq: Faq, articles: &[PathBuf]) -> anyhow::Result<Faq> {
    for chosen in thresholds::read_beside(articles)? {
        let article = faq.knowledge().articles().iter().find(|article| article.id == chosen.knowledge);
        if article.is_none_or(|article| fingerprint(&faq, article) != chosen.fingerprint) {
            log::warn(&format!(
                "the thresholds of `{}` were chosen for other knowledge or settings\n\
                 hint: choose them again with `attache calibrate`",
                chosen.knowledge
            ));
        }
        let (answer, suggest) = (Confidence::new(chosen.answer), Confidence::new(chosen.suggest));
        faq = faq.with_thresholds(chosen.knowledge, Thresholds { answer, suggest });
    }
    Ok(faq)
}

/// The encoder, unless none is wanted or the knowledge has no language that it knows.
fn encoder(config: &Config, knowledge: &Knowledge) -> anyhow::Result<Option<Arc<Encoder>>> {
    let encoder = match &config.encoder {
        EncoderChoice::Off => return Ok(None),
        EncoderChoice::Folder(folder) => Encoder::from_folder(folder)?,
        EncoderChoice::BuiltIn => {
            let mut languages = knowledge.articles().iter().map(|article| Language::new(&article.language));
            if !languages.any(|language| Encoder::built_in_knows(&language)) {
                return Ok(None);
            }
            Encoder::built_in()?
        }
    };
    Ok(Some(Arc::new(encoder)))
}

fn style() -> ProgressStyle {
    let template = "{msg}reading the phrasings, once {bar:30} {pos}/{len} {eta}";
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
