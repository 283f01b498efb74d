package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/**
 * Is what becomes a file of its own. Several parts share one list of classes.
 *
 * @param name between the name and the suffix of its file, or null for the only part
 * @param images beside the annotations, where no other folder is given
 */
record ImportPart(String name, InputFiles files, Path images) {
  private record Source(InputFiles files, Path file) {}

  /** Makes a part of each input, and of each file in a folder of COCO files, such as Roboflow's. */
  static List<ImportPart> of(ImportRequest request) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (Path input : request.inputs()) {
      InputFiles files = InputFiles.of(input, request.format().suffix(), request::isWritten);
      if (request.format() != AnnotationFormat.COCO) {
        sources.add(new Source(files, input));
        continue;
      }
      for (String name : files.names()) {
        sources.add(new Source(files.only(name::equals), files.path(name)));
      }
    }
    return named(sources);
  }

  private static List<ImportPart> named(List<Source> sources) throws IOException {
    List<ImportPart> parts = new ArrayList<>();
    for (Function<Path, String> naming :
        List.<Function<Path, String>>of(s -> stem(s), s -> folder(s))) {
      List<String> names = sources.stream().map(source -> naming.apply(source.file())).toList();
      if (new HashSet<>(names).size() == names.size()) {
        for (int i = 0; i < names.size(); i++) {
          Source source = sources.get(i);
          String name = names.size() == 1 ? null : names.get(i);
          parts.add(new ImportPart(name, source.files(), imagesBeside(source.file())));
        }
        return parts;
      }
    }
    throw new IOException(
        Text.format(
            "in: expected files or folders of different names, which name what is written, found"
                + " %s",
            sources.stream().map(Source::file).toList()));
  }

  /** {@code a/train.json}, or a folder {@code a/train}: {@code train}. */
  private static String stem(Path input) {
    String name = input.toAbsolutePath().normalize().getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 && !Files.isDirectory(input) ? name.substring(0, dot) : name;
  }

  private static String folder(Path input) {
    return stem(input.toAbsolutePath().normalize().getParent());
  }

  private static Path imagesBeside(Path input) {
    return Files.isDirectory(input) ? input : input.toAbsolutePath().getParent();
  }
}
