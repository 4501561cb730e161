//! Boxes and arrows as Mermaid and as Graphviz's DOT: the same drawing in two languages, with every text made harmless.

use crate::render::visible;

/// What a box stands for; it decides its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// The north star, a company's objective: what it is all about.
    Star,
    /// Anything else.
    Box,
    /// What must not get worse.
    Guard,
    /// A key result.
    Pill,
}

/// A box with its lines.
pub(super) struct Node {
    pub(super) shape: Shape,
    pub(super) lines: Vec<String>,
}

/// An arrow between two boxes, by their places in the list.
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: Option<&'static str>,
    pub(super) dashed: bool,
}

/// Boxes and arrows, from left to right or from top to bottom.
#[derive(Default)]
pub(super) struct Drawing {
    pub(super) nodes: Vec<Node>,
    pub(super) arrows: Vec<Arrow>,
}

impl Drawing {
    /// Adds a box, and tells its place.
    pub(super) fn node(&mut self, shape: Shape, lines: Vec<String>) -> usize {
        self.nodes.push(Node { shape, lines });
        self.nodes.len() - 1
    }

    /// Adds an arrow.
    pub(super) fn arrow(&mut self, from: usize, to: usize, label: Option<&'static str>, dashed: bool) {
        self.arrows.push(Arrow { from, to, label, dashed });
    }

    /// A flowchart in Mermaid, which forges draw in Markdown.
    pub(super) fn mermaid(&self) -> String {
        let mut out = "flowchart LR\n".to_owned();
        for (number, node) in self.nodes.iter().enumerate() {
            let text: Vec<String> = node.lines.iter().map(|line| for_mermaid(line)).collect();
            let text = text.join("<br/>");
            let (open, close) = match node.shape {
                Shape::Star => ("{{\"", "\"}}"),
                Shape::Box => ("[\"", "\"]"),
                Shape::Guard => ("[/\"", "\"/]"),
                Shape::Pill => ("([\"", "\"])"),
            };
            out.push_str(&format!("  n{number}{open}{text}{close}\n"));
        }
        for Arrow { from, to, label, dashed } in &self.arrows {
            let line = match (label, dashed) {
                (Some(label), true) => format!("-. {label} .->"),
                (Some(label), false) => format!("-- {label} -->"),
                (None, true) => "-.->".to_owned(),
                (None, false) => "-->".to_owned(),
            };
            out.push_str(&format!("  n{from} {line} n{to}\n"));
        }
        out
    }

    /// A graph in DOT.
    pub(super) fn dot(&self) -> String {
        let mut out = "digraph okr {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n".to_owned();
        for (number, node) in self.nodes.iter().enumerate() {
            let text: Vec<String> = node.lines.iter().map(|line| for_dot(line)).collect();
            let shape = match node.shape {
                Shape::Star => "hexagon",
                Shape::Box => "box",
                Shape::Guard => "parallelogram",
                Shape::Pill => "oval",
            };
            out.push_str(&format!("  n{number} [shape={shape}, label=\"{}\"];\n", text.join("\\n")));
        }
        for Arrow { from, to, label, dashed } in &self.arrows {
            let label = label.map(|label| format!("label=\"{label}\""));
            let style = dashed.then(|| "style=dashed".to_owned());
            let attributes: Vec<String> = label.into_iter().chain(style).collect();
            let attributes =
                if attributes.is_empty() { String::new() } else { format!(" [{}]", attributes.join(", ")) };
            out.push_str(&format!("  n{from} -> n{to}{attributes};\n"));
        }
        out + "}\n"
    }
}

/// The longest text of a box's line, in characters.
const LONGEST: usize = 80;

fn shortened(text: &str) -> String {
    let text = visible(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    match text.char_indices().nth(LONGEST) {
        None => text,
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

/// A text inside of quotes in Mermaid, which also stands in Markdown: signs that start an entity, a directive, markup, a link or
/// a call are written as others that look alike.
fn for_mermaid(text: &str) -> String {
    let mut out = String::new();
    for c in shortened(text).chars() {
        out.push(match c {
            '"' => '”',
            '#' => '＃',
            ';' => '；',
            '&' => '＆',
            '<' => '‹',
            '>' => '›',
            '`' => '’',
            '\\' => '＼',
            '[' | '{' => '(',
            ']' | '}' => ')',
            '|' => '¦',
            '@' => '＠',
            '/' => '∕',
            '.' if out.to_lowercase().ends_with("www") => '․',
            c => c,
        });
    }
    out
}

/// Quotes and backslashes escaped; an `&` would start an entity.
fn for_dot(text: &str) -> String {
    shortened(text).replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_box() {
        let mut drawing = Drawing::default();
        let hostile =
            drawing.node(Shape::Box, vec!["a\"]; click n0 \"javascript:x\"\\ <b> & #35;".to_owned()]);
        let end = drawing.node(Shape::Star, vec!["end".to_owned()]);
        drawing.arrow(hostile, end, Some("drives"), true);
        assert_eq!(
            drawing.mermaid(),
            "flowchart LR\n  n0[\"a”)； click n0 ”javascript:x”＼ ‹b› ＆ ＃35；\"]\n  n1{{\"end\"}}\n  n0 -. drives .-> n1\n"
        );
        assert!(drawing.dot().contains(r#"label="a\"]; click n0 \"javascript:x\"\\ &lt;b> &amp; #35;""#));
    }
}
