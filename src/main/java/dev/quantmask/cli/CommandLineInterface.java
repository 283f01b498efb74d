package dev.quantmask.cli;

import dev.quantmask.dataset.format.AnnotationFormat;
import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.engine.ProcessExit;
import dev.quantmask.remote.RemoteAddress;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Runs a command. */
public final class CommandLineInterface {
  private CommandLineInterface() {}

  /** Runs on the streams of this process, and ends it; so do signals in the meantime. */
  public static void runAndExit(String... arguments) {
    Console console = ofThisProcess();
    CommandLogging.to(console.error());
    Interruption.handle(
        CommandText.of(Arrays.stream(arguments).map(RemoteAddress::shown).toList()),
        console.error());
    int exitCode = run(console, DetectorOpener.LIBTORCH, arguments);
    Interruption.tooLate();
    ProcessExit.atEnd(exitCode);
  }

  /** Runs on the streams of this process and returns the exit code. */
  public static int run(String... arguments) {
    return run(ofThisProcess(), DetectorOpener.LIBTORCH, arguments);
  }

  private static Console ofThisProcess() {
    return new Console(new FileOutputStream(FileDescriptor.out), System.err, Terminal.isThere());
  }

  static int run(Console console, DetectorOpener detectors, String... arguments) {
    CommandLine commandLine = new CommandLine(new QuantmaskCommand());
    Map<String, Supplier<Object>> commands = commands(console, detectors);
    if (arguments.length > 0 && commands.containsKey(arguments[0])) {
      commands.keySet().retainAll(Set.of(arguments[0])); // the others take their time to set up
    }
    commands.forEach((name, command) -> commandLine.addSubcommand(name, command.get()));
    RemoteInputs.explain(commandLine);
    ExitCodes exitCodes = new ExitCodes(console);
    RemoteInputs remote = new RemoteInputs(console);
    PathConverter paths = new PathConverter(remote);
    commandLine
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setOut(new PrintWriter(console.output(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(console.error(), true, StandardCharsets.UTF_8))
        .registerConverter(Path.class, paths)
        .registerConverter(DetectInput.class, DetectInput.converter(paths))
        .registerConverter(AnnotationFormat.class, new AnnotationFormatNames())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(exitCodes);
    int exitCode = execute(commandLine, exitCodes, remote, arguments);
    console.complete();
    return exitCodes.withOutput(exitCode);
  }

  private static int execute(
      CommandLine commandLine, ExitCodes exitCodes, RemoteInputs remote, String... arguments) {
    try (remote) {
      remote.fetch(commandLine, arguments);
      return commandLine.execute(arguments);
    } catch (IOException | IllegalArgumentException | Error e) { // of memory, of a native library
      return exitCodes.of(e, commandLine);
    }
  }

  static Map<String, Supplier<Object>> commands(Console console, DetectorOpener detectors) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>(); // in the order of the help
    commands.put("convert", () -> new ConvertCommand(console));
    commands.put("quantize", () -> new QuantizeCommand(console));
    commands.put("detect", () -> new DetectCommand(console, detectors));
    commands.put("inspect", () -> new InspectCommand(console));
    commands.put("bench", () -> new BenchCommand(console));
    commands.put("evaluate", () -> new EvaluateCommand(console, detectors));
    commands.put("tune", () -> new TuneCommand(console, detectors));
    commands.put("dataset", () -> dataset(console));
    commands.put("coco", () -> CocoCommand.with(console));
    commands.put("track", () -> TrackCommand.with(console));
    commands.put("train", () -> new TrainCommand(console));
    commands.put("roi", () -> RoiCommand.with(console, detectors));
    return commands;
  }

  private static CommandLine dataset(Console console) {
    return new CommandLine(new DatasetCommand())
        .addSubcommand(new DatasetSynthesizeCommand(console))
        .addSubcommand(new DatasetImportCommand(console))
        .addSubcommand(new DatasetExportCommand(console))
        .addSubcommand(new DatasetCheckCommand(console))
        .addSubcommand(new DatasetStatsCommand(console));
  }
}
