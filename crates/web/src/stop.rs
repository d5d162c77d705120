//! How is somebody who waits told to stop waiting?

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// A wish to end, shared by all who wait. Copies are the same wish.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<(Mutex<bool>, Condvar)>);

impl Stop {
    /// Nobody wishes to end yet.
    pub fn new() -> Stop {
        Stop::default()
    }

    /// All who wait stop waiting, now and later.
    pub fn stop(&self) {
        let (flag, bell) = &*self.0;
        *flag.lock().unwrap_or_else(PoisonError::into_inner) = true;
        bell.notify_all();
    }

    /// Whether somebody wished to end.
    pub fn is_stopped(&self) -> bool {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits. Returns whether the whole time went by, rather than somebody wishing to end.
    #[must_use]
    pub fn wait(&self, time: Duration) -> bool {
        let (flag, bell) = &*self.0;
        let flag = flag.lock().unwrap_or_else(PoisonError::into_inner);
        let (flag, _) =
            bell.wait_timeout_while(flag, time, |stop| !*stop).unwrap_or_else(PoisonError::into_inner);
        !*flag
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_waits_is_woken() {
        let stop = Stop::new();
        assert!(stop.wait(Duration::from_millis(1)));
        let other = stop.clone();
        let waiting = std::thread::spawn(move || other.wait(Duration::from_secs(600)));
        stop.stop();
        assert_eq!(waiting.join().ok(), Some(false));
        assert!(stop.is_stopped());
    }
}
