//! `attache import`: makes a knowledge file of an article that was written as text or Markdown.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use chrono::NaiveDate;

use super::terminal::print;
use crate::config::Config;
use crate::knowledge::{self, Article, Format, ImportOptions, Imported};

/// Make a knowledge file of an article in text or Markdown
///
/// The text: `date YYYY-MM-DD`, paragraphs with blank lines between, a line `FAQs`, questions as
/// `1. …?` with their answers below, a line `Sources:`, and a line `– [name](address)` for each.
/// Wording is kept to the letter. What had to be guessed or left out is said.
#[derive(Debug, clap::Args)]
pub struct ImportArgs {
    /// The article, `.md` for Markdown, anything else for text; `-` reads text from stdin
    file: PathBuf,
    /// The headline, if not the first heading or sentence
    #[arg(long)]
    title: Option<String>,
    /// The day the article appeared, if the text does not say
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<NaiveDate>,
    /// Where its statements come from, besides the sources in the text; may be repeated
    #[arg(long = "source", value_name = "NAME=URL", value_parser = name_and_url)]
    sources: Vec<(String, String)>,
    /// The code of its language [default: en]
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// The article's name in links and commands, if not made from the file's name
    #[arg(long)]
    id: Option<String>,
    /// Where to write, `-` for stdout [default: `<id>.json` in the knowledge folder]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

/// Writes the knowledge file, and says what an editor should look at.
pub fn run(args: &ImportArgs, config: &Config) -> anyhow::Result<ExitCode> {
    let text = text_of(&args.file)?;
    let Imported { article, notes } = knowledge::import(&text, Format::of(&args.file), &options_of(args))?;
    let json = serde_json::to_string_pretty(&article)? + "\n";
    let target = args.output.clone().unwrap_or_else(|| default_target(config, &article));
    if target == Path::new("-") {
        print(json.trim_end())?;
    } else {
        write(&target, &json, args.force)?;
        eprintln!("wrote {}", target.display());
    }
    for note in notes {
        eprintln!("note: {note}");
    }
    eprintln!("next: `attache check`, then add `variants`: other ways to ask each question");
    Ok(ExitCode::SUCCESS)
}

fn text_of(file: &Path) -> anyhow::Result<String> {
    if file == Path::new("-") {
        let mut text = String::new();
        io::stdin().read_to_string(&mut text).context("cannot read stdin as UTF-8 text")?;
        return Ok(text);
    }
    let bytes = fs::read(file).map_err(|error| {
        let hint = "give the path of an article in text or Markdown, or `-` for stdin";
        anyhow!("cannot read `{}`: {error}\nhint: {hint}", file.display())
    })?;
    String::from_utf8(bytes)
        .with_context(|| format!("`{}` is no UTF-8 text\nhint: save it as UTF-8", file.display()))
}

fn options_of(args: &ImportArgs) -> ImportOptions {
    let stem = args.file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    ImportOptions {
        id: args.id.clone(),
        name: stem,
        title: args.title.clone(),
        date: args.date,
        language: args.language.clone(),
        sources: args.sources.clone(),
    }
}

fn default_target(config: &Config, article: &Article) -> PathBuf {
    let path = &config.knowledge;
    let folder = if path.is_file() { path.parent().unwrap_or(path) } else { path };
    folder.join(format!("{}.json", article.id))
}

fn write(target: &Path, json: &str, force: bool) -> anyhow::Result<()> {
    if target.exists() && !force {
        let hint = "give another with `--output`, or replace it with `--force`";
        bail!("`{}` is there already\nhint: {hint}", target.display());
    }
    let context = || format!("cannot write `{}`", target.display());
    knowledge::write_whole(target, json).with_context(context)?;
    let schema = target.with_file_name("schema.json");
    if !schema.exists() {
        let context = || format!("cannot write `{}`", schema.display());
        knowledge::write_whole(&schema, &knowledge::schema_text()).with_context(context)?;
    }
    Ok(())
}

fn name_and_url(text: &str) -> Result<(String, String), String> {
    let (name, url) = text.split_once('=').ok_or("write it as NAME=URL")?;
    Ok((name.trim().into(), url.trim().into()))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Program {
        #[command(flatten)]
        args: ImportArgs,
    }

    const TEXT: &str = "date 2024-03-01 It reopens.\n\nFAQs\n\n1. When?\n\nIn April.\n\nSources:\n- [Port](https://port.example)\n";

    fn run_in(folder: &Path, flags: &[&str]) -> anyhow::Result<ExitCode> {
        let file = folder.join("harbour.txt");
        fs::write(&file, TEXT).unwrap();
        let words = ["import", file.to_str().unwrap()].into_iter();
        let program = Program::parse_from(words.chain(flags.iter().copied()));
        run(&program.args, &Config { knowledge: folder.join("knowledge"), ..Config::default() })
    }

    #[test]
    fn writes_the_article_and_its_schema_into_the_knowledge_folder() {
        let folder = tempfile::tempdir().unwrap();
        run_in(folder.path(), &[]).unwrap();
        let loaded = knowledge::load(&folder.path().join("knowledge")).unwrap();
        assert_eq!(loaded.articles()[0].id.as_str(), "harbour");
        assert!(folder.path().join("knowledge/schema.json").exists());
    }

    #[test]
    fn replaces_a_file_only_when_told() {
        let folder = tempfile::tempdir().unwrap();
        run_in(folder.path(), &[]).unwrap();
        let refused = run_in(folder.path(), &["--title", "Other"]).unwrap_err();
        assert!(refused.to_string().contains("is there already"));
        run_in(folder.path(), &["--title", "Other", "--force"]).unwrap();
        let loaded = knowledge::load(&folder.path().join("knowledge")).unwrap();
        assert_eq!(loaded.articles()[0].title, "Other");
    }
}
