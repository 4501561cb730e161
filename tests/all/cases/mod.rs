//! Runs the pages of cases in `tests/cases`, whose README says how they are written.
//!
//! A page is right when running its cases and writing down what comes out gives the same page again. With `RENEW=1` set
//! the pages are written; read what changed before you keep it.

mod case;
mod marks;
pub(crate) mod page;
mod results;
mod schemas;
mod table;

use case::Case;
use page::{Piece, pieces};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn every_page_shows_what_comes_out() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let wrong: Vec<String> = paths.par_iter().filter_map(|path| difference(path)).collect();
    assert!(wrong.is_empty(), "run `RENEW=1 cargo test cases` and read what changed\n{}", wrong.join("\n"));
}

/// How a page differs from what comes out; `None` when it is right, or written with `RENEW=1`.
fn difference(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy();
    let page = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let renewed = std::panic::catch_unwind(|| renewed(&page));
    let Ok(renewed) = renewed else { return Some(format!("{name} cannot be run: see above")) };
    if page == renewed {
        return None;
    }
    if std::env::var_os("RENEW").is_some() {
        fs::write(path, &renewed).unwrap();
        return None;
    }
    let diff = similar::TextDiff::from_lines(&page, &renewed);
    Some(diff.unified_diff().header(&name, "what comes out").to_string())
}

/// The page with the results that come out now.
fn renewed(page: &str) -> String {
    let mut shared = Case::default();
    let mut text = String::new();
    for (number, pieces) in parts(page).into_iter().enumerate() {
        let case = shared.with(&pieces);
        pieces.iter().for_each(|piece| text.push_str(&case.renewed(piece)));
        if number == 0 {
            shared = case;
        }
    }
    text
}

/// The text before the first heading, which all cases share, and then each case.
fn parts(page: &str) -> Vec<Vec<Piece>> {
    let mut parts = vec![Vec::new()];
    for piece in pieces(page) {
        if matches!(piece, Piece::Start(_)) {
            parts.push(Vec::new());
        }
        parts.last_mut().expect("there is one from the start").push(piece);
    }
    parts
}
