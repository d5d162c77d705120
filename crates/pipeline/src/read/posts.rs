//! Which words are somebody's post from another site, shown inside the article? Whose, and of which day?
//!
//! Networks give sites a text to show: the words, then "— Name (@handle) 9 March 2021" or "A post shared by Name
//! (@handle)". Its element in the markup or that signature tells a post; pages keep the signature, and so do their dumps.

use super::dates;
use super::layout::{Part, Role};
use super::wording::prefix;
use crate::kit::KitError;
use crate::lexicon;
use news::{Post, Span, ZoneKind};

/// Bytes of the longest name, handle, and date of a signature.
const LONGEST: usize = 80;
/// Words of the longest name.
const NAME_WORDS: usize = 8;

/// What leads to a name.
const DASHES: [&str; 3] = ["—", "–", "--"];

/// The element that a part of a page stands in, as far as it may be a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    /// None that matters.
    Page,
    /// A quotation: a post if it is signed like one.
    Quotation(u32),
    /// What the markup calls a post.
    Post(u32),
}

/// How networks sign posts.
#[derive(Debug, Default)]
pub(crate) struct PostWords {
    /// What stands before the name of whoever wrote it.
    before: Vec<&'static str>,
    /// What stands between name and date.
    date: Vec<&'static str>,
    /// Lines of buttons.
    notices: Vec<&'static str>,
}

/// The end of a post: "— Name (@handle) 9 March 2021".
struct Signature {
    whole: Span,
    author: Span,
    date: Option<Span>,
}

impl PostWords {
    /// The list inside the binary.
    pub(crate) fn embedded() -> Result<PostWords, KitError> {
        let mut words = PostWords::default();
        let text = include_str!("../../../../lexicons/post-wording.txt");
        for entry in lexicon::entries("post-wording.txt", text) {
            match entry.field(0) {
                "before" => words.before.push(entry.field(1)),
                "date" => words.date.push(entry.field(1)),
                "notice" => words.notices.push(entry.field(1)),
                other => return Err(entry.error(format!("`{other}` is no kind"))),
            }
        }
        Ok(words)
    }

    /// The posts among the parts of a page, each with its number in every part that it has. `holder` tells the element
    /// of a part by its index. All words of a post have one role, that of most of them.
    pub(crate) fn find(&self, text: &str, parts: &mut [Part], holder: impl Fn(usize) -> Holder) -> Vec<Post> {
        let has_handles = text.contains("(@");
        let mut posts = Vec::new();
        let mut at = 0;
        while at < parts.len() {
            let around = holder(at);
            let same = |part: &usize| around != Holder::Page && holder(*part) == around;
            let end = (at + 1..parts.len()).take_while(same).last().map_or(at + 1, |last| last + 1);
            let is_whole = match around {
                Holder::Post(_) => {
                    let mut lines = parts[at..end].iter().rev().map(|part| part.span);
                    let signature = lines.find_map(|line| self.signature(text, line, true));
                    self.settle(text, &mut parts[at..end], signature, &mut posts);
                    true
                }
                Holder::Quotation(_) if has_handles => {
                    let last = parts[at..end].iter().rev().find(|part| !self.is_notice(text, part));
                    let signature = last.and_then(|part| self.signature(text, part.span, false));
                    let is_signed = signature.is_some();
                    if is_signed {
                        self.settle(text, &mut parts[at..end], signature, &mut posts);
                    }
                    is_signed
                }
                Holder::Quotation(_) | Holder::Page => false,
            };
            for line in (at..end).filter(|_| has_handles && !is_whole) {
                self.of_line(text, parts, line, &mut posts);
            }
            at = end;
        }
        posts
    }

    /// A post without an element of its own, signed at the end of its paragraph or in the line below.
    fn of_line(&self, text: &str, parts: &mut [Part], line: usize, posts: &mut Vec<Post>) {
        let Some(signature) = self.signature(text, parts[line].span, false) else { return };
        let is_free = |part: &Part| part.role.kind == ZoneKind::Body && part.post.is_none();
        let is_below = signature.whole.start == parts[line].span.start;
        let first = if is_below { line.checked_sub(1) } else { Some(line) };
        // Of what stands above a line one paragraph is safe to take.
        if let Some(first) = first.filter(|first| is_free(&parts[*first]) && parts[line].comment.is_none()) {
            self.settle(text, &mut parts[first..=line], Some(signature), posts);
        }
    }

    /// The line of a button.
    fn is_notice(&self, text: &str, part: &Part) -> bool {
        self.notices.iter().any(|notice| part.span.of(text).starts_with(notice))
    }

    /// Adds a post, and gives its parts its number and one role.
    fn settle(&self, text: &str, parts: &mut [Part], signature: Option<Signature>, posts: &mut Vec<Post>) {
        let words = parts.iter().filter(|part| !self.is_notice(text, part));
        let longest = words.max_by_key(|part| part.span.len());
        let is_body = longest.is_some_and(|part| part.role.kind == ZoneKind::Body);
        for part in parts {
            part.post = Some(posts.len());
            match (is_body && !self.is_notice(text, part), part.role.kind) {
                (true, _) => part.role = Role::inferred(ZoneKind::Body),
                (false, ZoneKind::Body) => part.role = Role::inferred(ZoneKind::Boilerplate),
                (false, _) => {}
            }
        }
        posts.push(signature.map_or_else(Post::default, |found| Post {
            author: Some(found.author),
            date: found.date,
            signature: Some(found.whole),
        }));
    }

    /// The signature at the end of a line. Outside elements that are named posts much looks like one: there a dash leads
    /// to it, behind the end of a sentence, and a date ends it.
    fn signature(&self, text: &str, line: Span, is_named: bool) -> Option<Signature> {
        let words = line.of(text);
        let (opens, closes) = match handle(words) {
            Some(found) => found,
            None if is_named => self.without_handle(words)?,
            None => return None,
        };
        let head = words[..opens].trim_end();
        let first = DASHES.iter().find(|dash| head.starts_with(**dash)).map(|dash| (0, dash.len()));
        let dash = || DASHES.iter().filter_map(|dash| Some((head.rfind(dash)?, dash.len()))).max();
        let phrase = self.before.iter().filter_map(|phrase| Some((head.rfind(phrase)?, phrase.len()))).max();
        let (start, length) = first.or_else(dash).max(phrase.filter(|_| is_named))?;
        let name = Span::new(start + length, head.len()).trimmed(words);
        let stamp = Span::new(closes, words.len()).trimmed(words);
        let date = self.date(stamp.of(words));
        let stamp = Span::new(stamp.end as usize - date.len(), stamp.end as usize);
        let is_date = date.len() <= LONGEST && date.bytes().any(|byte| byte.is_ascii_digit());
        let is_sure = || !dates::candidates(date).is_empty() && ends_words(&words[..start]);
        let fits = if is_named { date.is_empty() || is_date } else { is_date && is_sure() };
        if !is_name(name.of(words)) || !fits {
            return None;
        }
        let place = |span: Span| {
            Span::new(line.start as usize + span.start as usize, line.start as usize + span.end as usize)
        };
        let whole = place(Span::new(start, words.trim_end().len()));
        Some(Signature { whole, author: place(name), date: is_date.then(|| place(stamp)) })
    }

    /// A date without the word that leads to it.
    fn date<'w>(&self, stamp: &'w str) -> &'w str {
        match stamp.split_once(char::is_whitespace) {
            Some((first, rest)) if self.date.contains(&first) => rest.trim_start(),
            Some(_) | None => stamp,
        }
    }

    /// Where the name ends and the date begins in "Posted by Name on 9 March 2021".
    fn without_handle(&self, words: &str) -> Option<(usize, usize)> {
        // A longer name is none.
        let words = prefix(words, 3 * LONGEST);
        let after = |phrase: &&&str| words.starts_with(**phrase);
        let name = self.before.iter().find(after)?.len();
        let gaps = words[name..].match_indices(char::is_whitespace).map(|(at, _)| name + at);
        let leads = |at: &usize| {
            let rest = words[*at..].trim_start();
            self.date(rest).len() < rest.len()
        };
        let ends = gaps.into_iter().find(leads).unwrap_or(words.len());
        Some((ends, ends))
    }
}

/// Whether nothing goes on behind some words: they are none, a sentence ends, or an address does.
fn ends_words(words: &str) -> bool {
    let words = words.trim_end();
    let last = words.rsplit(char::is_whitespace).next().unwrap_or("");
    words.is_empty() || words.ends_with(['.', '!', '?', '…', '"', '”', '’', '»']) || last.contains('/')
}

/// Whether a few words may be the name of whoever wrote a post: people write theirs as they like.
fn is_name(words: &str) -> bool {
    let is_quoted = words.contains(['"', '“', '”', '\n']);
    !words.is_empty()
        && words.len() <= LONGEST
        && words.split_whitespace().count() <= NAME_WORDS
        && !is_quoted
}

/// Where the last "(@handle)" of a line opens, and one past its end.
fn handle(words: &str) -> Option<(usize, usize)> {
    let opens = words.rfind("(@")?;
    let length = words[opens..].find(')')?;
    let name = &words[opens + 2..opens + length];
    let is_handle = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '@');
    let fits = !name.is_empty() && name.len() <= LONGEST && name.chars().all(is_handle);
    fits.then_some((opens, opens + length + 1))
}

#[cfg(test)]
mod tests {
    use crate::Kit;
    use crate::read::{Page, read};

    const LONG: &str = "The harbour board said on Monday that the ferry line would close in May, and that the crews had \
                        been told by letter before the vote.";

    /// Author, date and words of each post of a page.
    fn posts(page: String) -> Vec<[String; 3]> {
        let kit = Kit::embedded().expect("the kit is sound");
        let article = read(&kit, Page { bytes: page.into_bytes(), ..Page::default() }).value;
        let zones = article.zones.iter().filter_map(|zone| Some((zone.span, zone.post.as_ref()?)));
        let shown = zones.map(|(span, post)| {
            let of = |span: Option<news::Span>| span.map_or("?", |span| article.words(span)).to_owned();
            [of(post.author), of(post.date), article.words(span).to_owned()]
        });
        shown.collect()
    }

    fn html(inside: &str) -> String {
        format!(
            "<html><body><article><h1>Ferry line to close after ninety years</h1><p>{LONG}</p><p>{LONG} Again.</p>\
             {inside}<p>It rained. {LONG}</p><p>On Tuesday, {LONG}</p></article></body></html>"
        )
    }

    #[test]
    fn an_embedded_post_is_signed_by_its_author() {
        let found = posts(html(
            "<blockquote class=twitter-tweet><p>Nobody called us, and nobody at the pier was asked.</p>&mdash; Ines Duarte \
             (@ines_d) <a href=x>March 9, 2021</a></blockquote>",
        ));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0][..2], ["Ines Duarte", "March 9, 2021"]);
        assert!(found[0][2].starts_with("Nobody called us"));
    }

    #[test]
    fn a_quotation_without_a_signature_is_no_post() {
        let quotation =
            "<blockquote><p>Nobody called us, and nobody at the pier was asked for a plan.</p></blockquote>";
        assert!(posts(html(quotation)).is_empty());
        assert!(
            posts(html("<p>— Ines Duarte (@ines_d) was not told of the vote by the board.</p>")).is_empty()
        );
    }

    #[test]
    fn a_dump_keeps_the_signature_and_the_post_signs_nothing_else() {
        let dump = format!(
            "Ferry Line To Close After Ninety Years\n\nBy Tom Varga\n\n{LONG}\n\nNobody called us, and nobody at the pier \
             was asked. pic.example/x\n\n— Ines Duarte (@ines_d) March 9, 2021\n\n{LONG}\n\nShame on the board. — Bo (@bo) \
             9 March 2021\n\n{LONG}"
        );
        let found = posts(dump);
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0][..2], ["Ines Duarte", "March 9, 2021"]);
        assert_eq!(found[1][..2], ["Bo", "9 March 2021"]);
        assert!(found[1][2].starts_with("Shame"));
    }

    #[test]
    fn signatures_of_other_networks_name_the_author_behind_a_phrase() {
        let found = posts(html(
            "<blockquote class=instagram-media><p>Last day at the pier, thank you all for ninety years of service.</p><p>A \
             post shared by Ines Duarte (@ines_d) on Mar 9, 2021 at 8:12am PST</p></blockquote>",
        ));
        assert_eq!(found[0][..2], ["Ines Duarte", "Mar 9, 2021 at 8:12am PST"]);
        let found = posts(html(
            "<div class=fb-post><blockquote><p>Last day at the pier, thank you all for ninety years of service.</p>Posted by \
             <a>Norholm Ferries</a> on <a>Tuesday, March 9, 2021</a></blockquote></div>",
        ));
        assert_eq!(found[0][..2], ["Norholm Ferries", "Tuesday, March 9, 2021"]);
    }
}
