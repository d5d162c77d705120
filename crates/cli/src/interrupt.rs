//! What is left behind when somebody stops the program with Ctrl-C? Nothing half done.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Exit code of a run that was stopped, as shells have it.
pub(crate) const STOPPED: u8 = 130;

/// What is still to be done before the program may end.
type Duty = Box<dyn FnOnce() + Send>;

static DUTY: Mutex<Option<Duty>> = Mutex::new(None);

/// From now on, Ctrl-C does the duty first. A second one ends the program at once.
pub(crate) fn watch() {
    static IS_STOPPING: AtomicBool = AtomicBool::new(false);
    // Without a handler the program ends as programs do; nothing else depends on it.
    let _ = ctrlc::set_handler(|| {
        if IS_STOPPING.swap(true, Ordering::SeqCst) {
            std::process::exit(STOPPED.into());
        }
        // On a thread of its own: a duty that waits for a stuck reader must not keep the second Ctrl-C waiting.
        std::thread::spawn(|| {
            if let Some(duty) = duty().take() {
                duty();
            }
            std::process::exit(STOPPED.into());
        });
    });
}

/// Says what must be done if the program is stopped before [`dismiss`].
pub(crate) fn engage(what: impl FnOnce() + Send + 'static) {
    *duty() = Some(Box::new(what));
}

/// All is done.
pub(crate) fn dismiss() {
    *duty() = None;
}

/// A file that must not stay behind unfinished.
pub(crate) fn remove_later(file: PathBuf) {
    engage(move || {
        // What cannot be removed now cannot be told to anybody either.
        let _ = std::fs::remove_file(file);
    });
}

fn duty() -> MutexGuard<'static, Option<Duty>> {
    DUTY.lock().unwrap_or_else(PoisonError::into_inner)
}
