//! Two accounts, parted by a zero byte, from their bytes to all three reports.
#![no_main]

use report::{Input, TerminalStyle, View};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.splitn(2, |byte| *byte == 0);
    let part = |id: &str, bytes: Option<&[u8]>| {
        variorum_fuzz::annotate(variorum_fuzz::read(id, bytes.unwrap_or_default(), None))
    };
    let accounts = [part("A", parts.next()), part("B", parts.next())];
    let comparison = pipeline::collate(variorum_fuzz::kit(), &accounts);
    let view = View::new(&Input {
        accounts: &accounts,
        notes: &[Vec::new(), Vec::new()],
        comparison: &comparison.value,
        comparison_notes: &comparison.notes,
    });
    report::json(&view);
    report::html(&view);
    report::terminal(&view, TerminalStyle::default());
});
