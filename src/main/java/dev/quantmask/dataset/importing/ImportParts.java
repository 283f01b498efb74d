package dev.quantmask.dataset.importing;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.dataset.format.AnnotationFormats;
import dev.quantmask.dataset.format.InputPart;
import dev.quantmask.dataset.reader.InputFiles;
import dev.quantmask.dataset.reader.ZipFolders;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The parts of all inputs, each of which becomes a file of its own. They share one list of classes.
 *
 * @param names between the name and the suffix of its file; null for the only part
 */
record ImportParts(AnnotationFormat format, List<InputPart> parts, List<String> names) {
  static ImportParts of(ImportRequest request, ZipFolders zips) throws IOException {
    Optional<AnnotationFormat> format = request.source().format();
    List<InputPart> parts = new ArrayList<>();
    for (Path input : request.source().inputs()) {
      InputFiles files = InputFiles.of(input, zips, request::isWritten);
      format = Optional.of(AnnotationFormats.of(files, format));
      parts.addAll(format.get().parts(files));
    }
    return new ImportParts(format.orElseThrow(), parts, names(parts));
  }

  private static List<String> names(List<InputPart> parts) throws IOException {
    if (parts.size() == 1) {
      List<String> none = new ArrayList<>();
      none.add(null);
      return none;
    }
    int choices = parts.stream().mapToInt(part -> part.names().size()).max().orElse(0);
    for (int i = 0; i < choices; i++) {
      int choice = i;
      List<String> names =
          parts.stream()
              .map(part -> part.names().get(Math.min(choice, part.names().size() - 1)))
              .toList();
      if (new HashSet<>(names).size() == names.size()) {
        return names;
      }
    }
    throw new IOException(
        Text.format(
            "in: expected files or folders of different names, which name what is written, found"
                + " %s",
            parts.stream().map(part -> part.files().given()).distinct().toList()));
  }

  int size() {
    return parts.size();
  }

  InputFiles files(int part) {
    return parts.get(part).files();
  }

  String name(int part) {
    return names.get(part);
  }
}
