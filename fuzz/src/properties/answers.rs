//! Answers: check-ins, revisions and decisions in any goals, one after the other.

use super::goals::{Goals, as_of};
use okr::answers::{CheckIn, Draft, Refused, Revision, cancel, check_in, decide, reflect, revise};
use okr::changes::Diff;
use okr::goals::values::Decision;
use okr::goals::{Day, Target, Workspace};
use okr::quantity::{Quantity, same};

/// More answers than this tell nothing new.
const MOST: usize = 6;

/// What was answered, and about what.
struct Answered {
    /// The full address of a key result or objective, or a metric's id.
    subject: String,
    /// Whether it only adds to the files.
    adds_only: bool,
}

/// Each byte of the first line chooses an answer and what it is about; the rest is goals, as `reading` takes them. However many
/// answers are taken: no file is read worse, line ends stay, nothing else changes its meaning, and what was asked for is there.
pub fn answers(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (choices, rest) = bytes.split_at(end);
    let goals = Goals::read(rest);
    let mut draft = Draft::new(&goals.workspace, &goals.settings, as_of());
    let problems =
        |workspace: &Workspace| workspace.files.iter().map(|file| file.problems.len()).sum::<usize>();
    for choice in choices.iter().take(MOST) {
        let before = texts(draft.workspace());
        let known = problems(draft.workspace());
        let earlier = draft.workspace().with_files(Vec::new(), &goals.settings.vocabulary);
        let Ok(answered) = draft.answer(|draft| one(draft, *choice)) else {
            assert_eq!(before, texts(draft.workspace()), "what is refused changes nothing");
            continue;
        };
        let after = texts(draft.workspace());
        assert!(problems(draft.workspace()) <= known, "a file is read worse: {before:?} {after:?}");
        for (old, new) in before.iter().zip(&after) {
            assert!(keeps_line_ends(old, new), "a line ends otherwise: {old:?} {new:?}");
            // Empty lists and short forms are written anew where they get something.
            let is_rewritten = |text: &str| text.contains(['~', '[', '"', '\'']) || text.contains("null");
            if answered.adds_only && !is_rewritten(old) {
                assert!(holds(new, old), "something is gone: {old:?} {new:?}");
            }
        }
        let diff = Diff::between(&earlier, draft.workspace(), as_of());
        let is_about = |address: &str| {
            address == answered.subject
                || answered.subject.starts_with(&format!("{address}/"))
                || !address.contains('/')
        };
        for change in &diff.changes {
            assert!(is_about(&change.address), "{} changed, and not {}", change.address, answered.subject);
        }
    }
    drop(draft.planned());
}

fn texts(workspace: &Workspace) -> Vec<String> {
    workspace.sources.iter().map(|(_, file)| file.text.to_string()).collect()
}

fn keeps_line_ends(old: &str, new: &str) -> bool {
    let lone = |text: &str| text.matches('\n').count() - text.matches("\r\n").count();
    !old.contains("\r\n") || lone(old) > 0 || lone(new) == 0
}

/// Whether all characters of one text stand in another, in their order.
fn holds(text: &str, part: &str) -> bool {
    let mut chars = text.chars();
    part.chars().all(|c| chars.any(|other| other == c))
}

fn one(draft: &mut Draft<'_>, choice: u8) -> Result<Answered, Refused> {
    let addresses: Vec<String> = draft.workspace().key_results().map(|view| view.address()).collect();
    let number = usize::from(choice / 8);
    let address = addresses.get(number % addresses.len().max(1)).cloned().unwrap_or_default();
    let adds = |subject: String| Answered { subject, adds_only: true };
    match choice % 8 {
        0 => checked_in(draft, &address, as_of().plus_days(-7 * (number as i64 % 8)), "29").map(adds),
        1 => checked_in(draft, &address, as_of(), "1,300").map(adds),
        2 => {
            let ids: Vec<String> =
                draft.workspace().metrics().filter_map(|metric| metric.id().map(str::to_owned)).collect();
            let id = ids.get(number % ids.len().max(1)).cloned().unwrap_or_default();
            checked_in(draft, &id, as_of().plus_days(-(number as i64)), "7").map(adds)
        }
        3 => {
            let revision = Revision {
                address: &address,
                reason: Some("why: it, \"had\" to #move"),
                numbers: vec![("target", "31")],
                ..Revision::default()
            };
            Ok(Answered { subject: revise(draft, &revision)?, adds_only: false })
        }
        4 => cancel(draft, &address, "- the partner, withdrew").map(adds),
        5 => {
            let objective = address.rsplit_once('/').map_or("", |(objective, _)| objective);
            let quarter = draft.workspace().calendar.quarter_of(as_of());
            reflect(draft, (objective, quarter), "what: was 'learned'", false).map(adds)
        }
        6 => {
            let titles: Vec<String> = draft
                .workspace()
                .objectives()
                .flat_map(|view| view.objective.initiatives.readable())
                .filter_map(|(bet, _)| bet.0.title.get().cloned())
                .collect();
            let title = titles.get(number % titles.len().max(1)).cloned().unwrap_or_default();
            let (_, objective) = decide(draft, (&title, None), Decision::Stop, Some("10,5%"), false)?;
            Ok(Answered { subject: objective, adds_only: false })
        }
        _ => {
            let revision = Revision { address: &address, owner: Some("li"), ..Revision::default() };
            Ok(Answered { subject: revise(draft, &revision)?, adds_only: false })
        }
    }
}

/// A check-in, which must then be there as it was said.
fn checked_in(draft: &mut Draft<'_>, address: &str, day: Day, value: &str) -> Result<String, Refused> {
    let note = "it's: \"new\", #1";
    let is_key_result = address.contains('/');
    let confidence = is_key_result.then_some(7);
    let answer = CheckIn {
        address,
        day,
        value: Some(value),
        confidence,
        note: Some(note),
        replace: false,
        force: true,
    };
    let done = check_in(draft, &answer)?;
    let workspace = draft.workspace();
    let entries: Vec<_> = match workspace.find(&done.subject) {
        Ok(Target::KeyResult(view)) => {
            let of_metric = view.metric().map(|metric| metric.metric.readings.readable().collect::<Vec<_>>());
            view.key_result.check_ins.readable().chain(of_metric.unwrap_or_default()).collect()
        }
        Ok(Target::Metric(view)) => view.metric.readings.readable().collect(),
        // Two things have one address: which of them was meant is another rule's matter.
        _ => return Ok(done.subject),
    };
    let of_day = || entries.iter().filter(|entry| entry.date().get() == Some(day));
    let meant: Quantity =
        done.value.as_deref().and_then(|value| value.parse().ok()).expect("a value was understood");
    let is_meant = |own: &Quantity| same(own, &meant);
    assert!(of_day().any(|entry| entry.value().get().is_some_and(is_meant)), "the value is not there");
    assert!(
        of_day().any(|entry| entry.note().get().is_some_and(|own| own.trim() == note)),
        "the note is not there"
    );
    Ok(done.subject)
}
