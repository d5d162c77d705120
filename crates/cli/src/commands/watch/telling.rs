//! Who hears of changes? Each is printed, or taken by a webhook, at least once: it counts as told only afterwards.

use super::due::now;
use crate::args::ChangeFormat;
use crate::commands::explain;
use crate::commands::ingest::intake::Intake;
use crate::failure::{Failure, printable};
use crate::messages::{Messages, counted};
use crate::output::Readers;
use serde::Serialize;
use std::io::{self, ErrorKind, Write as _};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Alert, ArticleRow, Reader, StoryRow};
use web::{Address, Client, Fault, Stop};

/// Changes that are told before they count as told.
const AT_ONCE: usize = 100;

/// How long to wait after the webhook failed: at first, and at most. Doubled each time.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// How often a run that ends soon tries.
const MOST_TRIES: u32 = 3;

/// Tells changes.
pub(super) struct Teller {
    format: Option<ChangeFormat>,
    webhook: Option<(Address, Arc<Client>)>,
    reader: Reader,
    /// The last change that was printed by this run.
    printed: i64,
    /// How often in a row the webhook failed, and when it is tried again.
    failures: u32,
    again: Option<Instant>,
    /// Whether it refused the last change for good, and whether it ever did.
    is_refusing: bool,
    has_refused: bool,
}

/// A change as programs read it.
#[derive(Debug, Serialize)]
struct Change<'a> {
    id: i64,
    kind: &'a str,
    story: Story<'a>,
    article: Article<'a>,
    reason: &'a str,
    passages: serde_json::Value,
}

#[derive(Debug, Serialize)]
struct Story<'a> {
    id: i64,
    headline: Option<&'a str>,
    articles: u32,
    outlets: u32,
}

#[derive(Debug, Serialize)]
struct Article<'a> {
    id: String,
    number: i64,
    uri: &'a str,
    outlet: Option<&'a str>,
    headline: Option<&'a str>,
    published: Option<&'a str>,
}

impl Teller {
    pub(super) fn new(
        format: Option<ChangeFormat>,
        webhook: Option<(Address, Arc<Client>)>,
        reader: Reader,
    ) -> Teller {
        Teller {
            format,
            webhook,
            reader,
            printed: 0,
            failures: 0,
            again: None,
            is_refusing: false,
            has_refused: false,
        }
    }

    /// When the webhook is tried again.
    pub(super) fn next(&self) -> Option<Instant> {
        self.again
    }

    /// Tells what was not told yet. A webhook that fails keeps nobody from reading. Returns whether somebody still
    /// listens.
    ///
    /// # Errors
    /// The database cannot be used, or standard output cannot be written.
    pub(super) fn tell(&mut self, intake: &mut Intake, messages: Messages) -> Result<Readers, Failure> {
        if self.print_all(intake)? == Readers::Gone {
            return Ok(Readers::Gone);
        }
        if self.again.is_none_or(|again| again <= now()) {
            self.again = None;
            self.post_all(intake, messages)?;
        }
        Ok(Readers::Listening)
    }

    /// Prints what no run printed yet.
    fn print_all(&mut self, intake: &mut Intake) -> Result<Readers, Failure> {
        let Some(format) = self.format else { return Ok(Readers::Listening) };
        loop {
            let Some(writer) = intake.writer() else { return Ok(Readers::Listening) };
            let alerts = writer.unprinted(self.printed, AT_ONCE).map_err(|error| explain(&error))?;
            let Some(last) = alerts.last() else { return Ok(Readers::Listening) };
            for alert in &alerts {
                if let Some((story, article)) = self.look_up(alert)? {
                    let text = match format {
                        ChangeFormat::Jsonl => format!("{}\n", line(alert, &story, &article)),
                        ChangeFormat::Text => text(alert, &story, &article),
                    };
                    if print(&text)? == Readers::Gone {
                        return Ok(Readers::Gone);
                    }
                }
                self.printed = alert.id;
            }
            let is_all = self.webhook.is_none();
            intake.write(|writer| writer.printed(last.id, is_all).map_err(|error| explain(&error)))?;
        }
    }

    /// Posts what no run posted yet, until the webhook fails.
    fn post_all(&mut self, intake: &mut Intake, messages: Messages) -> Result<(), Failure> {
        let Some((address, client)) = self.webhook.clone() else { return Ok(()) };
        loop {
            let Some(writer) = intake.writer() else { return Ok(()) };
            let alerts = writer.unsent(AT_ONCE).map_err(|error| explain(&error))?;
            let Some(last) = alerts.last() else { return Ok(()) };
            let mut told = None;
            for alert in &alerts {
                if let Some((story, article)) = self.look_up(alert)? {
                    let line = line(alert, &story, &article);
                    let posted = client.post(&address, "application/json", line.as_bytes());
                    if !self.is_done(alert, &address, posted, messages) {
                        break;
                    }
                }
                told = Some(alert.id);
            }
            if let Some(id) = told {
                intake.write(|writer| writer.sent(id).map_err(|error| explain(&error)))?;
            }
            if told != Some(last.id) {
                return Ok(());
            }
        }
    }

    /// Tries again until all is told, or it fails too often. Returns whether everything was taken.
    ///
    /// # Errors
    /// As [`Teller::tell`].
    pub(super) fn finish(
        &mut self,
        intake: &mut Intake,
        stop: &Stop,
        messages: Messages,
    ) -> Result<bool, Failure> {
        while let Some(again) = self.again {
            let left = again.saturating_duration_since(now());
            if self.failures >= MOST_TRIES || !stop.wait(left) {
                return Ok(false);
            }
            self.tell(intake, messages)?;
        }
        Ok(!self.has_refused)
    }

    /// The story and the article of a change, if both are still there.
    fn look_up(&self, alert: &Alert) -> Result<Option<(StoryRow, ArticleRow)>, Failure> {
        let story = self.reader.story(alert.story).map_err(|error| explain(&error))?;
        let called = format!("#{}", alert.article);
        let articles = self.reader.articles_called(&called).map_err(|error| explain(&error))?;
        Ok(articles.into_iter().find(|article| article.id == alert.article).map(|article| (story, article)))
    }

    /// Whether the webhook need not be asked again for this change: it took it, or never will.
    fn is_done(
        &mut self,
        alert: &Alert,
        address: &Address,
        posted: Result<(), Fault>,
        messages: Messages,
    ) -> bool {
        let Err(fault) = posted else {
            (self.failures, self.is_refusing) = (0, false);
            return true;
        };
        let failure = |what: String| Failure::of(address.as_str(), format!("{what}: {fault}"));
        if is_refusal(&fault) {
            if !self.is_refusing {
                let failure = failure(format!("the webhook refused change {}", alert.id));
                messages.failure(&failure.hint("it is not posted again; those that follow are"));
            }
            (self.failures, self.is_refusing, self.has_refused) = (0, true, true);
            return true;
        }
        if self.failures == 0 {
            let failure = failure("the webhook did not take a change".to_string());
            messages.warning(&failure.hint("it is tried again; changes wait in the database"));
        }
        self.failures = self.failures.saturating_add(1);
        let wait = FIRST_WAIT.saturating_mul(1 << (self.failures - 1).min(16)).min(LONGEST_WAIT);
        self.again = Some(now() + wait.max(fault.wait().unwrap_or_default()));
        false
    }
}

/// Whether the webhook works, but does not want this change. Who may not ask it, or finds nothing there, has a wrong
/// address or password: changes wait until it is mended.
fn is_refusal(fault: &Fault) -> bool {
    match fault {
        Fault::Status { code: 401 | 403 | 404 | 407 | 408 | 410, .. } => false,
        Fault::Status { code, .. } => (400..500).contains(code),
        Fault::NoAddress
        | Fault::Scheme
        | Fault::NoSuchHost
        | Fault::Private(_)
        | Fault::Refused
        | Fault::TooSlow(_)
        | Fault::BrokenOff(_)
        | Fault::TooLarge(_)
        | Fault::TooManyRedirects
        | Fault::Busy { .. }
        | Fault::Disallowed
        | Fault::RobotsUnknown(_)
        | Fault::Beyond { .. }
        | Fault::Stopped
        | Fault::Other(_) => false,
    }
}

/// A change as one JSON object.
fn line(alert: &Alert, story: &StoryRow, article: &ArticleRow) -> String {
    let change = Change {
        id: alert.id,
        kind: &alert.kind,
        story: Story {
            id: story.id,
            headline: story.headline.as_deref(),
            articles: story.articles,
            outlets: story.outlets,
        },
        article: Article {
            id: article.called(),
            number: article.id,
            uri: &article.uri,
            outlet: article.outlet.as_deref(),
            headline: article.headline.as_deref(),
            published: article.published.as_deref(),
        },
        reason: &alert.reason,
        passages: serde_json::from_str(&alert.passages).unwrap_or_default(),
    };
    serde_json::to_string(&change).unwrap_or_default()
}

/// A change for a person.
fn text(alert: &Alert, story: &StoryRow, article: &ArticleRow) -> String {
    let shown = |text: &Option<String>| text.as_deref().map(printable);
    let headline = shown(&article.headline).unwrap_or_else(|| "(no headline)".to_string());
    let from: Vec<String> =
        [shown(&article.outlet), shown(&article.published)].into_iter().flatten().collect();
    let from = if from.is_empty() { String::new() } else { format!(" ({})", from.join(", ")) };
    let articles = counted(story.articles.into(), "article", "articles");
    format!(
        "{}, story {} ({articles}): {headline}{from}\n  {}\n  {}\n",
        alert.kind.replace('_', " "),
        story.id,
        printable(&article.uri),
        printable(&alert.reason),
    )
}

fn print(text: &str) -> Result<Readers, Failure> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Ok(()) => Ok(Readers::Listening),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(Readers::Gone),
        Err(error) => {
            Err(Failure::new(format!("standard output cannot be written: {}", crate::output::reason(&error))))
        }
    }
}
