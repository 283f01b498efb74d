package dev.quantmask.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Something like a request.
 *
 * @param target path and query
 * @param framing whether the body has a length, chunks, neither, or an end that never comes
 */
public record RandomRequest(
    String method,
    String target,
    String version,
    Map<String, String> headers,
    byte[] body,
    Framing framing) {
  enum Framing {
    LENGTH,
    CHUNKS,
    NONE,
    UNFINISHED
  }

  private static final String[] METHODS = {
    "GET", "POST", "POST", "POST", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "X"
  };
  private static final String[] PATHS = {
    "/",
    "/index.html",
    "/playground/main.js",
    "/playground/",
    "/q/health",
    "/q/health/live",
    "/q/metrics",
    "/q/openapi",
    "/q",
    "/detect",
    "/v1/detections",
    "/v1/detections/batch",
    "/events",
    "/v1/models",
    "/v1/stream",
    "/v2",
    "/v2/health/ready",
    "/v2/models/default",
    "/v2/models/default/ready",
    "/v2/models/default/infer",
    "/v2/models/default/versions/1/infer",
    "/nothing"
  };
  private static final String[] PATH_PARTS = {
    "/", "//", "/.", "/..", ";x=1", "%76", "%2f", "%2e", "%", "%zz", "%00", "\\", "?", "x", "*"
  };
  private static final String[] QUERIES = {
    "",
    "",
    "?minScore=0.5",
    "?masks=none",
    "?masks=x",
    "?a=b",
    "?model=x",
    "?%zz",
    "?=",
    "?&&",
    "?a=%00"
  };
  private static final String[] TYPES = {
    "image/png",
    "application/octet-stream",
    "application/json",
    "application/cloudevents+json",
    "multipart/form-data; boundary=B",
    "multipart/form-data; boundary=",
    "text/plain",
    ";;",
    ""
  };
  private static final String[][] HEADERS = {
    {"Accept", "image/png"},
    {"Accept", "text/html"},
    {"Accept", ";;q=x"},
    {"Accept-Encoding", "gzip"},
    {"Accept-Encoding", "br;q=x,,"},
    {"Content-Encoding", "gzip"},
    {"Content-Encoding", "deflate"},
    {"Content-Encoding", "br"},
    {"X-Request-Timeout-Ms", "50"},
    {"X-Request-Timeout-Ms", "x"},
    {"X-Request-Id", "${x}"},
    {"Expect", "100-continue"},
    {"Expect", "x"},
    {"Upgrade", "websocket"},
    {"Upgrade", "h2c"},
    {"Connection", "Upgrade"},
    {"Connection", "close"},
    {"Origin", "http://x"},
    {"ce-specversion", "1.0"},
    {"ce-id", "1"},
    {"ce-type", "a"},
    {"ce-source", "/x"},
    {"Inference-Header-Content-Length", "2"},
    {"Inference-Header-Content-Length", "-1"},
    {"Range", "bytes=0-1"},
    {"If-None-Match", "*"},
    {"Sec-WebSocket-Version", "13"},
    {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="},
    {"Cookie", "a=b; X-quarkus-request-wrapper=1"},
    {"Authorization", "Bearer ...."},
    {"X-Forwarded-Host", "x"},
    {"X-HTTP-Method-Override", "POST"}
  };
  private static final String[] BODIES = {
    "{\"image\":\"%s\",\"minScore\":0.5}",
    "[{\"image\":\"%s\"},{}]",
    "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"a\",\"source\":\"/\",\"data_base64\":\"%s\"}",
    "{\"inputs\":[{\"name\":\"encoded_image\",\"datatype\":\"BYTES\",\"shape\":[1],\"data\":[\"%s\"]}]}",
    "--B\r\nContent-Disposition: form-data; name=a; filename=a\r\n\r\n%s\r\n--B--\r\n",
    "",
    "{}"
  };

  public static RandomRequest of(Random random) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (random.nextInt(3) > 0) {
      headers.put("X-API-Key", Profiles.WithKeys.KEY);
    }
    if (random.nextInt(4) > 0) {
      headers.put("Content-Type", one(TYPES, random));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      String[] header = HEADERS[random.nextInt(HEADERS.length)];
      headers.put(header[0], header[1]);
    }
    Framing framing = Framing.values()[Math.max(0, random.nextInt(24) - 20)];
    String version = random.nextInt(12) == 0 ? "HTTP/1.0" : "HTTP/1.1";
    return new RandomRequest(
        one(METHODS, random),
        path(random) + one(QUERIES, random),
        version,
        headers,
        body(random),
        framing);
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder(one(PATHS, random));
    for (int i = Math.max(0, random.nextInt(6) - 3); i > 0; i--) {
      path.insert(random.nextInt(path.length() + 1), one(PATH_PARTS, random));
    }
    return path.charAt(0) == '/' ? path.toString() : "/" + path;
  }

  private static byte[] body(Random random) {
    byte[] png = TestImages.png();
    byte[] body = png;
    if (random.nextInt(3) > 0) {
      String base64 = Base64.getEncoder().encodeToString(png);
      body = one(BODIES, random).replace("%s", base64).getBytes(ISO_8859_1);
    }
    if (body.length > 0 && random.nextInt(3) == 0) {
      body = dev.quantmask.testing.Mutation.of(body.clone(), random);
    }
    if (random.nextInt(40) == 0) {
      body = new byte[1 << 20];
    }
    return body;
  }

  private static String one(String[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  public boolean hasKey() {
    return headers.containsKey("X-API-Key");
  }

  /** As the service sees it. */
  public String path() {
    return target.split("\\?", 2)[0];
  }

  /** Whether an answer is certain to come: to a body that never ends, none need. */
  public boolean isWhole() {
    return framing != Framing.UNFINISHED && !headers.containsKey("Upgrade");
  }

  public String head() {
    StringBuilder head = new StringBuilder();
    head.append(method + " " + target + " " + version + "\r\nHost: a\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    switch (framing) {
      case LENGTH -> head.append("Content-Length: " + body.length + "\r\n");
      case CHUNKS -> head.append("Transfer-Encoding: chunked\r\n");
      case UNFINISHED -> head.append("Content-Length: " + (body.length + 1) + "\r\n");
      case NONE -> {}
    }
    return head.append("\r\n").toString();
  }

  public byte[] framedBody() {
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    if (framing == Framing.NONE) {
      return new byte[0];
    }
    if (framing != Framing.CHUNKS) {
      return body;
    }
    if (body.length > 0) {
      framed.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(ISO_8859_1));
      framed.writeBytes(body);
      framed.writeBytes("\r\n".getBytes(ISO_8859_1));
    }
    framed.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
    return framed.toByteArray();
  }

  /** Without those that are about a connection of HTTP/1.1. */
  public Map<String, String> headersOfHttp2() {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.keySet()
        .removeIf(name -> name.toLowerCase(Locale.ROOT).matches("connection|upgrade|expect|host"));
    return all;
  }
}
