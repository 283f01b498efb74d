package dev.quantmask.dataset.format.datumaro;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.InputPart;
import dev.quantmask.dataset.format.InputSample;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Datumaro: {@code annotations/SUBSET.json}, with the images in {@code images/SUBSET}. */
public final class DatumaroFormat extends AnnotationFormat {
  public DatumaroFormat() {
    super("datumaro", "Datumaro");
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    return titleIf(input.hasJson(json -> json.isObjectWith("categories", "items")));
  }

  /** Images are in a folder beside that of the annotations, so the whole input stays in view. */
  @Override
  public List<InputPart> parts(InputFiles input) throws IOException {
    InputFiles files = input.require(InputFiles.withSuffix(".json"), "files *.json");
    return files.names().stream()
        .map(name -> new InputPart(files.only(name::equals), List.of(files.file(name).stem())))
        .toList();
  }

  @Override
  public AnnotationReader reader(InputFiles part, ReaderOptions options) {
    return new DatumaroReader(part);
  }
}
