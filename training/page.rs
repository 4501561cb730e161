//! The figures as a page, and as the head of the weights.

use std::fmt::Write as _;

use okr::prose::{Certainty, Kind};

use crate::corpus::{KINDS, Origin, Sentence};
use crate::cross_validation::{Judged, Point};
use crate::figures::{Figures, Part, SHARES, ratio};

const WRITES: &str = "internal error: writing to a string";

/// The tables of figures.
pub(crate) fn figures(figures: &Figures) -> String {
    let mut page = String::new();
    let names: Vec<&str> = SHARES.iter().map(|share| share.name).collect();
    writeln!(page, "| sentences | n | organisations | {} |", names.join(" | ")).expect(WRITES);
    writeln!(page, "|---|---|---|{}", "---|".repeat(names.len())).expect(WRITES);
    for part in &figures.parts {
        writeln!(
            page,
            "| {} | {} | {} | {} |",
            part.name,
            part.counts.all,
            part.organisations,
            shares(part).join(" | ")
        )
        .expect(WRITES);
    }
    page.push_str("\nBy kind, over published sentences:\n\n| kind | said | of these right | labelled | of these judged right |\n|---|---|---|---|---|\n");
    for kind in &figures.kinds {
        let (precision, recall) =
            (ratio((kind.said_right, kind.said)), ratio((kind.labelled_right, kind.labelled)));
        writeln!(
            page,
            "| {} | {} | {precision:.3} | {} | {recall:.3} |",
            word(kind.kind),
            kind.said,
            kind.labelled
        )
        .expect(WRITES);
    }
    page.push_str("\nFirst label by verdict, over published sentences:\n\n| label | outcome | output | activity | vague |\n|---|---|---|---|---|\n");
    for (kind, row) in KINDS.iter().zip(figures.confusion) {
        writeln!(page, "| {} | {} |", word(*kind), row.map(|n| n.to_string()).join(" | ")).expect(WRITES);
    }
    page.push_str("\nFindings by level, over published sentences.\n\n| kind | level | said | right |\n|---|---|---|---|\n");
    for level in figures.levels.iter().filter(|level| level.said > 0) {
        let right = ratio((level.right, level.said));
        writeln!(page, "| {} | {} | {} | {right:.3} |", word(level.kind), level.name, level.said)
            .expect(WRITES);
    }
    page.push_str("\nReliability, over published sentences: how likely the verdict was said to be acceptable, and how often it was.\n\n| said | n | mean said | right |\n|---|---|---|---|\n");
    for bin in figures.reliability.iter().filter(|bin| bin.said > 0) {
        let right = ratio((bin.right, bin.said));
        writeln!(
            page,
            "| {:.2} to {:.2} | {} | {:.3} | {right:.3} |",
            bin.from, bin.to, bin.said, bin.expected
        )
        .expect(WRITES);
    }
    page
}

/// `0.912 (0.90-0.93)`
fn shares(part: &Part) -> Vec<String> {
    let share = |(at, share): (usize, &crate::figures::Share)| {
        let (low, high) = part.intervals[at];
        format!("{:.3} ({low:.2}-{high:.2})", ratio((share.of)(&part.counts)))
    };
    SHARES.iter().enumerate().map(share).collect()
}

/// What fewer organisations would have given.
pub(crate) fn learning_curve(points: &[Point]) -> String {
    let mut page = String::from(
        "\nLearning curve: accuracy on published sentences of organisations left out.\n\n| organisations trained on | sentences | accuracy |\n|---|---|---|\n",
    );
    for point in points {
        writeln!(page, "| {} | {} | {:.3} |", point.organisations, point.sentences, point.accuracy)
            .expect(WRITES);
    }
    page
}

/// The comment at the head of the weights.
pub(crate) fn head(figures: &Figures, date: &str, sentences: &[Sentence]) -> String {
    let mut head = format!(
        "# The weights of the verdict in hundredths: outcome, output, activity, vague. Written by the example `train`; do not edit.\n# {date}. {}\n",
        data(sentences)
    );
    for part in &figures.parts {
        let share =
            |share: &crate::figures::Share| format!("{} {:.3}", share.name, ratio((share.of)(&part.counts)));
        let shares: Vec<String> = SHARES.iter().map(share).collect();
        writeln!(head, "# {}: {}", part.name, shares.join(", ")).expect(WRITES);
    }
    head
}

fn data(sentences: &[Sentence]) -> String {
    let count =
        |origins: &[Origin]| sentences.iter().filter(|sentence| origins.contains(&sentence.origin)).count();
    let mut organisations: Vec<&str> = sentences
        .iter()
        .filter(|sentence| sentence.origin.is_published())
        .map(|sentence| sentence.organisation.as_str())
        .collect();
    organisations.sort_unstable();
    organisations.dedup();
    format!(
        "Fitted on {} published key results of {} organisations and {} made-up ones; measured by leaving out whole organisations, in ten parts.",
        count(&[Origin::Real, Origin::Example]),
        organisations.len(),
        count(&[Origin::Invented, Origin::Ours]),
    )
}

/// The page that is kept beside the code.
pub(crate) fn whole(tables: &str, date: &str, sentences: &[Sentence]) -> String {
    format!(
        "# How well sentences are judged\n\nWritten by `cargo run --release --example train -- CORPUS --write`, {date}. {}\n\n\
         - *accuracy*: the verdict is one of the sentence's labels (the second one is equally acceptable); *strict*: the first one.\n\
         - *false alarms*: of outcomes, those reported as output or activity at error level; *doubts*: the same at any level.\n\
         - *work found*: of outputs and activities, those reported as either.\n\
         - *errors right*: of the verdicts reported as errors, those that are one of the sentence's labels.\n\
         - In brackets: the middle 95% when organisations are drawn anew {} times.\n\n{tables}",
        data(sentences),
        2000,
    )
}

/// Prints judged sentences, except those that nobody is to read.
pub(crate) fn list(sentences: &[Sentence], judged: &[Judged], keep: impl Fn(&Sentence, &Judged) -> bool) {
    for (sentence, said) in sentences.iter().zip(judged) {
        if !sentence.is_kept_back() && keep(sentence, said) {
            let level = match said.certainty {
                Certainty::Sure => "error",
                Certainty::Unsure if said.is_hunch => "note",
                Certainty::Unsure => "warning",
            };
            let second = sentence.second.map_or(String::new(), |second| format!("/{}", word(second)));
            let likely = said.acceptable.map(|share| format!("{share:.2}")).join(" ");
            println!(
                "{:?} {}{second} -> {} {level} [{likely}] {}",
                sentence.origin,
                word(sentence.label),
                word(said.kind),
                sentence.text.replace('\n', " ")
            );
        }
    }
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Outcome => "outcome",
        Kind::Output => "output",
        Kind::Activity => "activity",
        Kind::Vague => "vague",
    }
}
