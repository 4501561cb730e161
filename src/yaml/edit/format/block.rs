//! Mappings and lists over several lines.

use super::flow::{WIDEST, from_block, tidied};
use super::lines::{Line, lines_of, split, written};
use super::{Left, Manner};
use crate::yaml::change::Refusal;
use crate::yaml::edit::list::dash;
use crate::yaml::edit::page::Page;
use crate::yaml::tree::{Data, NodeId};

/// A list of words that is longer stays a list of lines.
const WIDEST_WORDS: usize = 100;

/// How a comment begins that has a say over what is found in the item that starts at its line.
const DIRECTIVE: &str = "# okr:";

/// Lays out one document.
pub(super) struct Printer<'p, 't> {
    page: &'p Page<'t>,
    left: Vec<Left>,
}

/// One entry of a mapping: where it is, and the lines that go with it.
struct Entry<'l, 't> {
    key: NodeId,
    value: NodeId,
    /// Above it.
    lead: &'l [Line<'t>],
    /// Below it, further right than its key.
    foot: &'l [Line<'t>],
}

impl<'p, 't> Printer<'p, 't> {
    pub(super) fn new(page: &'p Page<'t>) -> Self {
        Self { page, left: Vec::new() }
    }

    pub(super) fn into_left(self) -> Vec<Left> {
        self.left
    }

    /// All lines of a document with a block mapping at its top.
    pub(super) fn document(&mut self, root: NodeId, manner: &'static Manner) -> Result<Vec<String>, Refusal> {
        let page = self.page;
        let start = page.start(root);
        if page.line_start(start) != start {
            return Err(Refusal("its first key does not start its line"));
        }
        let foot = lines_of(self.after(page.last_line_end(root)))?;
        let mut lines = self.head(start)?;
        lines.extend(self.mapping(root, 0, manner, &[], &foot)?);
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        Ok(lines)
    }

    /// What stands above the first key: comments, and the line that begins the document.
    fn head(&self, start: usize) -> Result<Vec<String>, Refusal> {
        let mut lines: Vec<String> = Vec::new();
        for line in self.page.text[..start].lines().map(str::trim_end) {
            if !line.is_empty() && !line.trim_start().starts_with('#') && !line.starts_with("---") {
                return Err(Refusal("it begins with a directive"));
            }
            if !(line.is_empty() && lines.last().is_none_or(String::is_empty)) {
                lines.push(line.to_owned());
            }
        }
        Ok(lines)
    }

    /// The text from the line after a place on.
    fn after(&self, line_end: usize) -> &'t str {
        &self.page.text[self.page.next_line(line_end)..]
    }

    /// The lines between the end of one line and the start of another.
    fn between(&self, line_end: usize, line_start: usize) -> Result<Vec<Line<'t>>, Refusal> {
        let from = self.page.next_line(line_end);
        lines_of(self.page.text.get(from..line_start).unwrap_or_default())
    }

    /// The lines of a block mapping with its keys in a column. `lead` stands above its first key, `foot` below its end.
    fn mapping(
        &mut self,
        id: NodeId,
        column: usize,
        manner: &'static Manner,
        lead: &[Line<'t>],
        foot: &[Line<'t>],
    ) -> Result<Vec<String>, Refusal> {
        let page = self.page;
        let pairs: Vec<&[NodeId]> = page.children(id).chunks_exact(2).collect();
        let own_column = page.before(page.start(id)).len();
        let mut between = Vec::with_capacity(pairs.len());
        for two in pairs.windows(2) {
            let start = page.start(two[1][0]);
            if !page.before(start).trim_start_matches(' ').is_empty() {
                return Err(Refusal("two of its keys share a line"));
            }
            let end = page.last_line_end(two[0][1]).max(page.line_end(page.start(two[0][0])));
            between.push(self.between(end, page.line_start(start))?);
        }
        let (last_foot, own_foot) = split(foot, own_column);
        let mut entries: Vec<Entry<'_, 't>> = Vec::with_capacity(pairs.len());
        for (number, pair) in pairs.iter().enumerate() {
            let lead = match number.checked_sub(1) {
                None => lead,
                Some(before) => split(&between[before], own_column).1,
            };
            let foot = between.get(number).map_or(last_foot, |lines| split(lines, own_column).0);
            entries.push(Entry { key: pair[0], value: pair[1], lead, foot });
        }
        let order = self.order(id, &entries, manner);
        let mut lines = Vec::new();
        for number in order {
            let entry = &entries[number];
            let mut lead = written(entry.lead, column);
            // A mapping has no blank line above its first key.
            let blank = lead.iter().take_while(|line| lines.is_empty() && line.is_empty()).count();
            lines.extend(lead.drain(blank..));
            lines.extend(self.entry(entry, column, manner)?);
        }
        lines.extend(written(own_foot, column));
        Ok(lines)
    }

    /// The numbers of the entries in the order in which they are to stand.
    fn order(&mut self, id: NodeId, entries: &[Entry<'_, 't>], manner: &Manner) -> Vec<usize> {
        let page = self.page;
        let key = |entry: &Entry<'_, '_>| page.tree.node(entry.key).data.text().unwrap_or_default();
        let order = manner.sorted(entries.iter().map(key));
        let as_they_are: Vec<usize> = (0..entries.len()).collect();
        if order == as_they_are {
            return order;
        }
        let at = page.start(id);
        if page.has_references(at, page.end(id)) {
            self.left.push(Left { at, reason: "anchors or aliases stand among them" });
            return as_they_are;
        }
        let first = order[0];
        let has_comment = |entry: &Entry<'_, '_>| entry.lead.iter().any(|line| !line.comment.is_empty());
        let behind = self.comment_on_line(page.start(entries[0].key));
        let has_say = behind.is_some_and(|comment| comment.starts_with(DIRECTIVE));
        let is_item = page.before(at).contains('-');
        if first != 0 && (has_say || has_comment(&entries[0]) || is_item && has_comment(&entries[first])) {
            self.left.push(Left { at, reason: "a comment belongs to the first of them" });
            return as_they_are;
        }
        order
    }

    /// A key with its value.
    fn entry(
        &mut self,
        entry: &Entry<'_, 't>,
        column: usize,
        manner: &'static Manner,
    ) -> Result<Vec<String>, Refusal> {
        let page = self.page;
        let key = page.tree.node(entry.key).data.text().unwrap_or_default();
        let laid_out = self.laid_out(entry, column, manner.below(key))?;
        match laid_out {
            Some(lines) => Ok(lines),
            None => {
                let start = page.start(entry.key);
                let end = page.last_line_end(entry.value).max(page.line_end(start));
                let mut lines = self.copied(start, end, column)?;
                lines.extend(written(entry.foot, column + 2));
                Ok(lines)
            }
        }
    }

    /// The lines of an entry; `None` if it is to be copied.
    fn laid_out(
        &mut self,
        entry: &Entry<'_, 't>,
        column: usize,
        below: &'static Manner,
    ) -> Result<Option<Vec<String>>, Refusal> {
        let page = self.page;
        let (key, value) = (entry.key, entry.value);
        let Some(colon) = self.colon(key) else { return Ok(None) };
        let head = format!("{}{}:", " ".repeat(column), page.tree.written(key));
        let is_written = page.start(value) > page.start(key);
        if !is_written {
            let Some(rest) = self.rest(colon) else { return Ok(None) };
            return Ok(Some(with_foot(vec![format!("{head}{rest}")], entry.foot, column + 2)));
        }
        let (start, end) = (page.start(value), page.end(value));
        let is_block =
            matches!(page.tree.node(value).data, Data::List { .. } | Data::Mapping { flow: false, .. })
                && !page.is_flow(value);
        if is_block {
            return self.block(entry, &head, colon, column, below);
        }
        let gap = &page.text[colon..start];
        if !gap.trim().is_empty() || page.is_marked(value) {
            return Ok(None);
        }
        let Some(rest) = self.rest(end) else { return Ok(None) };
        let is_flow = page.is_flow(value);
        if is_flow && let Some(items) = self.items_on_lines(value, below, &rest) {
            let mut lines = vec![head];
            lines.extend(items.iter().map(|item| format!("{}- {item}", " ".repeat(column + 2))));
            return Ok(Some(with_foot(lines, entry.foot, column + 4)));
        }
        let text = match is_flow {
            true => tidied(page, value, below),
            false => Some(page.tree.written(value).to_owned()).filter(|text| !text.contains(['\n', '\r'])),
        };
        let several_lines = page.text[start..end].contains('\n');
        let line = text.map(|text| format!("{head} {text}"));
        let line = line.filter(|line| !(is_flow && several_lines) || line.chars().count() <= WIDEST);
        Ok(line.map(|line| with_foot(vec![line + &rest], entry.foot, column + 2)))
    }

    /// A list between brackets of which each item gets a line.
    fn items_on_lines(&self, list: NodeId, below: &Manner, rest: &str) -> Option<Vec<String>> {
        let page = self.page;
        let items = page.children(list);
        let is_mapping = |item: &NodeId| matches!(page.tree.node(*item).data, Data::Mapping { .. });
        let is_list = matches!(page.tree.node(list).data, Data::List { .. });
        if !is_list
            || !below.in_braces
            || items.is_empty()
            || !items.iter().all(is_mapping)
            || !rest.is_empty()
        {
            return None;
        }
        // The whole list says whether anything in it would be lost.
        tidied(page, list, below)?;
        items.iter().map(|item| tidied(page, *item, below)).collect()
    }

    /// A key with a mapping or a list below it.
    fn block(
        &mut self,
        entry: &Entry<'_, 't>,
        head: &str,
        colon: usize,
        column: usize,
        below: &'static Manner,
    ) -> Result<Option<Vec<String>>, Refusal> {
        let page = self.page;
        let value = entry.value;
        let Some(rest) = self.rest(colon) else { return Ok(None) };
        if page.is_marked(value) {
            return Ok(None);
        }
        let line = page.line_start(page.start(value));
        let Ok(lead) = self.between(page.line_end(colon), line) else { return Ok(None) };
        let is_list = matches!(page.tree.node(value).data, Data::List { .. });
        let no_comments = rest.is_empty()
            && lead.is_empty()
            && entry.foot.is_empty()
            && !page.has_comment(colon, page.last_line_end(value))
            && !page.has_references(colon, page.end(value));
        let widest = if is_list { WIDEST_WORDS } else { WIDEST };
        let may_be_one_line = if is_list { self.holds_words(value, below) } else { below.in_braces };
        if no_comments && may_be_one_line && self.is_bare(value, colon) {
            let line = from_block(page, value, below).map(|text| format!("{head} {text}"));
            if let Some(line) = line.filter(|line| line.chars().count() <= widest) {
                return Ok(Some(vec![line]));
            }
        }
        let mut lines = vec![format!("{head}{rest}")];
        lines.extend(match is_list {
            true => self.list(value, column + 2, below, &lead, entry.foot)?,
            false => {
                if !page.before(page.start(value)).trim().is_empty() {
                    return Ok(None);
                }
                self.mapping(value, column + 2, below, &lead, entry.foot)?
            }
        });
        Ok(Some(lines))
    }

    /// Whether a list is one of words: of sentences that stand for mappings each has a line.
    fn holds_words(&self, list: NodeId, below: &Manner) -> bool {
        let page = self.page;
        let is_word = |item: &NodeId| !page.tree.written(*item).contains(char::is_whitespace);
        below.order.is_empty() || page.children(list).iter().all(is_word)
    }

    /// Whether a block holds nothing but what its tree knows of: no tags of YAML's own.
    fn is_bare(&self, id: NodeId, from: usize) -> bool {
        let page = self.page;
        let text = &page.text[from..page.last_line_end(id)];
        !text.contains('!')
    }

    /// The lines of a block list with its dashes in a column.
    fn list(
        &mut self,
        id: NodeId,
        column: usize,
        manner: &'static Manner,
        lead: &[Line<'t>],
        foot: &[Line<'t>],
    ) -> Result<Vec<String>, Refusal> {
        let page = self.page;
        let items = page.children(id);
        let dashes: Vec<usize> = items.iter().map(|item| dash(page, *item)).collect::<Result<_, _>>()?;
        let own_column = dashes.first().map_or(0, |dash| dash - page.line_start(*dash));
        let mut lines = written(lead, column);
        let blank = lines.iter().take_while(|line| line.is_empty()).count();
        lines.drain(..blank);
        let (last_foot, own_foot) = split(foot, own_column);
        let mut lead = Vec::new();
        for (number, (item, dash)) in std::iter::zip(items, &dashes).enumerate() {
            lines.extend(lead);
            let between = match dashes.get(number + 1) {
                Some(next) => {
                    let end = page.last_line_end(*item).max(page.line_end(*dash));
                    self.between(end, page.line_start(*next))?
                }
                None => last_foot.to_vec(),
            };
            let is_last = number + 1 == items.len();
            let (foot, next_lead) =
                if is_last { (&between[..], &[][..]) } else { split(&between, own_column) };
            lines.extend(self.item(*item, *dash, column, manner, foot)?);
            lead = written(next_lead, column);
        }
        lines.extend(written(own_foot, column));
        Ok(lines)
    }

    /// A dash with its item.
    fn item(
        &mut self,
        id: NodeId,
        dash: usize,
        column: usize,
        manner: &'static Manner,
        foot: &[Line<'t>],
    ) -> Result<Vec<String>, Refusal> {
        let page = self.page;
        let (start, end) = (page.start(id), page.end(id));
        let mark = format!("{}- ", " ".repeat(column));
        let gap = page.text.get(dash + 1..start).unwrap_or_default();
        let copied = |printer: &Self| {
            let lines = printer.copied(dash, page.last_line_end(id).max(page.line_end(dash)), column)?;
            Ok(with_foot(lines, foot, column + 2))
        };
        if start <= dash || !gap.trim().is_empty() || page.is_marked(id) {
            return copied(self);
        }
        let one_line = |text: Option<String>| {
            let rest = self.rest(end)?;
            text.map(|text| with_foot(vec![format!("{mark}{text}{rest}")], foot, column + 2))
        };
        match &page.tree.node(id).data {
            Data::Mapping { flow: false, .. } => {
                let is_plain = foot.is_empty() && !page.has_comment(dash, page.last_line_end(id));
                let bare =
                    is_plain && manner.in_braces && !page.has_references(dash, end) && self.is_bare(id, dash);
                let braces = if bare { from_block(page, id, manner) } else { None };
                let line = braces.map(|text| format!("{mark}{text}"));
                if let Some(line) = line.filter(|line| line.chars().count() <= WIDEST) {
                    return Ok(vec![line]);
                }
                let mut lines = self.mapping(id, column + 2, manner, &[], foot)?;
                let first = lines.first_mut().ok_or(Refusal("a mapping in it is empty"))?;
                first.replace_range(..column + 2, &mark);
                Ok(lines)
            }
            Data::Mapping { .. } => one_line(tidied(page, id, manner)).map_or_else(|| copied(self), Ok),
            Data::List { .. } if page.is_flow(id) => {
                one_line(tidied(page, id, manner)).map_or_else(|| copied(self), Ok)
            }
            Data::List { .. } => copied(self),
            _ => {
                let written = page.tree.written(id);
                let text = Some(written.to_owned()).filter(|text| !text.contains(['\n', '\r']));
                one_line(text).map_or_else(|| copied(self), Ok)
            }
        }
    }

    /// The comment at the end of a line.
    fn comment_on_line(&self, at: usize) -> Option<&'t str> {
        let page = self.page;
        let end = page.line_end(at);
        let mut comments = page.tree.comments.iter().map(|comment| comment.range());
        comments.find(|comment| at <= comment.start && comment.start < end).map(|comment| &page.text[comment])
    }

    /// Where the colon after a key is passed, if only blanks stand before it.
    fn colon(&self, key: NodeId) -> Option<usize> {
        let page = self.page;
        let (start, end) = (page.start(key), page.end(key));
        let before = page.before(start);
        let rest = &page.text[end..];
        let blanks = rest.len() - rest.trim_start_matches(' ').len();
        let is_first = before.chars().all(|c| matches!(c, ' ' | '-'));
        (is_first && end > start && rest[blanks..].starts_with(':')).then_some(end + blanks + 1)
    }

    /// What follows a value on its line: nothing, or the comment with the blanks before it. `None` if it is neither.
    fn rest(&self, at: usize) -> Option<String> {
        let rest = &self.page.text[at..self.page.line_end(at)];
        let comment = rest.trim_start_matches([' ', '\t']);
        match comment {
            "" => Some(String::new()),
            _ if comment.starts_with('#') => {
                let gap = rest.len() - comment.len();
                let gap = if rest[..gap].contains('\t') { 2 } else { gap };
                Some(format!("{}{}", " ".repeat(gap), comment.trim_end()))
            }
            _ => None,
        }
    }

    /// The lines from a place on its line to the end of a line, moved so that they start in a column.
    fn copied(&self, start: usize, end: usize, column: usize) -> Result<Vec<String>, Refusal> {
        let page = self.page;
        let old_column = page.before(start).len();
        let mut lines = page.text[start..end].split('\n').map(|line| line.trim_end_matches('\r'));
        let first = lines.next().unwrap_or_default();
        let mut copied = vec![format!("{}{first}", " ".repeat(column))];
        for line in lines {
            copied.push(match column.checked_sub(old_column) {
                _ if line.trim().is_empty() => line.to_owned(),
                Some(right) => " ".repeat(right) + line,
                None => {
                    let gone = line
                        .get(..old_column - column)
                        .filter(|gone| gone.trim_start_matches(' ').is_empty());
                    gone.ok_or(Refusal("a line of a text in it stands further left than its key"))?;
                    line[old_column - column..].to_owned()
                }
            });
        }
        Ok(copied)
    }
}

fn with_foot(mut lines: Vec<String>, foot: &[Line<'_>], column: usize) -> Vec<String> {
    lines.extend(written(foot, column));
    lines
}
