//! `variorum db`: is the database sound, and how is it kept so?

use super::explain;
use crate::failure::{Failure, printable};
use crate::messages::Messages;
use crate::plan::{Care, Db};
use crate::{Outcome, output};
use store::{Checked, Problem};

/// Tends a database.
///
/// # Errors
/// It cannot be opened, or what was asked for cannot be done.
pub(crate) fn run(plan: &Db, messages: Messages) -> Result<Outcome, Failure> {
    let path = &plan.path;
    let name = printable(&path.to_string_lossy());
    match &plan.care {
        Care::Check => return check(plan, messages),
        Care::Vacuum => {
            store::vacuum(path).map_err(|error| explain(&error))?;
            messages.remark(&format!("{name} has no unused room any more"));
        }
        Care::Backup { to } => {
            store::backup(path, to).map_err(|error| explain(&error))?;
            messages.remark(&format!("copied to {}", printable(&to.to_string_lossy())));
        }
        Care::Migrate => match store::migrate(path).map_err(|error| explain(&error))? {
            Some(kept) => {
                messages.remark(&format!(
                    "brought up to date; as it was: {}",
                    printable(&kept.to_string_lossy())
                ));
            }
            None => messages.remark(&format!("{name} is up to date")),
        },
    }
    Ok(Outcome::Complete)
}

/// Lists what is wrong.
fn check(plan: &Db, messages: Messages) -> Result<Outcome, Failure> {
    let bar = messages.checking();
    let checked = store::check(&plan.path, |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    let Checked { problems, left_out } = checked.map_err(|error| explain(&error))?;
    if let Some(why) = &left_out {
        let what = format!("the search indexes were not looked at: {why}");
        messages.warning(
            &Failure::of(&plan.path.to_string_lossy(), what)
                .hint("everything else was; that takes no writing"),
        );
    }
    if problems.is_empty() {
        messages.remark(&format!("{}: nothing is wrong", printable(&plan.path.to_string_lossy())));
        return Ok(Outcome::Complete);
    }
    let lines: String = problems.iter().map(|Problem(what)| format!("{what}\n")).collect();
    output::write(&lines, None)?;
    Ok(Outcome::Partial)
}
