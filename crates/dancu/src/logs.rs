//! The log: structured lines on standard error, without personal data.

use tracing_subscriber::EnvFilter;

use crate::config::{Format, Log};

/// Starts the log. A second start in the same process changes nothing.
pub fn start(log: &Log) {
    // The statements of the database driver would repeat what the acts already say.
    let filter = EnvFilter::new(format!("{},sqlx=warn,hyper=warn", log.level));
    // A line that cannot be written, on a full disk, is lost: saying so on the same closed way would end the request that wrote it.
    let lines = tracing_subscriber::fmt()
        .log_internal_errors(false)
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = match log.format {
        Format::Json => lines.json().flatten_event(true).try_init(),
        Format::Text => lines.try_init(),
    };
    started.ok();
}
