//! One suppression comment, taken apart: `# okr: ignore[a, b] until=2026-03-31 the reason`.

use crate::finding::Remark;
use crate::goals::{DIRECTIVE, Day, said};
use crate::rules;
use crate::source::Span;
use crate::yaml::nearest;

/// The request in a comment.
#[derive(Debug)]
pub(super) struct Comment<'t> {
    /// `ignore-file` rather than `ignore`.
    pub(super) whole_file: bool,
    /// The names between the brackets, each with its place; at least one.
    pub(super) rules: Vec<(&'t str, Span)>,
    /// The last day it counts, with its place.
    pub(super) until: Option<Until>,
    /// Why.
    pub(super) reason: &'t str,
}

/// The last day a suppression counts, and where it is written.
type Until = (Day, Span);

const FORM: &str = "write `# okr: ignore[rule-name] the reason`, or `# okr: ignore-file[rule-name] the reason` at the top of the file";

/// A comment and its place.
struct Source<'t> {
    text: &'t str,
    span: Span,
}

impl Source<'_> {
    fn place_of(&self, part: &str) -> Span {
        let start = self.span.start as usize + (part.as_ptr() as usize - self.text.as_ptr() as usize);
        Span::new(self.span.file, start, start + part.len())
    }

    fn fault(&self, message: impl Into<String>) -> Box<Remark> {
        Box::new(Remark::new(self.span, message).help(FORM))
    }
}

/// Takes the comment at `span` apart.
///
/// # Errors
/// What is wrong with it, for its author.
pub(super) fn parse(text: &str, span: Span) -> Result<Comment<'_>, Box<Remark>> {
    let source = Source { text, span };
    let body = text.trim_start_matches('#').trim_start();
    let body = body.strip_prefix(DIRECTIVE).unwrap_or(body).trim_start();
    let word_end = body.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(body.len());
    let (word, rest) = body.split_at(word_end);
    let whole_file = match word {
        "ignore" => false,
        "ignore-file" => true,
        _ => return Err(unknown_word(&source, word)),
    };
    let Some(rest) = rest.trim_start().strip_prefix('[') else {
        return Err(without_brackets(&source, word, rest));
    };
    let Some((names, after)) = rest.split_once(']') else {
        return Err(source.fault(format!("the `[` after `{word}` is never closed")));
    };
    let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
    let rules: Vec<(&str, Span)> = names.map(|name| (name, source.place_of(name))).collect();
    if rules.is_empty() {
        return Err(source.fault("this suppression does not name its rule"));
    }
    let (until, reason) = until(&source, after.trim())?;
    if said(reason).is_none() {
        let help = format!(
            "give the reason after the bracket, as in `{} because ...`",
            text.trim_end_matches(['.', ' '])
        );
        return Err(Box::new(Remark::new(span, "this suppression does not say why").help(help)));
    }
    Ok(Comment { whole_file, rules, until, reason })
}

/// `ignore some-rule: reason` is reported with the rule put in brackets.
fn without_brackets(source: &Source<'_>, word: &str, rest: &str) -> Box<Remark> {
    let name = rest.split_whitespace().next().unwrap_or_default().trim_end_matches([':', ',']);
    let remark = Remark::new(source.span, "this suppression does not name its rule");
    match rules::find(name) {
        Some(rule) => Box::new(remark.help(format!("put the name in brackets: `{word}[{}]`", rule.name))),
        None => Box::new(remark.help(FORM)),
    }
}

fn unknown_word(source: &Source<'_>, word: &str) -> Box<Remark> {
    if word.is_empty() {
        return source.fault("this comment is meant for okr, but it asks for nothing");
    }
    let remark = Remark::new(source.place_of(word), format!("okr does not know `{word}` in a comment"));
    Box::new(match nearest(word, ["ignore", "ignore-file"]) {
        Some(near) => remark.help(format!("did you mean `{near}`?")),
        None => remark.help(FORM),
    })
}

/// The date that may follow the bracket, and the reason after it.
fn until<'t>(source: &Source<'t>, after: &'t str) -> Result<(Option<Until>, &'t str), Box<Remark>> {
    const FORM: &str = "write the date right after the bracket, as in `] until=2026-03-31 the reason`";
    if let Some(dated) = after.strip_prefix("until=") {
        let (date, reason) = dated.split_at(dated.find(char::is_whitespace).unwrap_or(dated.len()));
        let day = date.parse::<Day>().map_err(|problem| {
            Box::new(match date {
                "" => Remark::new(source.span, "there is no date after `until=`").help(FORM),
                _ => Remark::new(source.place_of(date), problem.message)
                    .help(problem.help.as_deref().unwrap_or(FORM)),
            })
        })?;
        return Ok((Some((day, source.place_of(date))), reason.trim()));
    }
    // A date that is meant but not understood would let the suppression live for ever.
    let mut words = after.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let says_until = word.trim_end_matches([':', '=']) == "until";
        if word.starts_with("until=") || (says_until && words.peek().is_some_and(|next| looks_dated(next))) {
            let message = "the date of a suppression must follow its bracket";
            return Err(Box::new(Remark::new(source.place_of(word), message).help(FORM)));
        }
    }
    Ok((None, after))
}

/// `2026-03-31`, `=2026-03-31`, `31.03.2026,`
fn looks_dated(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        && word.trim_end_matches(['.', ',']).matches(['-', '.', '/']).count() == 2
}
