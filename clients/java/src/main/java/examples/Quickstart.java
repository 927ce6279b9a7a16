package examples;

// [begin quickstart]
import com.auditledge.ApiClient;
import com.auditledge.ApiException;
import com.auditledge.api.EventsApi;
import com.auditledge.model.ActorInput;
import com.auditledge.model.ErrorResponse;
import com.auditledge.model.EventContextInput;
import com.auditledge.model.EventInput;
import com.auditledge.model.OutcomeInput;
import com.auditledge.model.ResourceInput;
import java.io.IOException;
import java.util.Map;

public final class Quickstart {
  public static void main(String[] arguments) throws ApiException, IOException {
    var client = new ApiClient();
    client.updateBaseUri(System.getenv().getOrDefault("AUDITLEDGE_BASE_URL", "https://api.auditledge.com/v1"));
    var key = System.getenv("AUDITLEDGE_API_KEY");
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
    var events = new EventsApi(client);

    var event = new EventInput()
        .actor(new ActorInput().id("user_123").name("Alice"))
        .action("invoice.updated")
        .resource(new ResourceInput().type("invoice").id("inv_456"))
        .outcome(OutcomeInput.SUCCESS)
        .context(new EventContextInput().ip("203.0.113.7"))
        .changes(Map.of("status", Map.of("before", "open", "after", "paid")))
        .metadata(Map.of("invoice_total", 1200));
    try {
      System.out.println("stored " + events.createEvent(event).getEvent().getId());
    } catch (ApiException e) {
      if (e.getResponseBody() != null) {
        var error = client.getObjectMapper().readValue(e.getResponseBody(), ErrorResponse.class);
        System.err.println(e.getCode() + " " + error.getCode() + ": " + error.getError());
      }
      throw e;
    }

    var q = "actor:user_123 outcome:success changes.status.after:paid";
    var search = EventsApi.APIListEventsRequest.newBuilder().q(q).limit(100).build();
    for (var found : events.listEvents(search).getEvents()) {
      System.out.println(found.getTimestamp() + " " + found.getAction() + " " + found.getResource().getId());
    }

    var byOutcome = EventsApi.APICountEventsRequest.newBuilder().by("outcome").build();
    for (var group : events.countEvents(byOutcome).getGroups()) {
      System.out.println(group.getValue() + ": " + group.getCount());
    }

    var csv = events.exportEventsCsv(EventsApi.APIExportEventsCsvRequest.newBuilder().build());
    System.out.println(csv.lines().findFirst().orElse(""));
  }

  private Quickstart() {}
}
// [end quickstart]
