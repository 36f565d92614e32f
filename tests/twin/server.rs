//! From a request to a response: address, parameters, faults, method.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use super::faults::Fault;
use super::records::Call;
use super::refusal::Refusal;
use super::wire::{Door, Scissors};
use super::world::{Answer, Params, World};
use super::{TOKEN, bodies, chats, methods, schema, webhook};

const BAD_GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
    <center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n";
const PORTAL: &str =
    "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Please log in.</body></html>";

/// Serves the world on a port of its own, on two background threads, until the runtime is dropped.
pub fn start(world: Arc<World>) -> (Runtime, SocketAddr) {
    let runtime = Builder::new_multi_thread().worker_threads(2).thread_name("twin").enable_all().build();
    let runtime = runtime.expect("a runtime starts");
    let (listener, address) = listener(&runtime).expect("a port is free");
    runtime.spawn(webhook::deliver(Arc::clone(&world)));
    let app = Router::new().fallback(serve).with_state(world);
    let service = app.into_make_service_with_connect_info::<Scissors>();
    runtime.spawn(async move { axum::serve(Door(listener), service).await });
    (runtime, address)
}

/// Bound without blocking on the runtime, so that a twin can start in asynchronous code too.
fn listener(runtime: &Runtime) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let _context = runtime.enter();
    Ok((TcpListener::from_std(listener)?, address))
}

async fn serve(
    State(world): State<Arc<World>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
) -> Response {
    let mut call = Call::arrived();
    match prepare(request, &mut call).await {
        Ok(()) => perform(&world, &scissors, call).await,
        Err(refusal) => finish(&world, call, Err(refusal), false),
    }
}

/// Fills in what the call is, up to where it is refused.
async fn prepare(request: Request, call: &mut Call) -> Result<(), Refusal> {
    let not_found = || Refusal::new(404, "Not Found");
    let path = request.uri().path().to_owned();
    let (token, name) = address(&path).ok_or_else(not_found)?;
    name.clone_into(&mut call.method);
    if token != TOKEN {
        return Err(Refusal::new(401, "Unauthorized"));
    }
    if request.method() != Method::GET && request.method() != Method::POST {
        return Err(not_found());
    }
    let method = schema::method(name).ok_or_else(|| Refusal::new(404, "Not Found: method not found"))?;
    method.name.clone_into(&mut call.method);
    let given = bodies::parameters(request).await?;
    method.check(given, &mut call.params)
}

/// Token and method of `/bot<token>/<method>`, if the token has the form of one.
fn address(path: &str) -> Option<(&str, &str)> {
    let (token, name) = path.strip_prefix("/bot")?.split_once('/')?;
    let (id, secret) = token.split_once(':')?;
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    let well_formed = !id.is_empty()
        && id.bytes().all(|byte| byte.is_ascii_digit())
        && secret.len() == 35
        && secret.bytes().all(is_letter);
    (well_formed && !name.is_empty()).then_some((token, name))
}

async fn perform(world: &World, scissors: &Scissors, call: Call) -> Response {
    let chat = call.params.get("chat_id").and_then(chats::number);
    let fault = world.state().faults.strike(&call.method, chat);
    let Some(fault) = fault else {
        let answer = answered(world, &call).await;
        return finish(world, call, answer, false);
    };
    if let Fault::Migrate { to } = fault {
        world.state().chats.seen(&json!({"id": to, "type": "supergroup", "title": "Readers"}));
    }
    if let Some(refusal) = fault.refusal() {
        return finish(world, call, Err(refusal), true);
    }
    suffer(world, scissors, call, fault).await
}

/// The faults that are more than a refusal. Delays are none to the log: the method has its own say.
async fn suffer(world: &World, scissors: &Scissors, call: Call, fault: Fault) -> Response {
    match fault {
        Fault::Slow(delay) => {
            tokio::time::sleep(delay).await;
            let answer = answered(world, &call).await;
            finish(world, call, answer, false)
        }
        Fault::Late(delay) => {
            let answer = answered(world, &call).await;
            let response = finish(world, call, answer, false);
            tokio::time::sleep(delay).await;
            response
        }
        Fault::Hang(delay) => hang(world, scissors, call, delay).await,
        Fault::BadGateway => html(world, call, StatusCode::BAD_GATEWAY, BAD_GATEWAY),
        Fault::Html => html(world, call, StatusCode::OK, PORTAL),
        _ => {
            scissors.reset();
            log(world, call, 0, Some("connection reset".to_owned()), true);
            StatusCode::OK.into_response()
        }
    }
}

/// Logged as it begins, since nobody may live to see its end.
async fn hang(world: &World, scissors: &Scissors, call: Call, delay: Duration) -> Response {
    log(world, call, 0, Some("no response".to_owned()), true);
    tokio::time::sleep(delay).await;
    scissors.close();
    StatusCode::OK.into_response()
}

fn html(world: &World, call: Call, status: StatusCode, page: &'static str) -> Response {
    log(world, call, status.as_u16(), Some("an HTML page".to_owned()), true);
    (status, [(CONTENT_TYPE, "text/html")], page).into_response()
}

async fn answered(world: &World, call: &Call) -> Answer {
    match call.method.as_str() {
        "getUpdates" => polled(world, call.fields()).await,
        method => methods::run(world, method, call.fields()),
    }
}

/// Waits until there are updates, a conflict ends the poll, or its time is up.
async fn polled(world: &World, params: &Params) -> Answer {
    let poll = world.state().queue.begin(params, Instant::now());
    // Also a refused poll ends the one that waits, and any may have confirmed something.
    world.arrived.notify_waiters();
    world.beat();
    let poll = poll?;
    loop {
        // Asked for before the look, so that nothing that comes between the two is missed.
        let arrival = world.arrived.notified();
        let updates = world.state().queue.look(&poll)?;
        if let Some(updates) = updates {
            return Ok(updates);
        }
        if tokio::time::timeout_at(poll.until.into(), arrival).await.is_err() {
            return Ok(json!([]));
        }
    }
}

fn finish(world: &World, call: Call, answer: Answer, faulted: bool) -> Response {
    let (status, body) = match &answer {
        // Written straight to text: a result may be a hundred updates long.
        Ok(result) => (200, format!(r#"{{"ok":true,"result":{result}}}"#)),
        Err(refusal) => (refusal.status, refusal.body().to_string()),
    };
    log(world, call, status, answer.err().map(|refusal| refusal.description), faulted);
    let status = StatusCode::from_u16(status).expect("the twin uses real statuses");
    (status, [(CONTENT_TYPE, "application/json")], body).into_response()
}

fn log(world: &World, call: Call, status: u16, error: Option<String>, faulted: bool) {
    world.log(Call { status, error, ..call }, faulted);
}
