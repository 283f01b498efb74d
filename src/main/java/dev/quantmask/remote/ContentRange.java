package dev.quantmask.remote;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a content that a response has, as its header Content-Range says.
 *
 * @param size of the whole content; -1 if the server does not say
 */
record ContentRange(long from, long size) {
  private static final Pattern HEADER = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18}|\\*)");

  /**
   * Reads the header.
   *
   * @param header null if there is none
   */
  static ContentRange of(RemoteAddress address, String header) throws RemoteException {
    Matcher range = HEADER.matcher(header == null ? "" : header);
    if (!range.matches()) {
      throw new RemoteException(
          address, "expected a header Content-Range such as bytes 0-9/100, found none", false);
    }
    long size = range.group(2).equals("*") ? -1 : Long.parseLong(range.group(2));
    return new ContentRange(Long.parseLong(range.group(1)), size);
  }
}
