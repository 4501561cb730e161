//! One case: its files, day and rules, and its pieces with what comes out.

use super::page::{Block, Piece};
use super::results::{Found, found};
use super::{marks, schemas, table};
use crate::support::console;
use okr::rules;
use std::fmt::Write as _;
use std::fs;

/// What a case is run with. The part before the first heading has one, too, that all others start from.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) files: Vec<File>,
    pub(crate) as_of: String,
    /// The rules to run; all if empty.
    pub(crate) rules: Vec<&'static str>,
    /// Whether its files are shared by other cases or by the rows of a table, and so have no marks of their own.
    pub(crate) is_shared: bool,
}

/// A file of a case.
#[derive(Clone)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
    /// An earlier version, of when the quarter was two weeks old.
    pub(crate) is_before: bool,
}

impl Default for Case {
    fn default() -> Self {
        Self { files: Vec::new(), as_of: "2026-02-15".to_owned(), rules: Vec::new(), is_shared: true }
    }
}

impl Case {
    /// The case with what these pieces say; a file replaces the shared one of its name.
    pub(crate) fn with(&self, pieces: &[Piece]) -> Self {
        let mut case = self.clone();
        case.is_shared = !pieces.iter().any(|piece| matches!(piece, Piece::Start(_)));
        for piece in pieces {
            match piece {
                Piece::Text(text) => text.lines().for_each(|line| case.read_line(line)),
                Piece::Block(block) => {
                    if let Some(file) = File::of(block) {
                        case.files.retain(|old| !old.is_same(&file));
                        case.files.push(file);
                    }
                }
                Piece::Start(_) | Piece::Table(_) => {}
            }
        }
        let is_filled_in =
            |piece: &Piece| matches!(piece, Piece::Table(rows) if table::is_of_cases(rows, &case.files));
        case.is_shared |= pieces.iter().any(is_filled_in);
        case
    }

    fn read_line(&mut self, line: &str) {
        if let Some(day) = line.strip_prefix("As of: ") {
            self.as_of = day.trim().to_owned();
        } else if let Some(names) = line.strip_prefix("Rules: ") {
            let rule = |name: &str| {
                let known = rules::all().map(|rule| rule.name).find(|known| *known == name);
                known.unwrap_or_else(|| panic!("there is no rule {name}"))
            };
            let names = names.split(',').map(|name| name.trim_matches([' ', '`']));
            self.rules = names.filter(|name| *name != "all").map(rule).collect();
        }
    }

    /// A piece with what comes out now.
    pub(crate) fn renewed(&self, piece: &Piece) -> String {
        match piece {
            Piece::Block(block) => {
                let text = self.renewed_block(block);
                Piece::Block(Block { info: block.info.clone(), text }).written()
            }
            Piece::Table(rows) if table::is_of_cases(rows, &self.files) => {
                Piece::Table(table::renewed(rows, self)).written()
            }
            _ => piece.written(),
        }
    }

    fn renewed_block(&self, block: &Block) -> String {
        if let Some(file) = File::of(block) {
            return if self.is_shared || file.is_before { block.text.clone() } else { self.marked(&file) };
        }
        match block.info.as_str() {
            "console" => console::shown_with_code(&block.text, self.folder().path()),
            "findings" => found(self).iter().fold(String::new(), |text, found| text + &found.in_full()),
            "schema" => self.judged_by_schemas(),
            _ => block.text.clone(),
        }
    }

    /// A line for each mistake, with the file's name where there are several.
    fn judged_by_schemas(&self) -> String {
        let mut text = String::new();
        for file in &self.files {
            for line in schemas::judgement(file) {
                let name = if self.files.len() > 1 { format!("{}: ", file.path) } else { String::new() };
                writeln!(text, "{name}{line}").unwrap();
            }
        }
        text
    }

    fn marked(&self, file: &File) -> String {
        let found = found(self);
        let here = found.iter().filter(|found| found.path == file.path);
        let marks: Vec<(usize, String)> = here.map(|found| (found.line, found.mark())).collect();
        marks::added(&file.text, &marks)
    }

    /// A folder that holds the files.
    fn folder(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in &self.files {
            assert!(!file.is_before, "a console block knows no earlier versions");
            let path = folder.path().join(&file.path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &file.text).unwrap();
        }
        folder
    }
}

impl File {
    /// The file that a block is: `yaml`, `yaml okrs/growth.yaml`, `yaml before okrs/growth.yaml`, or the same with `csv` for
    /// readings.
    fn of(block: &Block) -> Option<Self> {
        let mut words = block.info.split_whitespace();
        if !matches!(words.next(), Some("yaml" | "csv")) {
            return None;
        }
        let rest: Vec<&str> = words.collect();
        let is_before = rest.first() == Some(&"before");
        let name = rest[usize::from(is_before)..].join(" ");
        let path = if name.is_empty() { "goals.yaml".to_owned() } else { name };
        Some(Self { path, text: marks::removed(&block.text), is_before })
    }

    fn is_same(&self, other: &Self) -> bool {
        self.path == other.path && self.is_before == other.is_before
    }

    /// Whether it holds settings.
    pub(crate) fn is_settings(&self) -> bool {
        self.path == "okr.yaml"
    }
}

impl Found {
    /// `rule "words"`, the words without line breaks and not too many of them.
    pub(crate) fn mark(&self) -> String {
        format!("{} \"{}\"", self.rule, self.short_words())
    }

    fn in_full(&self) -> String {
        let mut text =
            format!("{}:{} {}[{}] {}\n", self.path, self.line, self.level, self.rule, self.message);
        writeln!(text, "    at: {}", self.short_words()).unwrap();
        if let Some(help) = &self.help {
            writeln!(text, "    help: {}", help.replace('\n', "\n          ")).unwrap();
        }
        text
    }

    fn short_words(&self) -> String {
        let words: Vec<&str> = self.words.split_whitespace().collect();
        if words.len() <= 12 { words.join(" ") } else { words[..11].join(" ") + " ..." }
    }
}
