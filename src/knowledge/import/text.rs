//! Reads plain text into blocks: paragraphs with blank lines between, and lines that are headings.

use super::lines::is_numbered;
use super::outline::{Block, Kind, Section};

/// The blocks of a plain text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim_end();
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        let heading = Section::of_heading(line).is_some();
        let starts = heading || is_numbered(line) || is_bullet(line);
        if open
            && !starts
            && let Some(last) = blocks.last_mut()
        {
            last.text.push('\n');
            last.text.push_str(line);
            continue;
        }
        let kind = match heading {
            true => Kind::Heading(1),
            false if open => Kind::Continuation,
            false => Kind::Paragraph,
        };
        let text = line.trim_start().to_owned();
        blocks.push(Block::new(kind, index + 1, text));
        open = !heading;
    }
    blocks
}

fn is_bullet(line: &str) -> bool {
    let mut chars = line.trim_start().chars();
    let mark = chars.next().is_some_and(|c| matches!(c, '-' | '–' | '—' | '*' | '•'));
    mark && chars.next().is_some_and(char::is_whitespace)
}
