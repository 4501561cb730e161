//! Fits the weights of the second reader, which tells the number to be reached from the others of a sentence, and measures it on lists
//! that were left out.
//!
//! `cargo run --release --example train-numbers` measures; with `--write` it also writes `src/prose/number_weights.tsv`. The same lists
//! and code give the same bytes. See `training/README.md`.

#![allow(clippy::print_stdout, reason = "a command that prints what it measured")]

#[path = "fit.rs"]
#[allow(dead_code, reason = "the verdict's weights need more of it")]
mod fit;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, ensure};
use clap::Parser;
use okr::prose::{Model, NumberSeen, Vocabulary, numbers_seen, read_with};
use rayon::prelude::*;

use fit::{Observation, fit};

/// Fits the weights of the second reader and measures them.
#[derive(Parser)]
struct Arguments {
    /// Writes the weights.
    #[arg(long)]
    write: bool,
    /// Lists the sentences that are asked about in vain, and those that are misread and not asked about.
    #[arg(long)]
    errors: bool,
    /// Leaves out the features whose names begin with this, to see what they bring.
    #[arg(long)]
    without: Vec<String>,
}

/// A key result, and where the values to be reached are.
struct Sentence {
    text: String,
    goals: Vec<Range<usize>>,
    list: usize,
}

/// One number of a sentence.
struct Row {
    values: Vec<(usize, f64)>,
    is_goal: f64,
    list: usize,
}

impl Observation for Row {
    fn values(&self) -> &[(usize, f64)] {
        &self.values
    }

    fn is_of(&self, _: usize) -> f64 {
        self.is_goal
    }

    fn weight(&self) -> f64 {
        1.0
    }
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sentences = read(&here.join("training/numbers"))?;
    let seen: Vec<Vec<NumberSeen>> =
        sentences.par_iter().map(|sentence| numbers_seen(&sentence.text, &Vocabulary::default())).collect();
    let names = known(&seen, &arguments.without);
    let rows = rows(&sentences, &seen, &names);
    println!("{} sentences, {} numbers, {} features", sentences.len(), rows.len(), names.len());
    measure(&sentences, &rows, &names, arguments.errors)?;
    if arguments.write {
        let rows: Vec<&Row> = rows.iter().collect();
        let head = format!(
            "# How likely a number is to be reached: log odds in hundredths. Written by the example `train-numbers`; do not edit.\n\
             # Fitted on {} numbers in {} made-up key results.\n",
            rows.len(),
            sentences.len()
        );
        fs::write(here.join("src/prose/number_weights.tsv"), head + &weights(&rows, &names))?;
    }
    Ok(())
}

/// Reads the lists: a sentence on each line, and what is to be reached between `«` and `»`.
fn read(folder: &Path) -> anyhow::Result<Vec<Sentence>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
    paths.sort();
    let mut sentences = Vec::new();
    for (list, path) in paths.iter().enumerate() {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        for line in text.lines().filter(|line| !line.is_empty()) {
            sentences.push(sentence(line, list).with_context(|| format!("{}: {line}", path.display()))?);
        }
    }
    Ok(sentences)
}

fn sentence(line: &str, list: usize) -> anyhow::Result<Sentence> {
    let (mut text, mut goals, mut start) = (String::new(), Vec::new(), None);
    for letter in line.chars() {
        match letter {
            '«' => start = Some(text.len()),
            '»' => goals.push(start.take().context("`»` without `«`")?..text.len()),
            _ => text.push(letter),
        }
    }
    ensure!(start.is_none(), "`«` without `»`");
    Ok(Sentence { text, goals, list })
}

impl Sentence {
    fn is_goal(&self, range: &Range<u32>) -> bool {
        self.goals.iter().any(|goal| goal.start < range.end as usize && (range.start as usize) < goal.end)
    }
}

/// The features that are found around at least two numbers, by their columns.
fn known(seen: &[Vec<NumberSeen>], without: &[String]) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for number in seen.iter().flatten() {
        let features: BTreeSet<&str> = number.features.iter().map(String::as_str).collect();
        features.into_iter().for_each(|feature| *counts.entry(feature).or_default() += 1);
    }
    let is_left_out = |name: &str| without.iter().any(|prefix| name.starts_with(prefix.as_str()));
    let often = counts.into_iter().filter(|(name, count)| *count > 1 && !is_left_out(name));
    often.map(|(name, _)| name.to_string()).zip(0..).collect()
}

fn rows(sentences: &[Sentence], seen: &[Vec<NumberSeen>], names: &BTreeMap<String, usize>) -> Vec<Row> {
    let row = |sentence: &Sentence, number: &NumberSeen| Row {
        values: number.features.iter().filter_map(|name| Some((*names.get(name)?, 1.0))).collect(),
        is_goal: f64::from(u8::from(sentence.is_goal(&number.range))),
        list: sentence.list,
    };
    sentences
        .iter()
        .zip(seen)
        .flat_map(|(sentence, numbers)| numbers.iter().map(move |number| row(sentence, number)))
        .collect()
}

/// The weights that fit these rows, as the program reads them.
fn weights(rows: &[&Row], names: &BTreeMap<String, usize>) -> String {
    let fitted = fit(rows, 0, names.len());
    let hundredths = |column: usize| (fitted[column] * 100.0).round() as i32;
    let mut text = format!("bias\t{}\n", hundredths(names.len()));
    for (name, &column) in names {
        let weight = hundredths(column);
        if weight != 0 {
            writeln!(text, "{name}\t{weight}").expect("internal error: a text takes any line");
        }
    }
    text
}

/// What the rules and the second reader make of one sentence.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// The rules are right and nobody is asked.
    Right,
    /// The rules are right, and the author is asked in vain.
    InVain,
    /// The rules are wrong, and the author is asked.
    Asked,
    /// The rules are wrong without a word.
    Silent,
}

/// Reads each list with the weights of the others, and prints how often the second reader asks and whether it should.
fn measure(
    sentences: &[Sentence],
    rows: &[Row],
    names: &BTreeMap<String, usize>,
    shows_errors: bool,
) -> anyhow::Result<()> {
    let lists: BTreeSet<usize> = sentences.iter().map(|sentence| sentence.list).collect();
    let judged: Vec<(usize, Vec<(Outcome, &Sentence)>)> = lists
        .into_par_iter()
        .map(|list| {
            let others: Vec<&Row> = rows.iter().filter(|row| row.list != list).collect();
            let model = Model::built_in().clone().with_numbers(&weights(&others, names))?;
            let of_list = sentences.iter().filter(|sentence| sentence.list == list);
            Ok((list, judge(of_list, &model)?))
        })
        .collect::<anyhow::Result<_>>()?;
    let count = |of: &[(Outcome, &Sentence)], outcome| of.iter().filter(|(is, _)| *is == outcome).count();
    println!(
        "| list | misread by the rules | of these asked about | asked in vain | read |\n|---|---|---|---|---|"
    );
    for (list, of) in &judged {
        let [in_vain, asked, silent] =
            [Outcome::InVain, Outcome::Asked, Outcome::Silent].map(|is| count(of, is));
        println!("| {} | {} | {asked} | {in_vain} | {} |", list + 1, asked + silent, of.len());
    }
    let all: Vec<(Outcome, &Sentence)> = judged.into_iter().flat_map(|(_, of)| of).collect();
    let [in_vain, asked, silent] =
        [Outcome::InVain, Outcome::Asked, Outcome::Silent].map(|is| count(&all, is));
    println!("| all | {} | {asked} | {in_vain} | {} |", asked + silent, all.len());
    if shows_errors {
        for (outcome, name) in
            [(Outcome::InVain, "in vain"), (Outcome::Silent, "silent"), (Outcome::Asked, "asked")]
        {
            all.iter().filter(|(is, _)| *is == outcome).for_each(|(_, of)| println!("{name}: {}", of.text));
        }
    }
    Ok(())
}

/// The sentences from which the rules take a target without a question.
fn judge<'s>(
    sentences: impl Iterator<Item = &'s Sentence>,
    model: &Model,
) -> anyhow::Result<Vec<(Outcome, &'s Sentence)>> {
    let alone = model.clone().with_numbers("")?;
    let vocabulary = Vocabulary::default();
    let outcome = |sentence: &Sentence| {
        let rules = read_with(&sentence.text, &vocabulary, &alone);
        let target = rules.target.as_ref().filter(|_| rules.band.is_none() && rules.measures().len() < 2)?;
        let is_right = sentence.goals.len() == 1 && sentence.is_goal(&target.range);
        let is_asked = read_with(&sentence.text, &vocabulary, model).target.is_none();
        Some(match (is_right, is_asked) {
            (true, false) => Outcome::Right,
            (true, true) => Outcome::InVain,
            (false, true) => Outcome::Asked,
            (false, false) => Outcome::Silent,
        })
    };
    Ok(sentences.filter_map(|sentence| Some((outcome(sentence)?, sentence))).collect())
}
