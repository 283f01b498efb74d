package dev.quantmask.dataset.format;

import dev.quantmask.dataset.reader.InputFiles;
import java.util.List;

/**
 * A part of the input that becomes a file of its own.
 *
 * @param names for it, the best first; the next is taken where another part has the same
 */
public record InputPart(InputFiles files, List<String> names) {
  /** All of the input, named after the file or the folder that was given. */
  public static InputPart whole(InputFiles files) {
    return new InputPart(files, List.of(files.stem()));
  }

  /** A part for each file: {@code a/train.json} is {@code train}, or else {@code a}. */
  public static List<InputPart> eachFile(InputFiles files) {
    return files.names().stream()
        .map(name -> files.file(name))
        .map(file -> new InputPart(file, List.of(file.stem(), file.folderName())))
        .toList();
  }
}
