package dev.quantmask.dataset.format.yolo;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.InputPart;
import dev.quantmask.dataset.format.InputSample;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * YOLO's labels, as <a href="https://docs.ultralytics.com/datasets/segment">Ultralytics</a> trains
 * segmentation on: a row an object, of the number of its class and the points of a polygon.
 */
public final class YoloFormat extends AnnotationFormat {
  private static final Predicate<String> NAMES =
      Pattern.compile("^names\\s*:", Pattern.MULTILINE).asPredicate();
  private static final Predicate<String> SPLITS =
      Pattern.compile("^(train|val|test|nc)\\s*:", Pattern.MULTILINE).asPredicate();
  private static final Predicate<String> ROW =
      Pattern.compile("^\\s*\\d+([ \\t]+-?\\d*\\.?\\d+([eE]-?\\d+)?){4,}[ \\t]*\\R?").asPredicate();

  public YoloFormat() {
    super("yolo", "YOLO");
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    boolean isYolo =
        input.hasText(YoloLayout::isYaml, NAMES.and(SPLITS))
            || input.hasText(YoloLayout.of(input.names())::isLabel, ROW);
    return titleIf(isYolo);
  }

  @Override
  public List<InputPart> parts(InputFiles files) throws IOException {
    return new YoloParts(files).parts();
  }

  @Override
  public AnnotationReader reader(InputFiles part, ReaderOptions options) throws IOException {
    return new YoloReader(part, YoloClasses.of(part, options.classes()));
  }

  @Override
  public Optional<WriterOpener> writer() {
    return Optional.of(YoloWriter::new);
  }
}
