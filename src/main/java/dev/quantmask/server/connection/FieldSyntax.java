package dev.quantmask.server.connection;

import io.netty.handler.codec.http.HttpHeaderValidationUtil;

/**
 * Tells whether a header is what RFC 9110, section 5, calls one. On both versions of HTTP the
 * parsers of the server let pass what an intermediary may read differently.
 */
final class FieldSyntax {
  private FieldSyntax() {}

  static boolean isHeader(CharSequence name, CharSequence value) {
    return isToken(name) && isValue(value);
  }

  static boolean isToken(CharSequence name) {
    return name.length() > 0 && HttpHeaderValidationUtil.validateToken(name) < 0;
  }

  /** No control characters, and no space before it. */
  static boolean isValue(CharSequence value) {
    return HttpHeaderValidationUtil.validateValidHeaderValue(value) < 0;
  }
}
