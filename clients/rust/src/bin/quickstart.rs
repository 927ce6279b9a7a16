// [begin quickstart]
use std::collections::HashMap;
use std::env;

use auditledge_client::apis::configuration::Configuration;
use auditledge_client::apis::events_api::{CountEventsParams, CreateEventParams, ListEventsParams};
use auditledge_client::apis::{events_api, Error};
use auditledge_client::models::{ActorInput, EventContextInput, EventInput, OutcomeInput, ResourceInput};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut configuration = Configuration::new();
    configuration.bearer_access_token = env::var("AUDITLEDGE_API_KEY").ok();
    if let Ok(url) = env::var("AUDITLEDGE_BASE_URL") {
        configuration.base_path = url;
    }

    let mut event = EventInput::new(
        ActorInput { name: Some(Some("Alice".into())), ..ActorInput::new("user_123".into()) },
        "invoice.updated".into(),
        ResourceInput::new("invoice".into(), "inv_456".into()),
    );
    event.outcome = Some(Some(OutcomeInput::Success));
    let origin = EventContextInput { ip: Some(Some("203.0.113.7".into())), ..Default::default() };
    event.context = Some(Some(Box::new(origin)));
    let status = HashMap::from([("before".into(), "open".into()), ("after".into(), "paid".into())]);
    event.changes = Some(Some(HashMap::from([("status".into(), status)])));
    event.metadata = Some(Some(HashMap::from([("invoice_total".into(), 1200.into())])));
    let params = CreateEventParams { event_input: event };
    let created = events_api::create_event(&configuration, params).inspect_err(|error| {
        if let Error::ResponseError(response) = error {
            eprintln!("{} {}", response.status, response.content);
        }
    })?;
    println!("stored {}", created.event.id);

    let q = "actor:user_123 outcome:success changes.status.after:paid".to_owned();
    let paid = ListEventsParams { q: Some(q), limit: Some(100), ..Default::default() };
    let page = events_api::list_events(&configuration, paid)?;
    for event in page.events {
        println!("{} {} {}", event.timestamp, event.action, event.resource.id);
    }

    let by_outcome = CountEventsParams { by: "outcome".into(), ..Default::default() };
    for group in events_api::count_events(&configuration, by_outcome)?.groups {
        println!("{}: {}", group.value.unwrap_or_default(), group.count);
    }

    let key = configuration.bearer_access_token.unwrap_or_default();
    let export = format!("{}/events/export.csv", configuration.base_path);
    let csv = configuration.client.get(export).bearer_auth(key).send()?.error_for_status()?.text()?;
    println!("{}", csv.lines().next().unwrap_or_default());
    Ok(())
}
// [end quickstart]
