//! Charts as SVG of our own. Colours and widths are presentation attributes, so that a chart is right where a server or a mail
//! program strips the styles; classes only change them in the dark. A status is never told by colour alone.

mod bar;
mod line;
mod scale;
mod sparkline;

pub(super) use bar::{Bar, Row, bar, columns, rows, share_bar, strip};
pub(super) use line::{Level, LevelKind, Line, Point, Size, line};
pub(super) use sparkline::{Spark, sparkline};

use maud::{Markup, html};

/// What a colour says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hue {
    /// As it should be.
    Good,
    /// To be watched.
    Watch,
    /// Wrong.
    Bad,
    /// Says nothing.
    Quiet,
}

impl Hue {
    /// The class that follows the reader's colour scheme.
    pub(super) fn class(self) -> &'static str {
        match self {
            Hue::Good => "good",
            Hue::Watch => "watch",
            Hue::Bad => "bad",
            Hue::Quiet => "quiet",
        }
    }

    /// The colour without a style sheet.
    pub(super) fn color(self) -> &'static str {
        match self {
            Hue::Good => "#0f6e6e",
            Hue::Watch => "#92560a",
            Hue::Bad => "#b42318",
            Hue::Quiet => "#57606a",
        }
    }
}

/// The shapes beside status words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Reached.
    Tick,
    /// On its way.
    Disc,
    /// Needs a look.
    Triangle,
    /// Wrong.
    Diamond,
    /// Nothing is known.
    Ring,
    /// Given up.
    Dash,
}

/// A small shape that stands beside a word and says nothing by itself.
pub(super) fn shape(shape: Shape, hue: Hue) -> Markup {
    let (class, color) = (hue.class(), hue.color());
    html! {
        svg .mark viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" {
            @match shape {
                Shape::Tick => path .(format!("s-{class}")) d="M2 6.5 5 9.5 10.5 3" fill="none" stroke=(color) stroke-width="2.2" {},
                Shape::Disc => circle .(format!("f-{class}")) cx="6" cy="6" r="4.5" fill=(color) {},
                Shape::Triangle => path .(format!("f-{class}")) d="M6 1 11.5 11H.5Z" fill=(color) {},
                Shape::Diamond => path .(format!("f-{class}")) d="M6 0 12 6 6 12 0 6Z" fill=(color) {},
                Shape::Ring => circle .(format!("s-{class}")) cx="6" cy="6" r="4.2" fill="none" stroke=(color) stroke-width="1.8" {},
                Shape::Dash => path .(format!("s-{class}")) d="M1.5 6h9" stroke=(color) stroke-width="2.2" {},
            }
        }
    }
}
