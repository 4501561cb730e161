//! What a reader of the numbers should know first, as data: drawn by [`crate::render`], never computed there.

mod agenda;
mod arithmetic;
mod attention;
mod cascade;
mod chain;
mod closing;
mod dependencies;
mod funnel;
mod looking_back;
mod moment;
mod outlook;
mod since;
mod todo;
mod together;
mod tree;
mod what_if;

pub use agenda::{
    Agenda, Decided, Experiment, GuardrailCheck, Insight, KeyResultCheck, Month, Sources, Span, Standing,
    StarCheck, agenda, rules_of,
};
pub use arithmetic::{Arithmetic, Change, Method, PartChange, supposed};
pub use attention::{Concern, Item, attention, waiting_metrics, waits};
pub use cascade::{Cascade, ObjectiveRow, Remark, cascade};
pub use chain::{Chain, Evidence, FLAT, Link, Verdict, chain};
pub use closing::{NoLastValue, Unclosed, unclosed};
pub use dependencies::{Dependencies, Need, dependencies};
pub use funnel::{Conversion, Farthest, Funnel, StageCard, StageMetric, Step, funnel};
pub use looking_back::{BetsOf, ConfidenceLevel, ConfidenceOf, LookingBack, TeamGrades};
pub use moment::Moment;
pub use outlook::{Grades, Line, Outlook, outlook};
pub use since::{
    Course, GuardrailNews, InitiativeNews, KeyResultNews, MetricNews, ObjectiveNews, Revised, Said, Since,
    Stand, TeamNews, since,
};
pub use todo::{Kind, Task, todo};
pub use together::{Compared, FEWEST_PAIRS, Found};
pub use tree::{Counter, Hangs, Push, Row, Tree, TreeError, tree};
pub use what_if::{
    CannotSuppose, MetricChange, Need as WhatIfNeed, ScoreChange, Supposition, WhatIf, needs, what_if,
};
