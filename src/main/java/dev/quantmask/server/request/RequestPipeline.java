package dev.quantmask.server.request;

/**
 * The order of what each request passes before its endpoint. A step is an observer of the router
 * with one of these priorities: it adds its handler at {@link #BEFORE_THE_BODY}, where handlers run
 * in the order in which they were added.
 */
public final class RequestPipeline {
  /** A request on HTTP/2 is made to behave as one on HTTP/1.1, and begins again. */
  public static final int HTTP_2 = 1;

  /** The head has arrived: the connection's time limit and its memory are accounted for. */
  public static final int CONNECTION = 2;

  /** Problems and images are not compressed, wherever they come from. */
  public static final int COMPRESSION = 3;

  /** The request gets its id, and is counted at its end. */
  public static final int METRICS = 4;

  /** The head has one Host, and expects nothing that the service does not do. */
  public static final int HEAD = 5;

  /** The client has shown an API key or a token. */
  public static final int AUTHENTICATION = 6;

  /** Path, method, content type; and there is room. Then the body is read. */
  public static final int ADMISSION = 7;

  // Quarkus' own body handler is added later, at the order of ours. In dev mode, what reloads the
  // program is before both.
  public static final int BEFORE_THE_BODY = Integer.MIN_VALUE;
  static final int BODY = BEFORE_THE_BODY + 1;
  public static final int AFTER_THE_BODY = BODY + 1;

  private RequestPipeline() {}
}
