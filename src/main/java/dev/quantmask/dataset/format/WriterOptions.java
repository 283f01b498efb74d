package dev.quantmask.dataset.format;

import dev.quantmask.dataset.findings.Finding;
import dev.quantmask.dataset.findings.FindingKind;
import dev.quantmask.dataset.findings.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a writer may need to know beside the annotations.
 *
 * @param classes in the order of their numbers
 * @param images the folder that the names of the images are relative to; empty when it is not known
 * @param copyImages whether formats that hold their images get copies of them
 * @param findings what the format cannot say
 */
public record WriterOptions(
    List<String> classes, Optional<Path> images, boolean copyImages, Findings findings) {
  /** Records that the format cannot say something of an object, and what is written instead. */
  public void lose(String fileName, String label, String message) throws IOException {
    findings.add(new Finding(FindingKind.NOT_IN_FORMAT, fileName, null, label, message));
  }
}
