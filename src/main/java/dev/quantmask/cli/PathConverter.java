package dev.quantmask.cli;

import dev.quantmask.remote.RemoteAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Names of files on the command line; where one cannot be, says what to do. An address becomes the
 * file that was fetched from it.
 */
final class PathConverter implements ITypeConverter<Path> {
  private final RemoteInputs remote;

  PathConverter(RemoteInputs remote) {
    this.remote = remote;
  }

  @Override
  public Path convert(String value) {
    if (RemoteAddress.isMeant(value)) {
      return remote.file(value);
    }
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(Messages.ofPath(e));
    }
  }
}
