//! The fuzz targets' properties, and what only the fuzzer needs.

mod properties;

pub use properties::{formats, quantities, reading, sentences};

/// Runs all work on the calling thread, so that what is found happens again in the same way.
pub fn stay_on_one_thread() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("the fuzzer starts before any other work");
}
