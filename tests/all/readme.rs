//! The README shows real output: from each heading on, its files are written to an empty folder and its commands run
//! there. `RENEW=1 cargo test readme` writes what comes out; read it before you keep it.

use crate::cases::page::{Block, Piece, pieces};
use crate::pull_request::scratch::Scratch;
use crate::support::{console, svg};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The file that a block shows: `# okrs/growth.yaml` or `# okr.yaml` is its first line.
fn path_of(block: &Block) -> Option<&str> {
    let path = block.text.lines().next()?.strip_prefix("# ")?;
    (block.info == "yaml" && (path == "okr.yaml" || path.starts_with("okrs/"))).then_some(path)
}

/// Where the commands below a heading run.
enum Folder {
    Empty(TempDir),
    /// A branch that lowers a target in the middle of the quarter.
    Branch(Scratch),
}

impl Folder {
    fn below(heading: &str) -> Self {
        if heading.trim_end() == "## Metrics that explain" {
            let folder = tempfile::tempdir().unwrap();
            copy(&root().join("examples/growth"), folder.path());
            return Self::Empty(folder);
        }
        if heading.trim_end() == "## Values that come by themselves" {
            let folder = tempfile::tempdir().unwrap();
            copy(&root().join("examples/pull"), folder.path());
            return Self::Empty(folder);
        }
        if heading.trim_end() != "## In a pull request" {
            return Self::Empty(tempfile::tempdir().unwrap());
        }
        let path = "okrs/2026-Q1/growth.yaml";
        let scratch = Scratch::new(&[(path, AGREED)]);
        scratch.git(&["checkout", "--quiet", "-b", "lower"]);
        scratch.commit_file("2026-02-20", "Ana", "Lower", path, &AGREED.replace("38%", "35%"));
        Self::Branch(scratch)
    }

    fn path(&self) -> &Path {
        match self {
            Self::Empty(folder) => folder.path(),
            Self::Branch(scratch) => scratch.root(),
        }
    }
}

/// Copies a folder with all that is below it.
fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let (entry, target) = (entry.unwrap().path(), to.to_path_buf());
        let target = target.join(entry.file_name().unwrap());
        if entry.is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry, &target);
        } else {
            fs::copy(&entry, &target).unwrap();
        }
    }
}

const AGREED: &str = "\
quarter: 2026-Q1
team: growth
owner: ana
objectives:
  - id: effortless-start
    objective: New teams feel at home in their first week
    why: 60% of new teams never reach value
    key_results:
      - id: activation
        key_result: Raise the share of new teams that finish a first workflow
        baseline: 23%
        target: 38%
        check_ins: [{date: 2026-02-16, value: 27%}]
      - id: first-value
        key_result: Cut the time to first value from 3 days to 1 day
        check_ins: [{date: 2026-02-16, value: 2.5 days}]
";

/// A page with what its commands print now.
fn renewed(page: &str) -> (String, usize) {
    let mut folder = Folder::below("");
    let mut shown = 0;
    let mut text = String::new();
    for piece in pieces(page) {
        match &piece {
            Piece::Start(heading) => folder = Folder::below(heading),
            Piece::Block(block) if block.info == "console" => {
                shown += 1;
                let output = console::shown(&block.text, folder.path());
                text.push_str(&Piece::Block(Block { info: block.info.clone(), text: output }).written());
                continue;
            }
            Piece::Block(block) => write(block, folder.path()),
            Piece::Text(_) | Piece::Table(_) => {}
        }
        text.push_str(&piece.written());
    }
    (text, shown)
}

fn write(block: &Block, folder: &Path) {
    if let Some(path) = path_of(block) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &block.text).unwrap();
    }
}

/// Fails where a file differs from what it should be, or writes it with `RENEW=1`.
fn assert_current(path: PathBuf, expected: &str) {
    let kept = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if kept != expected && std::env::var_os("RENEW").is_some() {
        fs::write(&path, expected).unwrap();
        return;
    }
    let name = path.display();
    assert!(kept == expected, "{name} is out of date: run `RENEW=1 cargo test readme` and read what changed");
}

#[test]
fn every_output_in_the_readme_is_what_the_command_prints() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let (renewed, shown) = renewed(&readme);
    assert!(shown >= 4, "the README shows what okr prints");
    assert_current(path, &renewed);
}

#[test]
fn the_format_on_one_screen_is_right() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap().replace("\r\n", "\n");
    let (_, section) = readme.split_once("## The format in one screen\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let (section, _) = renewed(section);
    assert!(section.contains("\nNo findings in 2 files.\n"), "{section}");
}

#[test]
fn the_picture_shows_what_the_command_prints() {
    let command = "okr status --team booking --as-of 2026-11-20 --color always";
    let (text, code) = console::run(command, &root().join("examples/growth"));
    assert_eq!(code, Some(0), "{text}");
    assert_current(root().join("examples/growth/status.svg"), &svg::picture(&text));
}

#[test]
fn every_link_leads_to_a_file() {
    for page in ["README.md", "SECURITY.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.starts_with("http")) {
            assert!(root().join(link).exists(), "{page}: {link}");
        }
    }
}
