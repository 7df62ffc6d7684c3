package dev.strongroom.api.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.strongroom.api.json.JsonForm;
import dev.strongroom.api.query.QueryForm;
import dev.strongroom.api.wire.QueryParameter;
import dev.strongroom.api.wire.WireForm;
import dev.strongroom.api.wire.WireRequest;
import dev.strongroom.domain.error.ErrorCode;
import dev.strongroom.domain.error.KmsException;
import dev.strongroom.domain.operation.Service;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which service, action and wire form a request is for: JSON 1.1 by {@code X-Amz-Target}, the
 * query protocol by {@code Action} and {@code Version}. Everything is at {@code /}; further forms
 * with paths of their own (rpc-v2-cbor) would be told apart here.
 */
final class Router {
  private static final String NO_VERSION = "NO_VERSION_SPECIFIED";

  private final Set<Service> jsonServices;
  private final Set<Service> queryServices;
  private final Optional<URI> console;

  /**
   * @param jsonServices the services that answer JSON
   * @param queryServices the services that answer the query protocol
   * @param console where browsers are sent, if anywhere
   */
  Router(Set<Service> jsonServices, Set<Service> queryServices, Optional<URI> console) {
    this.jsonServices = Set.copyOf(jsonServices);
    this.queryServices = Set.copyOf(queryServices);
    this.console = console;
  }

  Routing route(WireRequest request) {
    if (console.isPresent() && isBrowser(request)) {
      return new Routing.Browser(console.get());
    }
    if (!request.path().equals("/")) {
      return astray("There is nothing at this path.");
    }
    boolean posted = request.method().equals("POST");
    // However wrong the rest is: a client that names a target could read no XML.
    boolean forJson = request.headers().has("x-amz-target");
    String type = mediaType(request);
    if (posted && type.equals(QueryForm.FORM_TYPE) && request.query().isEmpty() && !forJson) {
      return query(new String(request.body(), ISO_8859_1), false);
    }
    if (request.method().equals("GET") && !request.query().isEmpty() && !forJson) {
      return query(request.query(), true);
    }
    if (posted && type.equals(JsonForm.CONTENT_TYPE) && request.query().isEmpty()) {
      return json(request);
    }
    return astray(
        "A call is a POST to / without a query string, of type application/x-amz-json-1.1 with"
            + " X-Amz-Target, or of type application/x-www-form-urlencoded with Action.");
  }

  private Routing json(WireRequest request) {
    String target = request.headers().first("x-amz-target").orElse("");
    int dot = target.indexOf('.');
    String prefix = dot < 0 ? "" : target.substring(0, dot);
    for (Service service : jsonServices) {
      if (service.targetPrefix().equals(prefix)) {
        String action = target.substring(dot + 1);
        return new Routing.Target(service, action, new JsonForm(request.body()), List.of());
      }
    }
    return new Routing.Astray(
        new JsonForm(request.body()),
        Optional.empty(),
        Optional.of(target).filter(text -> !text.isEmpty()),
        unknown("X-Amz-Target names no API that is answered here."));
  }

  private Routing query(String encoded, boolean inUrl) {
    if (queryServices.isEmpty()) {
      return astray("No API with this protocol is answered here.");
    }
    Service first = queryServices.iterator().next();
    List<QueryParameter> parameters;
    QueryForm form;
    try {
      parameters = QueryParameter.parse(encoded);
      form = QueryForm.of(first, parameters);
    } catch (KmsException unreadable) {
      return new Routing.Astray(
          QueryForm.unreadable(first), Optional.of(first), Optional.empty(), unreadable);
    }
    String action = form.action().orElse("");
    String version = form.version().orElse(NO_VERSION);
    for (Service service : queryServices) {
      if (service.version().equals(version) && !action.isEmpty()) {
        List<QueryParameter> signed = inUrl ? parameters : List.of();
        return new Routing.Target(service, action, form.of(service), signed);
      }
    }
    String message =
        action.isEmpty()
            ? "The request must contain the parameter Action."
            : "Could not find operation %s for version %s"
                .formatted(ShownName.of(action), ShownName.of(version));
    return new Routing.Astray(form, Optional.of(first), Optional.of(action), unknown(message));
  }

  private static boolean isBrowser(WireRequest request) {
    return (request.method().equals("GET") || request.method().equals("HEAD"))
        && request.path().equals("/")
        && request.query().isEmpty()
        && !request.headers().has("authorization")
        && request.headers().first("accept").orElse("").contains("text/html");
  }

  private static String mediaType(WireRequest request) {
    String value = request.headers().first("content-type").orElse("");
    int parameters = value.indexOf(';');
    String type = parameters < 0 ? value : value.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static Routing astray(String message) {
    WireForm form = new JsonForm(new byte[0]);
    return new Routing.Astray(form, Optional.empty(), Optional.empty(), unknown(message));
  }

  private static KmsException unknown(String message) {
    return new KmsException(ErrorCode.UNKNOWN_OPERATION, message);
  }
}
