package dev.quantmask.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Errors of files, with the name of the file and the reason in words. */
public final class FileErrors {
  private FileErrors() {}

  /** Errors of streams do not name the file: "No space left on device" is the whole message. */
  public static FileSystemException writing(Path file, IOException e) {
    return named(file, "cannot be written", e);
  }

  static FileSystemException reading(Path file, IOException e) {
    return e instanceof FileSystemException named ? named : named(file, "cannot be read", e);
  }

  private static FileSystemException named(Path file, String attempt, IOException e) {
    FileSystemException named =
        new FileSystemException(file.toString(), null, attempt + ": " + reason(e));
    named.initCause(e);
    return named;
  }

  /** Without the name of the file. */
  public static String reason(IOException e) {
    if (!(e instanceof FileSystemException file)) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
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
    if (file instanceof DirectoryNotEmptyException) {
      return "a directory that is not empty";
    }
    return file instanceof NotDirectoryException ? "not a directory" : "cannot be used";
  }
}
