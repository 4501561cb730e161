//! What holds for every input whatever. The fuzzer looks for inputs that break it; `cargo test` replays what the fuzzer
//! has collected and tries generated inputs.

mod answers;
mod edits;
mod formats;
mod goals;
pub(crate) mod plain;
mod quantities;
mod readers;
mod reading;
pub mod second_opinion;
mod sentences;

pub use answers::answers;
pub use edits::edits;
pub use formats::formats;
pub use quantities::quantities;
pub use readers::readers;
pub use reading::reading;
pub use sentences::sentences;
