#![no_main]

use libfuzzer_sys::fuzz_target;
use okr_fuzz::{answers, stay_on_one_thread};

fuzz_target!(init: stay_on_one_thread(), |bytes: &[u8]| answers(bytes));
