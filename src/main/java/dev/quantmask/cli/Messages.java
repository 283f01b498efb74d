package dev.quantmask.cli;

import dev.quantmask.text.Text;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Exceptions in one line, for people. */
final class Messages {
  private Messages() {}

  /** With the file, where there is one. */
  static String of(Exception exception) {
    return exception instanceof FileSystemException file
        ? file.getFile() + ": " + reason(exception)
        : reason(exception);
  }

  /** In a locale of ASCII the JDK can neither read nor write other names. */
  static String ofPath(InvalidPathException exception) {
    String problem =
        Text.format(
            "%s: expected the name of a file: %s", exception.getInput(), exception.getReason());
    return exception.getInput().chars().allMatch(character -> character < 128)
        ? problem
        : problem + "; names that are not ASCII need a locale of UTF-8, such as LC_ALL=C.UTF-8";
  }

  /** Without the file, for whoever has named it. */
  static String reason(Exception exception) {
    if (exception instanceof InvalidPathException path) {
      return ofPath(path);
    }
    if (!(exception instanceof FileSystemException file)) {
      return String.valueOf(exception.getMessage());
    }
    if (file.getReason() != null) {
      return file.getReason();
    }
    // The JDK has only the path for a message here.
    if (file instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (file instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (file instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    return file instanceof NotDirectoryException ? "not a directory" : "cannot be used";
  }

  static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
