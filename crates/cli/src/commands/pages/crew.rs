//! How do many hands read pages, while they come and go in one order, and few are held at a time?

use rayon::ThreadPool;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::mpsc::{self, Receiver};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Things under way for each thread: some wait, some are worked on, some are done and wait for their turn.
const FOR_EACH_THREAD: usize = 6;

/// Bytes that may wait together; one thing always may.
const MOST_BYTES: usize = 8 << 20;

/// Takes things one after the other, works on them on all threads, and gives the results in the same order.
///
/// Things are taken on the calling thread; results are given on one of their own, as soon as it is their turn,
/// however long the next thing takes to come. `work` must not panic; `give` may end it all.
pub(in crate::commands) fn in_order<I: Send, O: Send>(
    threads: &ThreadPool,
    things: impl Iterator<Item = I>,
    weight: impl Fn(&I) -> usize,
    work: impl Fn(I) -> O + Sync,
    give: impl FnMut(O) -> ControlFlow<()> + Send,
) {
    let gate = Gate::new(threads.current_num_threads().max(1) * FOR_EACH_THREAD);
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|giving| {
        giving.spawn(|| in_turn(receiver, &gate, give));
        threads.in_place_scope(|scope| {
            for (number, thing) in (0..).zip(things) {
                let weight = weight(&thing);
                if !gate.enter(weight) {
                    break;
                }
                let (sender, work, gate) = (sender.clone(), &work, &gate);
                scope.spawn(move |_| {
                    if !gate.is_closed() {
                        // The receiver is gone only when nobody wants the result.
                        let _ = sender.send((number, weight, work(thing)));
                    }
                });
            }
        });
        drop(sender);
    });
}

/// Gives results in the order of their numbers.
fn in_turn<O>(results: Receiver<(u64, usize, O)>, gate: &Gate, mut give: impl FnMut(O) -> ControlFlow<()>) {
    let mut done = BTreeMap::new();
    let mut turn = 0;
    for (number, weight, result) in results {
        done.insert(number, (weight, result));
        while let Some((weight, result)) = done.remove(&turn) {
            turn += 1;
            if give(result).is_break() {
                return gate.close();
            }
            gate.leave(weight);
        }
    }
}

/// Lets in so much at a time.
struct Gate {
    most: usize,
    inside: Mutex<Inside>,
    changed: Condvar,
}

#[derive(Default)]
struct Inside {
    things: usize,
    bytes: usize,
    is_closed: bool,
}

impl Gate {
    fn new(most: usize) -> Gate {
        Gate { most, inside: Mutex::default(), changed: Condvar::new() }
    }

    /// Waits until there is room. False: nothing more is let in.
    fn enter(&self, bytes: usize) -> bool {
        let is_full = |inside: &mut Inside| {
            !inside.is_closed
                && (inside.things >= self.most || inside.bytes >= MOST_BYTES && inside.things > 0)
        };
        let waiting = self.changed.wait_while(self.inside(), is_full);
        let mut inside = waiting.unwrap_or_else(PoisonError::into_inner);
        inside.things += 1;
        inside.bytes += bytes;
        !inside.is_closed
    }

    fn leave(&self, bytes: usize) {
        let mut inside = self.inside();
        inside.things -= 1;
        inside.bytes -= bytes;
        self.changed.notify_one();
    }

    fn close(&self) {
        self.inside().is_closed = true;
        self.changed.notify_one();
    }

    fn is_closed(&self) -> bool {
        self.inside().is_closed
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn squares(threads: usize, stop_at: u64) -> Vec<u64> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let mut results = Vec::new();
        let give = |square| {
            results.push(square);
            if square >= stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        in_order(&pool, 0..1000_u64, |_| 4 << 20, |n| n * n, give);
        results
    }

    #[test]
    fn results_come_in_order_on_any_number_of_threads() {
        let wanted: Vec<u64> = (0..1000).map(|n| n * n).collect();
        for threads in [1, 2, 8] {
            assert_eq!(squares(threads, u64::MAX), wanted);
        }
    }

    #[test]
    fn giving_may_end_it() {
        assert_eq!(squares(4, 25), [0, 1, 4, 9, 16, 25]);
    }
}
