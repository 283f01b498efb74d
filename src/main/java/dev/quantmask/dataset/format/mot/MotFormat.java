package dev.quantmask.dataset.format.mot;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.InputSample;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Ground truth of <a href="https://motchallenge.net/instructions">MOTChallenge</a>: {@code
 * gt/gt.txt} of each video, with {@code seqinfo.ini} and {@code img1} where they are.
 */
public final class MotFormat extends AnnotationFormat {
  private static final Predicate<String> ROW =
      Pattern.compile("^\\s*\\d+(\\s*,\\s*[-+.\\deE]+){6,9}[ \\t]*(\\R|$)").asPredicate();

  public MotFormat() {
    super("mot", "MOTChallenge");
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    return titleIf(input.hasText(MotFormat::isTruth, ROW));
  }

  @Override
  public AnnotationReader reader(InputFiles part, ReaderOptions options) throws IOException {
    return new MotReader(part.require(MotFormat::isTruth, "files gt.txt"), options.classes());
  }

  private static boolean isTruth(String name) {
    return name.equals("gt.txt") || name.endsWith("/gt.txt");
  }
}
