package dev.quantmask.server.request;

import io.quarkus.runtime.LaunchMode;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A path that answers, and how it may be asked. Whether a request needs a key, whether it may have
 * a body, 404, 405 and the header Allow all follow from this one list: what is not in it is not
 * there.
 *
 * @param open whether it needs no key
 * @param images where images come in
 */
public record Endpoint(
    Pattern path,
    List<HttpMethod> methods,
    boolean open,
    Optional<DetectionEndpoint> images,
    Body body) {
  /** What a POST may bring. */
  enum Body {
    NONE,
    /** A few options. */
    SMALL,
    IMAGES,
    /** Messages of gRPC, for as long as the call lasts. */
    MESSAGES
  }

  private static final List<HttpMethod> READING = List.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final Pattern PAGE = Pattern.compile("/playground/([a-z]+/)?[a-z0-9_]+\\.[a-z]+");

  private static final List<Endpoint> ALL =
      Stream.of(
              Arrays.stream(DetectionEndpoint.values()).map(Endpoint::of),
              Stream.of(
                      "/v1/models",
                      "/v2(/health/(live|ready))?",
                      "/v2/models/[A-Za-z0-9._-]+(/versions/[A-Za-z0-9._-]+)?(/(ready|config|stats))?")
                  .map(path -> reading(path, false)),
              Stream.of(
                      "/v2/repository/index",
                      "/v2/(repository/)?models/[A-Za-z0-9._-]+/(load|unload)")
                  .map(path -> posting(path, false, Body.SMALL)),
              Stream.of(
                      "/(index\\.html)?",
                      PAGE.pattern(),
                      "/q/health(/(live|ready|started|well|group/[A-Za-z0-9_-]+))?",
                      "/q/metrics",
                      "/q/openapi")
                  .map(path -> reading(path, true)),
              Stream.of(
                  call(
                      "inference.GRPCInferenceService/"
                          + "(ServerLive|ServerReady|ServerMetadata"
                          + "|ModelReady|ModelMetadata|ModelConfig|ModelStatistics"
                          + "|RepositoryIndex|RepositoryModelLoad|RepositoryModelUnload)",
                      false,
                      Body.SMALL),
                  call("grpc.health.v1.Health/(Check|Watch)", true, Body.SMALL),
                  call(
                      "grpc.reflection.v1(alpha)?.ServerReflection/ServerReflectionInfo",
                      false,
                      Body.MESSAGES)))
          .flatMap(endpoints -> endpoints)
          .toList();

  private static Endpoint of(DetectionEndpoint images) {
    HttpMethod method = images == DetectionEndpoint.STREAM ? HttpMethod.GET : HttpMethod.POST;
    Body body =
        switch (images) {
          case STREAM -> Body.NONE;
          case GRPC_STREAM -> Body.MESSAGES;
          default -> Body.IMAGES;
        };
    return new Endpoint(images.path(), List.of(method), false, Optional.of(images), body);
  }

  /** A method of gRPC, or several. */
  private static Endpoint call(String path, boolean open, Body body) {
    return posting("/" + path.replace(".", "\\."), open, body);
  }

  private static Endpoint posting(String path, boolean open, Body body) {
    return new Endpoint(
        Pattern.compile(path), List.of(HttpMethod.POST), open, Optional.empty(), body);
  }

  private static Endpoint reading(String path, boolean open) {
    return new Endpoint(Pattern.compile(path), READING, open, Optional.empty(), Body.NONE);
  }

  /**
   * The path is taken as it was sent. What means the same only after it has been decoded or
   * shortened, such as {@code //v1/detections}, is nothing: a filter and a resource could take it
   * for different things.
   *
   * @param path null where the request has none
   */
  public static Optional<Endpoint> at(String path) {
    if (path == null || (PAGE.matcher(path).matches() && !isPartOfThePage(path))) {
      return Optional.empty();
    }
    return ALL.stream()
        .filter(endpoint -> endpoint.path.matcher(path).matches())
        .findFirst()
        .or(
            () ->
                isForDevelopers(path)
                    ? Optional.of(reading(Pattern.quote(path), true))
                    : Optional.empty());
  }

  private static boolean isPartOfThePage(String path) {
    return Endpoint.class.getResource("/META-INF/resources" + path) != null;
  }

  /** Returns whether Quarkus shows it in dev mode: the list does not know its paths. */
  private static boolean isForDevelopers(String path) {
    return LaunchMode.current() == LaunchMode.DEVELOPMENT && path.startsWith("/q/");
  }

  /** The value of the header Allow. */
  String allow() {
    return Stream.concat(methods.stream(), Stream.of(HttpMethod.OPTIONS))
        .map(HttpMethod::name)
        .collect(Collectors.joining(", "));
  }
}
