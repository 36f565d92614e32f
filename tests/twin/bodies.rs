//! Reads parameters from the four places where the Bot API takes them.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;
use serde_json::Value;

use super::refusal::Refusal;
use super::schema::Given;

/// More than any method but uploads needs.
const MAX_BODY: usize = 4 << 20;

/// The parameters of a request: query string, then body.
pub async fn parameters(request: Request) -> Result<Vec<(String, Given)>, Refusal> {
    let mut given = form(request.uri().query().unwrap_or_default().as_bytes())?;
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind == "multipart/form-data" {
        given.extend(parts(request).await?);
        return Ok(given);
    }
    let body = to_bytes(request.into_body(), MAX_BODY)
        .await
        .map_err(|_| Refusal::new(413, "Request Entity Too Large"))?;
    given.extend(match kind.as_str() {
        _ if body.is_empty() => Vec::new(),
        "application/json" => json(&body)?,
        "application/x-www-form-urlencoded" => form(&body)?,
        _ => return Err(Refusal::stricter(&format!("unsupported content type \"{kind}\""))),
    });
    Ok(given)
}

fn form(bytes: &[u8]) -> Result<Vec<(String, Given)>, Refusal> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(bytes)
        .map_err(|problem| Refusal::bad_request(&format!("can't parse the form: {problem}")))?;
    Ok(pairs.into_iter().map(|(name, value)| (name, Given::Text(value))).collect())
}

fn json(body: &Bytes) -> Result<Vec<(String, Given)>, Refusal> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => {
            Ok(fields.into_iter().map(|(name, value)| (name, Given::Json(value))).collect())
        }
        Ok(_) => Err(Refusal::bad_request("object expected as the body")),
        Err(problem) => Err(Refusal::bad_request(&format!("can't parse request JSON object: {problem}"))),
    }
}

async fn parts(request: Request) -> Result<Vec<(String, Given)>, Refusal> {
    let broken = |_| Refusal::bad_request("can't parse the multipart body");
    let mut multipart = Multipart::from_request(request, &())
        .await
        .map_err(|_| Refusal::bad_request("boundary not found"))?;
    let mut given = Vec::new();
    while let Some(part) = multipart.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = part.file_name().is_some();
        let text = part.text().await.map_err(broken)?;
        given.push((name, if is_file { Given::File } else { Given::Text(text) }));
    }
    Ok(given)
}
