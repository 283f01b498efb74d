package dev.quantmask.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What becomes of annotations that cannot be used. */
final class FindingOptions {
  @Option(names = "--skip-broken", description = "Leave out what cannot be used, and report it.")
  private boolean skipBroken;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write all findings to that file, as JSON.")
  private Path report;

  boolean skipBroken() {
    return skipBroken;
  }

  Optional<Path> report() {
    return Optional.ofNullable(report);
  }
}
