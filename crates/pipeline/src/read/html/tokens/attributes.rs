//! Which attributes of a tag does reading ask for, and at which bytes do their values stand?

use super::{Tokens, is_blank};
use crate::read::wording::prefix;
use memchr::{memchr, memchr3};
use std::borrow::Cow;
use std::ops::Range;

/// Values of attributes are cut here; longer ones are data, not words.
pub(super) const MAX_VALUE: usize = 4096;
/// No name that reading asks for is longer.
const MAX_NAME: usize = 24;

/// The attributes of one tag that reading asks for, with the bytes of each value.
#[derive(Debug, Default)]
pub(in crate::read::html) struct Attributes<'h> {
    list: Vec<Attribute<'h>>,
}

#[derive(Debug, Default)]
struct Attribute<'h> {
    name: Name,
    value: Cow<'h, str>,
    range: Range<usize>,
}

/// Attributes that reading asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::read::html) enum Name {
    #[default]
    Other,
    Class,
    Id,
    Itemprop,
    Itemtype,
    Rel,
    Href,
    Lang,
    Content,
    Property,
    Named,
    Datetime,
    Type,
    Role,
    Hidden,
    Style,
    TestId,
    Title,
    Alt,
    /// `data-date`, `data-timestamp` and the like.
    Moment,
}

impl Name {
    pub(super) fn of(name: &[u8]) -> Name {
        match name {
            b"class" => Name::Class,
            b"id" => Name::Id,
            b"itemprop" => Name::Itemprop,
            b"itemtype" => Name::Itemtype,
            b"rel" => Name::Rel,
            b"href" => Name::Href,
            b"lang" | b"xml:lang" => Name::Lang,
            b"content" => Name::Content,
            b"alt" => Name::Alt,
            b"property" => Name::Property,
            b"name" => Name::Named,
            b"datetime" => Name::Datetime,
            b"type" => Name::Type,
            b"role" => Name::Role,
            b"hidden" => Name::Hidden,
            b"style" => Name::Style,
            b"data-testid"
            | b"data-component"
            | b"data-component-name"
            | b"data-block-type"
            | b"data-type" => Name::TestId,
            b"title" => Name::Title,
            b"data-date"
            | b"data-datetime"
            | b"data-timestamp"
            | b"data-time"
            | b"data-published"
            | b"data-published-at"
            | b"data-published-date"
            | b"data-publish-date"
            | b"data-publishdate"
            | b"data-publication-date"
            | b"data-pubdate"
            | b"data-pub-date"
            | b"data-utc"
            | b"data-epoch"
            | b"data-created"
            | b"data-created-at"
            | b"data-seconds"
            | b"data-unixtime"
            | b"data-utime" => Name::Moment,
            _ => Name::Other,
        }
    }
}

impl<'h> Attributes<'h> {
    /// The value of an attribute and its bytes; the first counts where a name stands twice.
    pub(in crate::read::html) fn get(&self, name: Name) -> Option<(&str, Range<usize>)> {
        let found = self.list.iter().find(|attribute| attribute.name == name)?;
        Some((&found.value, found.range.clone()))
    }

    /// Names and values; the first counts where a name stands twice.
    pub(in crate::read::html) fn all(&self) -> impl Iterator<Item = (Name, &str)> {
        let mut seen = 0u32;
        self.list.iter().filter_map(move |attribute| {
            let bit = 1u32 << attribute.name as u32;
            let first = seen & bit == 0;
            seen |= bit;
            first.then(|| (attribute.name, &*attribute.value))
        })
    }

    /// The value alone, or the empty string.
    pub(in crate::read::html) fn value(&self, name: Name) -> &str {
        self.list.iter().find(|attribute| attribute.name == name).map_or("", |found| &found.value)
    }

    pub(super) fn clear(&mut self) {
        self.list.clear();
    }

    pub(super) fn push(&mut self, name: Name, value: Cow<'h, str>, range: Range<usize>) {
        self.list.push(Attribute { name, value, range });
    }
}

impl<'h> Tokens<'h, '_> {
    /// Reads the attributes of a tag, its closing bracket included: whether it closes itself. `None` where the page
    /// ends before the tag does. End tags have none that count.
    pub(super) fn read_attributes(&mut self, is_end: bool) -> Option<bool> {
        self.attributes.clear();
        loop {
            self.skip_blanks();
            match self.byte(self.at)? {
                b'>' => {
                    self.at += 1;
                    return Some(false);
                }
                b'/' => {
                    self.at += 1;
                    if self.byte(self.at)? == b'>' {
                        self.at += 1;
                        return Some(true);
                    }
                }
                _ => {
                    let name = self.attribute_name()?;
                    let wanted = if is_end { Name::Other } else { self.wanted(name) };
                    self.skip_blanks();
                    if self.byte(self.at)? == b'=' {
                        self.at += 1;
                        self.skip_blanks();
                        self.attribute_value(wanted)?;
                    }
                }
            }
        }
    }

    fn skip_blanks(&mut self) {
        while self.byte(self.at).is_some_and(is_blank) {
            self.at += 1;
        }
    }

    /// The name of an attribute; one may begin with `=`.
    fn attribute_name(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        let is_end = |byte: &u8| is_blank(*byte) || matches!(byte, b'/' | b'>' | b'=');
        self.at = start + 1 + self.html[start + 1..].iter().position(is_end)?;
        Some(start..self.at)
    }

    /// Which attribute that is. `hidden` says all by its name.
    fn wanted(&mut self, name: Range<usize>) -> Name {
        let name = &self.html[name];
        let mut room = [0; MAX_NAME];
        let Some(lower) = room.get_mut(..name.len()) else { return Name::Other };
        lower.copy_from_slice(name);
        lower.make_ascii_lowercase();
        let name = Name::of(lower);
        if name == Name::Hidden {
            self.attributes.push(name, Cow::Borrowed(""), 0..0);
        }
        name
    }

    fn attribute_value(&mut self, name: Name) -> Option<()> {
        let quote = self.byte(self.at)?;
        let start = self.at + usize::from(matches!(quote, b'"' | b'\''));
        let end = match quote {
            b'>' => return Some(()),
            b'"' | b'\'' => start + memchr(quote, &self.html[start..])?,
            _ => start + self.html[start..].iter().position(|byte| is_blank(*byte) || *byte == b'>')?,
        };
        self.at = end + usize::from(start > self.at);
        if name == Name::Other {
            return Some(());
        }
        let value = &self.text[start..end];
        let is_odd = memchr3(b'&', b'\r', 0, value.as_bytes()).is_some();
        if is_odd {
            let (value, start) = self.decoded(start..end);
            self.attributes.push(name, Cow::Owned(value), start..end);
        } else {
            self.attributes.push(name, Cow::Borrowed(prefix(value, MAX_VALUE)), start..end);
        }
        Some(())
    }
}
