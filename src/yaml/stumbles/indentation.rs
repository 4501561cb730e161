//! Lines that line up with nothing above them.

use super::put_right::{shorten, with_example};
use super::scene::{Scene, Stumble};
use crate::plural::counted;
use crate::yaml::change::Repair;
use crate::yaml::quoting::quoted;
use crate::yaml::view::entry::{Entry, Shape};
use crate::yaml::view::lines::{line_end, next_line};

/// A list or mapping that is open before a line.
pub(super) struct Level {
    pub(super) column: usize,
    pub(super) is_list: bool,
    /// Its last entry so far.
    pub(super) last: usize,
}

/// The lists and mappings that are open before entry `before`, outermost first.
pub(super) fn open_levels(entries: &[Entry], before: usize) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for (last, entry) in entries[..before].iter().enumerate() {
        let column = entry.column();
        levels.retain(|level| level.column <= column);
        let is_list = entry.dash.is_some();
        if !is_list {
            levels.retain(|level| level.column < column || !level.is_list);
        }
        note(&mut levels, column, is_list, last);
        if is_list && entry.key.is_some() {
            note(&mut levels, entry.content_column(), false, last);
        }
    }
    levels
}

fn note(levels: &mut Vec<Level>, column: usize, is_list: bool, last: usize) {
    match levels.last_mut() {
        Some(level) if level.column == column && level.is_list == is_list => level.last = last,
        _ => levels.push(Level { column, is_list, last }),
    }
}

/// An entry that starts a little to the left or right of where its neighbours start.
pub(super) fn out_of_line(scene: &Scene<'_>) -> Option<Stumble> {
    let entry = scene.entry();
    if entry.shape == Shape::Block && scene.fault.at > line_end(scene.text, entry.line) {
        return block_line(scene, entry);
    }
    let column = entry.column();
    let is_list = entry.dash.is_some();
    let levels = open_levels(&scene.entries, scene.here);
    let before = scene.before()?;
    let is_child = column > levels.last()?.column && !before.has_value();
    if is_child || levels.iter().any(|level| level.column == column && level.is_list == is_list) {
        return None;
    }
    let same_kind = levels.iter().filter(|level| level.is_list == is_list);
    // Between two columns the nearer one is meant; in the middle the deeper one, as spaces get lost more often.
    let level = same_kind.min_by_key(|level| (level.column.abs_diff(column), usize::MAX - level.column))?;
    Some(shifted(scene, level))
}

/// A first line that begins with spaces: all the others are right.
pub(super) fn first_line(scene: &Scene<'_>) -> Option<Stumble> {
    let (first, entry) = (scene.entries.first()?, scene.entry());
    let is_first = scene.here == 1 && first.key.is_some() && first.dash.is_none();
    if !is_first || entry.column() > 0 || first.column() == 0 || entry.key.is_none() {
        return None;
    }
    let spaces = counted(first.column(), "space");
    let words = scene.slice(first.start..line_end(scene.text, first.start)).trim_end();
    let problem = scene
        .problem(first.key.clone()?, format!("this line starts {spaces} too far to the right"))
        .help(with_example("let it begin at the left edge, as the others do", words));
    let mut repairs = Vec::new();
    shift_lines(scene, first, first.column(), 0, &mut repairs);
    let title = "let the line begin at the left edge";
    Some(Stumble::certain(problem, repairs, scene.file, "indentation corrected", title))
}

/// `note: slow` on the line below `- {date: 2026-02-10, value: 15%}`: a field that belongs between the braces.
pub(super) fn below_braces(scene: &Scene<'_>) -> Option<Stumble> {
    let (entry, above) = (scene.entry(), scene.before()?);
    let Shape::Bracketed { closed: Some(closed) } = above.shape else { return None };
    let key = scene.slice(entry.key.clone()?);
    scene.lexicon.key(key)?;
    let is_item = above.dash.is_some() && above.key.is_none() && scene.text[above.opening..].starts_with('{');
    let is_below = entry.dash.is_none() && entry.column() > above.column() && entry.has_value();
    let ends = closed == above.value.end && entry.shape != Shape::Block;
    if !is_item || !is_below || !ends {
        return None;
    }
    let said = scene.slice(entry.value.clone());
    let said = match entry.shape {
        Shape::Plain if said.contains([',', '[', ']', '{', '}', ':', '\n', '\r']) => quoted(said),
        _ => said.to_owned(),
    };
    let inside = scene.slice(above.start..closed - 1).trim_end();
    let right = format!("{inside}, {key}: {said}}}");
    let problem = scene
        .problem(entry.key.clone()?, format!("`{key}` belongs to the item above, which ends with its brace"))
        .help(with_example("write it between the braces", &right));
    let end = above.start + inside.len();
    let line = above.end.max(closed)..entry.value.end;
    let repairs = vec![Repair::change(end..closed, format!(", {key}: {said}}}")), Repair::change(line, "")];
    Some(Stumble::likely(problem, repairs, scene.file, "field moved between its braces", "move it there"))
}

fn shifted(scene: &Scene<'_>, level: &Level) -> Stumble {
    let entry = scene.entry();
    let (column, wanted) = (entry.column(), level.column);
    let count = column.abs_diff(wanted);
    let neighbour = &scene.entries[level.last];
    let spaces = counted(count, "space");
    let side = if column < wanted { "too far to the left" } else { "too far to the right" };
    let words = scene.slice(entry.start..line_end(scene.text, entry.start)).trim_end();
    let line = format!("{}{words}", " ".repeat(wanted));
    let name = entry.key.clone().unwrap_or(entry.start..entry.start + words.len());
    let problem = scene
        .problem(
            name,
            format!("this line starts {spaces} {side} to line up with {}", described(scene, neighbour)),
        )
        .help(with_example("let both start in the same column", &line));
    let problem = problem.related(
        crate::source::Span::new(scene.file, neighbour.start, line_end(scene.text, neighbour.start)),
        "the line above it",
    );
    Stumble::new(problem, shifts(scene, column, wanted))
}

fn described(scene: &Scene<'_>, entry: &Entry) -> String {
    match &entry.key {
        Some(key) => format!("`{}` above", shorten(scene.slice(key.clone()))),
        None => "the list item above".into(),
    }
}

/// Moves the entry, what belongs to it, and the entries after it that make the same mistake.
fn shifts(scene: &Scene<'_>, column: usize, wanted: usize) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let mut rest = &scene.entries[scene.here..];
    let mut has_value = true;
    while let Some((entry, after)) = rest.split_first() {
        // A dash in the column of a key that was shifted is an item of the list around it, unless the key has no value yet.
        let is_other_kind = entry.dash.is_some() != scene.entry().dash.is_some();
        if entry.column() != column || is_other_kind && has_value {
            break;
        }
        has_value = entry.has_value();
        shift_lines(scene, entry, column, wanted, &mut repairs);
        let opens_block = entry.dash.is_some() || !entry.has_value();
        // An entry in the right column is a neighbour, not part of this entry.
        let is_neighbour = |child: &Entry| {
            child.column() == wanted && wanted > column && child.dash.is_some() == entry.dash.is_some()
        };
        let is_part = |child: &&Entry| opens_block && child.column() > column && !is_neighbour(child);
        let children = after.iter().take_while(is_part).count();
        let target = (entry.content_column() + wanted).saturating_sub(column);
        // Where the keys below an item are right already, only its dash is moved.
        let fits = entry.key.is_some() && after.first().is_some_and(|child| child.column() == target);
        for child in after[..children].iter().filter(|_| !fits) {
            shift_lines(scene, child, column, wanted, &mut repairs);
        }
        rest = &after[children..];
    }
    repairs
}

pub(super) fn shift_lines(
    scene: &Scene<'_>,
    entry: &Entry,
    column: usize,
    wanted: usize,
    repairs: &mut Vec<Repair>,
) {
    let mut line = Some(entry.line);
    while let Some(start) = line.filter(|start| *start < entry.end) {
        let end = line_end(scene.text, start);
        let indent = end - start - scene.text[start..end].trim_start_matches(' ').len();
        if wanted > column {
            repairs.push(Repair::change(start..start, " ".repeat(wanted - column)));
        } else {
            repairs.push(Repair::change(start..start + (column - wanted).min(indent), ""));
        }
        line = next_line(scene.text, end);
    }
}

/// A line in a block of text (`|`, `>`) that is indented less than the first one.
fn block_line(scene: &Scene<'_>, entry: &Entry) -> Option<Stumble> {
    let text = scene.text;
    let first = next_line(text, line_end(text, entry.line))?;
    let (indent, _) = crate::yaml::view::lines::next_words(text, Some(first))?;
    let start = text[..scene.fault.at].rfind(['\n', '\r']).map_or(0, |i| i + 1);
    let end = line_end(text, start);
    let words = text[start..end].trim_start_matches(' ');
    let missing = indent.checked_sub(end - start - words.len()).filter(|missing| *missing > 0)?;
    let problem = scene
        .problem(end - words.len()..end, "this line of the text is indented less than its first line")
        .help(with_example("give all lines the same spaces", &format!("{}{words}", " ".repeat(indent))));
    Some(Stumble::new(problem, vec![Repair::change(start..start, " ".repeat(missing))]))
}

/// `- key_result: ...` right below `objective: ...`: the list lacks its key.
fn list_without_key(scene: &Scene<'_>) -> Option<Stumble> {
    let entry = scene.entry();
    let first = scene.slice(entry.key.clone()?);
    let (list, _) = scene.lexicon.sentences.iter().find(|(_, field)| *field == first && *field != "id")?;
    let indent = " ".repeat(entry.column());
    let line = scene.slice(entry.start..line_end(scene.text, entry.start)).trim_end();
    let problem = scene
        .problem(entry.key.clone()?, format!("`{list}:` is missing above this list"))
        .help(format!("write `{list}:` on a line of its own above `{line}`"));
    let newline = if scene.text.contains("\r\n") { "\r\n" } else { "\n" };
    let repairs = vec![Repair::change(entry.line..entry.line, format!("{indent}{list}:{newline}"))];
    let title = format!("write `{list}:` above the list");
    Some(Stumble::likely(problem, repairs, scene.file, "missing key of a list added", title))
}

/// `- baseline: 10%` in the column of `key_result: ...` above: a dash too many.
fn fields_with_dashes(scene: &Scene<'_>) -> Option<Stumble> {
    let column = scene.entry().column();
    let is_item = |item: &&Entry| item.column() >= column;
    let items: Vec<&Entry> = scene.entries[scene.here..].iter().take_while(is_item).collect();
    let dashed = items.iter().filter(|item| item.column() == column && item.dash.is_some());
    let field = |item: &Entry| {
        let key = scene.lexicon.key(scene.slice(item.key.clone()?))?;
        (!scene.lexicon.begins_item(key)).then_some(key)
    };
    let fields: Option<Vec<&str>> = dashed.clone().map(|item| field(item)).collect();
    let key = *fields?.first()?;
    let repairs: Vec<Repair> = dashed.map(|item| Repair::change(item.start..item.content, "")).collect();
    let entry = scene.entry();
    let line = scene.slice(entry.content..line_end(scene.text, entry.content)).trim_end();
    let problem = scene
        .problem(entry.key.clone()?, format!("`{key}` belongs to the item above, but its dash begins a list"))
        .help(with_example("write it without the dash", line));
    Some(Stumble::likely(problem, repairs, scene.file, "dash before a field removed", "remove the dash"))
}

/// A list below a key that has a value already.
pub(super) fn list_below_value(scene: &Scene<'_>) -> Option<Stumble> {
    let entry = scene.entry();
    entry.dash?;
    let levels = open_levels(&scene.entries, scene.here);
    let level = levels.iter().rfind(|level| level.column == entry.column() && !level.is_list)?;
    let owner = &scene.entries[level.last];
    let key = owner.key.clone().filter(|_| owner.has_value() && owner.shape != Shape::Block)?;
    if let Some(stumble) = list_without_key(scene).or_else(|| fields_with_dashes(scene)) {
        return Some(stumble);
    }
    let key = scene.slice(key);
    let value = shorten(scene.slice(owner.value.clone()));
    let items = scene.entries[scene.here..].iter().take_while(|item| {
        item.column() > entry.column() || item.dash.is_some() && item.column() == entry.column()
    });
    let end = items.last().map_or(entry.end, |item| item.end.max(item.value.end));
    let problem = scene
        .problem(
            entry.start..line_end(scene.text, entry.start),
            format!("`{key}` has a value already (`{value}`), so no list can follow"),
        )
        .help(match key {
            "objective" | "why" => {
                let line = scene.slice(entry.start..line_end(scene.text, entry.start)).trim_end();
                format!("where these are the key results, write `key_results:` on a line of its own above `{line}`")
            }
            _ => format!("give the list a key of its own, or write `{key}:` with nothing after the colon"),
        });
    Some(Stumble::new(problem, vec![Repair::hide(owner.value.start..end)]))
}
