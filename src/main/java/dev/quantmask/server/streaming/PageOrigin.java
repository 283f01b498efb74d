package dev.quantmask.server.streaming;

import io.netty.handler.codec.http.HttpScheme;
import io.vertx.core.net.HostAndPort;
import java.net.URI;

/** Tells where a page comes from, as its browser says it in {@code Origin}. */
final class PageOrigin {
  private PageOrigin() {}

  /**
   * Returns whether a page is one of the service that a request asks for. Browsers leave the usual
   * port out, and proxies may name it: both are the same place.
   *
   * @param authority of the request, as the client has it; null when it has none
   */
  static boolean isOf(String origin, HostAndPort authority) {
    URI page;
    try {
      page = URI.create(origin);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (authority == null || page.getRawAuthority() == null) {
      return false;
    }
    int usual = ("https".equals(page.getScheme()) ? HttpScheme.HTTPS : HttpScheme.HTTP).port();
    HostAndPort place = HostAndPort.parseAuthority(page.getRawAuthority(), usual);
    return place != null
        && place.host().equalsIgnoreCase(authority.host())
        && place.port() == (authority.port() < 0 ? usual : authority.port());
  }
}
