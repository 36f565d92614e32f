//! The tree of modules, and which file imports what from which file.
//!
//! A name that a module only passes on (`pub use`) belongs to the file that defines it, so a room's `mod.rs`
//! may show what the files in it have without being taken for their origin.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Kind, Sources, Token, closing};

/// One import, from file to file.
#[derive(Clone, Debug)]
pub struct Import {
    /// The modules of the importing file, from the root: `["telegram", "bot"]`.
    pub from: Vec<String>,
    /// Those of the file that defines what is imported.
    pub to: Vec<String>,
    /// The importing file.
    pub file: String,
    /// The line of the import.
    pub line: usize,
}

struct Module {
    path: Vec<String>,
    parent: usize,
    file: String,
    is_inline: bool,
    children: BTreeMap<String, usize>,
    uses: Vec<Use>,
    /// Paths in the code itself, such as `super::texts::show(…)`.
    paths: Vec<(Vec<String>, usize)>,
    /// The words of the code itself.
    words: BTreeSet<String>,
}

struct Use {
    path: Vec<String>,
    /// What it is called here; `*` for all that there is.
    name: String,
    is_public: bool,
    line: usize,
}

/// All modules of the crate, its root first.
pub struct Modules {
    all: Vec<Module>,
}

impl Modules {
    /// The modules that `src/lib.rs` leads to.
    ///
    /// # Errors
    /// Names the files that are declared and missing.
    pub fn of(sources: &Sources) -> Result<Self, String> {
        let mut modules = Self { all: Vec::new() };
        modules.add_file(sources, Vec::new(), 0, "src/lib.rs".to_owned())?;
        Ok(modules)
    }

    /// The files that are part of the crate when it is not tested.
    pub fn files(&self) -> BTreeSet<&str> {
        self.all.iter().map(|module| module.file.as_str()).collect()
    }

    /// Every import of one file from another.
    pub fn imports(&self) -> Vec<Import> {
        (0..self.all.len()).flat_map(|module| self.imports_of(module)).collect()
    }

    fn add_file(
        &mut self,
        sources: &Sources,
        path: Vec<String>,
        parent: usize,
        file: String,
    ) -> Result<usize, String> {
        let source = sources.get(&file).ok_or_else(|| format!("there is no `{file}`"))?;
        let module = self.add(path, parent, file, false);
        self.scan(sources, &source.tokens, module)?;
        Ok(module)
    }

    fn add(&mut self, path: Vec<String>, parent: usize, file: String, is_inline: bool) -> usize {
        self.all.push(Module {
            path,
            parent,
            file,
            is_inline,
            children: BTreeMap::new(),
            uses: Vec::new(),
            paths: Vec::new(),
            words: BTreeSet::new(),
        });
        self.all.len() - 1
    }

    fn scan(&mut self, sources: &Sources, tokens: &[Token], module: usize) -> Result<(), String> {
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at = match tokens.get(at + 1) {
                Some(next) if token.is("mod") && next.kind == Kind::Word => {
                    self.scan_child(sources, tokens, at, module)?
                }
                // `pub(in crate::telegram)` says who may see it, and imports nothing.
                Some(next) if token.is("pub") && next.is("(") => closing(tokens, at + 1) + 1,
                _ if token.is("use") => self.scan_use(tokens, at, module),
                Some(next) if token.kind == Kind::Word && next.is("::") && !follows_path(tokens, at) => {
                    self.scan_path(tokens, at, module)
                }
                _ => {
                    if token.kind == Kind::Word {
                        self.all[module].words.insert(token.text.clone());
                    }
                    at + 1
                }
            };
        }
        Ok(())
    }

    /// `mod name;` or `mod name { … }`.
    fn scan_child(
        &mut self,
        sources: &Sources,
        tokens: &[Token],
        at: usize,
        module: usize,
    ) -> Result<usize, String> {
        let name = tokens[at + 1].text.clone();
        let mut path = self.all[module].path.clone();
        path.push(name.clone());
        if tokens.get(at + 2).is_some_and(|token| token.is("{")) {
            let end = closing(tokens, at + 2);
            let child = self.add(path, module, self.all[module].file.clone(), true);
            self.all[module].children.insert(name, child);
            self.scan(sources, &tokens[at + 3..end], child)?;
            return Ok(end + 1);
        }
        let folder = format!("src/{}", path.join("/"));
        let flat = format!("{folder}.rs");
        let file = if sources.contains_key(&flat) { flat } else { format!("{folder}/mod.rs") };
        let child = self.add_file(sources, path, module, file)?;
        self.all[module].children.insert(name, child);
        Ok(at + 3)
    }

    fn scan_use(&mut self, tokens: &[Token], at: usize, module: usize) -> usize {
        let is_public = at > 0 && (tokens[at - 1].is("pub") || tokens[at - 1].is(")"));
        let mut found = Vec::new();
        let end = use_tree(tokens, at + 1, &[], &mut found);
        let uses = found.into_iter().map(|(path, name, line)| Use { path, name, is_public, line });
        self.all[module].uses.extend(uses);
        end
    }

    fn scan_path(&mut self, tokens: &[Token], at: usize, module: usize) -> usize {
        let mut path = vec![tokens[at].text.clone()];
        let mut next = at + 1;
        while let [colons, word, ..] = &tokens[next..]
            && colons.is("::")
            && word.kind == Kind::Word
        {
            path.push(word.text.clone());
            next += 2;
        }
        self.all[module].words.insert(path[0].clone());
        self.all[module].paths.push((path, tokens[at].line));
        next
    }

    fn imports_of(&self, of: usize) -> Vec<Import> {
        let module = &self.all[of];
        let uses = module.uses.iter().filter(|used| self.is_import(of, used));
        let uses = uses.map(|used| (&used.path, used.line));
        let paths = module.paths.iter().filter(|(path, _)| self.is_own_path(of, path));
        let paths = paths.map(|(path, line)| (path, *line));
        let from = self.file_of(of);
        uses.chain(paths)
            .filter_map(|(path, line)| Some((self.find(of, path, 0)?, line)))
            .map(|(to, line)| (self.file_of(to), line))
            .filter(|(to, _)| *to != from)
            .map(|(to, line)| Import {
                from: self.all[from].path.clone(),
                to: self.all[to].path.clone(),
                file: module.file.clone(),
                line,
            })
            .collect()
    }

    /// What is passed on from a module further in, and not needed here, is not imported.
    fn is_import(&self, of: usize, used: &Use) -> bool {
        let module = &self.all[of];
        let is_from_within = used.path.first().is_some_and(|first| module.children.contains_key(first))
            || used.path.first().is_some_and(|first| first == "self");
        let holder = &self.all[self.file_of(of)];
        let is_shown = used.is_public && (is_from_within || module.is_inline);
        !is_shown || module.words.contains(&used.name) || holder.words.contains(&used.name)
    }

    /// Paths that begin with an imported name are the import's.
    fn is_own_path(&self, of: usize, path: &[String]) -> bool {
        matches!(path[0].as_str(), "crate" | "super" | "self") || self.all[of].children.contains_key(&path[0])
    }

    /// The module that defines what `path` names, as it is read in `from`; none for other crates.
    fn find(&self, from: usize, path: &[String], depth: usize) -> Option<usize> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(self.walk(0, rest, depth)),
            "self" => Some(self.walk(from, rest, depth)),
            "super" => Some(self.walk(self.all[from].parent, rest, depth)),
            name if self.all[from].children.contains_key(name) => Some(self.walk(from, path, depth)),
            _ => None,
        }
    }

    fn walk(&self, module: usize, path: &[String], depth: usize) -> usize {
        /// So many times a name may be passed on.
        const DEEPEST: usize = 16;
        let Some((name, rest)) = path.split_first() else { return module };
        let within = &self.all[module];
        if name == "super" {
            return self.walk(within.parent, rest, depth);
        }
        if let Some(&child) = within.children.get(name) {
            return self.walk(child, rest, depth);
        }
        let passed_on = within.uses.iter().find(|used| used.name == *name);
        match passed_on.and_then(|used| self.find(module, &used.path, depth + 1)) {
            Some(origin) if depth < DEEPEST => self.walk_on(origin, name, rest, depth + 1),
            _ => module,
        }
    }

    /// `origin` is where an item called `name` is, or the module of that name itself.
    fn walk_on(&self, origin: usize, name: &str, rest: &[String], depth: usize) -> usize {
        let is_module = self.all[origin].path.last().is_some_and(|last| last == name);
        if is_module { self.walk(origin, rest, depth) } else { origin }
    }

    /// The module whose file this module is in.
    fn file_of(&self, mut module: usize) -> usize {
        while self.all[module].is_inline {
            module = self.all[module].parent;
        }
        module
    }
}

/// Whether the word at `at` continues a path: it is an item of something, or a method's type.
fn follows_path(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at - 1].is("::")
}

type Found = (Vec<String>, String, usize);

/// Reads what stands after `use`, up to its end; `{…}` are read one by one.
fn use_tree(tokens: &[Token], mut at: usize, before: &[String], found: &mut Vec<Found>) -> usize {
    let mut path = before.to_vec();
    let mut name = None;
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| !token.is("}")) {
                    at = use_tree(tokens, at, &path, found);
                    at += usize::from(tokens.get(at).is_some_and(|token| token.is(",")));
                }
                return at + 1;
            }
            "::" => {}
            "as" => name = tokens.get(at + 1).map(|token| token.text.clone()),
            "self" if !path.is_empty() => {}
            "*" => name = Some("*".to_owned()),
            _ if token.kind == Kind::Word && name.is_none() => path.push(token.text.clone()),
            "," | ";" | "}" => break,
            _ => {}
        }
        at += 1;
    }
    if let Some(last) = path.last() {
        let name = name.unwrap_or_else(|| last.clone());
        let line = tokens.get(at.saturating_sub(1)).map_or(0, |token| token.line);
        found.push((path, name, line));
    }
    at
}
