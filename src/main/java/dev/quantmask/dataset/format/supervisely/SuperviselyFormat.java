package dev.quantmask.dataset.format.supervisely;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.InputSample;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.util.Optional;

/** Supervisely: a folder of projects, with a JSON file an image. */
public final class SuperviselyFormat extends AnnotationFormat {
  public SuperviselyFormat() {
    super("supervisely", "Supervisely");
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    return titleIf(
        input.hasJson(SuperviselyReader::isAnnotation, json -> json.isObjectWith("objects")));
  }

  @Override
  public AnnotationReader reader(InputFiles part, ReaderOptions options) throws IOException {
    return new SuperviselyReader(part);
  }
}
