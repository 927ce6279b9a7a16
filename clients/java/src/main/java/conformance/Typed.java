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
      case "listEvents" -> events.listEventsWithHttpInfo(
          with(EventsApi.APIListEventsRequest.newBuilder()).build());
      case "exportEvents" -> events.exportEventsWithHttpInfo(
          with(EventsApi.APIExportEventsRequest.newBuilder()).build());
      case "exportEventsCsv" -> events.exportEventsCsvWithHttpInfo(
          with(EventsApi.APIExportEventsCsvRequest.newBuilder()).build());
      case "streamEvents" -> events.streamEventsWithHttpInfo(
          with(EventsApi.APIStreamEventsRequest.newBuilder()).build());
      case "countEvents" -> events.countEventsWithHttpInfo(
          with(EventsApi.APICountEventsRequest.newBuilder()).build());
      case "countFacets" -> events.countFacetsWithHttpInfo(
          with(EventsApi.APICountFacetsRequest.newBuilder()).build());
      case "getEvent" -> events.getEventWithHttpInfo(text("event_id"));
      case "getUsage" -> new UsageApi(client).getUsageWithHttpInfo();
      case "getHealth" -> new HealthApi(client).getHealthWithHttpInfo();
      case "getLiveness" -> new HealthApi(client).getLivenessWithHttpInfo();
      case "getReadiness" -> new HealthApi(client).getReadinessWithHttpInfo();
      default -> throw new IllegalArgumentException("unknown operation " + call.get("operation"));
    };
  }

  /**
   * Sets the given parameters, each with the builder's method that is named after it: actor_id with actorId. The names
   * come from the call, so a new parameter in the contract needs no change here.
   */
  private <B> B with(B builder) throws JsonProcessingException {
    for (var given = call.path("parameters").fields(); given.hasNext(); ) {
      var parameter = given.next();
      var name = methodName(parameter.getKey());
      var set = Arrays.stream(builder.getClass().getMethods()).filter(each -> each.getName().equals(name)).findAny();
      var method = set.orElseThrow(() -> new IllegalArgumentException(builder.getClass() + " has no " + name));
      var value = client.getObjectMapper().treeToValue(parameter.getValue(), method.getParameterTypes()[0]);
      try {
        method.invoke(builder, value);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return builder;
  }

  /** How openapi-generator names the method that sets a parameter: Last-Event-ID becomes lastEventID. */
  private static String methodName(String parameter) {
    var words = parameter.split("[_-]");
    var name = new StringBuilder();
    for (var word : words) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private <T> T body(Class<T> type) throws JsonProcessingException {
    return client.getObjectMapper().treeToValue(call.get("body"), type);
  }

  private String text(String name) {
    return call.path("parameters").path(name).textValue();
  }
}
