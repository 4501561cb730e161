//! The page around its sections.

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Nothing is loaded, run or sent; only the styles of the page itself count.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Ours alone: no word of an author gets into it.
const STYLE: &str = include_str!("style.css");

/// Stands near the start of every file that is written here, and tells it from one that somebody wrote.
pub const MARK: &str = "Made by okr report.";

/// A whole page.
pub(super) fn written(title: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content=(MARK);
                meta name="robots" content="noindex";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(squeezed(STYLE))) }
            }
            body { a .skip href="#content" { "Skip to the content" } (body) }
        }
    };
    page.into_string() + "\n"
}

/// A style sheet without margins and comments.
fn squeezed(style: &str) -> String {
    let lines = style.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("/*"));
    lines.collect()
}
