package dev.quantmask.remote;

import dev.quantmask.io.Sha256;
import dev.quantmask.text.Text;
import dev.quantmask.text.Visible;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a file that somebody else keeps: {@code https://HOST/PATH} or {@code
 * s3://BUCKET/KEY}, with {@code #sha256=HEX} if its content is pinned.
 *
 * <p>A query of HTTPS may be a signature, and what stands before the host a password: {@link
 * #toString} has neither.
 */
public final class RemoteAddress {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*");
  private static final Pattern PIN = Pattern.compile("sha256=([0-9a-fA-F]{64})");
  private static final Pattern S3 =
      Pattern.compile(
          "s3://([a-z0-9][a-z0-9._-]*)/([^?#]*[^?#/])(?:\\?versionId=([A-Za-z0-9._~-]+))?");
  private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d+){3}|\\[::1]");
  private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^A-Za-z0-9._-]");
  private static final int LONGEST_NAME = 100;
  private static final int KEY_DIGITS = 16;

  private final Location location;
  private final Optional<String> sha256;

  /** Says where the file is. */
  sealed interface Location {}

  /** An object of a bucket. */
  record S3Object(String bucket, String key, Optional<String> versionId) implements Location {
    @Override
    public String toString() {
      return "s3://"
          + bucket
          + "/"
          + key
          + versionId.map(version -> "?versionId=" + version).orElse("");
    }
  }

  /** A resource of a web server. */
  record WebResource(URI uri) implements Location {
    @Override
    public String toString() {
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }
  }

  private RemoteAddress(Location location, Optional<String> sha256) {
    this.location = location;
    this.sha256 = sha256;
  }

  /** Returns whether a text is meant to be an address rather than the name of a file. */
  public static boolean isMeant(String text) {
    return SCHEME.matcher(text).matches();
  }

  /** Returns the text, but of an address only what is not secret. */
  public static String shown(String text) {
    if (!isMeant(text)) {
      return text;
    }
    try {
      return of(text).toString();
    } catch (IllegalArgumentException e) {
      return "ADDRESS";
    }
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException saying what is wrong, without what may be secret
   */
  public static RemoteAddress of(String text) {
    int end = text.indexOf('#');
    Optional<String> pin = end < 0 ? Optional.empty() : Optional.of(pin(text.substring(end + 1)));
    String address = end < 0 ? text : text.substring(0, end);
    Matcher scheme = SCHEME.matcher(address);
    if (!scheme.matches()) {
      throw new IllegalArgumentException("expected https:// or s3://, found none");
    }
    return switch (scheme.group(1).toLowerCase(Locale.ROOT)) {
      case "s3" -> new RemoteAddress(object(address), pin);
      case "https", "http" -> new RemoteAddress(new WebResource(web(address)), pin);
      default ->
          throw new IllegalArgumentException(
              Visible.format("expected https:// or s3://, found %s://", scheme.group(1)));
    };
  }

  private static String pin(String fragment) {
    Matcher pin = PIN.matcher(fragment);
    if (!pin.matches()) {
      throw new IllegalArgumentException(
          "expected nothing after # but sha256= and 64 hexadecimal digits");
    }
    return pin.group(1).toLowerCase(Locale.ROOT);
  }

  private static S3Object object(String address) {
    Matcher object = S3.matcher(address);
    if (!object.matches()) {
      throw new IllegalArgumentException(
          "expected s3://BUCKET/KEY or s3://BUCKET/KEY?versionId=VERSION");
    }
    return new S3Object(object.group(1), object.group(2), Optional.ofNullable(object.group(3)));
  }

  private static URI web(String address) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException e) {
      // Its message has the address.
      throw new IllegalArgumentException(
          "expected https://HOST/PATH, in which other signs than letters and digits are written as"
              + " %20",
          null);
    }
    if (uri.getHost() == null || uri.getRawPath().length() < 2) {
      throw new IllegalArgumentException("expected https://HOST/PATH");
    }
    requireSafe(uri);
    return uri;
  }

  /** Refuses what anybody on the way could read and replace. */
  static void requireSafe(URI uri) {
    boolean isLoopback = LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
    if (!"https".equalsIgnoreCase(uri.getScheme()) && !isLoopback) {
      throw new IllegalArgumentException(
          "expected https://, found http://: anybody on the way could put another model in its"
              + " place; http:// is for this machine only (localhost, 127.0.0.1, [::1])");
    }
  }

  Location location() {
    return location;
  }

  /** The hash that the content must have, if the address says it. */
  Optional<String> sha256() {
    return sha256;
  }

  /** Returns whether its content cannot change: it has a hash, or is one version of an object. */
  public boolean isPinned() {
    return pin().isPresent();
  }

  /** What tells the content apart, where the address itself says it. */
  Optional<String> pin() {
    return sha256.or(
        () -> location instanceof S3Object object ? object.versionId() : Optional.empty());
  }

  /** A name for what is known of this address; signatures and passwords cannot be read from it. */
  String key() {
    String whole = location instanceof WebResource web ? web.uri().toString() : toString();
    return Sha256.of(sha256.orElse(whole)).substring(0, KEY_DIGITS);
  }

  /** The name that a file has in the cache, with its ending. */
  String fileName() {
    String path = path();
    String last = path.substring(path.lastIndexOf('/') + 1);
    String name = NOT_IN_A_NAME.matcher(last).replaceAll("_").replaceFirst("^\\.+", "");
    return name.isEmpty() ? "file" : name.substring(Math.max(0, name.length() - LONGEST_NAME));
  }

  /** The names of the folders that it is in, and its own. */
  public String path() {
    return location instanceof S3Object object
        ? object.key()
        : ((WebResource) location).uri().getPath();
  }

  /** The same as a server gets it. */
  String rawPath() {
    return location instanceof S3Object object
        ? object.key()
        : ((WebResource) location).uri().getRawPath();
  }

  /**
   * Returns the address of a file beside this one, as {@code ../base.yaml} names it.
   *
   * @throws IllegalArgumentException if there is none
   */
  public RemoteAddress resolve(String relative) {
    if (location instanceof WebResource web) {
      return of(web.uri().resolve(uri(relative)).toString());
    }
    S3Object object = (S3Object) location;
    String key = uri("/" + object.key()).resolve(uri(relative)).getPath().substring(1);
    return of(new S3Object(object.bucket(), key, Optional.empty()).toString());
  }

  private static URI uri(String path) {
    try {
      return new URI(null, null, path, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(Text.format("expected a path, found '%s'", path), e);
    }
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return Visible.line(location.toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RemoteAddress address
        && address.location.equals(location)
        && address.sha256.equals(sha256);
  }

  @Override
  public int hashCode() {
    return location.hashCode();
  }
}
