package dev.quantmask.dataset.format.labelme;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.InputSample;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.util.Optional;

/** LabelMe: a JSON file an image. */
public final class LabelMeFormat extends AnnotationFormat {
  public LabelMeFormat() {
    super("labelme", "LabelMe");
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    return titleIf(input.hasJson(json -> json.isObjectWith("shapes")));
  }

  @Override
  public AnnotationReader reader(InputFiles part, ReaderOptions options) throws IOException {
    return new LabelMeReader(part.require(InputFiles.withSuffix(".json"), "files *.json"));
  }

  @Override
  public Optional<WriterOpener> writer() {
    return Optional.of(LabelMeWriter::new);
  }
}
