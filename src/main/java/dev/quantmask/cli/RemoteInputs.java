package dev.quantmask.cli;

import dev.quantmask.io.TemporaryFolder;
import dev.quantmask.remote.RemoteAddress;
import dev.quantmask.remote.RemoteFiles;
import dev.quantmask.remote.RemoteSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/**
 * Fetches what options name by an address, before the command runs: it gets files. A mistake in the
 * arguments is told before anything is fetched.
 */
final class RemoteInputs implements Closeable {
  /** Options whose file somebody else may keep. */
  static final List<String> OPTIONS =
      List.of(
          "--model",
          "--checkpoint",
          "--config",
          "--annotations",
          "--classes",
          "--init",
          "--val",
          "--gt",
          "--dt",
          "--ranges");

  private static final String CONFIGURATION = "--config";

  private final Console console;
  private final Map<String, Path> files = new HashMap<>(); // by the text of the address
  private final List<TemporaryFolder> folders = new ArrayList<>();
  private boolean isFetched;

  RemoteInputs(Console console) {
    this.console = console;
  }

  /** Adds to the help of all commands which of their options take addresses. */
  static void explain(CommandLine commandLine) {
    CommandSpec command = commandLine.getCommandSpec();
    String options =
        command.options().stream()
            .map(OptionSpec::longestName)
            .filter(OPTIONS::contains)
            .collect(Collectors.joining(", "));
    if (!options.isEmpty()) {
      List<String> description = new ArrayList<>(List.of(command.usageMessage().description()));
      description.add("Fetched if given as https://HOST/PATH or s3://BUCKET/KEY: " + options + ".");
      command.usageMessage().description(description.toArray(String[]::new));
    }
    commandLine.getSubcommands().values().forEach(RemoteInputs::explain);
  }

  /** The file of an address; as long as nothing is fetched, any. */
  Path file(String address) {
    try {
      RemoteAddress.of(address);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
    if (isFetched && !files.containsKey(address)) {
      throw new TypeConversionException(
          "expected a file of this machine, found an address; addresses are for "
              + String.join(", ", OPTIONS));
    }
    return files.getOrDefault(address, Path.of("."));
  }

  /** Fetches all that the arguments name. */
  void fetch(CommandLine commandLine, String... arguments) throws IOException {
    if (Arrays.stream(arguments).noneMatch(text -> text.contains("://"))) {
      return;
    }
    ParseResult parsed;
    try {
      parsed = commandLine.parseArgs(arguments);
    } catch (ParameterException e) {
      return; // which the command tells when it is run
    }
    if (parsed.asCommandLineList().stream().anyMatch(CommandLine::isUsageHelpRequested)) {
      return;
    }
    isFetched = true;
    RemoteFiles remote = null;
    for (OptionSpec option : fetchedOptions(parsed)) {
      for (String value : option.originalStringValues()) {
        if (RemoteAddress.isMeant(value) && !files.containsKey(value)) {
          remote = remote == null ? new RemoteFiles(RemoteSettings.ofThisProcess()) : remote;
          files.put(value, fetch(remote, option.longestName(), value));
        }
      }
    }
  }

  private static List<OptionSpec> fetchedOptions(ParseResult parsed) {
    return parsed.asCommandLineList().stream()
        .flatMap(each -> each.getParseResult().matchedOptions().stream())
        .filter(option -> OPTIONS.contains(option.longestName()))
        .toList();
  }

  private Path fetch(RemoteFiles remote, String option, String value) throws IOException {
    RemoteAddress address = RemoteAddress.of(value);
    try (TransferProgress progress = TransferProgress.of(console)) {
      if (!option.equals(CONFIGURATION)) {
        return remote.fetch(address, progress).path();
      }
      TemporaryFolder folder = TemporaryFolder.create();
      folders.add(folder);
      return new RemoteConfiguration(remote, progress, folder.path()).fetch(address);
    }
  }

  @Override
  public void close() throws IOException {
    for (TemporaryFolder folder : folders) {
      folder.close();
    }
  }
}
