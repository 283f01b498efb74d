package dev.quantmask.function;

import io.vertx.core.http.HttpMethod;
import java.util.Set;

/**
 * What needs no key: health and metrics, and pages. Whatever is added is closed unless it is such.
 */
final class PublicPaths {
  private static final Set<String> CLOSED = Set.of("v1", "v2", "detect");
  private static final String MANAGEMENT = "q";
  private static final Set<HttpMethod> LOOKING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private PublicPaths() {}

  /**
   * Whether everybody may ask for it.
   *
   * @param path normalized; parameters of its first part do not hide what it is
   */
  static boolean contains(HttpMethod method, String path) {
    String first = path.replaceFirst("^/+", "").split("[/;]", 2)[0];
    return first.equals(MANAGEMENT) || (LOOKING.contains(method) && !CLOSED.contains(first));
  }
}
