package dev.quantmask.dataset.format.coco;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.InputPart;
import dev.quantmask.dataset.format.InputSample;
import dev.quantmask.dataset.format.JsonOutline;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** COCO, to be corrected: ids, areas and boxes are computed again. */
public final class CocoFormat extends AnnotationFormat {
  public CocoFormat() {
    super("coco", "COCO");
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    return titleIf(input.hasJson(CocoFormat::isCoco));
  }

  @Override
  public List<InputPart> parts(InputFiles files) throws IOException {
    return InputPart.eachFile(files.require(InputFiles.withSuffix(".json"), "files *.json"));
  }

  @Override
  public AnnotationReader reader(InputFiles part, ReaderOptions options) throws IOException {
    return new CocoImportReader(part, options.out());
  }

  @Override
  public boolean isFolder() {
    return false;
  }

  @Override
  public Optional<WriterOpener> writer() {
    return Optional.of((out, options) -> new CocoFormatWriter(out, options.classes()));
  }

  private static boolean isCoco(JsonOutline json) {
    return json.isObjectWith("images", "annotations")
        && !json.hasBelow("annotations", "segments_info")
        && !json.hasBelow("annotations", "caption");
  }
}
