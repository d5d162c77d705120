//! What does a site allow programs to fetch? Its robots.txt, read as RFC 9309 says.

use std::time::Duration;

/// Bytes that are read; the RFC asks for 500 KiB at least.
pub(crate) const LONGEST: usize = 500 << 10;

/// Rules that are kept, and bytes of the longest: matching stays cheap whatever a site writes.
const MOST_RULES: usize = 5000;
const LONGEST_RULE: usize = 2048;

/// What one site allows one program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Robots {
    /// Whether it is allowed, and the pattern.
    rules: Vec<(bool, Vec<u8>)>,
    delay: Option<Duration>,
}

/// The groups that speak to the program, and to all.
#[derive(Default)]
struct Groups {
    own: Robots,
    all: Robots,
    /// Whether a group named the program, even one without rules.
    has_own: bool,
}

impl Robots {
    /// Everything is allowed.
    pub fn open() -> Robots {
        Robots::default()
    }

    /// Reads a robots.txt for the program of this name (its product token). Groups that name it are taken together;
    /// without any, those for `*` are. What cannot be understood is left out, as the RFC asks.
    pub fn parse(bytes: &[u8], program: &str) -> Robots {
        let bytes = &bytes[..bytes.len().min(LONGEST)];
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut groups = Groups::default();
        let (mut is_own, mut is_all, mut is_naming) = (false, false, false);
        for line in bytes.split(|byte| matches!(byte, b'\n' | b'\r')) {
            let line = line.split(|byte| *byte == b'#').next().unwrap_or_default();
            let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
            let key = line[..colon].trim_ascii().to_ascii_lowercase();
            let value = line[colon + 1..].trim_ascii();
            match key.as_slice() {
                b"user-agent" => {
                    if !is_naming {
                        (is_own, is_all, is_naming) = (false, false, true);
                    }
                    let token = token(value);
                    is_own |= !token.is_empty() && token.eq_ignore_ascii_case(program.as_bytes());
                    is_all |= value.starts_with(b"*");
                    groups.has_own |= is_own;
                }
                b"allow" | b"disallow" => {
                    is_naming = false;
                    groups.rule(is_own, is_all, key == b"allow", value);
                }
                b"crawl-delay" => {
                    is_naming = false;
                    groups.delay(is_own, is_all, value);
                }
                // Sitemaps and what others made up belong to no group.
                _ => {}
            }
        }
        if groups.has_own { groups.own } else { groups.all }
    }

    /// Whether a path with its query, escaped as it is asked for, may be fetched: the longest rule that fits decides,
    /// and of two as long the one that allows.
    pub fn allows(&self, path: &str) -> bool {
        let path = normal(path.as_bytes(), false);
        let fitting = self.rules.iter().filter(|(_, pattern)| fits(pattern, &path));
        fitting.map(|(allows, pattern)| (pattern.len(), *allows)).max().is_none_or(|(_, allows)| allows)
    }

    /// How long to wait between two requests. Not in the RFC, but widely used.
    pub fn delay(&self) -> Option<Duration> {
        self.delay
    }
}

impl Groups {
    fn robots(&mut self, is_own: bool, is_all: bool) -> impl Iterator<Item = &mut Robots> {
        [(is_own, &mut self.own), (is_all, &mut self.all)]
            .into_iter()
            .filter(|(is, _)| *is)
            .map(|(_, robots)| robots)
    }

    fn rule(&mut self, is_own: bool, is_all: bool, allows: bool, pattern: &[u8]) {
        // An empty rule is about nothing.
        if pattern.is_empty() || pattern.len() > LONGEST_RULE {
            return;
        }
        for robots in self.robots(is_own, is_all).filter(|robots| robots.rules.len() < MOST_RULES) {
            robots.rules.push((allows, normal(pattern, true)));
        }
    }

    fn delay(&mut self, is_own: bool, is_all: bool, value: &[u8]) {
        let text = str::from_utf8(value).unwrap_or("");
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let Ok(seconds) = whole.parse::<u32>() else { return };
        let tenths = part.bytes().next().filter(u8::is_ascii_digit).map_or(0, |digit| digit - b'0');
        let delay = Duration::from_millis(u64::from(seconds) * 1000 + u64::from(tenths) * 100);
        for robots in self.robots(is_own, is_all) {
            robots.delay = Some(robots.delay.unwrap_or_default().max(delay));
        }
    }
}

/// The product token at the front of a user-agent line: letters, `_` and `-`.
fn token(value: &[u8]) -> &[u8] {
    let is_token = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-');
    let end = value.iter().position(|byte| !is_token(byte)).unwrap_or(value.len());
    &value[..end]
}

/// Escapes written alike: what needs none loses it, all others get capitals, bytes beyond ASCII are escaped. Stars and
/// dollars are escaped where they are meant as such.
fn normal(path: &[u8], is_pattern: bool) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = Vec::with_capacity(path.len());
    let escape = |byte: u8, out: &mut Vec<u8>| {
        out.extend([b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
    };
    let mut rest = path;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (byte, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                let decoded = u8::try_from(high * 16 + low).unwrap_or(0);
                if decoded.is_ascii_alphanumeric() || matches!(decoded, b'-' | b'.' | b'_' | b'~') {
                    out.push(decoded);
                } else {
                    escape(decoded, &mut out);
                }
                rest = &after[2..];
            }
            (b'*', _, _) if !is_pattern => escape(b'*', &mut out),
            (b'$', _, _) if !is_pattern || !rest.is_empty() => escape(b'$', &mut out),
            (byte, _, _) if byte.is_ascii() => out.push(*byte),
            (byte, _, _) => escape(*byte, &mut out),
        }
    }
    out
}

/// Whether a pattern fits the front of a path; `*` stands for anything, `$` at the end for the end. Each piece between
/// stars is taken where it stands first, so that no path is looked through twice.
fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, is_whole) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split(|byte| *byte == b'*').peekable();
    let Some(mut rest) = pieces.next().and_then(|first| path.strip_prefix(first)) else { return false };
    let mut is_anchored = true;
    while let Some(piece) = pieces.next() {
        is_anchored = false;
        if pieces.peek().is_none() && is_whole {
            return rest.ends_with(piece);
        }
        if piece.is_empty() {
            continue;
        }
        let Some(at) = rest.windows(piece.len()).position(|window| window == piece) else { return false };
        rest = &rest[at + piece.len()..];
    }
    !(is_whole && is_anchored) || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(robots: &str, path: &str, allowed: bool) {
        assert_eq!(
            Robots::parse(robots.as_bytes(), "variorum").allows(path),
            allowed,
            "{path} by {robots:?}"
        );
    }

    /// RFC 9309, section 5.1.
    #[test]
    fn the_group_for_the_program_counts_and_else_the_one_for_all() {
        const SIMPLE: &str = "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n\
            User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n\
            User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\nUser-Agent: quxbot\n";
        let allows = |program: &str, path: &str| Robots::parse(SIMPLE.as_bytes(), program).allows(path);
        assert!(!allows("variorum", "/a/picture.gif") && !allows("variorum", "/example/page.html"));
        assert!(allows("variorum", "/publications/a") && allows("variorum", "/picture.gif?size=2"));
        assert!(allows("FooBot", "/example/page.html") && !allows("foobot", "/other"));
        assert!(allows("bazbot", "/other.gif") && !allows("bazbot", "/example/page.html"));
        assert!(allows("quxbot", "/example/"));
    }

    /// RFC 9309, section 5.2.
    #[test]
    fn the_longest_rule_decides() {
        let longest = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
        let robots = Robots::parse(longest.as_bytes(), "foobot");
        assert!(!robots.allows("/example/page/disallowed.gif") && robots.allows("/example/page/"));
        check("user-agent: *\nallow: /p\ndisallow: /", "/page", true);
        check("user-agent: *\nallow: /folder\ndisallow: /folder", "/folder/page", true);
        check("user-agent: *\nallow: /$\ndisallow: /", "/", true);
        check("user-agent: *\nallow: /$\ndisallow: /", "/page.htm", false);
    }

    /// RFC 9309, section 2.2.2 and 2.2.3.
    #[test]
    fn stars_ends_and_escapes_are_understood() {
        check("user-agent: *\ndisallow: /*.php$", "/a/b.php", false);
        check("user-agent: *\ndisallow: /*.php$", "/a/b.php?c", true);
        check("user-agent: *\ndisallow: /a*b*c", "/aXbXXc/d", false);
        check("user-agent: *\ndisallow: /a*b*c", "/acb", true);
        check("user-agent: *\ndisallow: /path/file-with-a-%2A.html", "/path/file-with-a-*.html", false);
        check("user-agent: *\ndisallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", false);
        check("user-agent: *\ndisallow: /foo/bar/%62%61%7a", "/foo/bar/baz", false);
        check("user-agent: *\ndisallow: /a$b", "/a$b", false);
    }

    #[test]
    fn groups_of_one_name_are_taken_together_and_comments_left_out() {
        let text = "\u{feff}User-agent: Variorum/1.0 # us\r\nDisallow: /a\r\n\r\nUser-agent: *\r\nDisallow: /\r\n\r\n\
            Sitemap: https://example.org/map\r\nUser-agent: variorum\r\nDisallow: /b # not here\r\n";
        for (path, allowed) in [("/a", false), ("/b", false), ("/c", true)] {
            check(text, path, allowed);
        }
        check("disallow: /", "/", true);
        check("user-agent: *\ndisallow:", "/", true);
        check("<html>not: found</html>", "/", true);
        check("user-agent: variorumbot\ndisallow: /", "/", true);
    }

    #[test]
    fn a_delay_is_read() {
        let delay = |text: &str| Robots::parse(text.as_bytes(), "variorum").delay();
        assert_eq!(delay("User-agent: *\nCrawl-delay: 2.5"), Some(Duration::from_millis(2500)));
        assert_eq!(delay("User-agent: *\nCrawl-delay: soon"), None);
        assert_eq!(delay("User-agent: *\nCrawl-delay: 9\nUser-agent: variorum\nDisallow: /x"), None);
    }

    #[test]
    fn matching_stays_cheap() {
        let text = format!("user-agent: *\n{}", format!("disallow: /{}\n", "*a".repeat(1000)).repeat(200));
        assert!(Robots::parse(text.as_bytes(), "variorum").allows(&format!("/{}", "a".repeat(900))));
    }
}
