//! What the steps of `okr check` and `okr grade` cost compared with two baselines, on a generated workspace of 1,000 teams (13 MB): only reading the bytes,
//! and only parsing them into events with the same parser. Run with `cargo bench`.
//!
//! Every step works file by file on the given number of threads.

mod generate;

use divan::Bencher;
use granit_parser::Parser;
use okr::goals::{Day, Workspace};
use okr::lint::{Selection, lint};
use okr::score::Scorecard;
use okr::settings::Settings;
use okr::source::{SourceFile, Sources};
use rayon::prelude::*;
use std::fs;
use std::path::PathBuf;
use std::sync::LazyLock;

const TEAMS: usize = 1000;

/// The workspace on disk, written once a run.
static FILES: LazyLock<(tempfile::TempDir, Vec<PathBuf>)> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let files = generate::workspace(folder.path(), TEAMS);
    (folder, files)
});

fn main() {
    divan::main();
}

fn with_threads<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> R {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(work)
}

fn sources() -> Sources {
    let read = |path: &PathBuf| SourceFile::from_bytes(path.display().to_string(), fs::read(path).unwrap());
    Sources::new(FILES.1.par_iter().map(read).collect())
}

#[divan::bench(args = [1, 2], sample_count = 10, sample_size = 1)]
fn a_bytes_only(bencher: Bencher, threads: usize) {
    LazyLock::force(&FILES);
    let read = || FILES.1.par_iter().map(|path| fs::read(path).unwrap().len()).sum::<usize>();
    bencher.bench(|| with_threads(threads, read));
}

/// The floor: the bytes read and parsed into events, nothing kept.
#[divan::bench(args = [1, 2], sample_count = 10, sample_size = 1)]
fn b_events_only(bencher: Bencher, threads: usize) {
    LazyLock::force(&FILES);
    let parse = |path: &PathBuf| Parser::new_from_str(&fs::read_to_string(path).unwrap()).count();
    bencher.bench(|| with_threads(threads, || FILES.1.par_iter().map(parse).sum::<usize>()));
}

#[divan::bench(args = [1, 2], sample_count = 10, sample_size = 1)]
fn c_goals_read(bencher: Bencher, threads: usize) {
    LazyLock::force(&FILES);
    let settings = Settings::default();
    let read = || Workspace::read(sources(), &settings.vocabulary, settings.calendar);
    // Returned, so that freeing it is not timed: the command leaves that to the end of the process.
    bencher.bench(|| with_threads(threads, read));
}

/// The rules alone, on goals that were read before.
#[divan::bench(args = [1, 2], sample_count = 10, sample_size = 1)]
fn d_rules_only(bencher: Bencher, threads: usize) {
    let settings = Settings::default();
    let workspace = Workspace::read(sources(), &settings.vocabulary, settings.calendar);
    let as_of: Day = "2026-02-15".parse().unwrap();
    bencher.bench(|| with_threads(threads, || lint(&workspace, &settings, as_of, &Selection::default())));
}

#[divan::bench(args = [1, 2], sample_count = 10, sample_size = 1)]
fn e_goals_checked(bencher: Bencher, threads: usize) {
    LazyLock::force(&FILES);
    let settings = Settings::default();
    let as_of: Day = "2026-02-15".parse().unwrap();
    bencher.bench(|| {
        with_threads(threads, || {
            let workspace = Workspace::read(sources(), &settings.vocabulary, settings.calendar);
            let report = lint(&workspace, &settings, as_of, &Selection::default());
            (workspace, report)
        })
    });
}

/// The grades of everybody, on goals that were read before.
#[divan::bench(args = [1, 2], sample_count = 10, sample_size = 1)]
fn f_grades_only(bencher: Bencher, threads: usize) {
    let settings = Settings::default();
    let workspace = Workspace::read(sources(), &settings.vocabulary, settings.calendar);
    let (quarter, as_of) = ("2026-Q1".parse().unwrap(), "2026-04-01".parse().unwrap());
    let grade = || Scorecard::new(&workspace, &settings, quarter, as_of);
    bencher.bench(|| with_threads(threads, grade));
}
