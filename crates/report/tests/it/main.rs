//! Are the three reports true to one comparison? One invented event, told three times, seen in each report.

mod invented;
mod schema;

use variorum_report as report;
