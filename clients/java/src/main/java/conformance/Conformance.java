package conformance;

import com.auditledge.ApiClient;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Runs conformance cases. Reads a request from each line of standard input and writes its outcome to a line of
 * standard output.
 *
 * <p>A request is either an operation, called with the generated client, or plain HTTP, sent with java.net.http.
 */
public final class Conformance {
  private static final ObjectMapper JSON = ApiClient.createDefaultObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Conformance() {}

  /** The outcome of a request. */
  record Outcome(String how, int status, Map<String, String> headers, Object body) {}

  public static void main(String[] arguments) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      out.println(JSON.writeValueAsString(handle(line)));
    }
  }

  private static Object handle(String line) {
    try {
      var request = JSON.readTree(line);
      return request.has("call") ? new Typed(request.get("call")).perform() : send(request.get("http"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of("failure", e.toString());
    } catch (Exception e) {
      return Map.of("failure", e.toString());
    }
  }

  private static Outcome send(JsonNode plain) throws IOException, InterruptedException {
    var content = plain.get("content");
    var body = content.isNull()
        ? HttpRequest.BodyPublishers.noBody()
        : HttpRequest.BodyPublishers.ofByteArray(content.binaryValue());
    var request = HttpRequest.newBuilder(URI.create(plain.get("url").textValue()))
        .method(plain.get("method").textValue(), body);
    plain.get("headers").properties().forEach(header -> request.header(header.getKey(), header.getValue().textValue()));
    var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    return new Outcome("raw", response.statusCode(), flat(response.headers()), response.body());
  }

  static Map<String, String> flat(HttpHeaders headers) {
    var found = new HashMap<String, String>();
    headers.map().forEach((name, values) -> found.put(name.toLowerCase(Locale.ROOT), values.get(0)));
    return found;
  }
}
