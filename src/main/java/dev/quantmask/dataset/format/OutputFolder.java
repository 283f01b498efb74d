package dev.quantmask.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quantmask.io.AtomicFolder;
import dev.quantmask.io.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The folder that a format of several files is written to, with copies of the images if wanted. */
public final class OutputFolder implements Closeable {
  private final AtomicFolder folder;
  private final Path place;
  private final WriterOptions options;

  public OutputFolder(Path place, WriterOptions options) throws IOException {
    this.folder = AtomicFolder.at(place);
    this.place = place.toAbsolutePath().normalize();
    this.options = options;
  }

  /**
   * Writes a whole file.
   *
   * @param name below the folder, with {@code /}
   */
  public void write(String name, byte[] bytes) throws IOException {
    folder.write(name, bytes);
  }

  /** Begins a file that is too large to be held. */
  public OutputStream open(String name) throws IOException {
    return folder.open(name);
  }

  /** Writes a JSON file, in many lines. */
  public void write(String name, JsonNode json) throws IOException {
    folder.write(name, Json.indented(json));
  }

  /** Copies an image, if copies are wanted. */
  public void copyImage(String fileName, String name) throws IOException {
    if (options.copyImages()) {
      folder.copy(options.images().orElseThrow().resolve(fileName), name);
    }
  }

  /**
   * Returns the path that leads from a file of the folder to an image: to its copy; or to where it
   * is, when that is known; else to where it would be beside the file.
   *
   * @param file below the folder, as {@code copy}
   */
  public String imagePath(String fileName, String file, String copy) {
    Path from = place.resolve(file).getParent();
    Path image = place.resolve(copy);
    if (!options.copyImages() && options.images().isPresent()) {
      image = options.images().get().toAbsolutePath().normalize().resolve(fileName);
    }
    if (image.getFileSystem() != from.getFileSystem()) { // it lies in a zip
      image = place.resolve(copy);
    }
    String path = from.relativize(image).toString();
    return path.replace(from.getFileSystem().getSeparator(), "/");
  }

  /** Returns {@code a/b.json} for {@code a/b.png} and {@code .json}. */
  public static String withEnding(String fileName, String ending) {
    int dot = fileName.lastIndexOf('.');
    String stem = dot > fileName.lastIndexOf('/') + 1 ? fileName.substring(0, dot) : fileName;
    return stem + ending;
  }

  public void complete() throws IOException {
    folder.complete();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
