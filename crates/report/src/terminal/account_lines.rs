//! What does the terminal say about accounts as wholes: who speaks in them, whom they have it from, what was
//! set aside, what they do not tell?

use super::sheet::{Ink, Piece, clip};
use super::{HANG, Page, counted};
use crate::findings::voices::{attitude, verbs};
use crate::findings::{self, Findings, lineage, position};
use crate::view::View;
use crate::view::account::Account;

/// The account on one line: file, headline, outlet, date.
pub(super) fn compared(account: &Account) -> Vec<Piece> {
    let file = findings::one_line(&account.page.source.uri);
    let mut pieces = match &account.page.headline {
        Some(headline) => vec![
            (Ink::Plain, findings::one_line(account.words(headline.span))),
            (Ink::Faint, format!(" · {file}")),
        ],
        None => vec![(Ink::Plain, file)],
    };
    pieces.push(told(account));
    pieces
}

/// The same without its file, where it can be known by its words: of many accounts nobody knows the files.
pub(super) fn named(account: &Account) -> Vec<Piece> {
    called(account).map_or_else(|| compared(account), |called| vec![(Ink::Plain, called), told(account)])
}

/// Columns of a text's first words.
const OPENING: usize = 60;

/// What to know an account by: its headline, or else how its text begins.
fn called(account: &Account) -> Option<String> {
    if let Some(headline) = &account.page.headline {
        return Some(findings::one_line(account.words(headline.span)));
    }
    let body = account.page.zones.iter().find(|zone| zone.kind == "body")?;
    let front: String = account.words(body.span).chars().take(8 * OPENING).collect();
    let opening = clip(&findings::one_line(&front), OPENING);
    (!opening.is_empty()).then(|| format!("no headline: “{opening}”"))
}

/// Outlet and date.
fn told(account: &Account) -> Piece {
    let outlet = account.page.outlet.as_ref().map(|outlet| findings::one_line(&outlet.name));
    let outlet = outlet.unwrap_or_else(|| "outlet not in text".to_owned());
    (Ink::Plain, format!(" · {outlet} · {}", findings::published(account)))
}

impl Page {
    pub(super) fn voices(&mut self, findings: &Findings<'_>) {
        const BRIEF: usize = 8;
        const NAME: usize = 26;
        self.heading("voices: words inside quotation marks, reporting verbs", None);
        if findings.voices.is_empty() {
            self.faint("Nobody is quoted or reported.");
        }
        for row in findings.voices.iter().take(self.most(BRIEF)) {
            let mut name = clip(&row.name, NAME - 3);
            for voice in &row.voices {
                let words = if voice.quoted_words == 1 { "word " } else { "words" };
                let mut line = vec![
                    (Ink::Strong, format!("{} ", findings::one_line(&voice.account))),
                    (Ink::Plain, format!("{:>4} {words}  {}", voice.quoted_words, verbs(voice))),
                ];
                line.extend(attitude(voice).map(|attitude| (Ink::Alarm, format!("  ({attitude})"))));
                self.sheet.paragraph(2, (Ink::Plain, &name), NAME, &line);
                name.clear();
            }
        }
        self.more(findings.voices.len(), BRIEF);
    }

    pub(super) fn lineage(&mut self, findings: &Findings<'_>) {
        self.heading("who has it from whom", None);
        let branches = lineage::branches(&findings.view.lineage);
        if branches.is_empty() {
            self.faint("Nothing in the texts shows that one account has it from another.");
        }
        for branch in &branches {
            let indent = 2 + 3 * branch.depth.min(8);
            match branch.edge {
                None => self.sheet.lines(indent, &[(Ink::Strong, branch.label.clone())]),
                Some(edge) => {
                    let positions: Vec<String> = edge.passages.iter().map(position).collect();
                    let why = format!("{} {}", findings::one_line(&edge.reason), self.positions(&positions));
                    self.sheet.paragraph(
                        indent - 3,
                        (Ink::Plain, "└─"),
                        indent,
                        &[
                            (Ink::Strong, format!("{} ", branch.label)),
                            (Ink::Plain, format!("[{}] ", edge.certainty)),
                            (Ink::Faint, why),
                        ],
                    );
                }
            }
        }
    }

    /// With `-v`: what happened when, and who says so.
    pub(super) fn timeline(&mut self, findings: &Findings<'_>) {
        if !self.verbose || findings.timeline.is_empty() {
            return;
        }
        self.heading("when", Some(findings.timeline.len()));
        for entry in findings.timeline {
            for (index, passage) in entry.passages.iter().enumerate() {
                let when = if index == 0 { findings::one_line(&entry.when) } else { String::new() };
                let words = self.clipped(&findings.words(passage));
                self.sheet.paragraph(
                    2,
                    (Ink::Strong, &when),
                    HANG + 6,
                    &[(Ink::Strong, format!("{} ", position(passage))), (Ink::Plain, words)],
                );
            }
        }
    }

    pub(super) fn set_aside(&mut self, findings: &Findings<'_>) {
        self.heading("set aside: supports nothing", None);
        if findings.set_aside.is_empty() {
            self.faint("No comments, badges, forms or page furniture.");
        }
        for aside in &findings.set_aside {
            let counts: Vec<String> =
                aside.counts.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            let words = format!("{}; {} % of the text", counts.join(", "), aside.percent);
            let id = findings::one_line(&findings.view.accounts[aside.account].page.id);
            self.sheet.paragraph(2, (Ink::Strong, &id), 5, &[(Ink::Plain, words)]);
        }
    }

    pub(super) fn unknown(&mut self, findings: &Findings<'_>) {
        const BRIEF: usize = 3;
        self.heading("unknown", None);
        if findings.unknown.is_empty() {
            return self.faint("Every account names its outlet, date, authors and speakers.");
        }
        if self.is_many(findings.view) {
            return self.unknown_by_kind(findings);
        }
        let mut last = None;
        for unknown in &findings.unknown {
            let id = findings::one_line(&findings.view.accounts[unknown.account].page.id);
            let label = if last == Some(unknown.account) { "" } else { id.as_str() };
            last = Some(unknown.account);
            let mut pieces = vec![(Ink::Plain, unknown.what.clone())];
            pieces.extend(unknown.why.map(|why| (Ink::Faint, format!(" ({})", findings::one_line(why)))));
            for passage in unknown.passages.iter().take(self.most(BRIEF)) {
                pieces.push((Ink::Strong, format!("  {} ", position(passage))));
                pieces.push((Ink::Plain, clip(&findings.words(passage), 40)));
            }
            if unknown.passages.len() > self.most(BRIEF) {
                pieces.push((Ink::Faint, format!("  … and {} more", unknown.passages.len() - BRIEF)));
            }
            self.sheet.paragraph(2, (Ink::Strong, label), 5, &pieces);
        }
    }

    /// Notes about the texts that are no warnings: counted, and with `-v` listed.
    pub(super) fn noticed(&mut self, view: &View) {
        const BRIEF: usize = 2;
        let is_noticed = |account: &&Account| account.notes.iter().any(|note| !findings::is_warning(note));
        if !view.accounts.iter().any(|account| is_noticed(&account)) {
            return;
        }
        self.heading("noticed in the texts", None);
        if self.is_many(view) {
            let notes = view.accounts.iter().flat_map(|account| &account.notes);
            let count = notes.filter(|note| !findings::is_warning(note)).count();
            return self.faint(&format!("{} (-v lists all)", counted(count, "note")));
        }
        for account in view.accounts.iter().filter(is_noticed) {
            let id = findings::one_line(&account.page.id);
            let notes: Vec<_> = account.notes.iter().filter(|note| !findings::is_warning(note)).collect();
            for note in notes.iter().take(self.most(BRIEF)) {
                let position =
                    note.span.map_or_else(|| id.clone(), |place| format!("{id}:{}", place.raw.start));
                let message = self.clipped(&findings::one_line(&note.message));
                self.sheet.paragraph(2, (Ink::Strong, &position), 10, &[(Ink::Plain, message)]);
            }
            self.more(notes.len(), BRIEF);
        }
    }
}
