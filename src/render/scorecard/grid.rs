//! Tables that fit: numbers stay whole, sentences wrap.

use super::Layout;
use super::paint::{Tone, paint, painted_to_the_end};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width};
use unicode_width::UnicodeWidthStr;

/// The contents of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) enum Column {
    /// Sentences: wrapped as narrow as need be.
    Text,
    /// Words that belong together: wrapped between words at most.
    Short,
    /// The same, aligned to the right.
    Number,
}

/// Between two columns.
const GAP: usize = 2;
/// Short texts up to this width are wrapped only if a table is too wide,
const WHOLE: usize = 16;
/// and those up to this width never.
const ALWAYS_WHOLE: usize = 10;
/// A sentence gets this much where there is room,
const EASY_TEXT: usize = 24;
/// and at least this much; a longer word up to the easy width stays whole.
const LEAST_TEXT: usize = 14;
/// and no less than this on any screen.
const NARROWEST_TEXT: usize = 8;

/// Of longer texts the start is shown.
const LONGEST_CELL: usize = 1_000;

/// A table before it is laid out. A cell may have several lines.
pub(in crate::render) struct Grid {
    columns: Vec<(Column, String)>,
    rows: Vec<Vec<String>>,
    /// An empty line between rows.
    pub(in crate::render) airy: bool,
}

impl Grid {
    pub(in crate::render) fn new(columns: &[(Column, impl AsRef<str>)]) -> Self {
        let columns = columns.iter().map(|(kind, title)| (*kind, title.as_ref().to_owned())).collect();
        Self { columns, rows: Vec::new(), airy: false }
    }

    pub(in crate::render) fn row(&mut self, cells: impl Into<Vec<String>>) {
        let cells: Vec<String> = cells.into();
        self.rows.push(cells.into_iter().map(within_a_page).collect());
    }

    /// The table without its empty columns.
    pub(in crate::render) fn without_empty_columns(mut self) -> Self {
        let used =
            |number: usize| self.rows.iter().any(|row| row.get(number).is_some_and(|cell| !cell.is_empty()));
        let keep: Vec<bool> = (0..self.columns.len()).map(used).collect();
        let mut kept = keep.iter();
        self.columns.retain(|_| *kept.next().unwrap_or(&true));
        for row in &mut self.rows {
            let mut kept = keep.iter();
            row.retain(|_| *kept.next().unwrap_or(&true));
        }
        self
    }

    /// The table, every line indented and ended.
    pub(in crate::render) fn render(&self, layout: Layout, indent: usize) -> String {
        self.render_at(&Self::shared_widths(std::slice::from_ref(self), layout, indent), layout, indent)
    }

    /// The table with columns of given widths.
    pub(super) fn render_at(&self, widths: &[usize], layout: Layout, indent: usize) -> String {
        let mut table = Table::new();
        table
            .load_style(style(layout.unicode, self.airy))
            .set_content_arrangement(ContentArrangement::Dynamic);
        if self.columns.iter().any(|(_, title)| !title.is_empty()) {
            table.set_header(self.columns.iter().map(|(_, title)| paint(Tone::Strong, title)));
        }
        for row in &self.rows {
            table.add_row(row);
        }
        let last = self.columns.len().saturating_sub(1);
        for (number, ((kind, _), width)) in self.columns.iter().zip(widths).enumerate() {
            let Some(column) = table.column_mut(number) else { continue };
            let gap = if number == last { 0 } else { GAP };
            column.set_padding((0, gap as u16));
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed((width + gap) as u16)));
            if *kind == Column::Number {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let margin = " ".repeat(indent);
        table.lines().map(|line| format!("{margin}{line}").trim_end().to_owned() + "\n").collect()
    }

    /// Each column's width without the gap, for tables of the same columns. Where not everything fits on one line, the next
    /// column of the screen goes to whom it helps most.
    pub(super) fn shared_widths(grids: &[Grid], layout: Layout, indent: usize) -> Vec<usize> {
        let Some(columns) = grids.first().map(|grid| &grid.columns) else { return Vec::new() };
        let width = layout.columns().saturating_sub(indent);
        let available = width.saturating_sub(GAP * columns.len().saturating_sub(1));
        let of_column = |(number, (kind, title)): (usize, &(Column, String))| {
            let cells = grids.iter().flat_map(|grid| &grid.rows).filter_map(|row| row.get(number));
            Needs::of(*kind, title.width(), cells.map(String::as_str))
        };
        let needs: Vec<Needs> = columns.iter().enumerate().map(of_column).collect();
        let easy: usize = needs.iter().map(|needs| needs.easy).sum();
        let start = |needs: &Needs| if easy <= available { needs.easy } else { needs.least };
        let mut widths: Vec<usize> = needs.iter().map(start).collect();
        // On a very narrow screen sentences give way, within reason: numbers do not.
        for _ in available..widths.iter().sum() {
            let sentences = (0..widths.len()).filter(|number| columns[*number].0 == Column::Text);
            let Some(widest) = sentences.max_by_key(|number| widths[*number]) else { break };
            widths[widest] = widths[widest].saturating_sub(1).max(NARROWEST_TEXT.min(widths[widest]));
        }
        for _ in widths.iter().sum::<usize>()..available {
            let gain = |number: &usize| needs[*number].gain(widths[*number]);
            let most = (0..widths.len()).max_by(|a, b| gain(a).total_cmp(&gain(b)));
            let Some(most) = most.filter(|number| gain(number) > 0.0) else { break };
            widths[most] += 1;
        }
        widths
    }
}

/// The start of a text that is longer than anybody reads in a table; wrapping takes longer the longer a word is.
fn within_a_page(cell: String) -> String {
    let Some((end, _)) = cell.char_indices().nth(LONGEST_CELL) else { return cell };
    painted_to_the_end(&cell[..end])
}

/// The preferred width of a column.
struct Needs {
    /// The width of each line of each cell.
    lines: Vec<usize>,
    /// With sentences wrapped so that they still read well.
    easy: usize,
    /// At the least.
    least: usize,
}

impl Needs {
    /// A column's needs by its cells and the width of its title, which is never wrapped.
    fn of<'c>(kind: Column, title: usize, cells: impl Iterator<Item = &'c str>) -> Self {
        let (mut lines, mut longest_word, mut whole, mut always_whole) = (vec![title], title, title, title);
        for line in cells.flat_map(str::lines) {
            let width = line.width();
            let word = line.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
            longest_word = longest_word.max(word);
            whole = whole.max(if width <= WHOLE { width } else { word });
            always_whole = always_whole.max(if width <= ALWAYS_WHOLE { width } else { word });
            lines.push(width);
        }
        let natural = lines.iter().copied().max().unwrap_or(0);
        match kind {
            Column::Text => {
                let least = LEAST_TEXT.max(longest_word.min(EASY_TEXT)).min(natural);
                Self { lines, easy: natural.min(EASY_TEXT), least }
            }
            Column::Short | Column::Number => Self { lines, easy: whole, least: always_whole },
        }
    }

    /// About how much lower the cells get with one column more, where tall cells count by the square of their height: the
    /// slope of the sum of (line / width)².
    fn gain(&self, width: usize) -> f64 {
        let wrapped = self.lines.iter().filter(|line| **line > width);
        wrapped.map(|line| (*line as f64).powi(2)).sum::<f64>() / (width.max(1) as f64).powi(3)
    }
}

fn style(unicode: bool, airy: bool) -> TableStyle {
    // Without junctions there is no room for vertical lines between the columns.
    let line = |fill: char| LineStyle::none().fill(fill);
    let header = TableStyle::new().header_separator(line(if unicode { '─' } else { '-' }));
    if airy { header.row_separator(line(' ')) } else { header }
}
