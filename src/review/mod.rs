//! What a reader of the numbers should know first, as data: drawn by [`crate::render`], never computed there.

mod attention;
mod since;
mod todo;

pub use attention::{Concern, Item, attention};
pub use since::{
    Course, GuardrailNews, KeyResultNews, MetricNews, Moment, ObjectiveNews, Revised, Said, Since, Stand,
    TeamNews, since,
};
pub use todo::{Kind, Scope, Task, todo};
