//! One key result in a status: its sentence, the way it has come, and what is to be said about it.

use super::super::lines::indented;
use super::super::paint::{Tone, of_status, paint};
use super::super::shapes::way;
use super::super::{Detail, INDENT, Layout, words};
use crate::parallel;
use crate::score::{Bands, Figures, KeyResultCard, Scorecard, Status};
use unicode_width::UnicodeWidthStr as _;

/// Numbers up to this width are aligned; longer ones take the room of their bar.
const WIDEST_NUMBER: usize = 12;
/// The shortest bar that still shows something.
const LEAST_BAR: usize = 6;
/// A longer bar shows no more.
const WIDEST_BAR: usize = 24;

/// The widths that all key results of a screen share, so that the eye can run down the numbers.
pub(super) struct Widths {
    baseline: usize,
    target: usize,
    current: usize,
    score: usize,
    status: usize,
    bar: usize,
}

impl Widths {
    /// `word` is what stands behind each score, and `ahead` the room wanted behind that.
    pub(super) fn of(
        card: &Scorecard,
        word: fn(&KeyResultCard) -> &'static str,
        ahead: usize,
        layout: Layout,
    ) -> Self {
        let widest_up_to = |most: usize, width: &(dyn Fn(&KeyResultCard) -> usize + Sync)| {
            let of_teams = parallel::map(&card.teams, |team| {
                let cards = team.objectives.iter().flat_map(|objective| &objective.key_results);
                cards.map(width).filter(|width| *width <= most).max()
            });
            of_teams.into_iter().flatten().max().unwrap_or(0)
        };
        let widest = |text: &(dyn Fn(&KeyResultCard) -> String + Sync)| {
            widest_up_to(WIDEST_NUMBER, &|card| text(card).width())
        };
        let mut widths = Self {
            baseline: widest(&|card| ends(card).map_or(String::new(), |(from, _)| from)),
            target: widest(&|card| ends(card).map_or(String::new(), |(_, to)| to)),
            current: widest(&words::current),
            score: widest(&|each| each.score.map_or(String::new(), |score| card.bands.text(score))),
            status: widest(&|card| word(card).to_owned()),
            bar: 0,
        };
        let numbers = widths.baseline + widths.target + widths.current + widths.score + widths.status;
        let gaps = 2 * INDENT + 1 + 1 + 3 + 2 + 2;
        let free = layout.columns().saturating_sub(numbers + gaps);
        // What is too long for a narrow screen stands on a line of its own.
        let most = free.saturating_sub(LEAST_BAR);
        let remark = |card: &KeyResultCard| words::remark(card).map_or(0, |remark| remark.width() + 1);
        let behind = widest_up_to(most, &remark).max(if ahead <= most { ahead } else { 0 });
        widths.bar = free.saturating_sub(behind).clamp(LEAST_BAR, WIDEST_BAR);
        widths
    }

    /// The room from a baseline to its target.
    fn way(&self) -> usize {
        self.baseline + self.bar + self.target + 2
    }
}

/// All that a status says of one key result; of one that is off track without what it takes, where that was told before.
pub(super) fn lines(
    bands: Bands,
    card: &KeyResultCard,
    widths: &Widths,
    layout: Layout,
    detail: Detail,
    told: bool,
) -> String {
    let name = paint(Tone::Dim, &words::last(&card.address));
    let mut out = indented(&words::plain(&card.key_result), &name, INDENT, layout);
    out.push_str(&progress(bands, card, widths, layout));
    for remark in remarks(bands, card, detail, told) {
        out.push_str(&indented(&remark, "", 2 * INDENT, layout));
    }
    out
}

/// `34% ━━╸───── 45%   35.2%   0.11  off track`.
fn progress(bands: Bands, card: &KeyResultCard, widths: &Widths, layout: Layout) -> String {
    let status = (of_status(card.status), card.status.name());
    let mut pieces = numbers(bands, card, widths, status, layout);
    if matches!(card.status, Status::OnTrack | Status::Early | Status::Stale) {
        let ahead = card.projected.as_ref().map(|end| end.words(bands));
        pieces.extend(ahead.map(|ahead| (2, ahead)));
    }
    side_by_side(pieces.into_iter(), layout)
}

/// The way from baseline to target, and where it stands, with a word in its tone; each with the gap before it.
pub(super) fn numbers(
    bands: Bands,
    card: &KeyResultCard,
    widths: &Widths,
    (tone, word): (Tone, &str),
    layout: Layout,
) -> Vec<(usize, String)> {
    let way = match (&card.figures, ends(card)) {
        (Figures::Move { .. }, Some((from, to))) => {
            let (from, to) = (right(&from, widths.baseline), left(&to, widths.target));
            let length = widths.way().saturating_sub(from.width() + to.width() + 2).max(LEAST_BAR);
            let bar = way(card.ratio.unwrap_or(0.0), length, layout.unicode);
            format!("{from} {} {to}", paint(tone, &bar))
        }
        _ => left(&words::plain(&words::wanted(card)), widths.way()),
    };
    let current = right(&words::current(card), widths.current);
    // The word says it already.
    let score = if word == Status::NoData.name() { "-".to_owned() } else { words::score_of(bands, card) };
    let score = left(&score, widths.score);
    // Behind the word, where it pushes nothing aside.
    let remark = words::remark(card)
        .filter(|remark| *remark != format!("({word})"))
        .map_or_else(String::new, |remark| format!(" {}", words::tied(&remark)));
    vec![(0, way), (3, format!("{current}  {score}  {}{remark}", paint(tone, word)))]
}

/// Pieces on one line, each after its gap, where they fit; otherwise below each other.
pub(super) fn side_by_side(pieces: impl Iterator<Item = (usize, String)>, layout: Layout) -> String {
    let (margin, mut out, mut used) = (" ".repeat(2 * INDENT), String::new(), 0);
    for (gap, piece) in pieces {
        let width = piece.width();
        if used > 0 && margin.len() + used + gap + width <= layout.columns() {
            out.push_str(&" ".repeat(gap));
            used += gap;
        } else if used > 0 {
            out.truncate(out.trim_end().len());
            out.push_str(&format!("\n{margin}"));
            used = 0;
        } else {
            out.push_str(&margin);
        }
        out.push_str(&piece);
        used += width;
    }
    out.trim_end().to_owned() + "\n"
}

/// Baseline and target of a move, as they are written; `None` for a limit, and without either.
fn ends(card: &KeyResultCard) -> Option<(String, String)> {
    let Figures::Move { baseline, target } = &card.figures else { return None };
    let text = |quantity: &Option<crate::quantity::Quantity>| {
        quantity.as_ref().map_or("?".to_owned(), |quantity| words::plain(quantity.text()))
    };
    (baseline.is_some() || target.is_some()).then(|| (text(baseline), text(target)))
}

/// What the numbers alone do not say.
fn remarks(bands: Bands, card: &KeyResultCard, detail: Detail, told: bool) -> Vec<String> {
    let mut remarks = Vec::new();
    let speaks_for_itself = matches!(card.status, Status::OnTrack | Status::Done) && detail == Detail::Usual;
    if !speaks_for_itself {
        let reason = match told && detail == Detail::Usual {
            true => words::plain(&card.reason),
            false => words::reason(card),
        };
        remarks.extend((!reason.is_empty()).then_some(reason));
    }
    remarks.extend(words::original(bands, card).map(|first| format!("moved: {first}")));
    remarks.extend(words::late(card));
    if let Some((day, note)) = &card.note {
        remarks.push(format!("{}: {}", day.short(), short_note(&words::plain(note))));
    }
    remarks
}

/// A note's beginning: the file has the rest.
pub(super) fn short_note(note: &str) -> String {
    const LONGEST: usize = 100;
    match note.char_indices().nth(LONGEST) {
        None => note.to_owned(),
        Some((end, _)) => {
            let start = note[..end].rsplit_once(' ').map_or(&note[..end], |(start, _)| start);
            format!("{start} …")
        }
    }
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
