//! Are the three reports true to one comparison? One invented event, told three times, seen in each report.

mod browser;
mod html;
mod invented;
mod properties;
mod schema;
mod terminal;

use variorum_report as report;
