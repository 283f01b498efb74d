package dev.quantmask.remote;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Says which addresses of others may be read: those below a folder that somebody has named. Without
 * a folder, none: what a stranger names could otherwise be a service that only this machine can
 * reach.
 */
public final class AllowedAddresses {
  /** A path in which a folder may be left, or that servers read differently. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile(
          "(^|.*/)\\.{1,2}(/.*|$)|.*(%2e|%2f|%5c|%00|\\\\).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private final List<RemoteAddress> folders;

  private AllowedAddresses(List<RemoteAddress> folders) {
    this.folders = folders;
  }

  /**
   * Reads the folders.
   *
   * @param folders each {@code https://HOST/PATH/} or {@code s3://BUCKET/PREFIX/}
   * @throws IllegalArgumentException naming the one that is wrong
   */
  public static AllowedAddresses below(List<String> folders) {
    return new AllowedAddresses(folders.stream().map(AllowedAddresses::folder).toList());
  }

  private static RemoteAddress folder(String text) {
    String expected = "expected folders such as https://HOST/PATH/ or s3://BUCKET/PREFIX/";
    if (!text.endsWith("/") || text.contains("?") || text.contains("#") || text.contains("@")) {
      throw new IllegalArgumentException(
          expected + " with a / at the end, found " + RemoteAddress.shown(text));
    }
    try {
      RemoteAddress inside = RemoteAddress.of(text + "x"); // a folder itself is no file
      if (AMBIGUOUS.matcher(inside.rawPath()).matches()) {
        throw new IllegalArgumentException(expected);
      }
      return inside;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(RemoteAddress.shown(text) + ": " + e.getMessage(), e);
    }
  }

  public boolean contain(RemoteAddress address) {
    return !AMBIGUOUS.matcher(address.rawPath()).matches()
        && folders.stream().anyMatch(folder -> isBelow(folder, address));
  }

  private static boolean isBelow(RemoteAddress folder, RemoteAddress address) {
    String path = folder.rawPath().substring(0, folder.rawPath().length() - 1);
    return isSamePlace(folder.location(), address.location()) && address.rawPath().startsWith(path);
  }

  private static boolean isSamePlace(
      RemoteAddress.Location folder, RemoteAddress.Location address) {
    if (folder instanceof RemoteAddress.S3Object expected) {
      return address instanceof RemoteAddress.S3Object found
          && found.bucket().equals(expected.bucket());
    }
    URI expected = ((RemoteAddress.WebResource) folder).uri();
    return address instanceof RemoteAddress.WebResource found
        && found.uri().getRawUserInfo() == null
        && origin(found.uri()).equals(origin(expected));
  }

  private static String origin(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }
}
