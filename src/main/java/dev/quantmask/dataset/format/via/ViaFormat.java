package dev.quantmask.dataset.format.via;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.InputSample;
import dev.quantmask.dataset.format.JsonOutline;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.util.Optional;

/** The VGG Image Annotator: a JSON or CSV file of many images. */
public final class ViaFormat extends AnnotationFormat {
  public ViaFormat() {
    super("via", "VIA");
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    if (input.hasJson(json -> json.isObjectWith("project", "file", "metadata", "attribute"))) {
      return Optional.of("VIA 3");
    }
    boolean isVia =
        input.hasJson(ViaFormat::isVia2)
            || input.hasText(InputFiles.withSuffix(".csv"), ViaCsv::isBeginning);
    return titleIf(isVia);
  }

  /** Of version 1 or 2: a project, or the export of one. */
  private static boolean isVia2(JsonOutline json) {
    return !json.isList()
        && (json.has("_via_img_metadata") || json.hasBelowAny("filename", "regions"));
  }

  @Override
  public AnnotationReader reader(InputFiles part, ReaderOptions options) throws IOException {
    InputFiles files =
        part.require(
            InputFiles.withSuffix(".json").or(InputFiles.withSuffix(".csv")),
            "files *.json or *.csv");
    return new ViaReader(files, options.classAttribute());
  }
}
