//! The README shows real output: from each heading on, its files are written to an empty folder and its commands run
//! there. `RENEW=1 cargo test readme` writes what comes out; read it before you keep it.

use crate::cases::page::{Block, Piece, pieces};
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

/// A page with what its commands print now.
fn renewed(page: &str) -> (String, usize) {
    let mut folder = tempfile::tempdir().unwrap();
    let mut shown = 0;
    let mut text = String::new();
    for piece in pieces(page) {
        match &piece {
            Piece::Start(_) => folder = tempfile::tempdir().unwrap(),
            Piece::Block(block) if block.info == "console" => {
                shown += 1;
                let output = console::shown(&block.text, folder.path());
                text.push_str(&Piece::Block(Block { info: block.info.clone(), text: output }).written());
                continue;
            }
            Piece::Block(block) => write(block, &folder),
            Piece::Text(_) | Piece::Table(_) => {}
        }
        text.push_str(&piece.written());
    }
    (text, shown)
}

fn write(block: &Block, folder: &TempDir) {
    if let Some(path) = path_of(block) {
        let path = folder.path().join(path);
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
    assert!(shown >= 2, "the README shows what okr prints");
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
