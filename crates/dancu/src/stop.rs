//! Being asked to stop.

use std::time::Duration;

/// How long running requests may take to finish once the service was asked to stop.
pub const GRACE: Duration = Duration::from_secs(10);

/// Waits until the process is asked to stop: SIGTERM from a service manager, SIGINT from a keyboard.
pub async fn asked() {
    let keyboard = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let manager = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let manager = std::future::pending::<()>();
    tokio::select! {
        () = keyboard => {}
        () = manager => {}
    }
}
