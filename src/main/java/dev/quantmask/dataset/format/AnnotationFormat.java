package dev.quantmask.dataset.format;

import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A format of annotations. To add one, make a package with its reader, and name the class that
 * extends this in {@code META-INF/services}; it has no state, and a public constructor without
 * parameters.
 */
public abstract class AnnotationFormat {
  private final String name;
  private final String title;

  /**
   * Names a format.
   *
   * @param name what options take: one word in lower case
   * @param title what people call it
   */
  protected AnnotationFormat(String name, String title) {
    this.name = name;
    this.title = title;
  }

  public final String name() {
    return name;
  }

  public final String title() {
    return title;
  }

  /**
   * Says what the input is, such as "VIA 2", when it is of this format; it looks at the names of
   * the files and at the beginning of a few.
   */
  public abstract Optional<String> recognise(InputSample input) throws IOException;

  protected final Optional<String> titleIf(boolean recognised) {
    return recognised ? Optional.of(title) : Optional.empty();
  }

  /** Returns the parts of the input, such as train and val, each of which becomes a file. */
  public List<InputPart> parts(InputFiles files) throws IOException {
    return List.of(InputPart.whole(files));
  }

  /**
   * Opens a part.
   *
   * @throws IOException if the part as a whole is not of this format
   */
  public abstract AnnotationReader reader(InputFiles part, ReaderOptions options)
      throws IOException;

  /** Returns what writes this format; empty for one that is only read. */
  public Optional<WriterOpener> writer() {
    return Optional.empty();
  }

  /** Returns whether it is written as a folder of files, and not as one file. */
  public boolean isFolder() {
    return true;
  }

  /** Begins to write. */
  @FunctionalInterface
  public interface WriterOpener {
    /**
     * Makes what will be the file or the folder {@code out}, beside it.
     *
     * @throws IOException if {@code out} is there and may not be replaced, or cannot be made
     */
    AnnotationWriter open(Path out, WriterOptions options) throws IOException;
  }
}
