package dev.quantmask.server.connection;

import io.netty.handler.codec.http.HttpHeaderValidationUtil;

/**
 * Whether a header is what RFC 9110, section 5, calls one: on both versions of HTTP the server's
 * parsers let pass what an intermediary may read differently.
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
