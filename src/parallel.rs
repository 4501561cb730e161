//! Work on many things at once, where there are many.

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use std::sync::Once;

/// Starting threads takes longer than reading or judging fewer files one after the other.
const FEW: usize = 6;

/// Waking them takes longer than short work on fewer.
const MANY: usize = 32;

/// How many files a thread takes at a time. Left alone, rayon gives each thread hundreds, and at the end most of them wait for
/// the last.
const AT_A_TIME: usize = 8;

/// Starts as many threads as there are cores, and says whether that is more than one. The thread that asks first is one of them: it would
/// only wait, and the memory of a program's first thread grows in fewer and larger steps than that of others.
fn are_several() -> bool {
    static START: Once = Once::new();
    // It fails only where threads were started before.
    START.call_once(|| drop(ThreadPoolBuilder::new().use_current_thread().build_global()));
    // With one, other threads would wait for it forever: it works only where it waits itself.
    rayon::current_num_threads() > 1
}

/// Does the same with every item, on as many threads as there are cores unless the items are few; the results are in the
/// order of the items.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if items.len() >= FEW && are_several() {
        items.par_iter().with_max_len(AT_A_TIME).map(&work).collect()
    } else {
        items.iter().map(&work).collect()
    }
}

/// Like [`map`], for short work that uses the items up.
pub(crate) fn map_owned<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    if items.len() >= MANY && are_several() {
        items.into_par_iter().with_max_len(AT_A_TIME).map(work).collect()
    } else {
        items.into_iter().map(work).collect()
    }
}

/// Like [`map_owned`], for work on a single item that takes longer than starting threads.
pub(crate) fn map_slow<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    if items.len() > 1 && are_several() {
        items.into_par_iter().with_max_len(1).map(work).collect()
    } else {
        items.into_iter().map(work).collect()
    }
}

/// Like [`map`], for items that each process `files` files.
pub(crate) fn map_over<T: Sync, R: Send>(files: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if files >= MANY && are_several() {
        items.par_iter().with_max_len(1).map(&work).collect()
    } else {
        items.iter().map(&work).collect()
    }
}

/// Does two things that each process `files` files.
pub(crate) fn both<A: Send, B: Send>(
    files: usize,
    one: impl FnOnce() -> A + Send,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    if files >= MANY && are_several() { rayon::join(one, other) } else { (one(), other()) }
}

/// Does two things of which one mostly waits for another program, and the other keeps the cores busy meanwhile.
pub(crate) fn while_waiting<A: Send, B: Send>(
    wait: impl FnOnce() -> A + Send,
    work: impl FnOnce() -> B + Send,
) -> (A, B) {
    if are_several() { rayon::join(wait, work) } else { (wait(), work()) }
}
