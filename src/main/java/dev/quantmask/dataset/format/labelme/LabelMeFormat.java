package dev.quantmask.dataset.format.labelme;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.InputSample;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.util.Optional;

/** LabelMe: a JSON file an image. */
public final class LabelMeFormat implements AnnotationFormat {
  @Override
  public String name() {
    return "labelme";
  }

  @Override
  public String title() {
    return "LabelMe";
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    return input.hasJson(json -> json.isObjectWith("shapes"))
        ? Optional.of(title())
        : Optional.empty();
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
