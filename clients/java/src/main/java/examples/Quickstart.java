package examples;

// [begin quickstart]
import com.auditledge.ApiClient;
import com.auditledge.ApiException;
import com.auditledge.api.EventsApi;
import com.auditledge.model.ActorInput;
import com.auditledge.model.ErrorResponse;
import com.auditledge.model.EventInput;
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
        .action("invoice.deleted")
        .resource(new ResourceInput().type("invoice").id("inv_456"))
        .metadata(Map.of("ip", "192.168.1.1"));
    try {
      System.out.println("stored " + events.createEvent(event).getEvent().getId());
    } catch (ApiException e) {
      if (e.getResponseBody() != null) {
        var error = client.getObjectMapper().readValue(e.getResponseBody(), ErrorResponse.class);
        System.err.println(e.getCode() + " " + error.getCode() + ": " + error.getError());
      }
      throw e;
    }

    var search = EventsApi.APIListEventsRequest.newBuilder().actorId("user_123").limit(100).build();
    for (var found : events.listEvents(search).getEvents()) {
      System.out.println(found.getTimestamp() + " " + found.getAction() + " " + found.getResource().getId());
    }

    var csv = events.exportEventsCsv(EventsApi.APIExportEventsCsvRequest.newBuilder().build());
    System.out.println(csv.lines().findFirst().orElse(""));
  }

  private Quickstart() {}
}
// [end quickstart]
