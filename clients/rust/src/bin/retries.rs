// [begin retries]
use std::env;
use std::thread::sleep;
use std::time::Duration;

use auditledge_client::apis::configuration::Configuration;
use auditledge_client::apis::events_api::{create_event, CreateEventError, CreateEventParams};
use auditledge_client::apis::Error;
use auditledge_client::models::{ActorInput, EventCreated, EventInput, ResourceInput};

/// Record an event, with retries. The client's timeout limits each attempt.
fn record(
    configuration: &Configuration,
    mut event: EventInput,
    attempts: u32,
) -> Result<EventCreated, Error<CreateEventError>> {
    // Generated once per event, the id makes retries safe.
    event.id.get_or_insert_with(|| Some(format!("evt_{}", uuid::Uuid::now_v7())));
    let mut attempt = 1;
    loop {
        match create_event(configuration, CreateEventParams { event_input: event.clone() }) {
            Err(error) if attempt < attempts && is_retryable(&error) => {
                let max_pause = (0.5 * f64::from(1 << attempt)).min(8.0);
                sleep(Duration::from_secs_f64(max_pause * rand::random::<f64>()));
                attempt += 1;
            }
            outcome => return outcome,
        }
    }
}

fn is_retryable(error: &Error<CreateEventError>) -> bool {
    match error {
        Error::Reqwest(_) => true,
        Error::ResponseError(response) => {
            [408, 429, 500, 502, 503, 504].contains(&response.status.as_u16())
                && !response.content.contains("\"quota_exceeded\"")
        }
        _ => false,
    }
}
// [end retries]

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let configuration = Configuration {
        base_path: env::var("AUDITLEDGE_BASE_URL")?,
        bearer_access_token: env::var("AUDITLEDGE_API_KEY").ok(),
        ..Configuration::default()
    };
    let event = EventInput::new(
        ActorInput::new("user_123".into()),
        "invoice.deleted".into(),
        ResourceInput::new("invoice".into(), "inv_456".into()),
    );
    println!("{}", record(&configuration, event, 3)?.event.id);
    Ok(())
}
