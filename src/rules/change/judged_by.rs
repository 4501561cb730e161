//! Settings that every goal is judged by.

use super::super::Context;
use crate::changes::{FieldChange, History, settings_changes};
use crate::finding::{Level, Remark};
use crate::source::Span;
use crate::yaml::Outline;

/// What decides about grades, quarters and numbers.
const JUDGING: [&str; 4] = ["grade_bands", "fiscal_year_starts", "fiscal_year_named_for", "decimal_mark"];

/// One finding for each of these settings that is another than when the goals of the quarter were settled.
pub(super) fn moved(context: &Context<'_>, history: &History) -> Vec<Remark> {
    let Some(former) = &history.settings else { return Vec::new() };
    let calendar = former.before.calendar;
    let today = calendar.quarter_of(context.as_of);
    let mut begun = history.references.iter().filter(|(quarter, _)| **quarter <= today);
    let Some((quarter, reference)) = begun.rfind(|(_, known)| context.as_of > known.settled) else {
        return Vec::new();
    };
    let before = reference.settings.as_ref().unwrap_or(&former.before);
    let changes = settings_changes(before, context.settings);
    let remark = |change: &FieldChange| {
        let value = |value: &Option<String>| value.clone().unwrap_or_default();
        let (was, is) = (value(&change.before), value(&change.after));
        let moved = format!("`{}` moved from `{was}` to `{is}`", change.field);
        let place = place_of(context, former.file.id, change.field);
        let remark = |message| {
            Remark::new(place, message).on_occasion_of(format!("{}={is}", change.field)).help(format!(
                "put it back until {quarter} is graded; if everybody has agreed, say so on the line above it: \
                 `# okr: ignore[moved-target] who agreed, and why`",
            ))
        };
        match *quarter == today {
            true => {
                remark(format!("{moved}, after the quarter's first two weeks: all goals are judged by it"))
            }
            // In the first weeks of a quarter its rules may change; those of the one before should not.
            false => remark(format!("{moved}: {quarter}, which has ended, is judged by it, too"))
                .at_most(Level::Warning),
        }
    };
    changes.iter().filter(|change| JUDGING.contains(&change.field)).map(remark).collect()
}

/// Where a setting is written; the top of the file if it has the value that it has without being written.
fn place_of(context: &Context<'_>, file: crate::source::FileId, key: &str) -> Span {
    let outline = Outline::of(&context.workspace.sources.file(file).text);
    let part = outline.parts().iter().find(|part| part.parent.is_none() && part.name() == key);
    part.map_or(Span::new(file, 0, 0), |part| Span::new(file, part.span.start, part.span.end))
}
