package dev.quantmask.dataset.reader;

import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.InvalidAnnotationException;
import dev.quantmask.image.ImageException;
import dev.quantmask.image.ImageHeader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An image that an annotation file may hold itself, in base64. The file is read again for it, since
 * it is megabytes that hardly any image needs.
 *
 * @param file in JSON
 * @param field that holds the image
 */
public record EmbeddedImage(Path file, String field) {
  /**
   * The image as it is encoded.
   *
   * @param extension that files of its format have
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares it
  public record Contents(byte[] bytes, ImageHeader header, String extension) {
    /** Returns the first candidate of the image's format, or else the first made one of it. */
    public String nameOf(List<String> candidates) {
      String first = candidates.get(0);
      int dot = first.lastIndexOf('.');
      String stem = dot > first.lastIndexOf('/') ? first.substring(0, dot) : first;
      return candidates.stream()
          .filter(name -> isOfFormat(name.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElse(stem + "." + extension);
    }

    private boolean isOfFormat(String name) {
      return name.endsWith("." + extension) || extension.equals("jpg") && name.endsWith(".jpeg");
    }
  }

  /** Reads the image; there is none where the field is not there, null or empty. */
  public Optional<Contents> read() throws IOException, InvalidAnnotationException {
    String[] text = {""};
    try (JsonFile json = JsonFile.open(file)) {
      json.eachField(
          name -> {
            if (name.equals(field)) {
              text[0] = json.value().asText("");
            }
          });
    }
    if (text[0].isBlank()) {
      return Optional.empty();
    }
    int comma = text[0].startsWith("data:") ? text[0].indexOf(',') : -1;
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text[0].substring(comma + 1));
      return Optional.of(new Contents(bytes, ImageHeader.read(bytes), extension(bytes)));
    } catch (IllegalArgumentException | ImageException e) {
      throw new InvalidAnnotationException(FindingKind.BROKEN_IMAGE, field + ": " + e.getMessage());
    }
  }

  /** Of the formats that a header can be read of. */
  private static String extension(byte[] bytes) {
    return switch (bytes[0]) {
      case 'B' -> "bmp";
      case 'R' -> "webp";
      case (byte) 0x89 -> "png";
      default -> "jpg";
    };
  }
}
