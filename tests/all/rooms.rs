//! The rooms of `src/` are layered, and no file depends on another that depends on it.
//!
//! The test reads paths such as `crate::goals::Workspace` and `super::words`. A name that a `mod.rs` passes on from another
//! file counts as that file's. Passing names on and declaring modules draw no arrow; neither does a call from a module into
//! the files below it, which share what it defines. Tests inside files are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The lowest first. A room may use those above it in this list, never one below.
const ROOMS: &[&str] = &[
    "parallel",
    "plural",
    "wrong",
    "source",
    "quantity",
    "prose",
    "yaml",
    "finding",
    "goals",
    "settings",
    "score",
    "changes",
    "rules",
    "suppression",
    "lint",
    "review",
    "fix",
    "project",
    "write",
    "answers",
    "values",
    "render",
    "lsp",
    "cli",
];

/// Circles between files that are still to be taken apart. None may be added.
const STILL_TO_GO: &[&str] = &[];

/// The modules of the crate, each in a file of its own.
struct Modules {
    /// By path, such as `yaml::edit`.
    files: BTreeMap<String, Module>,
}

struct Module {
    /// The source without comments and tests.
    text: String,
    /// What it passes on: the name, and the path it comes from.
    passed_on: BTreeMap<String, Vec<String>>,
    children: Vec<String>,
}

impl Modules {
    fn read() -> Self {
        let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = BTreeMap::new();
        let mut open = vec![src.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path: PathBuf = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let below = path.strip_prefix(&src).unwrap().with_extension("");
                    let mut parts: Vec<&str> = below.iter().map(|part| part.to_str().unwrap()).collect();
                    parts.pop_if(|last| *last == "mod");
                    files.insert(parts.join("::"), Module::of(&fs::read_to_string(&path).unwrap()));
                }
            }
        }
        files.remove("lib");
        files.remove("main");
        Self { files }
    }

    /// The file that a path refers to: the longest part of it that is a module, or where that re-exports the next name from.
    fn file_of(&self, path: &[String]) -> Option<String> {
        let length = (1..=path.len()).rev().find(|n| self.files.contains_key(&path[..*n].join("::")))?;
        let module = path[..length].join("::");
        let origin = path.get(length).and_then(|name| self.files[&module].passed_on.get(name));
        match origin {
            Some(origin) => self.file_of(&absolute(&module, origin)).or(Some(module)),
            None => Some(module),
        }
    }

    /// Every arrow from a file to another.
    fn arrows(&self) -> BTreeMap<&str, BTreeSet<String>> {
        let mut arrows: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for (name, module) in &self.files {
            let paths = module.paths().into_iter().map(|path| absolute(name, &path));
            let targets = paths.filter_map(|path| self.file_of(&path)).filter(|target| target != name);
            let below = format!("{name}::");
            arrows.insert(name, targets.filter(|target| !target.starts_with(&below)).collect());
        }
        arrows
    }
}

impl Module {
    fn of(source: &str) -> Self {
        let code = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let text: String = code
            .lines()
            .map(|line| line.split("//").next().unwrap_or_default())
            .collect::<Vec<_>>()
            .join("\n");
        let mut passed_on = BTreeMap::new();
        let mut children = Vec::new();
        for statement in text.split(';') {
            let words: Vec<&str> = statement.split_whitespace().collect();
            match words.iter().position(|word| *word == "mod") {
                Some(at) if at + 2 == words.len() => children.push(words[at + 1].to_owned()),
                _ => {}
            }
            if let Some(tree) = public_use(statement) {
                for path in expanded(tree) {
                    passed_on.insert(path.last().cloned().unwrap_or_default(), path);
                }
            }
        }
        Self { text, passed_on, children }
    }

    /// Every path to something in this crate, as it is written.
    fn paths(&self) -> Vec<Vec<String>> {
        let mut starts: Vec<&str> = vec!["crate", "super", "self"];
        starts.extend(self.children.iter().map(String::as_str));
        let mut paths = Vec::new();
        for statement in self.text.split(';').filter(|statement| public_use(statement).is_none()) {
            for start in &starts {
                for (at, _) in statement.match_indices(&format!("{start}::")) {
                    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
                    if !statement[..at].ends_with(is_part) {
                        paths.extend(expanded(&statement[at..]));
                    }
                }
            }
        }
        paths
    }
}

/// The tree of a `pub use`, also of one for the crate alone.
fn public_use(statement: &str) -> Option<&str> {
    let at = statement.find("pub ").or_else(|| statement.find("pub("))?;
    let rest = &statement[at + "pub".len()..];
    let rest = if rest.starts_with('(') { rest.split_once(')')?.1 } else { rest };
    rest.trim_start().strip_prefix("use ")
}

/// The paths of a tree such as `a::{b, c::D}`, read as far as it is one.
fn expanded(tree: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    expand(tree.trim(), &[], &mut paths);
    paths
}

/// Adds the paths that start here, and returns what comes after them.
fn expand<'t>(tree: &'t str, before: &[String], paths: &mut Vec<Vec<String>>) -> &'t str {
    let mut path = before.to_vec();
    let mut rest = tree;
    loop {
        rest = rest.trim_start();
        if let Some(inner) = rest.strip_prefix('{') {
            rest = inner;
            loop {
                rest = expand(rest, &path, paths).trim_start();
                match rest.strip_prefix(',') {
                    Some(after) => rest = after,
                    None => return rest.strip_prefix('}').unwrap_or(rest),
                }
            }
        }
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        if end > 0 && &rest[..end] != "self" || path.is_empty() {
            path.push(rest[..end].to_owned());
        }
        rest = &rest[end..];
        match rest.strip_prefix("::") {
            Some(after) => rest = after,
            None => {
                paths.push(path);
                return rest.trim_start().strip_prefix("as ").map_or(rest, |name| {
                    name.trim_start().trim_start_matches(|c: char| c.is_alphanumeric() || c == '_')
                });
            }
        }
    }
}

/// A path as it is from the crate's root, seen from a module.
fn absolute(module: &str, path: &[String]) -> Vec<String> {
    let mut from: Vec<String> = module.split("::").map(str::to_owned).collect();
    let mut parts = path.iter();
    if path.first().is_some_and(|first| first == "crate") {
        from.clear();
        parts.next();
    }
    for part in parts {
        match part.as_str() {
            "super" => drop(from.pop()),
            "self" => {}
            name => from.push(name.to_owned()),
        }
    }
    from
}

fn room(module: &str) -> &str {
    module.split("::").next().unwrap_or_default()
}

#[test]
fn rooms_use_only_what_lies_below_them() {
    let modules = Modules::read();
    let rank = |name: &str| ROOMS.iter().position(|room| *room == name);
    let mut wrong = Vec::new();
    for (from, targets) in modules.arrows() {
        let own =
            rank(room(from)).unwrap_or_else(|| panic!("the room `{}` has no place in the list", room(from)));
        for to in targets.iter().filter(|to| rank(room(to)).is_none_or(|rank| rank > own)) {
            wrong.push(format!("{from} uses {to}"));
        }
    }
    assert!(wrong.is_empty(), "arrows up the list of rooms:\n{}", wrong.join("\n"));
}

/// Every file reachable from one.
fn reached_from<'m>(start: &'m str, arrows: &'m BTreeMap<&str, BTreeSet<String>>) -> BTreeSet<&'m str> {
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(name) = open.pop() {
        open.extend(arrows[name].iter().map(String::as_str).filter(|next| seen.insert(*next)));
    }
    seen
}

#[test]
fn no_files_reach_each_other_in_a_circle() {
    let modules = Modules::read();
    let arrows = modules.arrows();
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        arrows.keys().map(|name| (*name, reached_from(name, &arrows))).collect();
    let mut circles: BTreeSet<String> = BTreeSet::new();
    for (name, seen) in reached.iter().filter(|(name, seen)| seen.contains(*name)) {
        let circle: BTreeSet<&str> =
            seen.iter().copied().filter(|other| reached[other].contains(name)).collect();
        circles.insert(circle.into_iter().collect::<Vec<_>>().join(", "));
    }
    let known: BTreeSet<String> = STILL_TO_GO.iter().map(|circle| (*circle).to_owned()).collect();
    let new: Vec<&String> = circles.difference(&known).collect();
    assert!(new.is_empty(), "files that reach each other:\n{new:#?}");
}
