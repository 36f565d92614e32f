//! Gives each block of an article its place: body, FAQ or sources.

use super::draft::{Draft, DraftEntry, DraftSource};
use super::lines::{asks, dated, day, first_line, question, question_and_rest};
use super::links;

/// A piece of an article in the order of its text.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) line: usize,
    pub(super) text: String,
    /// Names and addresses, where the format marks links.
    pub(super) links: Vec<(String, String)>,
}

impl Block {
    pub(super) fn new(kind: Kind, line: usize, text: String) -> Self {
        let links = Vec::new();
        Self { kind, line, text, links }
    }
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading of a level from 1, the highest.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// A line of its own right after the block before it.
    Continuation,
    /// A `key: value` before the article.
    Metadata,
    /// Something that holds no wording, such as HTML.
    Foreign,
}

/// A part of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Body,
    Faq,
    Sources,
}

impl Section {
    /// The section that a line opens, if it is a heading of one.
    pub(super) fn of_heading(line: &str) -> Option<Self> {
        let bare =
            line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '*' | '_' | ':' | '：'));
        match bare.to_lowercase().as_str() {
            "faq" | "faqs" | "frequently asked questions" => Some(Self::Faq),
            "source" | "sources" | "references" => Some(Self::Sources),
            _ => None,
        }
    }
}

/// Gives each block its place in a draft.
pub(super) fn draft(blocks: Vec<Block>) -> Draft {
    let mut outline = Outline {
        draft: Draft::default(),
        section: Section::Body,
        heading: 0,
        questions_end_in_marks: blocks.iter().any(|b| question(&b.text).is_some_and(asks)),
    };
    for block in blocks {
        outline.place(block);
    }
    outline.draft
}

struct Outline {
    draft: Draft,
    section: Section,
    /// The level of the heading that opened the section.
    heading: u8,
    /// If so, a numbered line without a question mark is a step of an answer.
    questions_end_in_marks: bool,
}

impl Outline {
    fn place(&mut self, block: Block) {
        match block.kind {
            Kind::Metadata => self.place_metadata(&block),
            Kind::Foreign => self.leave_out(&block),
            Kind::Heading(level) => self.place_heading(level, block),
            _ if Section::of_heading(&block.text).is_some() => self.place_heading(1, block),
            Kind::Paragraph | Kind::Continuation => match self.section {
                Section::Body => self.place_body(block),
                Section::Faq => self.place_faq(block),
                Section::Sources => self.place_source(&block),
            },
        }
    }

    fn place_metadata(&mut self, block: &Block) {
        let (key, value) = block.text.split_once(':').unwrap_or_default();
        let value = value.trim().trim_matches(['"', '\'']);
        match key.trim().to_lowercase().as_str() {
            "date" if day(value).is_some() => self.draft.date = day(value),
            "title" if !value.is_empty() => self.draft.title = Some(value.into()),
            _ => self.leave_out(block),
        }
    }

    fn place_heading(&mut self, level: u8, block: Block) {
        if let Some(section) = Section::of_heading(&block.text) {
            self.section = section;
            self.heading = level;
            return;
        }
        let below = level > self.heading || asks(&block.text);
        if self.section == Section::Faq && below {
            let text = question(&block.text).unwrap_or(&block.text).to_owned();
            self.ask(text, block.line);
            return;
        }
        let first = self.draft.title.is_none() && self.draft.body.is_empty();
        if self.section == Section::Body && level == 1 && first {
            self.draft.title = Some(block.text);
            return;
        }
        self.section = Section::Body;
        self.leave_out(&block);
    }

    fn place_body(&mut self, mut block: Block) {
        let start = self.draft.body.is_empty() && self.draft.date.is_none();
        if start && let Some((date, rest)) = dated(&block.text) {
            self.draft.date = Some(date);
            block.text = rest.to_owned();
        }
        if block.text.is_empty() {
            return;
        }
        if !self.draft.faq.is_empty() {
            self.leave_out(&block);
            return;
        }
        self.note_lost_links(&block);
        match self.draft.body.last_mut() {
            Some((_, last)) if block.kind == Kind::Continuation => {
                last.push('\n');
                last.push_str(&block.text);
            }
            _ => self.draft.body.push((block.line, block.text)),
        }
    }

    fn place_faq(&mut self, block: Block) {
        let Some(numbered) = question(&block.text) else {
            self.answer(block);
            return;
        };
        let (text, rest) = question_and_rest(numbered);
        if self.questions_end_in_marks && !asks(&text) {
            let said = format!(
                "line {}: `{}` has no question mark, so it is part of the answer above",
                block.line,
                first_line(&block.text)
            );
            self.draft.notes.push(said);
            self.answer(block);
            return;
        }
        self.ask(text, block.line);
        if !rest.is_empty() {
            self.answer(Block::new(Kind::Paragraph, block.line + 1, rest));
        }
    }

    fn ask(&mut self, question: String, line: usize) {
        let answer = String::new();
        self.draft.faq.push(DraftEntry { question, answer, line });
    }

    fn answer(&mut self, block: Block) {
        let Some(entry) = self.draft.faq.last_mut() else {
            self.leave_out(&block);
            return;
        };
        if !entry.answer.is_empty() {
            let joint = if block.kind == Kind::Continuation { "\n" } else { "\n\n" };
            entry.answer.push_str(joint);
        }
        entry.answer.push_str(&block.text);
        self.note_lost_links(&block);
    }

    /// Answers and summaries are plain text: the addresses behind their words have no place.
    fn note_lost_links(&mut self, block: &Block) {
        for (name, url) in &block.links {
            let said = format!("line {}: the link of `{name}` to {url} was left out", block.line);
            self.draft.notes.push(said);
        }
    }

    fn place_source(&mut self, block: &Block) {
        for (index, line) in block.text.lines().enumerate() {
            let at = block.line + index;
            let mut found = links::in_line(line);
            if found.is_empty() && index == 0 {
                found.clone_from(&block.links);
            }
            if found.is_empty() {
                self.leave_out(&Block::new(Kind::Foreign, at, line.into()));
            }
            for (title, url) in found {
                self.draft.sources.push(DraftSource { title, url, line: at });
            }
        }
    }

    fn leave_out(&mut self, block: &Block) {
        let said = format!("line {}: left out `{}`", block.line, first_line(&block.text));
        self.draft.notes.push(said);
    }
}
