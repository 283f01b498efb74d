package dev.quantmask.dataset.format.cityscapes;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.InputPart;
import dev.quantmask.dataset.format.InputSample;
import dev.quantmask.dataset.format.ReaderOptions;
import dev.quantmask.dataset.reader.AnnotationReader;
import dev.quantmask.dataset.reader.InputFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Cityscapes: {@code gtFine/SPLIT/CITY/NAME_gtFine_polygons.json}, a file an image. */
public final class CityscapesFormat extends AnnotationFormat {
  private static final Predicate<String> IS_ANNOTATION = InputFiles.withSuffix("_polygons.json");

  public CityscapesFormat() {
    super("cityscapes", "Cityscapes");
  }

  @Override
  public Optional<String> recognise(InputSample input) throws IOException {
    return titleIf(input.hasJson(IS_ANNOTATION, json -> json.isObjectWith("imgHeight", "objects")));
  }

  /** The split is the folder above the city's. */
  @Override
  public List<InputPart> parts(InputFiles input) throws IOException {
    InputFiles files = input.require(IS_ANNOTATION, "files *_polygons.json");
    TreeSet<String> splits = new TreeSet<>();
    files.names().forEach(name -> splits.add(split(name)));
    List<InputPart> parts = new ArrayList<>();
    for (String split : splits) {
      parts.add(new InputPart(files.only(name -> split(name).equals(split)), List.of(split)));
    }
    return parts.size() == 1 ? List.of(InputPart.whole(files)) : parts;
  }

  private static String split(String name) {
    String[] path = name.split("/");
    return path.length < 3 ? "all" : path[path.length - 3];
  }

  @Override
  public AnnotationReader reader(InputFiles part, ReaderOptions options) {
    return new CityscapesReader(part);
  }
}
