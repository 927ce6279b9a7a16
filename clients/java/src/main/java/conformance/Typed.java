package conformance;

import com.auditledge.ApiClient;
import com.auditledge.ApiException;
import com.auditledge.ApiResponse;
import com.auditledge.api.EventsApi;
import com.auditledge.api.HealthApi;
import com.auditledge.api.UsageApi;
import com.auditledge.model.ErrorResponse;
import com.auditledge.model.EventBatchInput;
import com.auditledge.model.EventInput;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One call of the generated client. The body of its outcome is the response as parsed into the client's types. */
final class Typed {
  private static final Map<List<String>, ApiClient> CLIENTS = new HashMap<>();

  private final JsonNode call;
  private final ApiClient client;

  Typed(JsonNode call) {
    this.call = call;
    var access = Arrays.asList(call.get("base_url").textValue(), call.get("key").textValue());
    client = CLIENTS.computeIfAbsent(access, ignored -> connect(access.get(0), access.get(1)));
  }

  private static ApiClient connect(String baseUrl, String key) {
    var client = new ApiClient();
    client.updateBaseUri(baseUrl);
    if (key != null) {
      client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
    }
    return client;
  }

  Conformance.Outcome perform() throws JsonProcessingException {
    try {
      var response = execute();
      var headers = HttpHeaders.of(response.getHeaders(), (name, value) -> true);
      return new Conformance.Outcome("typed", response.getStatusCode(), Conformance.flat(headers), response.getData());
    } catch (ApiException e) {
      if (e.getResponseHeaders() == null) {
        throw new IllegalStateException(e);
      }
      return new Conformance.Outcome("typed", e.getCode(), Conformance.flat(e.getResponseHeaders()), errorBody(e));
    }
  }

  /** The ErrorResponse of an error, or else the text of the response. */
  private Object errorBody(ApiException e) throws JsonProcessingException {
    var type = e.getResponseHeaders().firstValue("Content-Type").orElse("");
    if (!type.startsWith("application/json")) {
      return e.getResponseBody();
    }
    return client.getObjectMapper().readValue(e.getResponseBody(), ErrorResponse.class);
  }

  private ApiResponse<?> execute() throws ApiException, JsonProcessingException {
    var events = new EventsApi(client);
    return switch (call.get("operation").textValue()) {
      case "createEvent" -> events.createEventWithHttpInfo(body(EventInput.class));
      case "createEventBatch" -> events.createEventBatchWithHttpInfo(body(EventBatchInput.class), text("Prefer"));
      case "listEvents" -> events.listEventsWithHttpInfo(listing());
      case "exportEvents" -> events.exportEventsWithHttpInfo(export());
      case "streamEvents" -> events.streamEventsWithHttpInfo(stream());
      case "getEvent" -> events.getEventWithHttpInfo(text("event_id"));
      case "getUsage" -> new UsageApi(client).getUsageWithHttpInfo();
      case "getHealth" -> new HealthApi(client).getHealthWithHttpInfo();
      case "getLiveness" -> new HealthApi(client).getLivenessWithHttpInfo();
      case "getReadiness" -> new HealthApi(client).getReadinessWithHttpInfo();
      default -> throw new IllegalArgumentException("unknown operation " + call.get("operation"));
    };
  }

  private EventsApi.APIListEventsRequest listing() {
    return EventsApi.APIListEventsRequest.newBuilder()
        .organizationId(text("organization_id"))
        .actorId(text("actor_id"))
        .actorName(text("actor_name"))
        .actorEmail(text("actor_email"))
        .action(text("action"))
        .resourceType(text("resource_type"))
        .resourceId(text("resource_id"))
        .search(text("search"))
        .startDate(text("start_date"))
        .endDate(text("end_date"))
        .order(text("order"))
        .limit(number("limit"))
        .offset(number("offset"))
        .cursor(text("cursor"))
        .build();
  }

  private EventsApi.APIExportEventsRequest export() {
    return EventsApi.APIExportEventsRequest.newBuilder()
        .format(text("format"))
        .csvRaw(flag("csv_raw"))
        .after(text("after"))
        .organizationId(text("organization_id"))
        .actorId(text("actor_id"))
        .actorName(text("actor_name"))
        .actorEmail(text("actor_email"))
        .action(text("action"))
        .resourceType(text("resource_type"))
        .resourceId(text("resource_id"))
        .search(text("search"))
        .startDate(text("start_date"))
        .endDate(text("end_date"))
        .order(text("order"))
        .build();
  }

  private EventsApi.APIStreamEventsRequest stream() {
    return EventsApi.APIStreamEventsRequest.newBuilder()
        .after(text("after"))
        .lastEventID(text("Last-Event-ID"))
        .follow(flag("follow"))
        .organizationId(text("organization_id"))
        .actorId(text("actor_id"))
        .actorName(text("actor_name"))
        .actorEmail(text("actor_email"))
        .action(text("action"))
        .resourceType(text("resource_type"))
        .resourceId(text("resource_id"))
        .search(text("search"))
        .startDate(text("start_date"))
        .endDate(text("end_date"))
        .build();
  }

  private <T> T body(Class<T> type) throws JsonProcessingException {
    return client.getObjectMapper().treeToValue(call.get("body"), type);
  }

  private JsonNode parameter(String name) {
    return call.path("parameters").path(name);
  }

  private String text(String name) {
    return parameter(name).textValue();
  }

  private Boolean flag(String name) {
    return parameter(name).isMissingNode() ? null : parameter(name).booleanValue();
  }

  private Integer number(String name) {
    return parameter(name).isMissingNode() ? null : parameter(name).intValue();
  }
}
