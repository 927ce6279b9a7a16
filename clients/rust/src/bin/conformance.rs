//! Runs conformance cases. Reads a request from each line of standard input and writes its outcome to a line of
//! standard output.
//!
//! A request is either an operation, called with the generated client, or plain HTTP, sent with reqwest.

use std::error::Error;
use std::io::{stdin, stdout, BufRead, Write};

use auditledge_client::apis::configuration::Configuration;
use auditledge_client::apis::events_api::{CreateEventBatchParams, CreateEventParams};
use auditledge_client::apis::{self, events_api, health_api, usage_api};
use auditledge_client::models::ErrorResponse;
use base64::prelude::{Engine, BASE64_STANDARD};
use serde_json::{json, Map, Value};

type Outcome = Result<Value, Box<dyn Error>>;

fn main() -> Result<(), Box<dyn Error>> {
    let http = reqwest::blocking::Client::new();
    for line in stdin().lock().lines() {
        let request: Value = serde_json::from_str(&line?)?;
        let outcome = match request.get("call") {
            Some(call) => perform(call, &http),
            None => send(&request["http"], &http),
        };
        let outcome = outcome.unwrap_or_else(|error| json!({"failure": format!("{error:?}")}));
        writeln!(stdout(), "{outcome}")?;
    }
    Ok(())
}

fn perform(call: &Value, http: &reqwest::blocking::Client) -> Outcome {
    let configuration = Configuration {
        base_path: call["base_url"].as_str().unwrap_or_default().to_owned(),
        bearer_access_token: call["key"].as_str().map(str::to_owned),
        client: http.clone(),
        ..Configuration::default()
    };
    let body = call["body"].clone();
    match call["operation"].as_str().unwrap_or_default() {
        "createEvent" => {
            let params = CreateEventParams { event_input: serde_json::from_value(body)? };
            typed(201, events_api::create_event(&configuration, params))
        }
        "createEventBatch" => {
            let prefer = call["parameters"]["Prefer"].as_str().map(str::to_owned);
            let params = CreateEventBatchParams { event_batch_input: serde_json::from_value(body)?, prefer };
            typed(200, events_api::create_event_batch(&configuration, params))
        }
        "listEvents" => typed(200, events_api::list_events(&configuration, parameters(call)?)),
        "exportEvents" => typed(200, events_api::export_events(&configuration, parameters(call)?)),
        "countEvents" => typed(200, events_api::count_events(&configuration, parameters(call)?)),
        "countFacets" => typed(200, events_api::count_facets(&configuration, parameters(call)?)),
        "getEvent" => typed(200, events_api::get_event(&configuration, parameters(call)?)),
        "getUsage" => typed(200, usage_api::get_usage(&configuration)),
        "getHealth" => typed(200, health_api::get_health(&configuration)),
        "getLiveness" => typed(200, health_api::get_liveness(&configuration)),
        "getReadiness" => typed(200, health_api::get_readiness(&configuration)),
        unknown => Err(format!("unknown operation {unknown}").into()),
    }
}

/// The parameters of a call, by their names: a new parameter in the contract needs no change here.
fn parameters<T: serde::de::DeserializeOwned>(call: &Value) -> serde_json::Result<T> {
    serde_json::from_value(call["parameters"].clone())
}

/// The response as parsed into the client's types. The client hides headers, and the status of a success.
fn typed<T, E>(success: u16, result: Result<T, apis::Error<E>>) -> Outcome
where
    T: serde::Serialize,
    E: std::fmt::Debug + 'static,
{
    let (status, body) = match result {
        Ok(value) => (success, serde_json::to_value(value)?),
        Err(apis::Error::ResponseError(response)) => {
            let body = match serde_json::from_str::<ErrorResponse>(&response.content) {
                Ok(error) => serde_json::to_value(error)?,
                Err(error) if response.content.starts_with('{') => return Err(Box::new(error)),
                Err(_) => Value::String(response.content),
            };
            (response.status.as_u16(), body)
        }
        Err(error) => return Err(Box::new(error)),
    };
    let media_type = if body.is_string() { "text/plain" } else { "application/json" };
    let headers = json!({"content-type": media_type});
    Ok(json!({"how": "typed", "status": status, "headers": headers, "body": body, "headers_known": false}))
}

fn send(plain: &Value, http: &reqwest::blocking::Client) -> Outcome {
    let method = reqwest::Method::from_bytes(plain["method"].as_str().unwrap_or_default().as_bytes())?;
    let mut request = http.request(method, plain["url"].as_str().unwrap_or_default());
    for (name, value) in plain["headers"].as_object().unwrap_or(&Map::new()) {
        request = request.header(name, value.as_str().unwrap_or_default());
    }
    if let Some(content) = plain["content"].as_str() {
        request = request.body(BASE64_STANDARD.decode(content)?);
    }
    let response = request.send()?;
    let status = response.status().as_u16();
    let headers: Map<String, Value> = response
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into()))
        .collect();
    Ok(json!({"how": "raw", "status": status, "headers": headers, "body": response.text()?}))
}
