package dev.quantmask.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code GET /q/openapi}: the description of the endpoints, as it is written.
 *
 * <p>Quarkus' extension would read it into a model at every start, which takes a fifth of it.
 */
@Path("/q/openapi")
@NonBlocking // the file is small, and read once
public class OpenApiResource {
  private static final String YAML = "application/yaml";

  private final ObjectMapper mapper;
  // Each once it has been asked for.
  private volatile byte[] yaml;
  private volatile byte[] json;

  OpenApiResource(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  /** Returns the description in YAML, unless JSON is asked for. */
  @GET
  public Response description(
      RoutingContext context, @HeaderParam(HttpHeaders.ACCEPT) @DefaultValue(YAML) String accepted)
      throws IOException {
    String format = context.queryParams().get("format"); // "" is one, and not to be taken for none
    if (format == null) {
      format = accepted.contains(MediaType.APPLICATION_JSON) ? "json" : "yaml";
    }
    return switch (format) {
      case "yaml" -> Response.ok(yaml(), YAML).build();
      case "json" -> Response.ok(json(), MediaType.APPLICATION_JSON).build();
      default ->
          throw ProblemException.badRequest(
              "format: expected yaml or json, found %s", TextExcerpt.of(format));
    };
  }

  private byte[] yaml() throws IOException {
    if (yaml == null) {
      try (InputStream file = OpenApiResource.class.getResourceAsStream("/META-INF/openapi.yaml")) {
        yaml = file.readAllBytes();
      }
    }
    return yaml;
  }

  private byte[] json() throws IOException {
    if (json == null) {
      Yaml parser = new Yaml(new SafeConstructor(new LoaderOptions()));
      json = mapper.writeValueAsBytes(parser.<Object>load(new String(yaml(), UTF_8)));
    }
    return json;
  }
}
