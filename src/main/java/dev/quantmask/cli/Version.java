package dev.quantmask.cli;

import dev.quantmask.io.ProgramVersion;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the version, and the commit where it is known. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    ProgramVersion version = ProgramVersion.ofThisBuild();
    List<String> lines = new ArrayList<>(List.of("quantmask " + version.number()));
    version.revision().ifPresent(commit -> lines.add("revision " + commit));
    return lines.toArray(String[]::new);
  }

  /** Such as 0.1.0. */
  static String number() {
    return ProgramVersion.ofThisBuild().number();
  }
}
