//! What a reader of the numbers should know first, as data: drawn by [`crate::render`], never computed there.

mod attention;

pub use attention::{Concern, Item, attention};
