//! What reading one key result costs, by the clock: `cargo bench --bench sentence`.
//!
//! It reads the sentences that the weights were fitted on (`training/sentences`), or those of the folder that `OKR_BENCH_SENTENCES` names:
//! files of JSON lines, each with its sentence as `text`.

#![expect(clippy::print_stdout, reason = "a benchmark is there to be read")]

use okr::prose::{Vocabulary, read_key_result};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long a sentence may take.
const TARGET: Duration = Duration::from_micros(20);
const ROUNDS: usize = 31;

fn main() -> anyhow::Result<()> {
    // `cargo test --benches` runs this as well, only to see that it runs.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let folder = std::env::var_os("OKR_BENCH_SENTENCES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("training/sentences"), PathBuf::from);
    let sentences = sentences(&folder)?;
    let vocabulary = Vocabulary::default();
    let mut rounds: Vec<Duration> = (0..ROUNDS).map(|_| round(&sentences, &vocabulary)).collect();
    let first = rounds[0];
    rounds.sort_unstable();
    let median = rounds[ROUNDS / 2];
    let verdict = if median <= TARGET { "holds" } else { "missed" };
    println!("{} sentences of {}", sentences.len(), folder.display());
    println!("| what | a sentence | target | verdict |\n|---|---:|---:|---|");
    println!("| the first time, when no word is known | {first:.1?} | | |");
    println!("| again, median of {ROUNDS} rounds | {median:.1?} | {TARGET:?} | {verdict} |");
    Ok(())
}

/// The mean time of a sentence.
fn round(sentences: &[String], vocabulary: &Vocabulary) -> Duration {
    let start = Instant::now();
    for sentence in sentences {
        black_box(read_key_result(sentence, vocabulary));
    }
    start.elapsed() / u32::try_from(sentences.len().max(1)).unwrap_or(u32::MAX)
}

fn sentences(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    let mut sentences = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(file)?.lines() {
            let line: serde_json::Value = serde_json::from_str(line)?;
            sentences.extend(line["text"].as_str().map(str::to_owned));
        }
    }
    Ok(sentences)
}
