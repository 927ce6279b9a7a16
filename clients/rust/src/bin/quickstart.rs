// [begin quickstart]
use std::collections::HashMap;
use std::env;

use auditledge_client::apis::configuration::Configuration;
use auditledge_client::apis::events_api::{CreateEventParams, ListEventsParams};
use auditledge_client::apis::{events_api, Error};
use auditledge_client::models::{ActorInput, EventInput, ResourceInput};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut configuration = Configuration::new();
    configuration.bearer_access_token = env::var("AUDITLEDGE_API_KEY").ok();
    if let Ok(url) = env::var("AUDITLEDGE_BASE_URL") {
        configuration.base_path = url;
    }

    let mut event = EventInput::new(
        ActorInput { name: Some(Some("Alice".into())), ..ActorInput::new("user_123".into()) },
        "invoice.deleted".into(),
        ResourceInput::new("invoice".into(), "inv_456".into()),
    );
    event.metadata = Some(Some(HashMap::from([("ip".into(), "192.168.1.1".into())])));
    let params = CreateEventParams { event_input: event };
    let created = events_api::create_event(&configuration, params).inspect_err(|error| {
        if let Error::ResponseError(response) = error {
            eprintln!("{} {}", response.status, response.content);
        }
    })?;
    println!("stored {}", created.event.id);

    let by_alice =
        ListEventsParams { actor_id: Some("user_123".into()), limit: Some(100), ..Default::default() };
    let page = events_api::list_events(&configuration, by_alice)?;
    for event in page.events {
        println!("{} {} {}", event.timestamp, event.action, event.resource.id);
    }

    let key = configuration.bearer_access_token.unwrap_or_default();
    let export = format!("{}/events/export.csv", configuration.base_path);
    let csv = configuration.client.get(export).bearer_auth(key).send()?.error_for_status()?.text()?;
    println!("{}", csv.lines().next().unwrap_or_default());
    Ok(())
}
// [end quickstart]
