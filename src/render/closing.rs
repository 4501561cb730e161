//! What is missing before a quarter is closed.

use super::scorecard::Layout;
use super::text::visible;
use crate::goals::{Day, Quarter};
use crate::review::Unclosed;
use textwrap::Options;

/// Each objective with what is missing of it, and the command that adds it.
#[must_use]
pub fn closing(open: &[Unclosed], quarter: Quarter, last_day: Day, layout: Layout) -> String {
    let count: usize = open.iter().map(Unclosed::count).sum();
    if count == 0 {
        return format!(
            "{quarter} can be closed: every key result has its last value, every initiative is decided, and every objective says what was learned\n"
        );
    }
    let things = if count == 1 { "1 thing is".to_owned() } else { format!("{count} things are") };
    let mut text = format!("{things} missing before {quarter} is closed\n");
    for objective in open {
        text.push_str(&format!("\n{}\n", visible(short(&objective.address))));
        text.push_str(&indented(&visible(&objective.objective), 2, layout.width));
        for value in &objective.values {
            let last = value.last.as_ref().map_or("nothing was measured".to_owned(), |(day, value)| {
                format!("last {} on {}", visible(value), day.short())
            });
            text.push_str(&format!("  no last value   {}: {last}\n", visible(short(&value.address))));
            text.push_str(&format!(
                "    okr checkin {} VALUE --date {last_day}\n",
                visible(short(&value.address))
            ));
        }
        for title in &objective.undecided {
            text.push_str(&format!("  not decided     {}\n", visible(title)));
            text.push_str(&format!(
                "    okr decide \"{}\" ship|stop|iterate\n",
                visible(title).replace('"', "'")
            ));
        }
        if objective.reflection {
            text.push_str("  no reflection   what was learned?\n");
            text.push_str(&format!("    okr reflect {} TEXT\n", visible(short(&objective.address))));
        }
    }
    text
}

/// The address without its quarter.
fn short(address: &str) -> &str {
    address.split_once('/').map_or(address, |(_, rest)| rest)
}

fn indented(text: &str, margin: usize, width: usize) -> String {
    let margin = " ".repeat(margin);
    let options = Options::new(width).initial_indent(&margin).subsequent_indent(&margin);
    textwrap::wrap(text, &options).iter().map(|line| format!("{line}\n")).collect()
}
