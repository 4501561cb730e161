//! The fuzz targets' properties, and what only the fuzzer needs.

mod properties;

pub use properties::{answers, edits, quantities, readers, reading, sentences};

use quick_xml::Reader;
use quick_xml::events::Event;

/// Runs all work on the calling thread, so that what is found happens again in the same way.
pub fn stay_on_one_thread() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("the fuzzer starts before any other work");
}

/// See `properties::formats`; what is XML by its name must be.
pub fn formats(bytes: &[u8]) {
    properties::formats(bytes, |name, text| {
        if ["junit", "checkstyle"].contains(&name) {
            check_xml(text);
        }
    });
}

/// Every element is closed, every attribute is unique, every reference is known.
fn check_xml(text: &str) {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().expect("this is XML") {
            Event::Eof => return,
            Event::Start(tag) | Event::Empty(tag) => {
                tag.attributes().for_each(|attribute| drop(attribute.expect("this is an attribute")));
            }
            _ => {}
        }
    }
}
