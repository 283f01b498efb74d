package dev.quantmask.cli;

import dev.quantmask.detection.Precision;
import dev.quantmask.engine.EightBitInstructions;
import dev.quantmask.io.Json;
import dev.quantmask.io.Sha256;
import dev.quantmask.model.config.MaskRcnnConfig;
import dev.quantmask.model.network.Manifest;
import dev.quantmask.model.network.ModelArchive;
import dev.quantmask.model.network.Tuning;
import dev.quantmask.model.quantization.Scheme;
import dev.quantmask.pytorch.archive.ScriptArchive;
import dev.quantmask.pytorch.checkpoint.Checkpoint;
import dev.quantmask.tensor.Tensor;
import dev.quantmask.text.Text;
import dev.quantmask.text.Visible;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "inspect",
    header = "Prints what is in an archive or a checkpoint.",
    description =
        "These are its format, scheme, classes, sizes and hash; to a pipe or a file they are JSON,"
            + " and the configuration is in it as well.",
    footer = {"", "Example:", "  quantmask inspect --model model-int8.pt"})
final class InspectCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "An archive that convert or quantize wrote, or a checkpoint.")
  private Path model;

  @Option(names = "--tensors", description = "Also list every tensor.")
  private boolean tensors;

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("file", model.toString());
    answer.put("bytes", Files.size(model));
    answer.put("sha256", Sha256.of(model));
    if (ScriptArchive.isArchive(model)) {
      describeArchive(answer);
    } else {
      describeCheckpoint(answer);
    }
    if (console.isOnTerminal()) {
      print(answer);
      return ExitCodes.FINE;
    }
    console.output().write(Json.indented(answer));
    console.output().write('\n');
    console.output().flush();
    return ExitCodes.FINE;
  }

  /** For a person: the configuration, which is long, is in the JSON only. */
  private void print(Map<String, Object> answer) {
    PrintStream out = console.lines();
    answer.forEach(
        (key, value) -> {
          if (value instanceof MaskRcnnConfig config) {
            row(out, "classes", String.join(", ", config.classes()));
          } else if (value instanceof Tuning tuning) {
            printTuning(out, tuning);
          } else if (value instanceof Map<?, ?> map) {
            map.forEach((name, one) -> row(out, "  " + name, one));
          } else {
            row(out, key, value);
          }
        });
  }

  private static void printTuning(PrintStream out, Tuning tuning) {
    row(
        out,
        "tuned for",
        Text.format("%s: %s", tuning.goal(), tuning.reached() ? "reached" : "missed"));
    row(
        out,
        "measured",
        Text.format(
            "%.1f ms, box AP %.1f, mask AP %.1f; %.2f times as fast as the model that was tuned",
            tuning.milliseconds(), tuning.boxAp(), tuning.maskAp(), tuning.speedUp().value()));
    row(out, "measured on", Text.format("%s, %d images", tuning.cpu(), tuning.images()));
    tuning.settings().forEach((name, value) -> row(out, "  " + name, value));
  }

  private static void row(PrintStream out, String key, Object value) {
    out.print(Visible.format("%-14s %s%n", key, value));
  }

  private void describeArchive(Map<String, Object> answer) throws IOException {
    try (ModelArchive archive = ModelArchive.open(model)) {
      Manifest manifest = archive.manifest();
      answer.put("format", "TorchScript archive");
      answer.put("name", manifest.name());
      answer.put("scheme", manifest.scheme());
      Precision precision = Precision.onThisCpu(Scheme.of(manifest.scheme()));
      answer.put("precision", precision.label());
      if (precision == Precision.INT8) {
        EightBitInstructions.ofThisCpu().ifPresent(cpu -> answer.put("onThisCpu", cpu));
      }
      describeTensors(archive.tensors(), answer);
      answer.put("config", manifest.config());
      if (manifest.tuning() != null) {
        answer.put("tuning", manifest.tuning());
      }
    }
  }

  private void describeCheckpoint(Map<String, Object> answer) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(model)) {
      answer.put("format", "checkpoint, " + checkpoint.format());
      describeTensors(checkpoint.tensors(), answer);
    }
  }

  private void describeTensors(Map<String, Tensor> all, Map<String, Object> answer) {
    Map<String, Long> bytesByType = new LinkedHashMap<>();
    Map<String, String> list = new LinkedHashMap<>();
    long values = 0;
    for (Map.Entry<String, Tensor> entry : all.entrySet()) {
      Tensor tensor = entry.getValue();
      String type = tensor.dataType().name().toLowerCase(Locale.ROOT);
      values += tensor.elementCount();
      bytesByType.merge(type, tensor.elementCount() * tensor.dataType().bytes(), Long::sum);
      list.put(entry.getKey(), type + " " + Arrays.toString(tensor.shape()));
    }
    answer.put("tensors", all.size());
    answer.put("values", values);
    answer.put("bytesByType", bytesByType);
    if (tensors) {
      answer.put("tensorList", list);
    }
  }
}
