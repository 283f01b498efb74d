package dev.quantmask.dataset.format.labelstudio;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.InputSample;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.util.Optional;

/** Label Studio's JSON: tasks with their annotations. */
public final class LabelStudioFormat extends AnnotationFormat {
  public LabelStudioFormat() {
    super("labelstudio", "Label Studio");
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    return titleIf(input.hasJson(json -> json.has("annotations", "data")));
  }

  @Override
  public AnnotationReader reader(InputFiles part, ReaderOptions options) throws IOException {
    return new LabelStudioReader(part.require(InputFiles.withSuffix(".json"), "files *.json"));
  }

  @Override
  public Optional<WriterOpener> writer() {
    return Optional.of(LabelStudioWriter::new);
  }
}
