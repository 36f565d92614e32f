//! The address on which the bot listens: pages about itself, and whatever else it is given to answer.

use std::future::pending;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::routing::get;
use tokio::net::TcpListener;

use crate::telegram::context::Context;
use crate::telegram::context::metrics;
use crate::telegram::error::ServeError;

/// Whether the process lives, whether it does its work, and what it has counted.
pub const PAGES: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

/// A server that listens already, so that the first call finds it.
pub struct HttpServer {
    listener: TcpListener,
}

impl HttpServer {
    /// Listens there.
    ///
    /// # Errors
    /// When the address cannot be listened on.
    pub async fn bind(address: SocketAddr) -> Result<Self, ServeError> {
        let failed = |reason| ServeError::CannotListen { address, reason };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        tracing::info!("listens on {}", listener.local_addr().map_err(failed)?);
        Ok(Self { listener })
    }

    /// Shows the pages until it is dropped.
    pub async fn show(self, context: Arc<Context>) {
        self.serve(context, Router::new(), pending()).await;
    }

    /// Shows the pages, and answers all other calls by `others`, until `stop`; then what has begun is ended.
    pub async fn serve(
        self,
        context: Arc<Context>,
        others: Router,
        stop: impl Future<Output = ()> + Send + 'static,
    ) {
        let [health, readiness, figures] = PAGES;
        let pages = Router::new()
            .route(health, get(|| async { "ok\n" }))
            .route(readiness, get(ready))
            .route(figures, get(counted))
            .with_state(context);
        let served = axum::serve(self.listener, pages.merge(others)).with_graceful_shutdown(stop);
        if let Err(error) = served.await {
            tracing::error!("nothing more can be served: {error}");
        }
    }
}

/// Whether the bot does its work; a proxy sends calls elsewhere while it does not.
async fn ready(State(context): State<Arc<Context>>) -> (StatusCode, &'static str) {
    match context.is_ready() {
        true => (StatusCode::OK, "ready\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be used\n"),
    }
}

/// What has been counted. A database that does not say how much waits is trouble of its own, which
/// the bot's work meets as well, and tells.
async fn counted(
    State(context): State<Arc<Context>>,
) -> (StatusCode, [(HeaderName, &'static str); 1], String) {
    let waiting = tokio::try_join!(context.store.backlog(), context.store.progress(context.now())).ok();
    let (status, page) = match context.metrics.page(waiting) {
        Ok(page) => (StatusCode::OK, page),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, String::new()),
    };
    (status, [(header::CONTENT_TYPE, metrics::CONTENT_TYPE)], page)
}
