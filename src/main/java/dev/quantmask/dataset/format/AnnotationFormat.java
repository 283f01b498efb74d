package dev.quantmask.dataset.format;

import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A format of annotations. To add one, make a package with its reader, and name the class that
 * implements this in {@code META-INF/services}; it has no state, and a public constructor without
 * parameters.
 */
public interface AnnotationFormat {
  /** Returns the name that options take: one word in lower case. */
  String name();

  /** Returns what people call it. */
  String title();

  /**
   * Says what the input is, such as "VIA 2", when it is of this format; it looks at the names of
   * the files and at the beginning of a few.
   */
  Optional<String> recognise(InputSample input) throws IOException;

  /** Returns the parts of the input, such as train and val, each of which becomes a file. */
  default List<InputPart> parts(InputFiles files) throws IOException {
    return List.of(InputPart.whole(files));
  }

  /**
   * Opens a part.
   *
   * @throws IOException if the part as a whole is not of this format
   */
  AnnotationReader reader(InputFiles part, ReaderOptions options) throws IOException;

  /** Returns what writes this format; empty for one that is only read. */
  default Optional<WriterOpener> writer() {
    return Optional.empty();
  }

  /** Returns whether it is written as a folder of files, and not as one file. */
  default boolean isFolder() {
    return true;
  }

  /** Begins to write. */
  @FunctionalInterface
  interface WriterOpener {
    /**
     * Makes what will be the file or the folder {@code out}, beside it.
     *
     * @throws IOException if {@code out} is there and may not be replaced, or cannot be made
     */
    AnnotationWriter open(Path out, WriterOptions options) throws IOException;
  }
}
