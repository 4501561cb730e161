//! What the fuzz targets in `fuzz/` look for, over the inputs they have collected and over some generated ones. Texts for
//! the reader, sentences and quantities are generated in the tests of those rooms; here are whole workspaces.

#![allow(clippy::unwrap_used, reason = "a test may fail by panicking, in its helpers too")]

use crate::properties;
use proptest::prelude::*;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// The other outputs' own tests say what each of them must be.
fn formats(bytes: &[u8]) {
    properties::formats(bytes, |_, _| {});
}

/// Runs a property over the inputs that were kept for it; names the one that breaks it.
fn replay(target: &str, property: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let inputs: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(inputs.len() > 10, "the kept inputs are missing");
    inputs.par_iter().for_each(|path| {
        let bytes = fs::read(path).unwrap();
        let broken = std::panic::catch_unwind(|| property(&bytes)).is_err();
        assert!(!broken, "{} breaks a property", path.display());
    });
}

#[test]
fn collected_workspaces_are_read() {
    replay("reading", properties::reading);
}

#[test]
fn collected_texts_are_read_alike() {
    replay("readers", |bytes| drop(properties::readers(bytes)));
}

#[test]
fn collected_sentences_are_read() {
    replay("sentences", properties::sentences);
}

#[test]
fn collected_quantities_are_read() {
    replay("quantities", properties::quantities);
}

#[test]
fn collected_edits_are_made() {
    replay("edits", properties::edits);
}

#[test]
fn collected_answers_are_taken() {
    replay("answers", properties::answers);
}

#[test]
fn collected_workspaces_are_shown() {
    replay("formats", formats);
}

/// Everything that rule pages show as YAML: for every rule, goals that break it and goals that do not.
fn documents() -> Vec<String> {
    let mut documents = Vec::new();
    for rule in okr::rules::all() {
        let blocks = rule.page.split("```").skip(1).step_by(2).filter_map(|block| block.strip_prefix("yaml"));
        documents.extend(blocks.filter_map(|block| Some(block.split_once('\n')?.1.to_owned())));
    }
    documents
}

/// Goals of two rule pages as files of one workspace, changed in some places.
fn changed_workspace() -> impl Strategy<Value = Vec<u8>> {
    const BITS: &str = "[-a-z0-9\"'#@%*&!|>{}\\[\\],:?/$.é“\u{1b}\u{9b}\u{202e}\u{200b} \t\n\0]{0,4}";
    let document = || prop::sample::select(documents());
    let changes = prop::collection::vec((any::<prop::sample::Index>(), BITS, 0..6usize), 0..5);
    (document(), document(), changes).prop_map(|(first, second, changes)| {
        let mut text: Vec<char> = format!("{first}#>>>\n{second}").chars().collect();
        for (place, with, length) in changes {
            let at = place.index(text.len() + 1);
            let end = (at + length).min(text.len());
            text.splice(at..end, with.chars());
        }
        text.into_iter().collect::<String>().into_bytes()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_workspaces_are_read(bytes in changed_workspace()) {
        properties::reading(&bytes);
    }

    #[test]
    fn answers_are_taken_in_changed_workspaces(choices in "[\\x00-\\x09\\x0b-\\x7f]{1,6}", goals in changed_workspace()) {
        properties::answers(&[choices.as_bytes(), b"\n", &goals].concat());
    }

    #[test]
    fn changed_workspaces_are_shown(bytes in changed_workspace()) {
        formats(&bytes);
    }
}
