//! The labelled sentences.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use okr::prose::Kind;
use serde::Deserialize;

/// The kinds, in the order of weights and probabilities.
pub(crate) const KINDS: [Kind; 4] = [Kind::Outcome, Kind::Output, Kind::Activity, Kind::Vague];

/// Where a sentence comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// Somebody's own goals, published.
    Real,
    /// An example on a page about goals.
    Example,
    /// Made up for training.
    Invented,
    /// Made up for training, and part of the project.
    Ours,
    /// Made up, and never trained on.
    Synthetic,
    /// The project's own fixtures, never trained on; the lists of words were written beside them.
    Fixture,
}

impl Origin {
    /// Whether the weights may be fitted on it.
    pub(crate) fn trains(self) -> bool {
        !matches!(self, Origin::Synthetic | Origin::Fixture)
    }

    /// Whether it was written for other readers than this program.
    pub(crate) fn is_published(self) -> bool {
        matches!(self, Origin::Real | Origin::Example)
    }
}

/// One labelled key result.
pub(crate) struct Sentence {
    pub(crate) text: String,
    pub(crate) label: Kind,
    pub(crate) second: Option<Kind>,
    /// Whose it is: sentences of one organisation are never on both sides of a fit.
    pub(crate) organisation: String,
    pub(crate) origin: Origin,
}

impl Sentence {
    pub(crate) fn accepts(&self, kind: Kind) -> bool {
        self.label == kind || self.second == Some(kind)
    }

    /// Whether it belongs to the organisations whose sentences nobody read while signals and word lists were written: about a
    /// fifth of those in `dev2.jsonl`, by a hash of the name.
    pub(crate) fn is_kept_back(&self) -> bool {
        let hash = self.organisation.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        self.organisation.starts_with("dev2 ") && (hash >> 32).is_multiple_of(5)
    }
}

#[derive(Deserialize)]
struct Line {
    text: String,
    label: String,
    secondary: Option<String>,
    org: Option<String>,
    source: Option<String>,
    kind: Option<String>,
}

/// All `*.jsonl` of a folder, in the order of their names.
pub(crate) fn read(folder: &Path) -> anyhow::Result<Vec<Sentence>> {
    let mut all = Vec::new();
    for path in jsonl(folder)? {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let lines = lines(&path)?;
        let count = lines.len();
        for (at, line) in lines.into_iter().enumerate() {
            let origin = match (name.as_str(), line.kind.as_deref()) {
                (name, _) if name.starts_with("synthetic") => Origin::Synthetic,
                ("invented", _) => Origin::Invented,
                (_, Some("example" | "fixture")) => Origin::Example,
                _ => Origin::Real,
            };
            let organisation = match (&line.org, &line.source) {
                (Some(org), _) => format!("{name} {org}"),
                (None, Some(source)) => format!("{name} {}", owner(source)),
                // Neighbours were made up in one go, and are alike.
                (None, None) => format!("{name} {}", at * 40 / count),
            };
            all.push(sentence(line, organisation, origin)?);
        }
    }
    Ok(all)
}

/// The project's own made-up sentences. Neighbours were written in one go, and are alike.
pub(crate) fn read_ours(folder: &Path) -> anyhow::Result<Vec<Sentence>> {
    let mut all = Vec::new();
    for path in jsonl(folder)? {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        for (at, line) in lines(&path)?.into_iter().enumerate() {
            all.push(sentence(line, format!("ours {name} {}", at / 20), Origin::Ours)?);
        }
    }
    Ok(all)
}

/// The project's own labelled fixtures.
pub(crate) fn read_fixtures(folder: &Path) -> anyhow::Result<Vec<Sentence>> {
    let mut all = Vec::new();
    for path in jsonl(folder)? {
        for (at, line) in lines(&path)?.into_iter().enumerate() {
            all.push(sentence(line, format!("fixture {}", at / 8), Origin::Fixture)?);
        }
    }
    Ok(all)
}

fn jsonl(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    paths.sort();
    Ok(paths)
}

fn lines(path: &Path) -> anyhow::Result<Vec<Line>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines.map(|line| serde_json::from_str(line).with_context(|| line.to_owned())).collect()
}

fn sentence(line: Line, organisation: String, origin: Origin) -> anyhow::Result<Sentence> {
    let second = line.secondary.as_deref().map(kind).transpose()?;
    Ok(Sentence { label: kind(&line.label)?, second, text: line.text, organisation, origin })
}

fn kind(label: &str) -> anyhow::Result<Kind> {
    Ok(match label {
        "outcome" => Kind::Outcome,
        "output" => Kind::Output,
        "activity" => Kind::Activity,
        "vague" => Kind::Vague,
        other => anyhow::bail!("`{other}` is no label"),
    })
}

/// `owner` of `owner/repository:path`, the host of an address.
fn owner(source: &str) -> &str {
    let address = source.strip_prefix("https://").unwrap_or(source);
    address.split(['/', ':']).next().unwrap_or(address)
}
