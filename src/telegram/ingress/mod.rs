//! The ways in: updates that are polled for or that Telegram sends, and the pages that are shown.

pub mod connect;
pub mod http;
pub mod polling;
pub mod secret;
pub mod webhook;

use std::sync::Arc;

use tokio_util::task::AbortOnDropHandle;

use crate::telegram::context::{Context, panics};
use crate::telegram::error::ServeError;
use http::HttpServer;
use webhook::{Webhook, disowned};

/// Receives updates until `stop`: by the webhook, if there is one and a server for it, else by polling. The
/// server shows its pages as long.
///
/// # Errors
/// When there is no point in going on.
pub async fn receive(
    context: &Arc<Context>,
    webhook: Option<Webhook>,
    server: Option<HttpServer>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), ServeError> {
    match (webhook, server) {
        (Some(webhook), Some(server)) => tokio::select! {
            () = webhook.receive(server, Arc::clone(context), stop) => Ok(()),
            () = disowned(context) => Err(ServeError::BadToken),
        },
        (_, server) => {
            let shown = |server: HttpServer| panics::spawn(server.show(Arc::clone(context)));
            let _pages = server.map(shown).map(AbortOnDropHandle::new);
            polling::poll(context, stop).await
        }
    }
}
