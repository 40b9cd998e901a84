//! Words on the console: Vietnamese, then English.

use std::fmt::Display;
use std::io::Write as _;

/// Says one thing.
pub fn say(vi: &str, en: &str) {
    line(&format!("{vi}\n  {en}"));
}

/// Says one item of a list, which carries both languages already.
pub fn item(text: &impl Display) {
    line(&format!("- {text}"));
}

/// Says a line as it is. Whoever listened may be gone; that is no reason to stop the work.
pub fn line(text: &impl Display) {
    writeln!(std::io::stdout(), "{text}").ok();
}

/// Says why the command did not succeed.
pub fn fault(what: &str) {
    writeln!(std::io::stderr(), "Không thực hiện được / Failed: {what}").ok();
}
