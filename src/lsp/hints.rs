//! What is shown between the words: the score at the end of each key result, and the words that count.

use super::answer::Answer;
use super::session::{Session, Sheet};
use crate::goals::{Aim, Figure, KeyResultView};
use crate::render::visible;
use crate::score::{Bands, KeyResultCard, Scorecard};
use crate::source::Span;
use gen_lsp_types as lsp;
use std::collections::HashMap;

/// `0.44 at risk` behind each key result.
pub(super) fn inlay(session: &Session, params: lsp::InlayHintParams) -> Answer<Option<Vec<lsp::InlayHint>>> {
    if !session.options.inlay_hints {
        return Ok(Some(Vec::new()));
    }
    let hints =
        session.sheet(&params.text_document.uri).and_then(|sheet| hints(sheet, session, params.range));
    Ok(Some(hints.unwrap_or_default()))
}

fn hints(sheet: Sheet<'_>, session: &Session, range: lsp::Range) -> Option<Vec<lsp::InlayHint>> {
    let file = sheet.goals()?;
    let quarter = file.quarter()?;
    let card = sheet.opened.card(quarter, session.today());
    let bands = card.bands;
    let cards: HashMap<&str, &KeyResultCard> =
        every_card(&card).map(|card| (card.address.as_str(), card)).collect();
    let workspace = &sheet.opened.overlay.project().workspace;
    let page = sheet.page();
    let mut hints = Vec::new();
    for view in workspace.key_results_of(file) {
        let line = page.line(view.heading().start as usize);
        let Some(card) = cards
            .get(view.address().as_str())
            .filter(|_| (range.start.line..=range.end.line).contains(&line))
        else {
            continue;
        };
        let hint = lsp::InlayHint {
            position: page.position(page.line_bytes(line).end),
            label: lsp::Label::String(summary(card, bands)),
            kind: None,
            text_edits: None,
            tooltip: Some(lsp::Tooltip::String(visible(&card.reason).into_owned())),
            padding_left: Some(true),
            padding_right: None,
            data: None,
        };
        hints.push(hint);
    }
    Some(hints)
}

/// `0.44 at risk`; without a score what it stands at.
pub(super) fn summary(card: &KeyResultCard, bands: Bands) -> String {
    match card.score {
        Some(score) => format!("{} {}", bands.text(score), card.status.name()),
        None => card.status.name().to_owned(),
    }
}

/// Every key result of a scorecard.
pub(super) fn every_card(card: &Scorecard) -> impl Iterator<Item = &KeyResultCard> {
    card.teams.iter().flat_map(|team| &team.objectives).flat_map(|objective| &objective.key_results)
}

/// The kinds of words that are set off, in the order of their numbers.
pub(super) const TOKEN_TYPES: [&str; 3] = ["number", "property", "keyword"];

const NUMBER: u32 = 0;
const MEASURE: u32 = 1;
const DECIDING: u32 = 2;

/// The words of sentences that count: where a key result starts and should end, what it measures, and what decided that it
/// is no outcome.
pub(super) fn tokens(
    session: &Session,
    params: lsp::SemanticTokensParams,
) -> Answer<Option<lsp::SemanticTokens>> {
    let Some(sheet) = session.sheet(&params.text_document.uri) else { return Ok(None) };
    let Some(file) = sheet.goals() else { return Ok(None) };
    let workspace = &sheet.opened.overlay.project().workspace;
    let page = sheet.page();
    let mut words: Vec<(Span, u32)> = Vec::new();
    for view in workspace.key_results_of(file) {
        words_of(view, &mut words);
    }
    words.sort_by_key(|(span, kind)| (span.start, *kind));
    let mut data = Vec::new();
    let mut last = lsp::Position { line: 0, character: 0 };
    let mut end = 0;
    for (span, kind) in words {
        let range = page.range(span.range());
        // Tokens must not overlap, and most editors take none of several lines.
        if (span.start as usize) < end || range.start.line != range.end.line || span.start == span.end {
            continue;
        }
        end = span.end as usize;
        let delta_line = range.start.line - last.line;
        let from = if delta_line == 0 { last.character } else { 0 };
        data.push(lsp::SemanticToken {
            delta_line,
            delta_start: range.start.character - from,
            length: range.end.character - range.start.character,
            token_type: kind,
            token_modifiers_bitset: 0,
        });
        last = range.start;
    }
    Ok(Some(lsp::SemanticTokens { result_id: None, data }))
}

fn words_of(view: KeyResultView<'_>, words: &mut Vec<(Span, u32)>) {
    let Some(reading) = view.reading() else { return };
    let figures: Vec<&Figure> = match view.aim() {
        Some(Aim::Move { baseline, target }) => baseline.iter().chain(target).collect(),
        Some(Aim::Hold { at_least, at_most }) => at_least.iter().chain(at_most).collect(),
        None => Vec::new(),
    };
    let spoken = figures.into_iter().filter(|figure| figure.words.is_some());
    words.extend(spoken.map(|figure| (view.place_of(figure), NUMBER)));
    let measures = reading.vanity.iter().chain(&reading.lagging);
    words.extend(measures.map(|range| (view.spoken(range), MEASURE)));
    words.extend(reading.evidence().iter().map(|range| (view.spoken(range), DECIDING)));
}
