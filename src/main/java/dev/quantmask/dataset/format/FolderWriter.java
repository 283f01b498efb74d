package dev.quantmask.dataset.format;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a format of many files, which are one folder. */
public abstract class FolderWriter implements AnnotationWriter {
  protected final OutputFolder folder;
  protected final WriterOptions options;

  protected FolderWriter(Path out, WriterOptions options) throws IOException {
    this.folder = new OutputFolder(out, options);
    this.options = options;
  }

  @Override
  public final void complete() throws IOException {
    folder.complete();
  }

  @Override
  public final void close() throws IOException {
    folder.close();
  }
}
