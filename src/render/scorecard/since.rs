//! What changed since a day, in the words that every format shares.

use super::words::{plain, score};
use crate::review::{Course, GuardrailNews, InitiativeNews, KeyResultNews, MetricNews, Revised, Said};
use crate::score::{Bands, GuardrailState, Status};

/// Between what was and what is.
pub(in crate::render) fn arrow(unicode: bool) -> &'static str {
    if unicode { "→" } else { "->" }
}

/// Whether something was there on both days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Kind {
    Changed,
    New,
    Gone,
}

pub(in crate::render) fn kind(course: &Course) -> Kind {
    match (course.was, course.is) {
        (None, Some(_)) => Kind::New,
        (_, None) => Kind::Gone,
        _ => Kind::Changed,
    }
}

impl Kind {
    /// The text before a sentence.
    pub(in crate::render) fn title(self) -> &'static str {
        match self {
            Kind::Changed => "",
            Kind::New => "New: ",
            Kind::Gone => "Removed: ",
        }
    }
}

/// What was and what is; one of them where they read the same.
fn both(was: &str, is: &str, unicode: bool) -> String {
    if was == is { is.to_owned() } else { format!("{was} {} {is}", arrow(unicode)) }
}

/// `0.31 → 0.39`.
pub(in crate::render) fn scores(bands: Bands, course: &Course, unicode: bool) -> String {
    match (course.was, course.is) {
        // What was given up has no score any more; the last one tells where it stood.
        (Some(was), Some(is)) if is.status == Status::Cancelled => {
            was.score.map_or_else(String::new, |score| format!("stood at {}", bands.text(score)))
        }
        (Some(was), Some(is)) => both(&score(bands, was.score), &score(bands, is.score), unicode),
        (None, Some(is)) => score(bands, is.score),
        (Some(was), None) => format!("stood at {}", score(bands, was.score)),
        (None, None) => String::new(),
    }
}

/// `34.8% → 35.2%`; nothing without a value.
pub(in crate::render) fn values(news: &KeyResultNews, unicode: bool) -> String {
    match (&news.value_was, &news.value_is) {
        (Some(was), Some(is)) => both(&plain(was), &plain(is), unicode),
        (None, Some(is)) => plain(is),
        _ => String::new(),
    }
}

/// `46.8K → 47.4K on 16 Nov`.
pub(in crate::render) fn readings(news: &MetricNews, unicode: bool) -> String {
    let is = plain(news.is.value.text());
    let day = news.is.day.short();
    match &news.was {
        Some(was) => format!("{} {} {is} on {day}", plain(was.value.text()), arrow(unicode)),
        None => format!("{is} on {day}"),
    }
}

/// `was near: 142 per week on 16 Nov, allowed is at most 120 per week`, `still: 142 per week on ...`; the readings before and after
/// where the state says nothing of them.
pub(in crate::render) fn guardrail(news: &GuardrailNews, unicode: bool) -> String {
    let text = |reading: &crate::score::Reading| plain(reading.value.text());
    let moved = match (&news.reading_was, &news.reading) {
        (Some(was), Some(is)) if news.is_read_anew() => Some(both(&text(was), &text(is), unicode)),
        (None, Some(is)) if news.is_read_anew() => Some(text(is)),
        _ => None,
    };
    let reason = plain(&news.reason);
    match (news.was, moved) {
        (None, _) => format!("new: {reason}"),
        (Some(was), _) if news.is_other_state() => format!("was {}: {reason}", was.name()),
        (Some(_), Some(moved)) if news.is == GuardrailState::Breached => format!("still, {moved}: {reason}"),
        (Some(_), None) => format!("still: {reason}"),
        (Some(_), Some(moved)) => {
            let day = news.reading.as_ref().map_or_else(String::new, |is| format!(" on {}", is.day.short()));
            format!("{moved}{day}")
        }
    }
}

/// `16 Nov: 35.2%, confidence 4: new button is live`.
pub(in crate::render) fn said(said: &Said) -> String {
    let value = said.value.as_ref().map(|value| plain(value));
    let confidence = said.confidence.map(|confidence| format!("confidence {confidence}"));
    let facts: Vec<String> = value.into_iter().chain(confidence).collect();
    let note = said.note.as_ref().map(|note| plain(note));
    let parts = [Some(facts.join(", ")).filter(|facts| !facts.is_empty()), note];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let text = if parts.is_empty() { "looked at".to_owned() } else { parts.join(": ") };
    format!("{}: {text}", said.day.short())
}

/// `target moved from 20% to 25% on 12 Nov: new payment provider`.
pub(in crate::render) fn revised(revised: &Revised, unicode: bool) -> String {
    let text = |text: &Option<String>| text.as_ref().map_or("none".to_owned(), |text| plain(text));
    let moved = both(&text(&revised.from), &text(&revised.to), unicode);
    let day = revised.day.map_or_else(String::new, |day| format!(" on {}", day.short()));
    let reason = revised.reason.as_ref().map_or_else(String::new, |reason| format!(": {}", plain(reason)));
    format!("{} moved: {moved}{day}{reason}", revised.field)
}

/// `initiative Template gallery: planned → active`.
pub(in crate::render) fn initiative(news: &InitiativeNews, unicode: bool) -> String {
    let title = plain(&news.title);
    match (&news.was, &news.is) {
        (Some(was), Some(is)) => format!("initiative {title}: {}", both(&plain(was), &plain(is), unicode)),
        (None, Some(is)) => format!("new initiative {title}: {}", plain(is)),
        (_, None) => format!("removed initiative {title}"),
    }
}
