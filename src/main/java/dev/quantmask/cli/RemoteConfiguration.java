package dev.quantmask.cli;

import dev.quantmask.io.PlainYaml;
import dev.quantmask.remote.RemoteAddress;
import dev.quantmask.remote.RemoteFiles;
import dev.quantmask.remote.TransferMonitor;
import dev.quantmask.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Fetches a configuration and those that it is based on, into folders as they have them at their
 * addresses: their relative paths are right there.
 */
record RemoteConfiguration(RemoteFiles remote, TransferMonitor monitor, Path folder) {
  private static final String BASE = "_BASE_";

  Path fetch(RemoteAddress address) throws IOException {
    Path place = place(address);
    if (Files.exists(place)) {
      return place; // of a circle, which its reader reports
    }
    Files.createDirectories(place.getParent());
    Files.copy(remote.fetch(address, monitor).path(), place);
    if (!place.toString().endsWith(".yaml") && !place.toString().endsWith(".yml")) {
      return place;
    }
    Object named = PlainYaml.read(place).get(BASE);
    for (Object base :
        named instanceof List<?> list ? list : named == null ? List.of() : List.of(named)) {
      if (base instanceof String relative && isRelative(relative)) {
        fetch(next(address, relative));
      }
    }
    return place;
  }

  private static boolean isRelative(String base) {
    return !base.isBlank()
        && !base.startsWith("~")
        && !base.startsWith("/")
        && !base.contains("://");
  }

  private static RemoteAddress next(RemoteAddress address, String base) throws IOException {
    try {
      return address.resolve(base);
    } catch (IllegalArgumentException e) {
      throw new IOException(Text.format("%s: %s: %s", address, BASE, e.getMessage()), e);
    }
  }

  private Path place(RemoteAddress address) throws IOException {
    Path place = folder.resolve("./" + address.path()).normalize();
    if (!place.startsWith(folder) || place.equals(folder)) {
      throw new IOException(Text.format("%s: expected a path without ..", address));
    }
    return place;
  }
}
