package dev.quantmask.server.request;

import dev.quantmask.server.problem.GrpcStatus;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import dev.quantmask.text.Text;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An endpoint that takes images, and what it takes them as. */
public enum DetectionEndpoint {
  FUNQY("/detect", "application/json") {
    @Override
    boolean takesMediaType(String type) {
      return type.equals("application/json") || type.endsWith("+json");
    }
  },
  DETECTIONS(
      "/v1/detections",
      "image/* or application/octet-stream, or several images as multipart/form-data or"
          + " application/json") {
    @Override
    boolean takesMediaType(String type) {
      return isImage(type) || BATCH.takesMediaType(type);
    }
  },
  /** Several images, with an answer to each. */
  BATCH("/v1/detections/batch", "multipart/form-data or application/json") {
    @Override
    boolean takesMediaType(String type) {
      return type.equals(FORM) || FUNQY.takesMediaType(type);
    }
  },
  CLOUDEVENTS(
      "/events",
      "a CloudEvent: application/cloudevents+json, or an image or JSON with ce- headers") {
    @Override
    boolean takesMediaType(String type) {
      boolean batch = type.equals("application/cloudevents-batch+json");
      return !batch && (FUNQY.takesMediaType(type) || isImage(type));
    }
  },
  OPENINFERENCE(
      "/v2/models/[A-Za-z0-9._-]+(/versions/[A-Za-z0-9._-]+)?/infer",
      "application/json or application/octet-stream") {
    @Override
    boolean takesMediaType(String type) {
      return FUNQY.takesMediaType(type) || type.equals(BYTES);
    }
  },
  GRPC("/inference\\.GRPCInferenceService/ModelInfer", "application/grpc") {
    @Override
    boolean takesMediaType(String type) {
      return type.equals(GrpcStatus.MEDIA_TYPE) || type.equals(GrpcStatus.MEDIA_TYPE + "+proto");
    }
  },
  /** A call of gRPC whose messages are read as they come. */
  GRPC_STREAM("/inference\\.GRPCInferenceService/ModelStreamInfer", "application/grpc") {
    @Override
    boolean takesMediaType(String type) {
      return GRPC.takesMediaType(type);
    }
  },
  /** A WebSocket, whose endpoint checks itself what the admission filter checks at the others. */
  STREAM("/v1/stream", "no body") {
    @Override
    boolean takesMediaType(String type) {
      return false;
    }
  };

  public static final String FORM = "multipart/form-data";
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final String QUOTED = "\"(?:[^\"\\\\\\p{Cntrl}]|\\\\\\P{Cntrl}|\t)*+\"";

  // RFC 9110, section 8.3.1.
  private static final Pattern CONTENT_TYPE =
      Pattern.compile(
          TOKEN
              + "/"
              + TOKEN
              + "(?:[ \t]*;[ \t]*(?:"
              + TOKEN
              + "=(?:"
              + TOKEN
              + "|"
              + QUOTED
              + "))?)*+[ \t]*");
  private static final String BYTES = "application/octet-stream";

  private final Pattern path;
  private final String expected;

  DetectionEndpoint(String path, String expected) {
    this.path = Pattern.compile(path);
    this.expected = expected;
  }

  public static Optional<DetectionEndpoint> at(String path) {
    return Arrays.stream(values())
        .filter(endpoint -> endpoint.path.matcher(path).matches())
        .findFirst();
  }

  public Pattern path() {
    return path;
  }

  /** Returns what metrics and traces call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String expected() {
    return expected;
  }

  /**
   * @param contentType the header, with parameters, or null: then the body has to speak for itself
   */
  public final boolean takes(String contentType) {
    if (contentType == null) {
      return true;
    }
    String type = mediaType(contentType);
    // Of a form's boundary its reader says more.
    return takesMediaType(type)
        && (type.equals(FORM) || CONTENT_TYPE.matcher(contentType).matches());
  }

  /** Returns whether it is one image, as far as one can tell: nothing is told by null. */
  public static boolean takesImage(String contentType) {
    return contentType == null || isImage(mediaType(contentType));
  }

  private static boolean isImage(String type) {
    return type.startsWith("image/") || type.equals(BYTES);
  }

  /** Lower case, without parameters. */
  public static String mediaType(String contentType) {
    return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws ProblemException when this endpoint does not take it
   */
  public final void checkContentType(String contentType) {
    if (!takes(contentType)) {
      throw new ProblemException(
          415,
          Text.format(
              "Content-Type: expected %s, found %s", expected, TextExcerpt.of(contentType)));
    }
  }

  /**
   * @param type lower case, without parameters
   */
  abstract boolean takesMediaType(String type);
}
