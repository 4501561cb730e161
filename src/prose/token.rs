//! Words, numbers and breaks of one sentence, with their places in it.

use std::ops::Range;

use super::lexicon::{Classes, Form, Vocabulary};
use crate::quantity::{self, Dimension, Quantity, Scanned, Unread};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// The index of its quantity.
    Number(u16),
    /// Punctuation that may part clauses.
    Break(char),
}

/// A word, a number or a break.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
    pub(super) classes: Classes,
    pub(super) form: Form,
}

impl Token {
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A sentence in pieces.
pub(super) struct Tokens {
    pub(super) list: Vec<Token>,
    pub(super) quantities: Vec<(Range<usize>, Quantity)>,
    /// The numbers that are not read; one that may be a number is among the quantities as well, with its likeliest value.
    pub(super) unread: Vec<Unread>,
    /// The text in ASCII lower case: same bytes, same places.
    pub(super) lower: String,
}

impl Tokens {
    pub(super) fn text(&self, token: &Token) -> &str {
        &self.lower[token.range()]
    }
}

/// What is left of longer lines is not read: no key result has so many words.
const LONGEST: usize = 4000;

/// Cuts a sentence into tokens. Link targets and bare addresses are left out.
pub(super) fn tokens(text: &str, vocabulary: &Vocabulary) -> Tokens {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let lower = text.to_ascii_lowercase();
    let Scanned { found: mut quantities, unread } = quantity::scan_all(text, vocabulary.decimal_mark());
    for unread in unread.iter().filter(|unread| !unread.is_aside) {
        let place = quantities.partition_point(|(range, _)| range.start < unread.range.start);
        quantities.insert(place, (unread.range.clone(), unread.likely.clone()));
    }
    let mut list = Vec::with_capacity(text.len() / 5 + 4);
    let (mut at, mut next) = (quantity::label_end(text), 0);
    let mut inside = 0;
    while at < text.len() {
        if text.as_bytes()[at] == b' ' {
            at += 1;
            continue;
        }
        while next < quantities.len() && quantities[next].0.start < at {
            next += 1;
        }
        if let Some(skipped) = skip_link(&lower, at) {
            at = skipped;
            continue;
        }
        if next < quantities.len() && quantities[next].0.start == at {
            let range = &quantities[next].0;
            let index = u16::try_from(next).unwrap_or(u16::MAX);
            let end = digits_end(text, range, &quantities[next].1);
            inside = range.end;
            push(&mut list, range.start..end, Kind::Number(index), Classes::EMPTY, Form::Base);
            at = end;
            next += 1;
            continue;
        }
        // The 1,000 in `4 errors per 1,000 orders`
        let of_unit =
            text.as_bytes()[at..inside.max(at)].iter().take_while(|b| matches!(b, b'0'..=b'9' | b',' | b'.'));
        let of_unit = of_unit.count();
        if of_unit > 0 {
            at += of_unit;
            continue;
        }
        let stop = quantities.get(next).map_or(text.len(), |q| q.0.start);
        at = word_or_break(text, &lower, at, stop, vocabulary, &mut list);
    }
    join_phrases(&lower, vocabulary, &mut list);
    Tokens { list, quantities, unread, lower }
}

/// `two blog posts per week` is one quantity, but what it counts must be read as words.
fn digits_end(text: &str, range: &Range<usize>, quantity: &Quantity) -> usize {
    let per_many = quantity.dimension() == Dimension::Count && text[range.clone()].contains(" per ");
    let rate = quantity.dimension() == Dimension::Rate || per_many;
    let written = &text[range.clone()];
    // The same goes for the order of `$6 per order`.
    let named = if rate { written.find(' ') } else { quantity::start_of_per(written, quantity.mark()) };
    named.map_or(range.end, |end| range.start + end)
}

fn push(list: &mut Vec<Token>, range: Range<usize>, kind: Kind, classes: Classes, form: Form) {
    let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    list.push(Token { start: place(range.start), end: place(range.end), kind, classes, form });
}

/// `](target)` after a link's words, and `https://...`: where it ends.
fn skip_link(lower: &str, at: usize) -> Option<usize> {
    if !matches!(lower.as_bytes()[at], b']' | b'h') {
        return None;
    }
    let rest = &lower[at..];
    if rest.starts_with("](") {
        let close = rest.find(')')?;
        return Some(at + close + 1);
    }
    if rest.starts_with("http://") || rest.starts_with("https://") {
        return Some(
            at + rest.find(|c: char| c.is_whitespace() || c == ')' || c == '>').unwrap_or(rest.len()),
        );
    }
    // `&lt;` and `&gt;` from former HTML represent themselves below; other signs are breaks.
    None
}

fn is_inner(c: char) -> bool {
    matches!(c, '-' | '\'' | '’' | '.' | '/' | '_')
}

fn word_or_break(
    text: &str,
    lower: &str,
    at: usize,
    stop: usize,
    vocabulary: &Vocabulary,
    list: &mut Vec<Token>,
) -> usize {
    let Some(first) = text[at..].chars().next() else { return text.len() };
    if !first.is_alphanumeric() {
        let end = at + first.len_utf8();
        if ["->", "=>", "--", ">>", "~>"].iter().any(|arrow| text[at..].starts_with(arrow)) {
            let is_long = text[at..].starts_with("-->");
            let sign = if text[at..].starts_with("--") && !is_long { '-' } else { '→' };
            let end = at + if is_long { 3 } else { 2 };
            push(list, at..end, Kind::Break(sign), Classes::EMPTY, Form::Base);
            return end;
        }
        match first {
            '<' | '>' | '≤' | '≥' => {
                let class =
                    if matches!(first, '<' | '≤') { Classes::LIMIT_HIGH } else { Classes::LIMIT_LOW };
                // `<=` is one sign.
                let end = if text[end..].starts_with('=') { end + 1 } else { end };
                push(list, at..end, Kind::Word, class, Form::Base);
                return end;
            }
            '&' if lower[at..].starts_with("&lt;") || lower[at..].starts_with("&gt;") => {
                let class =
                    if lower[at..].starts_with("&lt;") { Classes::LIMIT_HIGH } else { Classes::LIMIT_LOW };
                push(list, at..at + 4, Kind::Word, class, Form::Base);
                return at + 4;
            }
            '&' => push(list, at..end, Kind::Word, Classes::CONJUNCTION, Form::Base),
            c if c.is_whitespace() || matches!(c, '*' | '`' | '"' | '“' | '”' | '_' | '⭐') => {}
            // `from #9 to #4`: the sign of a place.
            '#' if end == stop => {}
            c if quantity::is_arrow(c) => push(list, at..end, Kind::Break('→'), Classes::EMPTY, Form::Base),
            // What makes an emoji of an arrow.
            '\u{fe0f}' => {}
            c => push(list, at..end, Kind::Break(c), Classes::EMPTY, Form::Base),
        }
        return end;
    }
    let mut end = word_end(text, lower, at, stop).max(at + first.len_utf8());
    // `Max. 5 incidents`
    if matches!(&lower[at..end], "max" | "min") && text[end..].starts_with(". ") {
        end += 1;
    }
    // Unusually long runs of letters are not words.
    let (classes, form) = if end - at <= 40 {
        vocabulary.look_up(lower[at..end].trim_end_matches('.'))
    } else {
        (Classes::EMPTY, Form::Base)
    };
    push(list, at..end, Kind::Word, classes, form);
    end
}

/// Where the word at `at` ends, before `stop`.
fn word_end(text: &str, lower: &str, at: usize, stop: usize) -> usize {
    // Most words are made of nothing else.
    let plain = text.as_bytes()[at..stop.max(at)].iter().take_while(|byte| byte.is_ascii_alphanumeric());
    let from = at + plain.count();
    let mut end = from;
    let mut chars = text[from..stop.max(from)].char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let entity = || lower[from + i..].starts_with("&lt;") || lower[from + i..].starts_with("&gt;");
        let inner = (is_inner(c) || c == '&' && !entity())
            && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !c.is_alphanumeric() && !inner {
            break;
        }
        end = from + i + c.len_utf8();
    }
    end
}

/// Words that mean something together become one token.
fn join_phrases(lower: &str, vocabulary: &Vocabulary, list: &mut Vec<Token>) {
    let (mut read, mut write) = (0, 0);
    while read < list.len() {
        let mut token = list[read];
        let mut taken = 1;
        if token.classes.has(Classes::PHRASE) {
            let words: Vec<(usize, usize)> = list[read..]
                .iter()
                .take(5)
                .take_while(|t| t.kind == Kind::Word)
                .map(|t| (t.start as usize, t.end as usize))
                .collect();
            // In `the 5 km time to 19 minutes` the second word leads to the number.
            let leads_to_number = |count: usize| {
                lower[list[read + count - 1].range()] == *"to"
                    && list.get(read + count).is_some_and(|next| matches!(next.kind, Kind::Number(_)))
            };
            let phrase = vocabulary
                .phrase(lower, &words)
                .filter(|(count, classes)| classes.has(Classes::VERB) || !leads_to_number(*count));
            if let Some((count, classes)) = phrase {
                token.end = list[read + count - 1].end;
                token.classes = classes;
                token.form = list[read].form;
                if classes.has(Classes::DELIVERED) {
                    token.form = Form::Ed;
                }
                taken = count;
            }
        }
        list[write] = token;
        write += 1;
        read += taken;
    }
    list.truncate(write);
}
