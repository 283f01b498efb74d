package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.AnnotationWriter;
import dev.quantmask.dataset.format.ImageAnnotations;
import dev.quantmask.dataset.format.WriterOptions;
import dev.quantmask.io.TemporaryFile;
import dev.quantmask.io.UnfinishedFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes annotations that come image by image, in one of the formats, when all have come. */
public final class AnnotationOutput implements Closeable {
  private final ImportTarget target;
  private final AnnotationStore store;

  /**
   * Begins with nothing.
   *
   * @throws IOException if the target cannot be written to
   */
  public AnnotationOutput(ImportTarget target) throws IOException {
    target.check();
    this.target = target;
    this.store = new AnnotationStore(TemporaryFile.beside(target.out(), "images"));
  }

  /** Takes an image, which waits on disk. */
  public void add(ImageAnnotations image) throws IOException {
    store.add(0, image);
  }

  /** Everything has come: the file or folder is written and takes its place. */
  public ImportResult.WrittenFile complete(WriterOptions options) throws IOException {
    return write(target, store, Map.of(target.out(), store.entries()), options).get(0);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  /** Writes all files or none. */
  static List<ImportResult.WrittenFile> write(
      ImportTarget target,
      AnnotationStore store,
      Map<Path, List<AnnotationStore.Entry>> outputs,
      WriterOptions options)
      throws IOException {
    AnnotationFormat.WriterOpener opener = target.format().writer().orElseThrow();
    List<AnnotationWriter> writers = new ArrayList<>();
    List<ImportResult.WrittenFile> files = new ArrayList<>();
    try {
      for (Map.Entry<Path, List<AnnotationStore.Entry>> output : outputs.entrySet()) {
        AnnotationWriter writer = opener.open(output.getKey(), options);
        writers.add(writer);
        List<AnnotationStore.Entry> images = output.getValue();
        writer.write(store.source(images));
        long objects = images.stream().mapToLong(AnnotationStore.Entry::objectCount).sum();
        files.add(new ImportResult.WrittenFile(output.getKey(), images.size(), objects));
      }
      UnfinishedFiles.whole( // the end of the process leaves all parts or none
          () -> {
            for (AnnotationWriter writer : writers) {
              writer.complete();
            }
            return writers;
          });
      return files;
    } finally {
      for (AnnotationWriter writer : writers) {
        writer.close();
      }
    }
  }
}
