//! Reads Markdown into blocks. Emphasis and tags within a line are dropped, their words kept.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::outline::{Block, Kind};

/// The blocks of a Markdown text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        let line = text[..range.start].matches('\n').count() + 1;
        reader.read(event, line);
    }
    reader.close();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    open: Option<Block>,
    /// The mark of the item being read with the kind of its block, until its first words.
    item: Option<(Kind, String)>,
    lists: Vec<List>,
    link: Option<(String, usize)>,
    metadata: bool,
}

struct List {
    /// The number of the item to come; none for bullets.
    next: Option<u64>,
    begun: bool,
}

impl Reader {
    fn read(&mut self, event: Event<'_>, line: usize) {
        match event {
            Event::Start(tag) => self.start(tag, line),
            Event::End(tag) => self.end(tag),
            Event::Text(words) if self.metadata => self.add_metadata(&words, line),
            Event::Text(words) | Event::Code(words) => self.add(&words, line),
            Event::SoftBreak => self.add(" ", line),
            Event::HardBreak => self.add("\n", line),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.add("\n", line),
            Event::Html(html) => self.add_foreign(&html, line),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, line: usize) {
        match tag {
            Tag::Heading { level, .. } => self.open(Kind::Heading(depth(level)), line),
            Tag::Paragraph | Tag::CodeBlock(_) => self.open(Kind::Paragraph, line),
            Tag::List(first) => {
                self.close();
                let begun = false;
                self.lists.push(List { next: first, begun });
            }
            Tag::Item => self.start_item(),
            Tag::MetadataBlock(_) => self.metadata = true,
            Tag::Link { dest_url, .. } => {
                self.add("", line);
                let start = self.open.as_ref().map_or(0, |block| block.text.len());
                self.link = Some((dest_url.into_string(), start));
            }
            _ => {}
        }
    }

    fn start_item(&mut self) {
        self.close();
        let Some(list) = self.lists.last_mut() else {
            return;
        };
        let kind = match std::mem::replace(&mut list.begun, true) {
            true => Kind::Continuation,
            false => Kind::Paragraph,
        };
        let mark = match &mut list.next {
            Some(number) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            None => "• ".into(),
        };
        self.item = Some((kind, mark));
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Item => {
                self.close();
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::MetadataBlock(_) => self.metadata = false,
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn end_link(&mut self) {
        if let (Some((url, start)), Some(block)) = (self.link.take(), &mut self.open) {
            let name = block.text.get(start..).unwrap_or_default().to_owned();
            block.links.push((name, url));
        }
    }

    fn open(&mut self, kind: Kind, line: usize) {
        self.close();
        let (kind, mark) = self.item.take().unwrap_or((kind, String::new()));
        self.open = Some(Block::new(kind, line, mark));
    }

    fn close(&mut self) {
        let Some(mut block) = self.open.take() else {
            return;
        };
        block.text.truncate(block.text.trim_end().len());
        if !block.text.is_empty() {
            self.blocks.push(block);
        }
    }

    fn add(&mut self, words: &str, line: usize) {
        if self.open.is_none() {
            // Items of a tight list hold words without a paragraph.
            self.open(Kind::Paragraph, line);
        }
        if let Some(block) = &mut self.open {
            block.text.push_str(words);
        }
    }

    fn add_metadata(&mut self, words: &str, line: usize) {
        for (index, pair) in words.lines().enumerate() {
            let block = Block::new(Kind::Metadata, line + index, pair.trim().into());
            self.blocks.push(block);
        }
    }

    fn add_foreign(&mut self, html: &str, line: usize) {
        if !html.trim().is_empty() {
            self.blocks.push(Block::new(Kind::Foreign, line, html.trim().into()));
        }
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
