//! Being asked to stop.

use std::future::Future;
use std::io;
use std::time::Duration;

/// How long running requests may take to finish once the service was asked to stop.
pub const GRACE: Duration = Duration::from_secs(10);

/// Listens from now on; the future ends when the process is asked to stop: SIGTERM from a service manager, SIGINT from a keyboard.
#[cfg(unix)]
pub fn listen() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut manager = signal(SignalKind::terminate())?;
    let mut keyboard = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = manager.recv() => {}
            _ = keyboard.recv() => {}
        }
    })
}

/// Listens from now on; the future ends when the process is asked to stop from a keyboard.
#[cfg(not(unix))]
pub fn listen() -> io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
