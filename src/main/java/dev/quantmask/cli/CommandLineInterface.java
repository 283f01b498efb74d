package dev.quantmask.cli;

import dev.quantmask.detection.Detectors;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** Runs a command; only whoever calls may exit. */
public final class CommandLineInterface {
  private CommandLineInterface() {}

  /** Runs on the streams of this process and returns the exit code. */
  public static int run(String... arguments) {
    OutputStream output = new FileOutputStream(FileDescriptor.out);
    return run(new Console(output, System.err), Detectors::load, arguments);
  }

  static int run(Console console, DetectorOpener detectors, String... arguments) {
    CommandLine commandLine = new CommandLine(new QuantmaskCommand());
    commands(console, detectors).forEach(commandLine::addSubcommand);
    return commandLine
        .setOut(new PrintWriter(console.output(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.error(), true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(new ExitCodes(console.error()))
        .execute(arguments);
  }

  private static List<Object> commands(Console console, DetectorOpener detectors) {
    return List.of(
        new ConvertCommand(console),
        new QuantizeCommand(console),
        new DetectCommand(console, detectors),
        new InspectCommand(console),
        new BenchCommand(console),
        dataset(console),
        CocoCommand.with(console),
        new TrainCommand(console));
  }

  private static CommandLine dataset(Console console) {
    return new CommandLine(new DatasetCommand())
        .addSubcommand(new DatasetSynthesizeCommand(console))
        .addSubcommand(new DatasetImportCommand(console))
        .addSubcommand(new DatasetCheckCommand(console))
        .addSubcommand(new DatasetStatsCommand(console));
  }
}
