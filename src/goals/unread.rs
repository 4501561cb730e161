//! What a key result says and nobody could read: a number or a day that was refused. Without it, what is left says less than
//! its author did.

use super::calendar::Quarter;
use super::check_ins::CheckIns;
use super::day::Day;
use super::key_result::KeyResultView;
use crate::prose::Open;
use crate::source::Span;
use crate::yaml::Field;

/// A part that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// What it is: `the target`, `the value of 10 Feb`.
    pub what: String,
    /// Its words.
    pub words: String,
}

impl KeyResultView<'_> {
    /// A number of its own that could not be read.
    #[must_use]
    pub fn unread_number(&self) -> Option<Unread> {
        let own = self.key_result;
        let place = |written: bool, span: Option<Span>| span.filter(|_| !written);
        let numbers = [
            ("the baseline", place(own.baseline.get().is_some(), own.baseline.span())),
            ("the target", place(own.target.get().is_some(), own.target.span())),
            ("the lower limit", place(own.at_least.get().is_some(), own.at_least.span())),
            ("the upper limit", place(own.at_most.get().is_some(), own.at_most.span())),
        ];
        let (what, span) = numbers.into_iter().find_map(|(what, span)| Some((what, span?)))?;
        Some(Unread { what: what.to_owned(), words: self.words_at(span) })
    }

    /// What its sentence leaves open about a number, so that none is taken from it: the words that `unclear-number` asks about.
    #[must_use]
    pub fn open_number(&self) -> Option<Unread> {
        let open = self.reading()?.unclear.iter().find(|unclear| unclear.open != Open::Aside)?;
        let words = self.words_at(self.spoken(&open.range));
        Some(Unread { what: "a number of the sentence".to_owned(), words })
    }

    /// A check-in of a quarter, or one without a day, that could not be read and comes after the last value that could, which is
    /// of `last`. Check-ins after `today` are not seen.
    #[must_use]
    pub fn unread_check_in(&self, quarter: Quarter, last: Option<Day>, today: Day) -> Option<Unread> {
        let calendar = self.workspace().calendar;
        let (first, end) = (calendar.first_day(quarter), calendar.last_day(quarter).min(today));
        let counts = |day: Option<Day>| {
            day.is_none_or(|day| day >= first && day <= end && last.is_none_or(|last| day >= last))
        };
        let list: &Field<CheckIns> = &self.key_result.check_ins;
        let unread = list.get()?.unread().filter(|(day, ..)| counts(*day)).last();
        let (day, what, span) = unread?;
        let what = match day {
            Some(day) => format!("the {what} of {}", day.short()),
            None => format!("the {what} of a check-in"),
        };
        Some(Unread { what, words: self.words_at(span) })
    }

    fn words_at(&self, span: Span) -> String {
        let text = &self.workspace().sources.file(span.file).text;
        let words = text.get(span.range()).unwrap_or_default().lines().next().unwrap_or_default();
        super::values::shorten(words.trim())
    }
}
