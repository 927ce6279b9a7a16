package examples;

// [begin retries]
import com.auditledge.ApiClient;
import com.auditledge.ApiException;
import com.auditledge.api.EventsApi;
import com.auditledge.model.ActorInput;
import com.auditledge.model.EventCreated;
import com.auditledge.model.EventInput;
import com.auditledge.model.ResourceInput;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

public final class Retries {
  private static final Set<Integer> RETRIED = Set.of(408, 429, 500, 502, 503, 504);

  /** An event id: `evt_` and a UUIDv7. Generated once per event, it makes retries safe. */
  static String newEventId() {
    var random = UUID.randomUUID();
    var high = System.currentTimeMillis() << 16 | 0x7000 | random.getMostSignificantBits() & 0x0fff;
    return "evt_" + new UUID(high, random.getLeastSignificantBits());
  }

  /** Record an event, with retries. Set a read timeout on the client. */
  static EventCreated record(EventsApi events, EventInput event, int attempts)
      throws ApiException, InterruptedException {
    if (event.getId() == null) {
      event.setId(newEventId());
    }
    for (var attempt = 1; ; attempt++) {
      try {
        return events.createEvent(event);
      } catch (ApiException e) {
        if (attempt == attempts || !isRetryable(e)) {
          throw e;
        }
        var pause = ThreadLocalRandom.current().nextDouble() * Math.min(8, 0.5 * Math.pow(2, attempt));
        Thread.sleep((long) (1000 * Math.max(pause, retryAfter(e))));
      }
    }
  }

  /** No status means that the connection was lost. Whether the event was stored is unknown, and does not matter. */
  private static boolean isRetryable(ApiException e) {
    var body = e.getResponseBody();
    return e.getCode() == 0
        || RETRIED.contains(e.getCode()) && (body == null || !body.contains("\"quota_exceeded\""));
  }

  private static double retryAfter(ApiException e) {
    var headers = e.getResponseHeaders();
    return headers == null ? 0 : headers.firstValueAsLong("Retry-After").orElse(0);
  }
  // [end retries]

  public static void main(String[] arguments) throws ApiException, InterruptedException {
    var client = new ApiClient().setReadTimeout(Duration.ofSeconds(10));
    client.updateBaseUri(System.getenv("AUDITLEDGE_BASE_URL"));
    var key = System.getenv("AUDITLEDGE_API_KEY");
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
    var event = new EventInput()
        .actor(new ActorInput().id("user_123"))
        .action("invoice.deleted")
        .resource(new ResourceInput().type("invoice").id("inv_456"));
    System.out.println(record(new EventsApi(client), event, 3).getEvent().getId());
  }

  private Retries() {}
}
