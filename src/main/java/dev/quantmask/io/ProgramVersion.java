package dev.quantmask.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * The version of the program, as Maven has written it into its resources.
 *
 * @param number such as 0.1.0
 * @param revision the commit that it was built from, with {@code -dirty} behind it where files had
 *     been changed; empty before it is packed, and where there was no repository
 */
public record ProgramVersion(String number, Optional<String> revision) {
  private static final String VERSION = "/quantmask-version.properties";
  private static final String REVISION = "/quantmask-revision.properties";
  private static final String UNWRITTEN = "$"; // what git writes in begins with it

  public static ProgramVersion ofThisBuild() {
    return of(read(VERSION), read(REVISION));
  }

  static ProgramVersion of(Properties version, Properties revision) {
    String commit = revision.getProperty("git.commit.id.full", "");
    if (!commit.isEmpty()) {
      boolean isDirty = revision.getProperty("git.dirty", "").equals("true");
      return new ProgramVersion(
          version.getProperty("version"), Optional.of(isDirty ? commit + "-dirty" : commit));
    }
    return new ProgramVersion(
        version.getProperty("version"),
        Optional.ofNullable(version.getProperty("archive"))
            .filter(archived -> !archived.isEmpty() && !archived.startsWith(UNWRITTEN)));
  }

  /** Returns both, as Semantic Versioning has the build behind the number: 0.1.0+REVISION. */
  public String full() {
    return revision.map(commit -> number + "+" + commit).orElse(number);
  }

  /** Returns none where there is no such resource. */
  private static Properties read(String resource) {
    Properties properties = new Properties();
    try (InputStream stream = ProgramVersion.class.getResourceAsStream(resource)) {
      if (stream != null) {
        properties.load(stream);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
