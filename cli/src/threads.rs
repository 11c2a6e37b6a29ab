//! Threads: as many as there are cores, fewer if the system gives fewer, and this one alone if it gives none.

use std::io;
use std::sync::mpsc::{channel, Sender};
use std::thread::{available_parallelism, Builder};

use rayon::{ThreadBuilder, ThreadPoolBuildError, ThreadPoolBuilder};

/// Starts the threads among which work is shared. Left to itself, rayon starts them when they are first needed, and panics if
/// it cannot have all of them.
///
/// # Errors
/// If they were started already.
pub fn start() -> Result<(), ThreadPoolBuildError> {
    let mut waiting: Vec<Sender<ThreadBuilder>> = Vec::new();
    for _ in 0..wanted() {
        let (sender, receiver) = channel::<ThreadBuilder>();
        let worker = Builder::new().spawn(move || {
            if let Ok(worker) = receiver.recv() {
                worker.run();
            }
        });
        if worker.is_err() {
            break;
        }
        waiting.push(sender);
    }
    if waiting.is_empty() {
        let alone = ThreadPoolBuilder::new().num_threads(1);
        return alone.use_current_thread().build_global();
    }
    let pool = ThreadPoolBuilder::new().num_threads(waiting.len());
    pool.spawn_handler(|worker| {
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        let sender = waiting.pop().ok_or_else(gone)?;
        sender.send(worker).map_err(|_| gone())
    })
    .build_global()
}

/// As rayon counts them.
fn wanted() -> usize {
    let asked = std::env::var("RAYON_NUM_THREADS").ok();
    match asked.and_then(|text| text.parse().ok()) {
        None | Some(0) => available_parallelism().map_or(1, usize::from),
        Some(count) => count,
    }
}

/// Whether a thread is to be had, for libraries that panic if there is none.
///
/// # Errors
/// That of the system.
pub fn check() -> Result<(), io::Error> {
    // The thread ends by itself.
    Builder::new().spawn(|| ()).map(drop)
}
