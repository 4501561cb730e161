//! Fits the weights of the verdict on labelled key results, and measures them on organisations that were left out.
//!
//! `cargo run --release --example train -- CORPUS` measures; with `--write` it also writes `src/prose/weights.tsv` and
//! `training/figures.md`. The same corpus and code give the same bytes. See `training/README.md`.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command that prints what it measured")]

mod corpus;
mod cross_validation;
mod figures;
mod fit;
mod page;
mod table;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Parser;

/// Fits the weights of the verdict and measures them.
#[derive(Parser)]
struct Arguments {
    /// The folder of labelled sentences: `*.jsonl`.
    corpus: PathBuf,
    /// Writes the weights and the page of figures.
    #[arg(long)]
    write: bool,
    /// The date to put into what is written.
    #[arg(long, default_value = "undated")]
    date: String,
    /// Leaves out the features whose names begin with this, to see what they bring.
    #[arg(long)]
    without: Vec<String>,
    /// Lists the sentences that are judged wrong when their organisation is left out, except those of the slice that is kept for
    /// the last measurement.
    #[arg(long)]
    errors: bool,
    /// Lists what is reported, in the same way.
    #[arg(long)]
    findings: bool,
    /// Measures what fewer organisations would have given.
    #[arg(long)]
    learning_curve: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sentences = corpus::read(&arguments.corpus)?;
    sentences.extend(corpus::read_ours(&here.join("training/sentences"))?);
    let fixtures = corpus::read_fixtures(&here.join("tests/fixtures/prose"))?;
    sentences.extend(fixtures);
    let table = table::Table::new(&sentences, &arguments.without);
    eprintln!("{} sentences, {} features", sentences.len(), table.names.len());
    let (model, text) = cross_validation::fit_all(&table);
    let judged = cross_validation::judge(&sentences, &table, &model);
    let figures = figures::Figures::of(&sentences, &judged);
    let mut page = page::figures(&figures);
    if arguments.learning_curve {
        page.push_str(&page::learning_curve(&cross_validation::learning_curve(&sentences, &table)));
    }
    print!("{page}");
    if arguments.errors {
        page::list(&sentences, &judged, |sentence, said| !sentence.accepts(said.kind));
    }
    if arguments.findings {
        page::list(&sentences, &judged, |_, said| said.kind != okr::prose::Kind::Outcome);
    }
    if arguments.write {
        let head = page::head(&figures, &arguments.date, &sentences);
        let weights = here.join("src/prose/weights.tsv");
        fs::write(&weights, format!("{head}{text}")).with_context(|| weights.display().to_string())?;
        let figures = here.join("training/figures.md");
        fs::write(&figures, page::whole(&page, &arguments.date, &sentences))
            .with_context(|| figures.display().to_string())?;
    }
    Ok(())
}
