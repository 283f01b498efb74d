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
public final class ViaFormat implements AnnotationFormat {
  @Override
  public String name() {
    return "via";
  }

  @Override
  public String title() {
    return "VIA";
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    return input.hasJson(ViaFormat::isVia) ? Optional.of(title()) : Optional.empty();
  }

  @Override
  public AnnotationReader reader(InputFiles part, ReaderOptions options) throws IOException {
    return new ViaReader(
        part.require(InputFiles.withSuffix(".json"), "files *.json"),
        options.classAttribute(),
        options.label());
  }

  private static boolean isVia(JsonOutline json) {
    return !json.isList()
        && (json.has("_via_img_metadata") || json.hasBelowAny("filename", "regions"));
  }
}
