//! Fits with organisations left out, and what the reader then says of their sentences.

use std::fmt::Write as _;

use okr::prose::{Certainty, Kind, Model, Vocabulary, read_with};
use rayon::prelude::*;

use crate::corpus::Sentence;
use crate::fit::{fit, settle_bias};
use crate::table::{Row, Table, name};

const FOLDS: usize = 10;

/// What the reader says of a sentence when its organisation is left out.
pub(crate) struct Judged {
    pub(crate) kind: Kind,
    pub(crate) certainty: Certainty,
    pub(crate) acceptable: [f32; 4],
    pub(crate) is_hunch: bool,
}

/// The weights fitted on everything that may be trained on, as a model and as a table.
pub(crate) fn fit_all(table: &Table) -> (Model, String) {
    model(table, &trainable(table, |_| true))
}

/// The verdict on each sentence by the weights of the other organisations; sentences that are never trained on are judged by
/// the weights of all.
pub(crate) fn judge(sentences: &[Sentence], table: &Table, all: &Model) -> Vec<Judged> {
    let folds = folds(table);
    let models: Vec<Model> = (0..FOLDS)
        .into_par_iter()
        .map(|fold| model(table, &trainable(table, |group| folds[group] != fold)).0)
        .collect();
    let vocabulary = Vocabulary::default();
    let said = |(sentence, row): (&Sentence, &Row)| {
        let model = if row.trains { &models[folds[row.group]] } else { all };
        let reading = read_with(&sentence.text, &vocabulary, model);
        Judged {
            kind: reading.kind,
            certainty: reading.certainty,
            acceptable: reading.acceptable,
            is_hunch: reading.is_hunch(),
        }
    };
    sentences.par_iter().zip(table.rows.par_iter()).map(said).collect()
}

/// A point of the learning curve: organisations, sentences, accuracy on published sentences of others.
pub(crate) struct Point {
    pub(crate) organisations: usize,
    pub(crate) sentences: usize,
    pub(crate) accuracy: f64,
}

/// The accuracy on organisations left out when only a part of the others is trained on.
pub(crate) fn learning_curve(sentences: &[Sentence], table: &Table) -> Vec<Point> {
    let folds = folds(table);
    let vocabulary = Vocabulary::default();
    let point = |step: usize| {
        // A spread-out part of the organisations: the same ones in every fold.
        let part = |group: usize| (group * 7919) % 16 < step;
        let (mut right, mut all, mut used, mut groups) = (0, 0, 0, 0);
        for fold in 0..FOLDS {
            let rows = trainable(table, |group| folds[group] != fold && part(group));
            used += rows.len();
            groups +=
                (0..folds.len()).filter(|&g| folds[g] != fold && part(g) && table.group_sizes[g] > 0).count();
            let model = model(table, &rows).0;
            for (sentence, row) in sentences.iter().zip(&table.rows) {
                if row.is_published && folds[row.group] == fold {
                    all += 1;
                    right +=
                        usize::from(sentence.accepts(read_with(&sentence.text, &vocabulary, &model).kind));
                }
            }
        }
        Point { organisations: groups / FOLDS, sentences: used / FOLDS, accuracy: right as f64 / all as f64 }
    };
    [1, 2, 4, 8, 16].into_par_iter().map(point).collect()
}

fn trainable(table: &Table, of: impl Fn(usize) -> bool) -> Vec<&Row> {
    table.rows.iter().filter(|row| row.trains && of(row.group)).collect()
}

/// Whole organisations go into folds: the largest first, each into the emptiest.
fn folds(table: &Table) -> Vec<usize> {
    let mut order: Vec<usize> = (0..table.group_sizes.len()).collect();
    order.sort_by_key(|&group| (std::cmp::Reverse(table.group_sizes[group]), group));
    let mut load = [0; FOLDS];
    let mut folds = vec![0; order.len()];
    for group in order {
        let fold = (0..FOLDS).min_by_key(|&fold| load[fold]).unwrap_or(0);
        load[fold] += table.group_sizes[group];
        folds[group] = fold;
    }
    folds
}

fn model(table: &Table, rows: &[&Row]) -> (Model, String) {
    let columns = table.names.len();
    // How frequent a kind is follows from published sentences alone: nobody made up the others in proportion.
    let published: Vec<&Row> = rows.iter().copied().filter(|row| row.is_published).collect();
    let fit_kind = |kind| {
        let mut weights = fit(rows, kind, columns);
        settle_bias(&published, kind, &mut weights);
        weights
    };
    let fitted: Vec<Vec<f64>> = (0..4).into_par_iter().map(fit_kind).collect();
    let hundredths = |column: usize, scale: f64| {
        let of_kind = |kind: &Vec<f64>| ((kind[column] * scale * 100.0).round() as i64).to_string();
        fitted.iter().map(of_kind).collect::<Vec<_>>().join(" ")
    };
    let mut text = format!("bias\t{}\n", hundredths(columns, 1.0));
    for (column, feature) in table.names.iter().enumerate() {
        let weights = hundredths(column, table.scale(column));
        writeln!(text, "{}\t{weights}", name(feature)).expect("internal error: writing to a string");
    }
    let model = Model::parse(&text).expect("internal error: the weights just written cannot be read");
    (model, text)
}
