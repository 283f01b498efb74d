package dev.quantmask.dataset.format.cvat;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.InputSample;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.util.Optional;

/** CVAT for images and CVAT for video, 1.1: an XML file. */
public final class CvatFormat extends AnnotationFormat {
  public CvatFormat() {
    super("cvat", "CVAT");
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    return titleIf(input.hasXml("annotations"));
  }

  @Override
  public AnnotationReader reader(InputFiles part, ReaderOptions options) throws IOException {
    return new CvatReader(part.require(InputFiles.withSuffix(".xml"), "files *.xml"));
  }

  @Override
  public boolean isFolder() {
    return false;
  }

  @Override
  public Optional<WriterOpener> writer() {
    return Optional.of(CvatWriter::new);
  }
}
