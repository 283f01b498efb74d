package dev.quantmask.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the project says of itself. */
final class Pom {
  private Pom() {}

  static String version() throws IOException {
    return find("<artifactId>quantmask</artifactId>\\s*<version>(.*?)</version>");
  }

  static String libtorchVersion() throws IOException {
    return find("<libtorch.version>(.*?)</libtorch.version>");
  }

  /** Of all entries in jars and archives, in UTC. */
  static LocalDateTime outputTimestamp() throws IOException {
    String text = find("<project.build.outputTimestamp>(.*?)</project.build.outputTimestamp>");
    return OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
  }

  private static String find(String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of("pom.xml")));
    if (!matcher.find()) {
      throw new IOException("pom.xml has nothing like " + pattern);
    }
    return matcher.group(1);
  }
}
