//! The fast YAML reader makes the tree that the complete parser makes, or leaves the text alone; and what it reads is what
//! another YAML reader makes of it.
//!
//! `cargo test` tries some 5,000 changed documents, always the same ones. For more, and for files of one's own:
//!
//! ```sh
//! OKR_MUTANTS=10000000 OKR_YAML_FILES=some/folder cargo test --release --test all yaml_fast -- --nocapture
//! ```

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking, in its helpers too")]
#![expect(clippy::print_stdout, reason = "the counts are there to be read")]

use crate::properties::readers;
use okr::goals::{Day, Workspace};
use okr::lint::{Selection, lint};
use okr::settings::Settings;
use okr::source::{SourceFile, Sources};
use okr::yaml::{Agreement, use_fast_reader};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn texts(folders: &[&str]) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = folders.iter().flat_map(|folder| files(&root.join(folder))).collect();
    if let Some(folder) = std::env::var_os("OKR_YAML_FILES") {
        paths.extend(files(Path::new(&folder)));
    }
    let text = |path: PathBuf| Some((path.display().to_string(), fs::read_to_string(&path).ok()?));
    paths.into_iter().filter_map(text).collect()
}

/// Documents by hand that hold every kind of thing, some of them wrong.
fn documents() -> Vec<(String, String)> {
    let by_hand =
        [include_str!("../fixtures/yaml/documents.txt"), include_str!("../fixtures/yaml/stumbles.txt")]
            .join("");
    let by_hand = by_hand.split("### ").filter_map(|case| case.split_once('\n'));
    let pages = okr::rules::all().flat_map(|rule| {
        let blocks = rule.page.split("```").skip(1).step_by(2).filter_map(|block| block.strip_prefix("yaml"));
        blocks.filter_map(|block| Some((rule.name, block.split_once('\n')?.1)))
    });
    by_hand.chain(pages).map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

fn all_texts() -> Vec<(String, String)> {
    let mut all = texts(&[
        "examples",
        "okrs",
        "tests/fixtures",
        "fuzz/corpus/reading",
        "fuzz/corpus/edits",
        "fuzz/corpus/readers",
    ]);
    all.extend(documents());
    all
}

fn agreement(name: &str, text: &str) -> Agreement {
    match std::panic::catch_unwind(|| readers(text.as_bytes())) {
        Ok(agreement) => agreement,
        Err(_) => panic!("{name} is not read alike: {text:?}"),
    }
}

#[test]
fn every_text_is_read_alike_or_left_alone() {
    for (name, text) in all_texts() {
        agreement(&name, &text);
        agreement(&name, &text.replace('\n', "\r\n"));
        agreement(&name, text.trim_end_matches('\n'));
        for (end, _) in text.match_indices('\n').take(8) {
            agreement(&name, &text[..end]);
            agreement(&name, &text[end..]);
        }
    }
}

#[test]
fn goals_as_people_write_them_are_read_fast() {
    let all = texts(&["examples", "okrs"]);
    // One of the examples is not YAML, to show the message.
    let yaml = all
        .iter()
        .filter(|(name, _)| name.ends_with(".yaml") && !name.ends_with("bad/okrs/2026-Q4/marketing.yaml"));
    let left_alone: Vec<&str> = yaml
        .filter(|(name, text)| agreement(name, text) == Agreement::LeftAlone)
        .map(|(name, _)| name.as_str())
        .collect();
    println!("{} of {} are left to the complete parser: {left_alone:#?}", left_alone.len(), all.len());
    let of_this_project = |name: &&&str| name.starts_with(env!("CARGO_MANIFEST_DIR"));
    assert_eq!(left_alone.iter().filter(of_this_project).count(), 0, "{left_alone:#?}");
}

/// Everything that is found in one file, with places, fixes and all.
fn found(text: &str) -> String {
    let settings = Settings::default();
    let sources =
        Sources::new(vec![SourceFile::from_bytes("okrs/a.yaml".to_owned(), text.as_bytes().to_vec())]);
    let workspace = Workspace::read(sources, &settings.vocabulary, settings.calendar);
    let report = lint(&workspace, &settings, "2026-11-20".parse::<Day>().unwrap(), &Selection::default());
    let file = &workspace.files[0];
    format!("{:#?}\n{:#?}\n{:#?}", report, file.problems, file.directives)
}

#[test]
fn findings_are_the_same_without_the_fast_reader() {
    for (name, text) in all_texts() {
        let fast = found(&text);
        use_fast_reader(false);
        let complete = found(&text);
        use_fast_reader(true);
        assert!(fast == complete, "{name}:\n{text}\nfast: {fast}\ncomplete: {complete}");
    }
}

/// Small, fast and the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % limit
    }

    fn of<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }
}

const BITS: &[&str] = &[
    " ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "-",
    "- ",
    "- - ",
    "-  ",
    ":",
    ": ",
    " :",
    " : ",
    "::",
    "?",
    "? ",
    ",",
    ", ",
    "[",
    "]",
    "{",
    "}",
    "[]",
    "{}",
    "[a, b]",
    "{a: b}",
    "{a: , b: c}",
    "[a: b]",
    "{\"a\":1}",
    "#",
    " #",
    " # c",
    "# c\n",
    "&a ",
    "*a",
    "! ",
    "!!str ",
    "|",
    ">",
    "|-",
    ">-",
    "|+",
    "|2",
    " |\n",
    " >\n",
    ": |\n",
    ": >-\n",
    "'",
    "''",
    "\"",
    "\"\"",
    "\\",
    "\\\"",
    "'a'",
    "\"a\"",
    "'a': ",
    "\"a\": ",
    "%",
    "@",
    "`",
    "~",
    "null",
    "---",
    "---\n",
    "\n---\n",
    "...",
    "\n...\n",
    "--- ",
    "a",
    "b: ",
    "x: y\n",
    "\nz",
    "\n z",
    "\n  z",
    "\n- z",
    "\n  - z",
    "0",
    "-1",
    "é",
    "\u{a0}",
    "\u{85}",
    "\u{2028}",
    "\u{feff}",
    "\0",
    "\u{7f}",
    "👍",
    "<<: ",
    "=",
    "key: value",
];

/// Some lines of a document, changed in a few places.
fn mutant(documents: &[(String, String)], seed: u64) -> String {
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    for _ in 0..4 {
        random.below(1);
    }
    let document = &documents[random.below(documents.len())].1;
    let mut lines: Vec<String> = document.split_inclusive('\n').map(str::to_owned).collect();
    let length = 1 + random.below(30);
    if lines.len() > length {
        // The first lines say what the rest belongs to, so most of what is read starts there.
        let first = if random.below(4) > 0 { 0 } else { random.below(lines.len() - length) };
        lines = lines.split_off(first);
        lines.truncate(length);
    }
    for _ in 0..random.below(3) {
        change_lines(&mut lines, &mut random);
    }
    let mut text: Vec<char> = lines.concat().chars().collect();
    for _ in 0..random.below(3) {
        let at = random.below(text.len() + 1);
        let end = if random.below(2) == 0 { at } else { (at + random.below(4)).min(text.len()) };
        let bit = if random.below(4) == 0 { "" } else { random.of(BITS) };
        text.splice(at..end, bit.chars());
    }
    text.into_iter().collect()
}

fn change_lines(lines: &mut Vec<String>, random: &mut Random) {
    if lines.is_empty() {
        return;
    }
    let at = random.below(lines.len());
    match random.below(8) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(at, lines[random.below(lines.len())].clone()),
        2 => {
            let other = random.below(lines.len());
            lines.swap(at, other);
        }
        3 => lines[at].insert_str(0, random.of(&[" ", "  ", "    ", "- ", "# "])),
        4 => lines[at] = lines[at].strip_prefix(random.of(&[" ", "  "])).unwrap_or(&lines[at]).to_owned(),
        5 => lines[at] = lines[at].trim_start().to_owned(),
        6 => lines.insert(
            at,
            random
                .of(&[
                    "\n",
                    " \n",
                    "   \n",
                    "# c\n",
                    "    # c\n",
                    "---\n",
                    "x:\n",
                    "-\n",
                    "  x:\n",
                    "    y\n",
                ])
                .to_owned(),
        ),
        _ => {
            // The text after the colon moves to its own line, or disappears.
            if let Some((key, value)) = lines[at].split_once(": ") {
                let between =
                    random.of(&[":\n", ":\n  ", ":\n    ", ": |\n      ", ": >\n      ", ": '", ": - "]);
                lines[at] = format!("{key}{between}{value}");
            }
        }
    }
}

#[test]
fn changed_texts_are_read_alike_or_left_alone() {
    let count = std::env::var("OKR_MUTANTS").map_or(5_000, |count| count.parse().unwrap());
    let first = std::env::var("OKR_FIRST_MUTANT").map_or(0, |first| first.parse().unwrap());
    let documents: Vec<_> = all_texts().into_iter().filter(|(_, text)| text.len() < 100_000).collect();
    let read = (first..first + count)
        .into_par_iter()
        .filter(|seed| agreement(&format!("mutant {seed}"), &mutant(&documents, *seed)) == Agreement::Same)
        .count();
    println!("{read} of {count} changed texts are read fast");
    // Enough of them are near enough to goal files that the comparison means something.
    assert!(read as u64 > count / 6, "{read} of {count}");
}
