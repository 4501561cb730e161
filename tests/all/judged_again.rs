//! Goals that are judged again after each edit, as in an editor, are found to be what they are found to be when everything is
//! judged anew: byte for byte, whatever is edited.

use crate::rule_pages::{marks_removed, sections};
use okr::goals::Day;
use okr::lint::{Kept, Selection, lint, lint_again};
use okr::project::Overlay;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files of a workspace, by path.
type Example = Vec<(String, String)>;

/// The workspaces on the pages of the rules: for every rule goals in which it finds something.
fn examples() -> Vec<Example> {
    let sections = okr::rules::all().flat_map(|rule| sections(rule.page));
    let files = sections.map(|(_, blocks)| {
        let goals = blocks.into_iter().filter(|block| !block.name.ends_with("okr.yaml"));
        goals.map(|block| (block.name.replace(' ', "-"), marks_removed(&block.text))).collect()
    });
    files.filter(|files: &Example| !files.is_empty()).collect()
}

/// Settings that change what is found.
const SETTINGS: [&str; 6] = [
    "",
    "organization: startup\n",
    "organization: enterprise\n",
    "rules:\n  missing-owner: error\n  unknown-reference: off\n  objective-count:\n    max: 1\n",
    "rules:\n  stale-check-in: [",
    "fiscal_year_starts: april\n",
];

const DAYS: [&str; 4] = ["2026-02-15", "2026-02-16", "2026-04-20", "2026-01-20"];

/// What a person or a program does to goals.
#[derive(Debug, Clone)]
enum Edit {
    /// Writes a few characters over a few others.
    Type {
        file: Index,
        at: Index,
        length: usize,
        text: &'static str,
    },
    RemoveLine {
        file: Index,
        at: Index,
    },
    RepeatLine {
        file: Index,
        at: Index,
    },
    /// Calls something by another name of the workspace, in one file.
    Rename {
        file: Index,
        from: Index,
        to: Index,
    },
    /// Has a file say what another example says.
    Replace {
        file: Index,
        example: Index,
        of_it: Index,
    },
    Add {
        example: Index,
        of_it: Index,
    },
    Remove {
        file: Index,
    },
    Settings {
        choice: Index,
    },
    Day {
        choice: Index,
    },
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<Index>;
    let texts = [
        "",
        "x",
        " ",
        "\n",
        ": ",
        "- ",
        "\"",
        "#",
        "5",
        "%",
        "  - ",
        "[",
        "}",
        "# okr: ignore[missing-why] later",
    ];
    prop_oneof![
        6 => (at(), at(), 0..3_usize, prop::sample::select(texts.to_vec()))
            .prop_map(|(file, at, length, text)| Edit::Type { file, at, length, text }),
        3 => (at(), at()).prop_map(|(file, at)| Edit::RemoveLine { file, at }),
        1 => (at(), at()).prop_map(|(file, at)| Edit::RepeatLine { file, at }),
        5 => (at(), at(), at()).prop_map(|(file, from, to)| Edit::Rename { file, from, to }),
        2 => (at(), at(), at()).prop_map(|(file, example, of_it)| Edit::Replace { file, example, of_it }),
        2 => (at(), at()).prop_map(|(example, of_it)| Edit::Add { example, of_it }),
        1 => at().prop_map(|file| Edit::Remove { file }),
        1 => at().prop_map(|choice| Edit::Settings { choice }),
        1 => at().prop_map(|choice| Edit::Day { choice }),
    ]
}

/// Where a character starts, at or before a place in a text.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn one_of<T>(all: &[T], index: Index) -> &T {
    &all[index.index(all.len())]
}

/// The texts of an editor, and the goals that it has judged so far.
struct Desk {
    root: PathBuf,
    texts: BTreeMap<PathBuf, String>,
    overlay: Overlay,
    kept: Kept,
    day: &'static str,
    added: usize,
}

impl Desk {
    fn new(root: &Path, files: Vec<(String, String)>) -> Self {
        let texts: BTreeMap<_, _> = files.into_iter().map(|(path, text)| (root.join(path), text)).collect();
        let overlay = Overlay::open(root, None, texts.clone());
        Self { root: root.to_owned(), texts, overlay, kept: Kept::default(), day: DAYS[0], added: 0 }
    }

    fn as_of(&self) -> Day {
        self.day.parse().unwrap()
    }

    fn write(&mut self, path: PathBuf, text: String) {
        self.overlay.edit(&path, text.clone());
        self.texts.insert(path, text);
    }

    /// One of the goal files and what it says.
    fn file(&self, index: Index) -> Option<(PathBuf, String)> {
        let goals: Vec<_> = self.texts.iter().filter(|(path, _)| !path.ends_with("okr.yaml")).collect();
        let (path, text) = *(!goals.is_empty()).then(|| one_of(&goals, index))?;
        Some((path.clone(), text.clone()))
    }

    /// Everything that is called something.
    fn names(&self) -> Vec<String> {
        let words = self
            .texts
            .values()
            .flat_map(|text| text.split(|c: char| !(c.is_alphanumeric() || "-_/".contains(c))));
        let mut names: Vec<String> = words.filter(|word| word.len() > 2).map(str::to_owned).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn make(&mut self, edit: &Edit, examples: &[Example]) -> Option<()> {
        match edit {
            Edit::Type { file, at, length, text } => {
                let (path, mut own) = self.file(*file)?;
                let start = boundary(&own, at.index(own.len() + 1));
                let end = boundary(&own, (start + length).min(own.len())).max(start);
                own.replace_range(start..end, text);
                self.write(path, own);
            }
            Edit::RemoveLine { file, at } | Edit::RepeatLine { file, at } => {
                let (path, own) = self.file(*file)?;
                let mut lines: Vec<&str> = own.split_inclusive('\n').collect();
                let at = (!lines.is_empty()).then(|| at.index(lines.len()))?;
                match edit {
                    Edit::RemoveLine { .. } => _ = lines.remove(at),
                    _ => lines.insert(at, lines[at]),
                }
                self.write(path, lines.concat());
            }
            Edit::Rename { file, from, to } => {
                let (path, own) = self.file(*file)?;
                let names = self.names();
                let own_names: Vec<&String> =
                    names.iter().filter(|name| own.contains(name.as_str())).collect();
                let from = *(!own_names.is_empty()).then(|| one_of(&own_names, *from))?;
                let to: &String = one_of(&names, *to);
                self.write(path, own.replace(from.as_str(), to));
            }
            Edit::Replace { file, example, of_it } => {
                let (path, _) = self.file(*file)?;
                let example: &Example = one_of(examples, *example);
                self.write(path, one_of(example, *of_it).1.clone());
            }
            Edit::Add { example, of_it } => {
                let example: &Example = one_of(examples, *example);
                let (name, text) = one_of(example, *of_it).clone();
                self.added += 1;
                self.write(self.root.join(format!("added-{}", self.added)).join(name), text);
            }
            Edit::Remove { file } => {
                let (path, _) = self.file(*file)?;
                self.overlay.close(&path);
                self.texts.remove(&path);
            }
            Edit::Settings { choice } => {
                self.write(self.root.join("okr.yaml"), (*one_of(&SETTINGS, *choice)).to_owned())
            }
            Edit::Day { choice } => self.day = DAYS[choice.index(DAYS.len())],
        }
        Some(())
    }

    /// What is found where only what an edit can change is judged again.
    fn again(&mut self) -> String {
        let (project, as_of) = (self.overlay.project(), self.as_of());
        format!("{:#?}", lint_again(&mut self.kept, &project.workspace, &project.settings, as_of))
    }

    /// What is found where all files are read and judged anew.
    fn anew(&self) -> String {
        // Settings with mistakes leave those in force that were there before.
        let settings = &self.overlay.project().settings;
        let project = Overlay::open(&self.root, None, self.texts.clone());
        let goals = match project.fault() {
            Some(_) => self.overlay.project(),
            None => project.project(),
        };
        format!("{:#?}", lint(&goals.workspace, settings, self.as_of(), &Selection::default()))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn edits_find_what_judging_everything_finds(
        chosen in prop::collection::vec(any::<Index>(), 2..5),
        edits in prop::collection::vec((edit(), any::<bool>()), 16),
    ) {
        let (examples, folder) = (examples(), tempfile::tempdir().unwrap());
        std::fs::write(folder.path().join("okr.yaml"), "").unwrap();
        let root = folder.path().canonicalize().unwrap();
        let files = chosen.iter().enumerate().flat_map(|(number, example)| {
            let files = one_of(&examples, *example).iter();
            files.map(move |(name, text)| (format!("{number}/{name}"), text.clone()))
        });
        let mut desk = Desk::new(&root, files.collect());
        desk.again();
        for (edit, at_once) in &edits {
            desk.make(edit, &examples);
            if !at_once {
                prop_assert_eq!(desk.again(), desk.anew());
            }
        }
    }
}

/// The goals of three teams, two of which move a metric of a fourth file.
fn small() -> Vec<(String, String)> {
    let goals = |team: &str, metric: &str| {
        format!(
            "quarter: 2026-Q1\nteam: {team}\nobjectives:\n- id: home\n  objective: New teams feel at home\n  \
             key_results:\n  - {{id: first, key_result: Raise it from 1% to 2%, metric: {metric}}}\n"
        )
    };
    let metrics = "input_metrics:\n- {id: starts, name: Starts}\n- {id: finished, name: Finished, equals: starts * 2}\n";
    let files = [("a", goals("a", "finished")), ("b", goals("b", "starts")), ("c", goals("c", "other"))];
    let files = files.map(|(name, text)| (format!("{name}.yaml"), text));
    files.into_iter().chain([("metrics.yaml".to_owned(), metrics.to_owned())]).collect()
}

#[test]
fn only_what_an_edit_can_change_is_judged_again() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("okr.yaml"), "").unwrap();
    let root = folder.path().canonicalize().unwrap();
    let mut desk = Desk::new(&root, small());
    let mut judged = |what: &str, from: &str, to: &str| {
        let path = root.join(what);
        let text = desk.texts[&path].replace(from, to);
        let before = desk.kept.files_judged();
        desk.write(path, text);
        assert_eq!(desk.again(), desk.anew());
        desk.kept.files_judged() - before
    };
    assert_eq!(judged("a.yaml", "", ""), 4, "at first all are");
    assert_eq!(judged("a.yaml", "feel at home", "feel at hom"), 1, "a sentence is a matter of its file");
    assert_eq!(
        judged("metrics.yaml", "name: Starts", "name: Start"),
        3,
        "a metric matters to those that name it"
    );
    assert_eq!(
        judged("metrics.yaml", "id: starts", "id: started"),
        4,
        "who names a metric, all may want to know"
    );
}
