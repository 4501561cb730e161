//! Colour that takes no room: while a table is laid out, colours are invisible characters of width zero; at the end they
//! become escape codes, or nothing. `visible` lets none of these characters through from a goal file.

use crate::score::{Band, GuardrailState, MetricStatus, Status, Verdict};
use anstyle::{AnsiColor, Style};

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Tone {
    Good,
    Warn,
    Bad,
    Dim,
    Strong,
    /// The numbers without a judgement.
    Plain,
}

const END: char = '\u{2060}';
const OPENINGS: [(Tone, char); 5] = [
    (Tone::Good, '\u{2061}'),
    (Tone::Warn, '\u{2062}'),
    (Tone::Bad, '\u{2063}'),
    (Tone::Dim, '\u{2064}'),
    (Tone::Strong, '\u{2066}'),
];

impl Tone {
    fn style(self) -> Style {
        match self {
            Tone::Good => AnsiColor::Green.on_default(),
            Tone::Warn => AnsiColor::Yellow.on_default(),
            Tone::Bad => AnsiColor::Red.on_default(),
            Tone::Dim => Style::new().dimmed(),
            Tone::Strong => Style::new().bold(),
            Tone::Plain => Style::new(),
        }
    }
}

/// A space at which no line breaks. `plain` leaves none of these in a goal file's text.
const TIED: char = '\u{a0}';

/// Text whose words stay on one line.
pub(super) fn tie(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// Text in a tone. Its words stay on one line, or the colour would run into the next cell.
pub(in crate::render) fn paint(tone: Tone, text: &str) -> String {
    match OPENINGS.iter().find(|(known, _)| *known == tone) {
        Some((_, opening)) if !text.is_empty() => {
            format!("{opening}{}{END}", tie(text))
        }
        _ => text.to_owned(),
    }
}

/// The start of a text that was cut, with a sign that it goes on; a tone that was cut off ends there.
pub(super) fn painted_to_the_end(start: &str) -> String {
    let opened = start.chars().filter(|c| OPENINGS.iter().any(|(_, opening)| opening == c)).count();
    let end = if opened > start.matches(END).count() { END.to_string() } else { String::new() };
    format!("{start}…{end}")
}

/// Turns tones into escape codes, or drops them.
pub(in crate::render) fn finish(text: &str, color: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = Style::new();
    for c in text.chars() {
        if let Some((tone, _)) = OPENINGS.iter().find(|(_, opening)| *opening == c) {
            open = tone.style();
            if color {
                out.push_str(&open.render().to_string());
            }
        } else if c == END {
            if color {
                out.push_str(&open.render_reset().to_string());
            }
        } else {
            out.push(if c == TIED { ' ' } else { c });
        }
    }
    out
}

pub(super) fn of_band(band: Option<Band>) -> Tone {
    match band {
        Some(Band::Delivered) => Tone::Good,
        Some(Band::Progressed) => Tone::Warn,
        Some(Band::Missed) => Tone::Bad,
        None => Tone::Dim,
    }
}

pub(in crate::render) fn of_status(status: Status) -> Tone {
    match status {
        Status::Closed(band) => of_band(Some(band)),
        Status::OnTrack | Status::Done => Tone::Good,
        Status::AtRisk | Status::Stale => Tone::Warn,
        Status::OffTrack => Tone::Bad,
        Status::Early => Tone::Plain,
        Status::NoData | Status::Cancelled => Tone::Dim,
    }
}

pub(in crate::render) fn of_guardrail(state: GuardrailState) -> Tone {
    match state {
        GuardrailState::Ok => Tone::Good,
        GuardrailState::Near | GuardrailState::Recovered | GuardrailState::Stale => Tone::Warn,
        GuardrailState::Breached => Tone::Bad,
        GuardrailState::NoData => Tone::Dim,
    }
}

pub(in crate::render) fn of_metric(status: Option<MetricStatus>) -> Tone {
    match status {
        Some(MetricStatus::OnTarget) => Tone::Good,
        Some(MetricStatus::Near) => Tone::Warn,
        Some(MetricStatus::Off) => Tone::Bad,
        None => Tone::Dim,
    }
}

pub(in crate::render) fn of_verdict(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Better => Tone::Good,
        Verdict::Worse => Tone::Bad,
        Verdict::Flat => Tone::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::visible;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn colour_takes_no_room_and_cannot_come_from_a_goal_file() {
        for tone in [Tone::Good, Tone::Warn, Tone::Bad, Tone::Dim, Tone::Strong] {
            let painted = paint(tone, "on track");
            assert_eq!(painted.width(), 8, "{tone:?}");
            assert_eq!(finish(&painted, false), "on track");
            let colored = finish(&painted, true);
            assert!(colored.starts_with("\u{1b}[") && colored.ends_with("on track\u{1b}[0m"), "{colored:?}");
            let from_a_file = visible(&painted).into_owned();
            assert!(!finish(&from_a_file, true).contains('\u{1b}'));
        }
    }
}
