//! How is a page asked for while others are? On a thread of its own, which nobody has to wait for once the run ends.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;
use web::{Answer, Client, Fault, Request, Stop};

/// How often somebody who waits looks whether the run ends.
const GLANCE: Duration = Duration::from_millis(50);

/// An answer that is on its way.
pub(crate) struct UnderWay(Option<Receiver<Result<Answer, Fault>>>);

/// Asks.
pub(crate) fn ask(client: &Arc<Client>, request: Request) -> UnderWay {
    let client = Arc::clone(client);
    let (sender, receiver) = sync_channel(1);
    // Nobody may want the answer any more.
    let thread = std::thread::Builder::new().spawn(move || drop(sender.send(client.get(&request))));
    UnderWay(thread.ok().map(|_| receiver))
}

impl UnderWay {
    /// Waits for the answer, or until the run ends.
    pub(crate) fn answer(self, stop: &Stop) -> Result<Answer, Fault> {
        let Some(receiver) = self.0 else { return Err(Fault::Other("too many threads".to_string())) };
        loop {
            match receiver.recv_timeout(GLANCE) {
                Ok(answer) => return answer,
                Err(RecvTimeoutError::Timeout) if stop.is_stopped() => return Err(Fault::Stopped),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Fault::Other("a fault of this program".to_string()));
                }
            }
        }
    }
}
