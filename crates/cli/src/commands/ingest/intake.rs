//! In which story and into which batch does an article come? One after the other, in the order given.

use crate::Outcome;
use crate::commands::pages::Fate;
use crate::commands::watch::{Added, Changes};
use crate::commands::{explain, page};
use crate::failure::Failure;
use crate::input::Passed;
use crate::messages::{Messages, counted};
use pipeline::{Grouping, Kit, Limits, Sketch};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use store::{Joined, Kept, Reader, Split, StoreError, Turn, Writer};
use web::Stop;

/// Articles that are kept together: what a killed run loses at most.
const BATCH: usize = 256;

/// The same where somebody else may wait for the turn.
const SHARED_BATCH: usize = 32;

/// How long to wait until another program is asked again whether it is done, and how often before it is told.
const PAUSE: Duration = Duration::from_millis(100);
const PATIENCE: u32 = 50;

/// A page that was read.
pub(in crate::commands) enum Arrived {
    /// It is kept already.
    Known,
    /// There is no article on it.
    NoArticle,
    /// It was published before the day asked for.
    Early,
    /// What is kept of it, and what grouping sees of it.
    Article(Box<(Kept, Sketch)>),
}

/// The way into the database.
pub(in crate::commands) struct Intake {
    /// `None`: nothing comes in any more.
    writer: Option<Writer>,
    grouping: Grouping,
    waiting: Vec<(Kept, Sketch)>,
    counts: Counts,
    /// Notes what changes for those who wait; `None`: nobody does.
    changes: Option<Changes>,
    /// `None`: nobody else writes until this run ends.
    sharing: Option<Sharing>,
}

/// What is needed where others may write between two batches.
pub(in crate::commands) struct Sharing {
    /// To read articles again that others brought.
    pub(in crate::commands) kit: Arc<Kit>,
    /// Ends waiting.
    pub(in crate::commands) stop: Stop,
    pub(in crate::commands) messages: Messages,
}

/// What became of what was given.
#[derive(Debug, Default)]
struct Counts {
    kept: u64,
    stories: u64,
    versions: u64,
    known: u64,
    refused: u64,
    without_article: u64,
    early: u64,
    passed: BTreeMap<Passed, u64>,
}

impl Intake {
    /// Remembers what was grouped in earlier runs.
    ///
    /// # Errors
    /// The database cannot be read.
    pub(in crate::commands) fn new(kit: &Kit, writer: Writer) -> Result<Intake, Failure> {
        let mut grouping = Grouping::new(Limits::default());
        let reader = Reader::open(writer.path()).map_err(|error| explain(&error))?;
        remember(kit, &writer, &reader, &mut grouping).map_err(|error| explain(&error))?;
        Ok(Intake {
            writer: Some(writer),
            grouping,
            waiting: Vec::new(),
            counts: Counts::default(),
            changes: None,
            sharing: None,
        })
    }

    /// The same, and what changes with each article is noted from now on; others may write in between.
    ///
    /// # Errors
    /// The database cannot be read.
    pub(in crate::commands) fn watching(
        writer: Writer,
        changes: Changes,
        sharing: Sharing,
    ) -> Result<Intake, Failure> {
        let kit = Arc::clone(&sharing.kit);
        let mut intake =
            Intake { changes: Some(changes), sharing: Some(sharing), ..Intake::new(&kit, writer)? };
        intake.end_turn()?;
        Ok(intake)
    }

    /// The one who writes, to be asked; `None` once it is closed.
    pub(in crate::commands) fn writer(&self) -> Option<&Writer> {
        self.writer.as_ref()
    }

    /// Writes something else when it is its turn. Returns whether it was: not if somebody ended the waiting.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(in crate::commands) fn write(
        &mut self,
        what: impl FnOnce(&mut Writer) -> Result<(), Failure>,
    ) -> Result<bool, Failure> {
        if !self.take_turn()? {
            return Ok(false);
        }
        let written = self.writer.as_mut().map_or(Ok(()), what);
        self.end_turn()?;
        written.map(|()| true)
    }

    /// Waits for the turn, and takes over what others did. Returns whether it came: not if somebody ended the waiting.
    fn take_turn(&mut self) -> Result<bool, Failure> {
        let taken = self.wait_for_turn();
        if taken.is_err() {
            // Whoever knows only half of the stories must place no more articles.
            self.writer = None;
        }
        taken
    }

    fn wait_for_turn(&mut self) -> Result<bool, Failure> {
        let Some(writer) = &mut self.writer else { return Ok(false) };
        let Some(sharing) = &self.sharing else { return Ok(true) };
        let mut tries = 0;
        loop {
            match writer.take_turn().map_err(|error| explain(&error))? {
                Turn::Same => return Ok(true),
                Turn::Corrected => break correct(writer, &mut self.grouping),
                Turn::Grown => {
                    // Not both at once: it takes as much memory as all that is remembered.
                    self.grouping = Grouping::new(Limits::default());
                    let reader = Reader::open(writer.path()).map_err(|error| explain(&error))?;
                    break remember(&sharing.kit, writer, &reader, &mut self.grouping);
                }
                Turn::NotYet => {}
            }
            tries += 1;
            if tries == PATIENCE {
                let failure =
                    Failure::of(&writer.path().to_string_lossy(), "another program is writing to it");
                sharing.messages.warning(&failure.hint("watching goes on when that one is done"));
            }
            if !sharing.stop.wait(PAUSE) {
                return Ok(false);
            }
        }
        .map_err(|error| explain(&error))?;
        Ok(true)
    }

    fn end_turn(&mut self) -> Result<(), Failure> {
        match (&mut self.writer, &self.sharing) {
            (Some(writer), Some(_)) => writer.end_turn().map_err(|error| explain(&error)),
            (None, _) | (_, None) => Ok(()),
        }
    }

    /// How many articles were kept, of how many stories nobody knew.
    pub(in crate::commands) fn kept(&self) -> (u64, u64) {
        (self.counts.kept, self.counts.stories)
    }

    /// How much was read, whatever became of it.
    pub(in crate::commands) fn given(&self) -> u64 {
        let Counts { kept, known, without_article, early, .. } = self.counts;
        kept + self.waiting.len() as u64 + known + without_article + early
    }

    /// Takes one result; a failure is told.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(in crate::commands) fn take(
        &mut self,
        fate: Fate<Arrived>,
        tell: impl Fn(&Failure),
    ) -> Result<(), Failure> {
        match fate {
            Fate::Passed(passed) => *self.counts.passed.entry(passed).or_default() += 1,
            Fate::Refused(failure) => {
                self.counts.refused += 1;
                tell(&failure);
            }
            Fate::Drawn { drawn: Arrived::Known, .. } => self.counts.known += 1,
            Fate::Drawn { drawn: Arrived::NoArticle, .. } => self.counts.without_article += 1,
            Fate::Drawn { drawn: Arrived::Early, .. } => self.counts.early += 1,
            Fate::Drawn { drawn: Arrived::Article(article), .. } => {
                self.waiting.push(*article);
                let most = if self.sharing.is_some() { SHARED_BATCH } else { BATCH };
                if self.waiting.len() >= most {
                    self.commit()?;
                }
            }
        }
        Ok(())
    }

    /// Keeps everything that waits. Returns whether that was done: not if somebody ended the waiting for the turn.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(in crate::commands) fn commit(&mut self) -> Result<bool, Failure> {
        if self.waiting.is_empty() {
            return Ok(true);
        }
        if !self.take_turn()? {
            return Ok(false);
        }
        let waiting = std::mem::take(&mut self.waiting);
        let Some(writer) = self.writer.as_mut() else { return Ok(false) };
        let changes = self.changes.as_mut();
        let kept = keep(writer, &mut self.grouping, waiting, &mut self.counts, changes);
        self.end_turn()?;
        kept.map(|()| true).map_err(|error| explain(&error))
    }

    /// Keeps what waits and closes the database. Nothing comes in any more.
    ///
    /// # Errors
    /// The database cannot be written.
    pub(in crate::commands) fn close(&mut self) -> Result<(), Failure> {
        // Where somebody else is writing, that one will close it.
        if !self.commit()? || !self.take_turn()? {
            self.writer = None;
        }
        self.writer.take().map_or(Ok(()), Writer::close).map_err(|error| explain(&error))
    }

    /// The same at the end of a run, with a line about it.
    ///
    /// # Errors
    /// The database cannot be written, or nothing that was given can be read.
    pub(in crate::commands) fn end(&mut self, messages: Messages) -> Result<Outcome, Failure> {
        self.close()?;
        if self.given() == 0 {
            let hint = match self.counts.refused {
                0 => "give HTML files, text files, archives of them, JSON lines or addresses",
                _ => "see the messages above",
            };
            return Err(Failure::new("no article could be read").hint(hint));
        }
        messages.remark(&self.counts.line());
        Ok(if self.counts.refused == 0 { Outcome::Complete } else { Outcome::Partial })
    }

    /// `812 articles, 341/s`
    pub(in crate::commands) fn progress(&self, elapsed: Duration) -> String {
        let read = self.given();
        let rate = read as f64 / elapsed.as_secs_f64().max(0.1);
        format!("{read} articles, {rate:.0}/s")
    }
}

/// Puts back what grouping knew when the last run ended.
fn remember(kit: &Kit, writer: &Writer, reader: &Reader, grouping: &mut Grouping) -> Result<(), StoreError> {
    let mut broken = None;
    writer.remembered(|known| {
        // A sketch of an earlier program says nothing to this one: it is made again from the article's bytes.
        let sketch =
            Sketch::from_bytes(known.sketch).map_or_else(|| sketch_again(kit, reader, known.article), Ok);
        match sketch {
            Ok(sketch) => grouping.restore(known.article as u64, sketch, known.story as u64, known.by_user),
            Err(error) => broken = Some(error),
        }
    })?;
    match broken {
        Some(error) => Err(error),
        None => correct(writer, grouping),
    }
}

/// Takes over what the user said about stories.
fn correct(writer: &Writer, grouping: &mut Grouping) -> Result<(), StoreError> {
    for (article, story) in writer.placed()? {
        grouping.assign(article as u64, story as u64);
    }
    grouping.reserve(writer.next_story()? as u64);
    for (one, other) in writer.kept_apart()? {
        grouping.keep_apart(one as u64, other as u64);
    }
    Ok(())
}

fn sketch_again(kit: &Kit, reader: &Reader, article: i64) -> Result<Sketch, StoreError> {
    let page = page(reader.stored(article)?);
    let account = pipeline::read(kit, page).and_then(|article| pipeline::skim(kit, article)).value;
    Ok(pipeline::sketch(kit, &account))
}

/// Places articles one after the other and keeps them, all or none.
fn keep(
    writer: &mut Writer,
    grouping: &mut Grouping,
    articles: Vec<(Kept, Sketch)>,
    counts: &mut Counts,
    mut changes: Option<&mut Changes>,
) -> Result<(), StoreError> {
    let mut batch = writer.batch()?;
    let mut next = batch.next_article()?;
    for (kept, sketch) in articles {
        // What is watched may go back to earlier words; what is taken in again, version by version, must not come twice.
        if batch.has(kept.key, changes.is_some())? {
            counts.known += 1;
            continue;
        }
        let placement = grouping.place(next as u64, sketch);
        let joined = Joined {
            story: placement.story as i64,
            reason: placement.grounds.to_string(),
            repeats: placement.parent.map(|parent| parent as i64),
            merged: placement.merged.iter().map(|(from, why)| (*from as i64, why.to_string())).collect(),
            split: placement.split.as_ref().map(|split| Split {
                story: split.story as i64,
                articles: split.articles.iter().map(|article| *article as i64).collect(),
                reason: split.to_string(),
            }),
        };
        let replaced = batch.add(next, &kept, &joined)?;
        if let Some(changes) = &mut changes {
            let story = placement.settled(next as u64) as i64;
            let added = Added {
                article: next,
                story,
                kept: &kept,
                joined: &joined,
                is_new: placement.is_new,
                replaced,
            };
            changes.note(&mut batch, &added)?;
        }
        counts.versions += u64::from(replaced.is_some());
        counts.stories += u64::from(placement.is_new) + u64::from(placement.split.is_some());
        counts.kept += 1;
        next += 1;
    }
    batch.forget_before(next.saturating_sub_unsigned(Limits::default().articles as u64))?;
    batch.commit()
}

impl Counts {
    /// What happened, in one line.
    fn line(&self) -> String {
        let mut line = format!("{} kept", counted(self.kept, "article", "articles"));
        if self.kept > 0 {
            line.push_str(&format!(", {}", counted(self.stories, "new story", "new stories")));
        }
        let parts = [
            (self.versions, "of them new versions"),
            (self.known, "known already"),
            (self.early, "too early"),
            (self.without_article, "without an article"),
            (self.refused, "refused"),
        ];
        for (count, words) in parts.iter().filter(|(count, _)| *count > 0) {
            line.push_str(&format!(", {count} {words}"));
        }
        for (passed, count) in &self.passed {
            line.push_str(&format!(", {count} {}", passed.words()));
        }
        line
    }
}
