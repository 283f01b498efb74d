package dev.quantmask.cli;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.text.Text;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names of formats on the command line. */
final class AnnotationFormatNames implements ITypeConverter<AnnotationFormat>, Iterable<String> {
  @Override
  public AnnotationFormat convert(String value) {
    try {
      return AnnotationFormats.named(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /** Lists them for the help. */
  @Override
  public Iterator<String> iterator() {
    return AnnotationFormats.all().stream().map(AnnotationFormat::name).iterator();
  }

  /** Lists those that can be written. */
  static final class Writable implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return AnnotationFormats.all().stream()
          .filter(format -> format.writer().isPresent())
          .map(AnnotationFormat::name)
          .iterator();
    }
  }

  /** Refuses a format that is only read. */
  static void requireWritable(AnnotationFormat format) {
    if (format.writer().isEmpty()) {
      throw new UsageException(
          Text.format(
              "--format: expected one of %s, which can be written, found '%s'",
              String.join(", ", new Writable()), format.name()));
    }
  }
}
