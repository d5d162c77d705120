//! What is wrong with the run, with which input, and what would help?
//!
//! What is noticed *in* a text is a `news::Note`, never a failure.

use std::fmt;

/// One thing that went wrong, ready to be printed: lower case, the input named, the remedy apart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) struct Failure {
    input: Option<String>,
    what: String,
    hint: Option<String>,
}

impl Failure {
    /// A failure of the whole run.
    pub(crate) fn new(what: impl Into<String>) -> Failure {
        Failure { input: None, what: what.into(), hint: None }
    }

    /// A failure of one input: a path, a URL, a line of a file.
    pub(crate) fn of(input: &str, what: impl Into<String>) -> Failure {
        Failure { input: Some(printable(input)), what: what.into(), hint: None }
    }

    /// Says what to do about it.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(input) = &self.input {
            write!(f, "`{input}`: ")?;
        }
        f.write_str(&self.what)?;
        if let Some(hint) = &self.hint {
            write!(f, "\n hint: {hint}")?;
        }
        Ok(())
    }
}

/// A name as it may be printed: a file name can hold control characters that would steer the terminal.
pub(crate) fn printable(name: &str) -> String {
    const LONGEST: usize = 200;
    let mut shown = String::new();
    for c in name.chars() {
        if shown.len() > LONGEST {
            shown.push('…');
            break;
        }
        if c.is_control() { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_input_and_keeps_the_remedy_apart() {
        let failure = Failure::of("a\u{1b}[31m.txt", "no such file").hint("check the path");
        assert_eq!(failure.to_string(), "`a\\u{1b}[31m.txt`: no such file\n hint: check the path");
    }
}
