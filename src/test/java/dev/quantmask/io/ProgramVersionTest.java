package dev.quantmask.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramVersionTest {
  private static final String COMMIT = "82c54176ab1f9f4c7d0a1e2b3c4d5e6f7a8b9c0d";

  private static Properties properties(String lines) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(lines.replace(';', '\n')));
    return properties;
  }

  @ParameterizedTest
  @CsvSource({
    "$Format:%H$, '', 1.0",
    "'', '', 1.0",
    COMMIT + ", '', 1.0+" + COMMIT,
    "$Format:%H$, git.commit.id.full=" + COMMIT + ";git.dirty=false, 1.0+" + COMMIT,
    "$Format:%H$, git.commit.id.full=" + COMMIT + ";git.dirty=true, 1.0+" + COMMIT + "-dirty",
    "0000, git.commit.id.full=" + COMMIT + ", 1.0+" + COMMIT,
  })
  void revisionIsThatOfTheRepositoryOrOfTheSourceArchive(
      String archive, String repository, String expected) throws IOException {
    ProgramVersion version =
        ProgramVersion.of(properties("version=1.0;archive=" + archive), properties(repository));
    assertThat(version.full()).isEqualTo(expected);
    assertThat(version.number()).isEqualTo("1.0");
  }

  @Test
  void withoutArchiveOrRepositoryThereIsNoRevision() throws IOException {
    assertThat(ProgramVersion.of(properties("version=1.0"), new Properties()))
        .isEqualTo(new ProgramVersion("1.0", Optional.empty()));
  }
}
