//! How wide is the terminal, and may it be coloured?

use crate::args::Color;

/// Whether to write colours. `NO_COLOR` (no-color.org) counts when it is set to anything but nothing.
pub(super) fn coloured(typed: Color, to_terminal: bool) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    match typed {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => to_terminal && !refused,
    }
}

/// Columns of the terminal: as `COLUMNS` says, as the terminal says, or 80.
pub(super) fn width() -> usize {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    stated.or_else(|| terminal_size::terminal_size().map(|(width, _)| width.0.into())).unwrap_or(80)
}
