//! When is a feed asked next? At intervals that follow how often it brings something; after failures ever later.
//!
//! The database keeps when a feed was asked and for how long it is then left alone, so that a restart keeps to it. Both are
//! of this machine's clock, which no server needs to agree with. A clock that is set back makes nobody wait longer than was
//! meant; one that is set forward costs one question too early.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use store::Feed;

/// How long to wait after the first answer of a feed that nothing is known of.
const FIRST_INTERVAL: Duration = Duration::from_secs(900);

/// The longest time until a feed that fails is asked again.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);

/// What was asked for about the times.
#[derive(Debug, Clone, Copy)]
pub(super) struct Due {
    /// Shortest and longest time between two questions to a feed that answers.
    pub(super) interval: (Duration, Duration),
    /// Whether all feeds that answer are asked at once, and the run ends.
    pub(super) once: bool,
}

impl Due {
    /// How long a feed is left alone that an earlier run asked. A single round asks every feed that answered: how often
    /// there is one is for others to say.
    pub(super) fn left(self, feed: &Feed, clock: i64) -> Duration {
        let Some(asked) = feed.asked.filter(|_| feed.failures > 0 || !self.once) else {
            return Duration::ZERO;
        };
        let meant = Duration::from_secs(feed.wait.into());
        let meant = if feed.failures > 0 { meant } else { meant.min(self.interval.1) };
        let passed = u64::try_from(clock.saturating_sub(asked)).unwrap_or(0);
        meant.saturating_sub(Duration::from_secs(passed))
    }

    /// The time between two questions that a feed has earned so far.
    pub(super) fn usual(self, feed: &Feed) -> Duration {
        let known = feed.interval.map(|seconds| Duration::from_secs(seconds.into()));
        known.unwrap_or(FIRST_INTERVAL).clamp(self.interval.0, self.interval.1)
    }

    /// The time until a feed is asked again that answered; `brought`: whether something new.
    pub(super) fn after_answer(self, feed: &Feed, brought: bool) -> Duration {
        let usual = self.usual(feed);
        let next = match (brought, feed.interval) {
            (false, Some(_)) => usual.saturating_mul(3) / 2,
            (true, Some(_)) => usual / 2,
            (_, None) => usual,
        };
        next.clamp(self.interval.0, self.interval.1)
    }

    /// The same after a failure, which the feed counts already: twice the time, four times, and so on; `asked`: as long as
    /// the server asks for at least.
    pub(super) fn after_failure(self, feed: &Feed, asked: Option<Duration>) -> Duration {
        let usual = self.usual(feed);
        let longer = usual.saturating_mul(1 << feed.failures.min(16)).min(LONGEST_WAIT.max(usual));
        longer.max(asked.unwrap_or_default())
    }
}

/// Notes that a feed was asked just now and is left alone for so long.
pub(super) fn noted(feed: &mut Feed, wait: Duration) -> Instant {
    feed.asked = Some(clock());
    feed.wait = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX);
    now() + wait
}

/// The time on a clock that nothing is written down from: it says how long to wait.
#[expect(clippy::disallowed_methods, reason = "says when to ask again; no time gets into the database")]
pub(super) fn now() -> Instant {
    Instant::now()
}

/// Seconds since 1970 as this machine has it: nothing about an article depends on it.
#[expect(clippy::disallowed_methods, reason = "a later run must know when a feed was asked; see the top")]
pub(super) fn clock() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: u32 = 3600;

    fn seconds(number: u32) -> Duration {
        Duration::from_secs(number.into())
    }

    fn due(once: bool) -> Due {
        Due { interval: (seconds(300), seconds(HOUR)), once }
    }

    fn asked(failures: u32, wait: u32) -> Feed {
        Feed { failures, asked: Some(1_000_000), wait, ..Feed::default() }
    }

    #[test]
    fn a_feed_that_failed_is_left_alone_by_later_runs_too() {
        for once in [false, true] {
            assert_eq!(due(once).left(&asked(3, 5 * HOUR), 1_000_000 + 3600), seconds(4 * HOUR));
            assert_eq!(due(once).left(&asked(3, 5 * HOUR), 1_000_000 + 9 * 3600), Duration::ZERO);
        }
    }

    #[test]
    fn a_single_round_asks_every_feed_that_answers() {
        assert_eq!(due(false).left(&asked(0, HOUR), 1_000_060), seconds(HOUR - 60));
        assert_eq!(due(true).left(&asked(0, HOUR), 1_000_060), Duration::ZERO);
        assert_eq!(due(false).left(&Feed::default(), 1_000_060), Duration::ZERO);
        // A shorter interval than that of the run before holds at once.
        assert_eq!(due(false).left(&asked(0, 9 * HOUR), 1_000_000), seconds(HOUR));
    }

    #[test]
    fn a_clock_that_jumps_makes_nobody_wait_longer_than_was_meant() {
        assert_eq!(due(true).left(&asked(1, HOUR), 0), seconds(HOUR));
        assert_eq!(due(true).left(&asked(1, HOUR), i64::MIN), seconds(HOUR));
        assert_eq!(due(true).left(&asked(1, HOUR), i64::MAX), Duration::ZERO);
    }

    #[test]
    fn failures_double_the_time_up_to_a_day_and_servers_may_ask_for_more() {
        let wait = |failures, more| due(true).after_failure(&asked(failures, 0), more);
        assert_eq!(wait(1, None), seconds(2 * 900));
        assert_eq!(wait(2, None), seconds(4 * 900));
        assert_eq!(wait(40, None), seconds(24 * HOUR));
        assert_eq!(wait(1, Some(seconds(48 * HOUR))), seconds(48 * HOUR));
    }
}
