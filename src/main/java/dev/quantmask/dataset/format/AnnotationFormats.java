package dev.quantmask.dataset.format;

import static java.util.stream.Collectors.joining;

import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/** The formats that there are, in the order of their names. */
public final class AnnotationFormats {
  private static final List<AnnotationFormat> ALL =
      ServiceLoader.load(AnnotationFormat.class, AnnotationFormats.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted((one, other) -> one.name().compareTo(other.name()))
          .toList();

  private AnnotationFormats() {}

  public static List<AnnotationFormat> all() {
    return ALL;
  }

  /**
   * Returns the format of a name, in any case.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static AnnotationFormat named(String name) {
    return ALL.stream()
        .filter(format -> format.name().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    Text.format("expected one of %s, found '%s'", names(), name)));
  }

  private static String names() {
    return ALL.stream().map(AnnotationFormat::name).collect(joining(", "));
  }

  /**
   * Returns the format of an input.
   *
   * @param stated what somebody said that it is; if nothing, it must be recognised
   * @throws IOException if it is another than the stated one, none that is read, or could be
   *     several
   */
  public static AnnotationFormat of(InputFiles files, Optional<AnnotationFormat> stated)
      throws IOException {
    InputSample input = new InputSample(files);
    if (stated.isPresent() && stated.get().recognise(input).isPresent()) {
      return stated.get(); // no other format needs to look at the files
    }
    List<Recognised> fitting = new ArrayList<>();
    for (AnnotationFormat format : ALL) {
      format.recognise(input).ifPresent(kind -> fitting.add(new Recognised(format, kind)));
    }
    if (stated.isPresent()) {
      requireUnrecognised(files, stated.get(), fitting, input);
      return stated.get();
    }
    if (fitting.size() > 1) {
      throw new IOException(
          Text.format(
              "%s: could be of several formats; give --format %s",
              files.given(),
              fitting.stream().map(one -> one.format().name()).collect(joining(" or "))));
    }
    if (fitting.isEmpty()) {
      throw new IOException(
          Text.format(
              "%s: expected annotations in one of the formats %s, found %s",
              files.given(), names(), UnreadKind.of(input).orElse("none that is known")));
    }
    return fitting.get(0).format();
  }

  private record Recognised(AnnotationFormat format, String kind) {}

  /** What nobody recognises may still be of the stated format, broken; its reader says where. */
  private static void requireUnrecognised(
      InputFiles files, AnnotationFormat stated, List<Recognised> fitting, InputSample input)
      throws IOException {
    if (!fitting.isEmpty()) {
      throw new IOException(
          Text.format(
              "%s: expected %s, found %s: give --format %s",
              files.given(),
              stated.title(),
              fitting.get(0).kind(),
              fitting.get(0).format().name()));
    }
    Optional<String> unread = UnreadKind.of(input);
    if (unread.isPresent()) {
      throw new IOException(
          Text.format("%s: expected %s, found %s", files.given(), stated.title(), unread.get()));
    }
  }
}
