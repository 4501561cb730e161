//! What a new quarter begins with, and what is said of something new.

use super::scorecard::Layout;
use super::text::visible;
use crate::answers::Opened;
use crate::finding::Finding;
use crate::goals::Quarter;
use textwrap::Options;

/// The files of a new quarter, and the key results that go on.
#[must_use]
pub fn opened(next: &Opened, quarter: Quarter, dry_run: bool, layout: Layout) -> String {
    let wrote = if dry_run { "would write" } else { "wrote" };
    let mut text = String::new();
    for file in &next.texts {
        text.push_str(&format!("{wrote} {}\n", visible(&file.path)));
    }
    if !next.carried.is_empty() {
        text.push_str(&format!("\nCarried over from {}\n", next.from));
    }
    for carried in &next.carried {
        let short = carried.address.split_once('/').map_or(carried.address.as_str(), |(_, rest)| rest);
        let short = visible(short);
        text.push_str(&format!("  {short}\n"));
        text.push_str(&indented(&visible(&carried.sentence), layout.width));
        if !carried.remark.is_empty() {
            text.push_str(&indented(&carried.remark, layout.width));
        }
    }
    for note in &next.notes {
        text.push_str(&format!("\nnote: {}\n", visible(note)));
    }
    if dry_run {
        return text;
    }
    text.push_str(&format!(
        "\nNext: read the files, set targets for {quarter} that stretch, and run okr check\n"
    ));
    text
}

/// What `okr check` says of something new, a line or two for each finding.
#[must_use]
pub fn remarks(findings: &[Finding]) -> String {
    let remark = |finding: &Finding| {
        let help = finding.help.as_ref().map_or(String::new(), |help| format!("  help: {}\n", visible(help)));
        format!("{}[{}]: {}\n{help}", finding.level, finding.rule, visible(&finding.message))
    };
    findings.iter().map(remark).collect()
}

fn indented(text: &str, width: usize) -> String {
    let options = Options::new(width).initial_indent("    ").subsequent_indent("    ");
    textwrap::wrap(text, &options).iter().map(|line| format!("{line}\n")).collect()
}
