//! Edits change only the bytes they must, and mean what they were to mean.
#![allow(clippy::unwrap_used)] // a test may fail by panicking, in its helpers too

use okr::source::{FileId, Span};
use okr::yaml::edit::{Edit, Node, Place, Scalar, apply, check_one_edit};
use proptest::prelude::*;
use serde_yaml::Value;

/// The place of the only occurrence of some words.
fn place(text: &str, words: &str) -> Span {
    let found: Vec<usize> = text.match_indices(words).map(|(at, _)| at).collect();
    assert_eq!(found.len(), 1, "{words:?} in\n{text}");
    Span::new(FileId::default(), found[0], found[0] + words.len())
}

/// The place of a mapping or list from one word to another.
fn from_to(text: &str, first: &str, last: &str) -> Span {
    place(text, first).to(place(text, last))
}

fn text(text: &str) -> Scalar {
    Scalar::Text(text.to_owned())
}

fn add(mapping: Span, at: Place, entries: &[(&'static str, &str)]) -> Edit {
    Edit::Add {
        mapping,
        place: at,
        entries: entries.iter().map(|(key, value)| (*key, text(value).into())).collect(),
    }
}

/// Makes an edit in a text with each kind of line break, and without a final one.
fn edits_to(before: &str, edit: impl Fn(&str) -> Edit, after: &str) {
    let made = |text: &str| apply(text, &[edit(text)]).unwrap_or_else(|reason| panic!("{reason}:\n{text}"));
    assert_eq!(made(before), after);
    // What a block of text says changes with its line breaks, and its end with the final one.
    if !before.contains(['|', '>']) {
        let windows = |text: &str| text.replace('\n', "\r\n");
        let edit = |text: &str| edit_shifted(text, &edit);
        let made =
            |text: &str| apply(text, &[edit(text)]).unwrap_or_else(|reason| panic!("{reason}:\n{text}"));
        assert_eq!(made(&windows(before)), windows(after));
        assert_eq!(made(before.trim_end_matches('\n')), after.trim_end_matches('\n'));
    }
}

/// The edit of a text whose places were chosen in the same text with other line breaks.
fn edit_shifted(text: &str, edit: &impl Fn(&str) -> Edit) -> Edit {
    let unix = text.replace("\r\n", "\n");
    let shift =
        |at: u32| at + if text.contains('\r') { unix[..at as usize].matches('\n').count() as u32 } else { 0 };
    let moved = |span: Span| Span { start: shift(span.start), end: shift(span.end), ..span };
    match edit(&unix) {
        Edit::Set { at, to } => Edit::Set { at: moved(at), to },
        Edit::Add { mapping, place, entries } => Edit::Add { mapping: moved(mapping), place, entries },
        Edit::Sort { list, order } => Edit::Sort { list: moved(list), order },
        Edit::Remove { list, items } => Edit::Remove { list: moved(list), items },
        Edit::RemoveComment { at } => Edit::RemoveComment { at: moved(at) },
        Edit::Quote { at } => Edit::Quote { at: moved(at) },
        Edit::Retype { at, with } => Edit::Retype { at: moved(at), with },
        Edit::Append { mapping, key, place, item } => {
            Edit::Append { mapping: moved(mapping), key, place, item }
        }
        Edit::Insert { list, before, item } => Edit::Insert { list: moved(list), before, item },
        Edit::Expand { at, field, entries } => Edit::Expand { at: moved(at), field, entries },
        Edit::Unset { mapping, key } => Edit::Unset { mapping: moved(mapping), key },
    }
}

fn refuses(text: &str, edit: Edit, reason: &str) {
    assert_eq!(apply(text, &[edit]).map_err(|refusal| refusal.to_string()), Err(reason.to_owned()), "{text}");
}

const NEW: &str = "no: 1e3, it's \"new\" #1";

#[test]
fn entries_go_where_they_belong_in_every_style() {
    let id = [("id", "activation")];
    let figures = [("baseline", "23%"), ("target", "35%")];
    // A block mapping as a list item; the comments stay where they are.
    edits_to(
        "a:\n  # first\n  - key_result: Raise ü  # one\n    owner: ana\n  # after\nb: 1\n",
        |text| add(from_to(text, "key_result", "ana"), Place::First, &id),
        "a:\n  # first\n  - id: activation\n    key_result: Raise ü  # one\n    owner: ana\n  # after\nb: 1\n",
    );
    edits_to(
        "a:\n  -   key_result: Raise\n        it # one\n\n      # two\n      owner: ana\n",
        |text| add(from_to(text, "key_result", "ana"), Place::After("key_result"), &figures),
        "a:\n  -   key_result: Raise\n        it # one\n      baseline: 23%\n      target: 35%\n\n      # two\n      owner: ana\n",
    );
    // The dash on a line of its own, and a list as the last value.
    edits_to(
        "a:\n-\n  key_result: x\n  check_ins:\n  - {date: 1}\n  - b: 2 # two\n# end\n",
        |text| add(from_to(text, "key_result", "2 ").to_end(-1), Place::After("check_ins"), &figures),
        "a:\n-\n  key_result: x\n  check_ins:\n  - {date: 1}\n  - b: 2 # two\n  baseline: 23%\n  target: 35%\n# end\n",
    );
    // Braces on one line, with and without a last comma.
    for comma in ["", ",", " , "] {
        edits_to(
            &format!("- {{key_result: x, owner: ana{comma}}} # c\n"),
            |text| {
                add(
                    place(text, &format!("{{key_result: x, owner: ana{comma}}}")),
                    Place::After("owner"),
                    &figures,
                )
            },
            &format!("- {{key_result: x, owner: ana, baseline: 23%, target: 35%{comma}}} # c\n"),
        );
        edits_to(
            &format!("- {{key_result: x{comma}}} # c\n"),
            |text| add(place(text, &format!("{{key_result: x{comma}}}")), Place::First, &id),
            &format!("- {{id: activation, key_result: x{comma}}} # c\n"),
        );
    }
    // Braces over several lines.
    let braces = |text: &str| place(text, text.trim_start_matches("- ").trim_end());
    edits_to(
        "- {\n    key_result: x, # one\n    owner: ana # two\n  }\n",
        |text| add(braces(text), Place::After("owner"), &figures),
        "- {\n    key_result: x, # one\n    owner: ana, # two\n    baseline: 23%,\n    target: 35%\n  }\n",
    );
    edits_to(
        "- {\n    key_result: x, # one\n    owner: ana, # two\n  }\n",
        |text| add(braces(text), Place::After("key_result"), &figures),
        "- {\n    key_result: x, # one\n    baseline: 23%,\n    target: 35%,\n    owner: ana, # two\n  }\n",
    );
    edits_to(
        "- {\n    key_result: x,\n    owner: ana\n  }\n",
        |text| add(braces(text), Place::First, &id),
        "- {\n    id: activation,\n    key_result: x,\n    owner: ana\n  }\n",
    );
    edits_to("- {}\n", |text| add(place(text, "{}"), Place::First, &id), "- {id: activation}\n");
    // Blocks of text; the blank lines after `|+` belong to it.
    for (head, text_end) in [("|", "y\n"), (">-", "y\n\n\n"), ("|+ # c", "y\n\n\n"), (">2+", "y\n\n")] {
        edits_to(
            &format!("key_result: {head}\n  x\n\n  {text_end}owner: ana\n"),
            |text| add(from_to(text, "key_result", "ana"), Place::After("key_result"), &figures),
            &match head.contains('+') {
                true => {
                    format!("key_result: {head}\n  x\n\n  {text_end}baseline: 23%\ntarget: 35%\nowner: ana\n")
                }
                false => format!(
                    "key_result: {head}\n  x\n\n  y\nbaseline: 23%\ntarget: 35%\n{}owner: ana\n",
                    &text_end[2..]
                ),
            },
        );
    }
    // Nothing as the last value; text that needs quotes.
    edits_to(
        "key_result: # later\nowner:\n",
        |text| add(from_to(text, "key_result", "owner"), Place::After("owner"), &[("id", NEW)]),
        "key_result: # later\nowner:\nid: \"no: 1e3, it's \\\"new\\\" #1\"\n",
    );
}

#[test]
fn values_keep_their_quotes() {
    let set = |old: &'static str, new: &'static str| {
        move |page: &str| Edit::Set { at: place(page, old), to: text(new) }
    };
    edits_to("a: old # c\nb: 1\n", set("old", "new"), "a: new # c\nb: 1\n");
    edits_to("a: old\n", set("old", "no"), "a: \"no\"\n");
    edits_to("a: 'old'  # c\n", set("'old'", "it's"), "a: 'it''s'  # c\n");
    edits_to("a: \"old\"\n", set("\"old\"", "a\"b"), "a: \"a\\\"b\"\n");
    // A text that seems to go on in the comment gets quotes.
    edits_to("a: old #1 of two\n", set("old", "the new"), "a: \"the new\" #1 of two\n");
    edits_to("R &dev: old\n", set("old", "new"), "R &dev: new\n");
    edits_to("a: {b: old, c: 1}\n", set("old", "x, y"), "a: {b: \"x, y\", c: 1}\n");
    edits_to("a: [old, é]\n", set("old", "2026-Q1"), "a: [2026-Q1, é]\n");
    edits_to("tagret: 1\n", set("tagret", "target"), "target: 1\n");
    edits_to("\"tagret\" : 1\n", set("\"tagret\"", "target"), "\"target\" : 1\n");
    edits_to("- old\n- b: c\n", set("old", NEW), "- \"no: 1e3, it's \\\"new\\\" #1\"\n- b: c\n");
    edits_to("a: one\n  two\n   three # c\n", set("one\n  two\n   three", "x"), "a: x # c\n");
    edits_to(
        "a: old\n",
        |page| Edit::Set { at: place(page, "old"), to: Scalar::Literal("2026-01-19".into()) },
        "a: 2026-01-19\n",
    );
}

#[test]
fn items_move_with_their_lines() {
    let sort = |first: &'static str, last: &'static str, order: &'static [usize]| {
        move |page: &str| Edit::Sort { list: from_to(page, first, last), order: order.to_vec() }
    };
    edits_to(
        "a:\n  - {d: 3} # three\n  # of one\n  - {d: 1}\n\n  - {d: 2}\nb: 1\n",
        sort("{d: 3}", "{d: 2}", &[1, 2, 0]),
        "a:\n  # of one\n  - {d: 1}\n\n  - {d: 2}\n  - {d: 3} # three\nb: 1\n",
    );
    edits_to(
        "a:\n- d: 2\n  n: two\n-   d: 1\n    n: one # c\n",
        sort("d: 2", "one", &[1, 0]),
        "a:\n-   d: 1\n    n: one # c\n- d: 2\n  n: two\n",
    );
    edits_to("a: [{d: 2}, {d: 1} ,]\n", sort("[{d: 2}", "]", &[1, 0]), "a: [{d: 1}, {d: 2} ,]\n");
    let remove = |first: &'static str, last: &'static str, item: usize| {
        move |page: &str| Edit::Remove { list: from_to(page, first, last), items: vec![item] }
    };
    edits_to("a:\n  - x\n  - y\n  # c\n  - z\n", remove("x", "z", 1), "a:\n  - x\n  # c\n  - z\n");
    edits_to("a:\n  - x\n  - y\n  - z\n", remove("x", "z", 2), "a:\n  - x\n  - y\n");
    edits_to("a: [x, y, z]\n", remove("[x", "]", 0), "a: [y, z]\n");
    edits_to("a: [x, y, z]\n", remove("[x", "]", 2), "a: [x, y]\n");
}

fn check_in(value: &str) -> Node {
    Node::Mapping(vec![
        ("date", Scalar::Literal("2026-01-19".to_owned()).into()),
        ("value", Scalar::Literal(value.to_owned()).into()),
    ])
}

/// Appends a check-in to the key result of a text.
fn append(item: Node) -> impl Fn(&str) -> Edit {
    move |page: &str| {
        let start = page.find("key_result").unwrap();
        let (start, end) = match page.find("{key_result") {
            Some(brace) => (brace, page.rfind('}').unwrap() + 1),
            None => (start, page.trim_end().trim_end_matches("  # c").len()),
        };
        let mapping = Span::new(FileId::default(), start, end);
        Edit::Append { mapping, key: "check_ins", place: Place::After("key_result"), item: item.clone() }
    }
}

#[test]
fn check_ins_are_added_in_the_style_of_their_neighbours() {
    let edits_to = |before: &str, after: &str| edits_to(before, append(check_in("25%")), after);
    // In lines of braces, in lines of keys, with another gap behind the dash, with comments.
    edits_to(
        "- key_result: x\n  check_ins:\n    - {date: 2026-01-12, value: 24%}  # c\n",
        "- key_result: x\n  check_ins:\n    - {date: 2026-01-12, value: 24%}  # c\n    - {date: 2026-01-19, value: 25%}\n",
    );
    edits_to(
        "- key_result: x\n  check_ins:\n  -   date: 2026-01-12\n      value: 24%\n",
        "- key_result: x\n  check_ins:\n  -   date: 2026-01-12\n      value: 24%\n  -   date: 2026-01-19\n      value: 25%\n",
    );
    // In brackets, with and without a last comma.
    edits_to(
        "- key_result: x\n  check_ins: [{date: 2026-01-12, value: 24%}]\n",
        "- key_result: x\n  check_ins: [{date: 2026-01-12, value: 24%}, {date: 2026-01-19, value: 25%}]\n",
    );
    edits_to(
        "- {key_result: x, check_ins: [{date: 2026-01-12, value: 24%}, ]}\n",
        "- {key_result: x, check_ins: [{date: 2026-01-12, value: 24%}, {date: 2026-01-19, value: 25%}, ]}\n",
    );
    // A list that is empty, in each of the ways to say so, and one that is not there.
    for empty in ["", " []", " ~", " null"] {
        edits_to(
            &format!("- key_result: x\n  check_ins:{empty}  # none yet\n  owner: ana\n"),
            "- key_result: x\n  check_ins:  # none yet\n    - {date: 2026-01-19, value: 25%}\n  owner: ana\n",
        );
        edits_to(
            &format!("- {{key_result: x, check_ins:{empty}}}\n"),
            "- {key_result: x, check_ins: [{date: 2026-01-19, value: 25%}]}\n",
        );
    }
    edits_to(
        "- key_result: x\n  owner: ana\n",
        "- key_result: x\n  check_ins:\n    - {date: 2026-01-19, value: 25%}\n  owner: ana\n",
    );
    edits_to(
        "- key_result: x\n  links:\n  - a\n",
        "- key_result: x\n  check_ins:\n  - {date: 2026-01-19, value: 25%}\n  links:\n  - a\n",
    );
    edits_to("- {key_result: x}\n", "- {key_result: x, check_ins: [{date: 2026-01-19, value: 25%}]}\n");
}

#[test]
fn an_item_can_go_before_another() {
    let edits_to = |before: usize, text: &str, after: &str| {
        let insert = move |page: &str| {
            let start = page.find(['-', '{']).unwrap();
            let start =
                if page[start..].starts_with('{') { start - 1 } else { page.find("{").unwrap_or(start + 2) };
            let end = page.trim_end().trim_end_matches("# c").trim_end().len();
            let list = Span::new(FileId::default(), start, end);
            Edit::Insert { list, before, item: check_in("25%") }
        };
        edits_to(text, insert, after);
    };
    edits_to(
        1,
        "x:\n  - {date: 2026-01-12}  # a\n      # of the first\n  # of the second\n  - {date: 2026-02-02}\n",
        "x:\n  - {date: 2026-01-12}  # a\n      # of the first\n  - {date: 2026-01-19, value: 25%}\n  # of the second\n  - {date: 2026-02-02}\n",
    );
    edits_to(
        0,
        "x:\n  - {date: 2026-02-02}\n",
        "x:\n  - {date: 2026-01-19, value: 25%}\n  - {date: 2026-02-02}\n",
    );
    edits_to(
        1,
        "x: [{date: 2026-01-12}, {date: 2026-02-02}]\n",
        "x: [{date: 2026-01-12}, {date: 2026-01-19, value: 25%}, {date: 2026-02-02}]\n",
    );
    edits_to(0, "x: [{date: 2026-02-02}]\n", "x: [{date: 2026-01-19, value: 25%}, {date: 2026-02-02}]\n");
}

#[test]
fn a_value_alone_becomes_the_first_of_a_list() {
    let supports = |page: &str| Edit::Append {
        mapping: Span::new(FileId::default(), 0, page.trim_end().len()),
        key: "supports",
        place: Place::First,
        item: text("b").into(),
    };
    edits_to("supports: a\n", supports, "supports: [a, b]\n");
    edits_to("supports: 'a'\n", supports, "supports: ['a', b]\n");
    edits_to("supports: a, c\n", supports, "supports: [\"a, c\", b]\n");
}

#[test]
fn short_forms_become_long_ones() {
    let expand = |words: &'static str| {
        move |page: &str| Edit::Expand {
            at: place(page, words),
            field: "key_result",
            entries: vec![("owner", text("ana").into()), ("check_ins", Node::List(vec![check_in("25%")]))],
        }
    };
    edits_to(
        "a:\n  - Raise it # c\n  - b\n",
        expand("Raise it"),
        "a:\n  - key_result: Raise it # c\n    owner: ana\n    check_ins:\n      - {date: 2026-01-19, value: 25%}\n  - b\n",
    );
    edits_to(
        "a: [x, 'Raise it']\n",
        expand("'Raise it'"),
        "a: [x, {key_result: 'Raise it', owner: ana, check_ins: [{date: 2026-01-19, value: 25%}]}]\n",
    );
    edits_to(
        "a:\n  - Raise\n    it\n",
        expand("Raise\n    it"),
        "a:\n  - key_result: Raise it\n    owner: ana\n    check_ins:\n      - {date: 2026-01-19, value: 25%}\n",
    );
}

#[test]
fn entries_are_taken_out_with_their_lines() {
    let unset = |page: &str| Edit::Unset {
        mapping: match page.find('{') {
            Some(brace) => Span::new(FileId::default(), brace, page.trim_end().len()),
            None => Span::new(FileId::default(), 2, page.trim_end().trim_end_matches(" # c").len()),
        },
        key: "owner",
    };
    edits_to("- a: 1\n  owner:\n    - x\n  b: 2 # c\n", unset, "- a: 1\n  b: 2 # c\n");
    edits_to("- owner: ana\n  b: 2\n", unset, "- b: 2\n");
    edits_to("- a: 1\n  owner: ana\n", unset, "- a: 1\n");
    edits_to("- {owner: ana, b: 2}\n", unset, "- {b: 2}\n");
    edits_to("- {a: 1, owner: ana}\n", unset, "- {a: 1}\n");
}

#[test]
fn neighbouring_entries_are_taken_out_together() {
    for (before, keys, after) in [
        ("- {a: 1, b: 2, c: 3}\n", ["c", "b"], "- {a: 1}\n"),
        ("- {a: 1, b: 2, c: 3}\n", ["a", "b"], "- {c: 3}\n"),
        ("- {a: 1, b: 2, c: 3}\n", ["a", "c"], "- {b: 2}\n"),
        ("- {a: 1, b: 2, c: 3, d: 4}\n", ["b", "c"], "- {a: 1, d: 4}\n"),
        ("- a: 1\n  b: 2\n  c: 3\n", ["a", "b"], "- c: 3\n"),
        ("- a: 1\n  b: 2\n  c: 3\n", ["c", "b"], "- a: 1\n"),
    ] {
        let mapping = Span::new(FileId::default(), 2, before.trim_end().len());
        let edits = keys.map(|key| Edit::Unset { mapping, key });
        assert_eq!(apply(before, &edits).unwrap(), after, "{keys:?} of {before}");
    }
}

#[test]
fn comments_below_an_item_move_with_it() {
    let sort = |page: &str| Edit::Sort { list: from_to(page, "{d: 3}", "{d: 1}"), order: vec![1, 0] };
    edits_to(
        "a:\n  - {d: 3}\n    # about three\n  # about one\n  - {d: 1}\nb: 1\n",
        sort,
        "a:\n  # about one\n  - {d: 1}\n  - {d: 3}\n    # about three\nb: 1\n",
    );
    refuses(
        "a:\n  - {d: 3}\n  # about which?\n\n  - {d: 1}\n",
        sort("a:\n  - {d: 3}\n  # about which?\n\n  - {d: 1}\n"),
        "it is not clear which item a comment between two of them belongs to",
    );
}

#[test]
fn comments_go_alone_or_with_their_line() {
    let remove = |page: &str| Edit::RemoveComment { at: place(page, "# c") };
    edits_to("a: 1  # c\nb: 2\n", remove, "a: 1\nb: 2\n");
    edits_to("a: 1\n  # c\nb: 2\n", remove, "a: 1\nb: 2\n");
    edits_to("a: 1\n# c\n", remove, "a: 1\n");
    // A hard space is part of the words.
    edits_to("a: one\u{a0} # c\nb: 2\n", remove, "a: one\u{a0}\nb: 2\n");
}

#[test]
fn words_are_put_in_quotes_also_where_the_file_is_no_yaml() {
    let quote = |words: &'static str| move |page: &str| Edit::Quote { at: place(page, words) };
    edits_to("a: x: y # c\nb: 1\n", quote("x: y"), "a: \"x: y\" # c\nb: 1\n");
    edits_to("owner: @ana\n", quote("@ana"), "owner: \"@ana\"\n");
    edits_to("a: {v: 10,250}\n", quote("10,250"), "a: {v: \"10,250\"}\n");
    edits_to("- a: b \"c\"\n", quote("a: b \"c\""), "- 'a: b \"c\"'\n");
    let changed = "it would change more than it should";
    refuses("a: b\nc: d\n", Edit::Quote { at: place("a: b\nc: d\n", "a: b") }, changed);
}

#[test]
fn what_is_not_clear_is_refused() {
    let add_id = |page: &str, first, last| add(from_to(page, first, last), Place::First, &[("id", "x")]);
    let refuses = |page: &str, edit: &dyn Fn(&str) -> Edit, reason| {
        refuses(page, edit(page), reason);
        let windows = page.replace('\n', "\r\n");
        refuses(&windows, edit_shifted(&windows, &edit), reason);
    };
    let not_yaml = "part of the file is not valid YAML; fix that first";
    refuses("a: 1\nb: c: d\n", &|page| Edit::Set { at: place(page, "1"), to: text("2") }, not_yaml);
    refuses("b: *x\na: 1\n", &|page| Edit::Set { at: place(page, "1"), to: text("2") }, not_yaml);
    refuses(
        "a: &x 1\nb: *x\n",
        &|page| Edit::Set { at: place(page, "1"), to: text("2") },
        "an alias (`*name`) repeats it elsewhere",
    );
    refuses(
        "a: &x {n: 1}\nb: *x\n",
        &|page| Edit::Set { at: place(page, "1"), to: text("2") },
        "an alias (`*name`) repeats it elsewhere",
    );
    refuses(
        "b: &x q\na: *x\n",
        &|page| Edit::Set { at: place(page, "*x"), to: text("2") },
        "the present value is not a plain value",
    );
    refuses(
        "a: 1\na: 2\n",
        &|page| add(Span::new(FileId::default(), 0, page.trim_end().len()), Place::First, &[("id", "x")]),
        "a key is there twice",
    );
    refuses("id: 1\nb: 2\n", &|page| add_id(page, "id", "2"), "a key is there twice");
    refuses(
        "new: 1\nold: 2\n",
        &|page| Edit::Set { at: place(page, "old"), to: text("new") },
        "a key is there twice",
    );
    let set = |page: &str| Edit::Set { at: place(page, "old"), to: text("new") };
    let lone = "a line of the file ends with a lone CR, which few programs accept as a line break";
    refuses("a: old\rb: 1\n", &set, lone);
    refuses("a: old\n---\nb: 1\n", &set, "the file holds more than one document");
    refuses("? [a, b]\n: old\n", &set, "a key of the file is a list or a mapping");
    refuses(
        "a: {&b c: 1}\n",
        &|page| Edit::Add {
            mapping: from_to(page, "{", "}"),
            place: Place::First,
            entries: vec![("id", text("x").into())],
        },
        "there is an anchor or a tag before its first key",
    );
    refuses(
        "- a:\n      >-\n\n    \n- c\n",
        &|page| Edit::Sort { list: from_to(page, "a:", "c"), order: vec![1, 0] },
        "it is not clear where an item ends",
    );
    refuses(
        "- a: 1\n- ? # no key\n",
        &|page| Edit::Sort { list: Span::new(FileId::default(), 2, page.len()), order: vec![1, 0] },
        "a key among the items is empty",
    );
    refuses("a: !!str old\n", &set, "there is an anchor or a tag before it");
    refuses("a: !b\n  old\n", &set, "there is an anchor or a tag before it");
    refuses("a: &b\n  old\n", &set, "there is an anchor or a tag before it");
    refuses("? b\n: 2\n", &|page| add_id(page, "b", "2"), "its first line holds more than a key");
    refuses("- &x b: 2\n- *x\n", &|page| add_id(page, "b", "2"), "its first line holds more than a key");
    refuses(
        "a:\n# c\n- x\n- y\n",
        &|page| Edit::Sort { list: from_to(page, "x", "y"), order: vec![1, 0] },
        "it is not clear whether the comment above the first item belongs to it",
    );
    refuses(
        "a: [x, # c\n  y]\n",
        &|page| Edit::Sort { list: from_to(page, "[", "]"), order: vec![1, 0] },
        "there are comments among the items",
    );
    refuses(
        "a:\n- x\n",
        &|page| Edit::Remove { list: place(page, "x"), items: vec![0] },
        "it is the only item of its list",
    );
    refuses(
        "a:\n- x # c\n- y\n",
        &|page| Edit::Remove { list: from_to(page, "x", "y"), items: vec![0] },
        "a comment or an anchor would go with it",
    );
    refuses(
        "a: |\n  x\n",
        &|page| Edit::Set { at: place(page, "x"), to: text("y") },
        "it is a block of text",
    );
}

trait Shifted {
    fn to_end(self, by: i64) -> Span;
}

impl Shifted for Span {
    fn to_end(self, by: i64) -> Span {
        Span { end: (i64::from(self.end) + by) as u32, ..self }
    }
}

/// Numbers that decide how a document is written, one after the other; zeros where they run out.
struct Dice<'d>(std::slice::Iter<'d, u8>);

impl Dice<'_> {
    fn roll(&mut self, sides: usize) -> usize {
        self.0.next().map_or(0, |number| *number as usize % sides)
    }

    fn pick<'p>(&mut self, choices: &[&'p str]) -> &'p str {
        choices[self.roll(choices.len())]
    }
}

const SENTENCES: [&str; 10] = [
    "Raise activation from 23% to 35%",
    "'It''s ü: fine'",
    "\"say \\\"hi\\\" # now\"",
    "日本 wins",
    "no",
    "~",
    "1e3",
    "two\n{i}  lines",
    "\"x, y\"",
    "",
];

/// A goal file in a mixture of styles.
fn document(rolls: &[u8]) -> String {
    let mut dice = Dice(rolls.iter());
    let mut text = String::from(dice.pick(&["", "# head\n", "---\n", "# okr: ignore-file[syntax] x\n\n"]));
    text.push_str("quarter: 2026-Q1\nteam: \"growth\"  # ours\n");
    text.push_str(dice.pick(&["", "\n", "# about\n", "why: |\n  block\n\n", "why: >+\n  block\n\n"]));
    text.push_str("objectives:\n");
    let dash = ["- ", "  - ", "  -   ", "    - "][dice.roll(4)];
    for number in 0..=dice.roll(3) {
        let column = " ".repeat(dash.len());
        text.push_str(dice.pick(&["", "", "\n", "  # above\n"]));
        let sentence = dice.pick(&SENTENCES).replace("{i}", &column);
        text.push_str(&format!("{dash}objective: {sentence}{}\n", dice.pick(&["", "", " # c"])));
        text.push_str(&format!("{column}owner: o{number}\n"));
        key_results(&mut dice, &column, &mut text);
        text.push_str(dice.pick(&["", "", "\n\n", "# between\n"]));
    }
    if dice.roll(3) == 0 {
        text.truncate(text.trim_end().len());
    }
    if dice.roll(3) == 0 { text.replace('\n', "\r\n") } else { text }
}

fn key_results(dice: &mut Dice<'_>, column: &str, text: &mut String) {
    let inner = format!("{column}{}", ["", "  ", "    "][dice.roll(3)]);
    text.push_str(&format!("{column}key_results:{}\n", dice.pick(&["", " # list"])));
    for _ in 0..=dice.roll(4) {
        let sentence = dice.pick(&SENTENCES);
        let flow = match sentence {
            "" | "~" => "x",
            sentence if sentence.contains('\n') => "two lines",
            sentence => sentence,
        };
        let sentence = sentence.replace("{i}", &format!("{inner}  "));
        match dice.roll(5) {
            0 => text.push_str(&format!("{inner}- {sentence}\n")),
            1 => text.push_str(&format!("{inner}- {{key_result: {flow}, owner: ana{}}}\n", dice.pick(&["", ","]))),
            2 => text.push_str(&format!(
                "{inner}- {{\n{inner}    key_result: {flow}{}\n{inner}    owner: ana\n{inner}  }} # end\n",
                dice.pick(&[",", ", # c"])
            )),
            3 => text.push_str(&format!(
                "{inner}- key_result: {sentence}\n{inner}  check_ins: [{{date: 2026-02-01, value: 1}}, {{date: 2026-01-01}}]\n"
            )),
            _ => {
                text.push_str(&format!("{inner}- key_result: {sentence}{}\n", dice.pick(&["", " # c"])));
                text.push_str(&format!("{inner}  check_ins:\n"));
                let dash = dice.pick(&["- ", "  - "]);
                for day in (0..=dice.roll(3)).rev() {
                    let note = dice.pick(&["", " # c", "\n"]);
                    text.push_str(&format!("{inner}  {dash}date: 2026-01-1{day}{note}\n"));
                    text.push_str(&format!("{inner}  {}value: {day}%\n", " ".repeat(dash.len())));
                }
            }
        }
    }
}

/// The keys and values of a document by the other reader, in alphabetical order.
fn words(text: &str) -> Vec<String> {
    fn collect(value: &Value, words: &mut Vec<String>) {
        match value {
            Value::Sequence(items) => items.iter().for_each(|item| collect(item, words)),
            Value::Mapping(entries) => entries.iter().for_each(|(key, value)| {
                words.push(format!("key {key:?}"));
                collect(value, words);
            }),
            scalar => words.push(format!("value {scalar:?}")),
        }
    }
    let mut found = Vec::new();
    let value: Value = serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    collect(&value, &mut found);
    found.sort_unstable();
    found
}

/// What one list has and the other has not, as often as it has it more.
fn more(of: &[String], than: &[String]) -> Vec<String> {
    let mut left = than.to_vec();
    let missing = |word: &&String| match left.iter().position(|other| other == *word) {
        Some(at) => {
            left.swap_remove(at);
            false
        }
        None => true,
    };
    of.iter().filter(missing).cloned().collect()
}

/// The keys and values of something new, in alphabetical order.
fn said_by(node: &Node) -> Vec<String> {
    let said = |text: &str| format!("{:?}", Value::String(text.to_owned()));
    let mut words = match node {
        Node::Scalar(scalar) => vec![format!("value {}", said(scalar.text()))],
        Node::List(items) => items.iter().flat_map(said_by).collect(),
        Node::Mapping(entries) => {
            let entry = |(key, value): &(&'static str, Node)| {
                [vec![format!("key {}", said(key))], said_by(value)].concat()
            };
            entries.iter().flat_map(entry).collect()
        }
    };
    words.sort_unstable();
    words
}

const VALUES: [&str; 20] = [
    "activation",
    "no",
    "1e3",
    "08",
    "2026-01-19",
    "a: b",
    "x #y",
    "it's \"q\" \\",
    "é日👍",
    "",
    "- a",
    "@ana",
    "10,250",
    "tab\there",
    "two\nlines",
    "{a}",
    " lead",
    "trail ",
    "12:30",
    "~",
];

/// Checks one edit of one document against what the other reader says; whether an edit was made.
fn check(rolls: &[u8], choice: u64, value: &str) -> bool {
    let before = document(rolls);
    let checked = check_one_edit(&before, choice, value).unwrap_or_else(|wrong| panic!("{wrong}:\n{before}"));
    let Some((edit, after)) = checked.and_then(|checked| Some((checked.edit, checked.edited?))) else {
        return false;
    };
    let (old, new) = (words(&before), words(&after));
    let (gone, come) = (more(&old, &new), more(&new, &old));
    let said = format!("value {:?}", Value::String(value.to_owned()));
    let key = |name: &str| format!("key {:?}", Value::String(name.to_owned()));
    let report =
        || format!("{edit:?}\ngone {gone:?}\ncome {come:?}\n--- before\n{before}\n--- after\n{after}");
    match &edit {
        Edit::Set { .. } => {
            assert!(gone.len() <= 1 && gone.len() == come.len(), "{}", report());
            let key = format!("key {:?}", Value::String(value.to_owned()));
            assert!(come.iter().all(|word| *word == said || *word == key), "{}", report());
        }
        Edit::Add { entries, .. } => {
            assert!(gone.is_empty() && come == said_by(&Node::Mapping(entries.clone())), "{}", report());
        }
        Edit::Append { key: list, item, .. } => {
            // An empty list was a null to the other reader, and a missing one brings its key.
            let mut wanted = said_by(item);
            if come.len() > wanted.len() {
                wanted.push(key(list));
                wanted.sort_unstable();
            }
            let is_null = |word: &String| word == "value Null";
            assert!(gone.iter().all(is_null) && come == wanted, "{}", report());
        }
        Edit::Insert { item, .. } => {
            assert!(gone.is_empty() && come == said_by(item), "{}", report());
        }
        Edit::Expand { field, entries, .. } => {
            let mut wanted = said_by(&Node::Mapping(entries.clone()));
            wanted.push(key(field));
            wanted.sort_unstable();
            assert!(gone.is_empty() && come == wanted, "{}", report());
        }
        Edit::Unset { .. } | Edit::Remove { .. } => {
            assert!(!gone.is_empty() && come.is_empty(), "{}", report())
        }
        Edit::Sort { .. } | Edit::RemoveComment { .. } => assert_eq!(old, new, "{}", report()),
        Edit::Quote { .. } | Edit::Retype { .. } => unreachable!("none is chosen"),
    }
    true
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn edits_of_goal_files_say_what_was_meant(
        rolls in prop::collection::vec(any::<u8>(), 10..90),
        choice in any::<u64>(),
        value in prop::sample::select(&VALUES[..]),
    ) {
        check(&rolls, choice, value);
    }

    #[test]
    fn edits_of_any_text_do_no_harm(text in "[-a-c:{}\\[\\],#&*!|>'\"%@ \t\r\n~?é]{0,60}", choice in any::<u64>()) {
        let checked = check_one_edit(&text, choice, "x: y");
        prop_assert!(checked.is_ok(), "{:?}", checked);
    }
}

#[test]
fn most_edits_of_goal_files_can_be_made() {
    let rolls = |seed: u64| -> Vec<u8> {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        };
        (0..80).map(|_| next()).collect()
    };
    let made = (0..600u64)
        .filter(|seed| check(&rolls(*seed), seed.wrapping_mul(0x2545_f491_4f6c_dd1d), "new"))
        .count();
    assert!(made > 400, "only {made} of 600 edits were made");
}
