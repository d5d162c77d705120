//! Runs the program in a folder of its own and keeps what it said.

use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// An article long enough to be one, by an invented outlet.
pub(crate) const FIRST: &str = "\
Ferry to Aldmoor cancelled for a third day

The ferry to Aldmoor stayed in port on Tuesday because of high waves, the harbour office said.

\"We will sail when the sea lets us,\" Captain Ines Holm told reporters on the quay. \"I have never seen such a June.\"

About 300 passengers were waiting in the terminal, according to the ferry company.
";

/// Another account of the same event.
pub(crate) const SECOND: &str = "\
Hundreds wait for Aldmoor ferry

Captain Ines Holm said that the ferry to Aldmoor would not leave before the storm had passed.

\"We will sail when the sea lets us,\" she said. \"Nobody is going to drown for a timetable.\"

The company counted 450 passengers in the terminal on Tuesday evening and promised them a hot meal.
";

/// A folder that vanishes with its test.
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// A new, empty folder.
    pub(crate) fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("variorum-test-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a folder for temporary files");
        Folder { path }
    }

    /// A folder with two ordinary accounts, `a.txt` and `b.txt`.
    pub(crate) fn with_accounts() -> Folder {
        Folder::new().file("a.txt", FIRST).file("b.txt", SECOND)
    }

    /// Puts a file into it.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Folder {
        std::fs::write(self.path.join(name), content).expect("a writable folder");
        self
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The names of all files in it, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(&self.path)
            .expect("a readable folder")
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        names
    }

    /// Runs `variorum` in the folder; the arguments are parted by spaces.
    pub(crate) fn run(&self, arguments: &str) -> Run {
        self.run_with_input(arguments, b"")
    }

    /// Runs `variorum` with something on standard input.
    pub(crate) fn run_with_input(&self, arguments: &str, input: &[u8]) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut standard_input = child.stdin.take().expect("a pipe was asked for");
        // A program that refuses its arguments does not read its input: a broken pipe is fine here.
        let _ = standard_input.write_all(input);
        drop(standard_input);
        let output = child.wait_with_output().expect("the program ends");
        Run {
            code: output.status.code(),
            output: String::from_utf8(output.stdout).expect("reports are UTF-8"),
            messages: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }

    /// The program, ready to start in the folder with an environment of its own.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
        command.args(arguments.split_whitespace()).current_dir(&self.path);
        for variable in
            ["NO_COLOR", "COLUMNS", "CLICOLOR_FORCE", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
        {
            command.env_remove(variable);
        }
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed now is left to the system's own cleaning.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

/// What a run of the program left behind.
#[derive(Debug)]
pub(crate) struct Run {
    /// Exit status; `None`: ended by a signal.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) output: String,
    /// Standard error.
    pub(crate) messages: String,
}

impl Run {
    /// The report as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.output).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// The ids of the accounts in the report.
    #[track_caller]
    pub(crate) fn ids(&self) -> Vec<String> {
        let json = self.json();
        let accounts = json["accounts"].as_array().expect("a list of accounts");
        accounts.iter().map(|account| account["id"].as_str().unwrap_or("").to_string()).collect()
    }

    /// Fails unless the run ended like this and said each of these things.
    #[track_caller]
    pub(crate) fn expect(&self, code: i32, said: &[&str]) -> &Run {
        assert_eq!(self.code, Some(code), "{}", self.messages);
        for words in said {
            assert!(self.messages.contains(words), "`{words}` was not said in: {}", self.messages);
        }
        self
    }
}
