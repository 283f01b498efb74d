package dev.quantmask.cli;

import dev.quantmask.detection.torch.DetectorOpener;
import dev.quantmask.testing.Executable;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a command has written, here on the JVM or in the native executable. */
record Outcome(int exitCode, String output, String error) {
  private static final int PATIENCE = 300; // seconds

  static Outcome onJvm(Object... arguments) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Console console = new Console(output, new PrintStream(error, true, StandardCharsets.UTF_8));
    int exitCode =
        CommandLineInterface.run(
            console, DetectorOpener.LIBTORCH, texts(arguments).toArray(String[]::new));
    return new Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  static Outcome natively(Object... arguments) throws IOException, InterruptedException {
    return natively(Executable.path(), Map.of(), arguments);
  }

  static Outcome natively(Path executable, Map<String, String> environment, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(texts(arguments));
    File output = File.createTempFile("output", ".txt");
    File error = File.createTempFile("error", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output).redirectError(error);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
        throw new IOException("no end of " + command);
      }
      return new Outcome(
          process.exitValue(), Files.readString(output.toPath()), Files.readString(error.toPath()));
    } finally {
      process.destroyForcibly();
      Files.delete(output.toPath());
      Files.delete(error.toPath());
    }
  }

  private static List<String> texts(Object... arguments) {
    return Stream.of(arguments).map(Object::toString).toList();
  }
}
