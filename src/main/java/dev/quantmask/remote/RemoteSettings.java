package dev.quantmask.remote;

import dev.quantmask.text.EnvironmentName;
import dev.quantmask.text.Visible;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says how files are fetched, and where they are kept.
 *
 * @param cacheFolder where fetched files are kept
 * @param cacheSize bytes that they have at most
 * @param readTimeout after which a server that sends nothing is given up
 * @param pause before the second attempt; it doubles with each further one
 */
public record RemoteSettings(
    Path cacheFolder, long cacheSize, S3 s3, Duration readTimeout, Duration pause) {
  /** The names of the keys, which commands look up themselves. */
  public static final String CACHE_FOLDER = "quantmask.model.cache-folder";

  public static final String CACHE_SIZE = "quantmask.model.cache-size";
  public static final String ENDPOINT = "quantmask.s3.endpoint";
  public static final String REGION = "quantmask.s3.region";
  public static final String PATH_STYLE = "quantmask.s3.path-style";
  public static final String DEFAULT_CACHE_SIZE = "10G";

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,15})([KMGT]?)", Pattern.CASE_INSENSITIVE);

  /**
   * Says where S3 is. What is not said, AWS' SDK takes from its environment.
   *
   * @param pathStyle whether the bucket is in the path of a request rather than in the host's name;
   *     default: where there is an endpoint
   */
  public record S3(Optional<URI> endpoint, Optional<String> region, Optional<Boolean> pathStyle) {}

  public static RemoteSettings of(Optional<Path> cacheFolder, long cacheSize, S3 s3) {
    return new RemoteSettings(
        cacheFolder.orElseGet(RemoteSettings::usersCache),
        cacheSize,
        s3,
        Duration.ofSeconds(30),
        Duration.ofMillis(500));
  }

  /** The settings of a command: keys of the service as system properties, or in the environment. */
  public static RemoteSettings ofThisProcess() {
    return of(
        key -> {
          String value = System.getProperty(key);
          return value == null ? System.getenv(EnvironmentName.of(key)) : value;
        });
  }

  static RemoteSettings of(UnaryOperator<String> values) {
    return of(
        value(values, CACHE_FOLDER).map(Path::of),
        bytes(value(values, CACHE_SIZE).orElse(DEFAULT_CACHE_SIZE)),
        new S3(
            value(values, ENDPOINT).map(RemoteSettings::endpoint),
            value(values, REGION),
            value(values, PATH_STYLE).map(Boolean::valueOf)));
  }

  private static Optional<String> value(UnaryOperator<String> values, String key) {
    return Optional.ofNullable(values.apply(key)).filter(value -> !value.isBlank());
  }

  private static long bytes(String text) {
    Matcher size = SIZE.matcher(text);
    if (!size.matches()) {
      throw new IllegalArgumentException(
          Visible.format(
              "%s: expected a number of bytes, such as 512M or 10G, found \"%s\"",
              CACHE_SIZE, text));
    }
    int power = "KMGT".indexOf(size.group(2).toUpperCase(Locale.ROOT)) + 1;
    return Long.parseLong(size.group(1)) << (size.group(2).isEmpty() ? 0 : 10 * power);
  }

  /**
   * Reads the address of a server of S3.
   *
   * @throws IllegalArgumentException naming the key
   */
  public static URI endpoint(String text) {
    try {
      URI endpoint = URI.create(text);
      if (endpoint.getHost() != null
          && endpoint.getRawUserInfo() == null
          && String.valueOf(endpoint.getScheme()).matches("https?")) {
        return endpoint;
      }
    } catch (IllegalArgumentException e) {
      // as below; its message has the text
    }
    throw new IllegalArgumentException(
        ENDPOINT + ": expected https://HOST or http://HOST:PORT, without a user");
  }

  /** As the XDG Base Directory Specification has it. */
  private static Path usersCache() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .filter(folder -> Path.of(folder).isAbsolute())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("quantmask");
  }
}
