package dev.quantmask.cli;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.AnnotationFormats;
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
}
