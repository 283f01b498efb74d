package dev.quantmask.server.streaming;

import dev.quantmask.image.YuvFormat;
import dev.quantmask.image.YuvFormat.Layout;
import dev.quantmask.image.YuvFormat.Matrix;
import dev.quantmask.image.YuvFormat.Range;
import dev.quantmask.server.problem.ProblemException;
import dev.quantmask.server.problem.TextExcerpt;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The query parameters of a stream of raw frames. */
final class FrameParameters {
  private static final String FRAMES = "frames";
  private static final String WIDTH = "width";
  private static final String HEIGHT = "height";
  private static final String STRIDE = "stride";
  private static final String MATRIX = "matrix";
  private static final String RANGE = "range";
  private static final int MOST = 1 << 20; // of sizes: no codec has more

  static final Set<String> NAMES = Set.of(FRAMES, WIDTH, HEIGHT, STRIDE, MATRIX, RANGE);

  private FrameParameters() {}

  /**
   * Reads them.
   *
   * @param most bytes that a frame may have
   * @return empty where frames are encoded images
   */
  static Optional<YuvFormat> of(MultiMap parameters, long most) {
    if (!parameters.contains(FRAMES)) {
      for (String name : parameters.names()) {
        if (NAMES.contains(name)) {
          throw ProblemException.badRequest(
              "%s: expected %s beside it, for raw frames", name, FRAMES);
        }
      }
      return Optional.empty();
    }
    Layout layout = constant(Layout.class, parameters, FRAMES, null);
    int width = number(parameters, WIDTH);
    int height = number(parameters, HEIGHT);
    int stride =
        parameters.contains(STRIDE)
            ? number(parameters, STRIDE)
            : YuvFormat.leastStride(layout, width);
    Matrix matrix = constant(Matrix.class, parameters, MATRIX, Matrix.BT709);
    Range range = constant(Range.class, parameters, RANGE, Range.LIMITED);
    return Optional.of(checked(layout, width, height, stride, matrix, range, most));
  }

  private static YuvFormat checked(
      Layout layout, int width, int height, int stride, Matrix matrix, Range range, long most) {
    YuvFormat format;
    try {
      format = new YuvFormat(layout, width, height, stride, matrix, range);
    } catch (IllegalArgumentException e) {
      throw ProblemException.badRequest("%s", e.getMessage());
    }
    if (format.bytes() > most) {
      throw ProblemException.badRequest(
          "%s: expected frames of at most %d bytes, found %d", FRAMES, most, format.bytes());
    }
    return format;
  }

  private static int number(MultiMap parameters, String name) {
    String text = parameters.get(name);
    try {
      int value = text == null ? 0 : Integer.parseInt(text);
      if (value > 0 && value <= MOST) {
        return value;
      }
    } catch (NumberFormatException e) {
      // as what follows says
    }
    throw ProblemException.badRequest(
        "%s: expected a whole number from 1 to %d, found %s",
        name, MOST, text == null ? "none" : "\"" + TextExcerpt.of(text) + "\"");
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, MultiMap parameters, String name, E otherwise) {
    String text = parameters.get(name);
    if (text == null && otherwise != null) {
      return otherwise;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> nameOf(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.badRequest(
                    "%s: expected one of %s, found \"%s\"",
                    name,
                    Arrays.stream(type.getEnumConstants())
                        .map(FrameParameters::nameOf)
                        .collect(Collectors.joining(", ")),
                    TextExcerpt.of(String.valueOf(text))));
  }

  private static String nameOf(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
