//! `okr tree`: what drives what.

use super::Ended;
use super::args::{AsOf, InQuarter, one_of, since};
use super::goals::{Goals, tell_what_is_missing};
use super::terminal::Terminal;
use crate::lint::{Selection, lint};
use crate::render::review::tree::{Format, View, render};
use crate::render::visible;
use crate::review::{Remark, TreeError, cascade, dependencies, tree};
use anyhow::bail;

/// Shows the tree under the north star: what drives it, what it is computed from, who pushes what.
///
/// Where a metric `equals` others, the sum is done, with what each part did to the change of the whole.
#[derive(Debug, clap::Args)]
#[command(after_help = super::DONE_OR_NOT)]
pub(super) struct Arguments {
    /// The metric at the top; by default the north star, then what hangs by itself.
    #[arg(value_name = "METRIC", conflicts_with_all = ["objectives", "dependencies"])]
    metric: Option<String>,

    /// The objectives from the company to teams and persons, instead: what supports what.
    #[arg(long, conflicts_with = "dependencies")]
    objectives: bool,

    /// Which team waits for which, instead, and in which order to talk.
    #[arg(long)]
    dependencies: bool,

    /// The day that computed metrics are compared with, like `2026-11-13` or `last week`; by default the quarter's first. Trends are
    /// those of four weeks.
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    #[command(flatten)]
    quarter: InQuarter,

    /// How to show it; `mermaid` is drawn by forges, `dot` by Graphviz.
    #[arg(long, value_name = "FORMAT", default_value = "table", value_parser = one_of(&FORMATS))]
    format: Format,

    #[command(flatten)]
    as_of: AsOf,
}

const FORMATS: [(&str, Format); 5] = [
    ("table", Format::Table),
    ("json", Format::Json),
    ("mermaid", Format::Mermaid),
    ("dot", Format::Dot),
    ("markdown", Format::Markdown),
];

pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> anyhow::Result<Ended> {
    let goals = Goals::of_workspace(arguments.as_of);
    let of = |calendar, day| arguments.quarter.of(calendar, day);
    let (project, card) = goals.scored(of, terminal)?;
    let draw = |view: &View<'_>| render(view, &card, arguments.format, terminal.layout());
    let text = if arguments.objectives {
        // What rules say about the cascade, so that both agree on what a copy and an orphan is.
        let selection =
            Selection { select: vec!["copied-key-result", "unaligned-objective"], ignore: vec![] };
        let report = lint(&project.workspace, &project.settings, card.as_of, &selection);
        let remarks: Vec<Remark> = report
            .findings
            .into_iter()
            .filter_map(|finding| {
                Some(Remark { address: finding.address?, rule: finding.rule, message: finding.message })
            })
            .collect();
        draw(&View::Objectives(&cascade(&project.workspace, &card, &remarks)))
    } else if arguments.dependencies {
        draw(&View::Dependencies(&dependencies(&project.workspace, &card)))
    } else {
        let since = since(arguments.since.as_deref(), card.as_of)?.unwrap_or(card.first_day);
        match tree(&project.workspace, &card, arguments.metric.as_deref(), since) {
            Ok(tree) => draw(&View::Metrics(&tree)),
            Err(error @ TreeError::NoMetrics) => bail!(error),
            Err(TreeError::Unknown { id, near }) => {
                let meant = near.map(|near| format!("; did you mean `{}`?", visible(&near)));
                bail!("no metric has the id `{}`{}", visible(&id), meant.unwrap_or_default())
            }
        }
    };
    terminal.print(&text)?;
    Ok(tell_what_is_missing(&project, terminal).holding((project, card)))
}
