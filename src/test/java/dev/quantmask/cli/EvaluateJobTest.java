package dev.quantmask.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quantmask.evaluation.Shard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The manifest says what the command understands. */
class EvaluateJobTest {
  private static List<Map<String, Object>> jobs() throws IOException {
    List<Map<String, Object>> jobs = new ArrayList<>();
    String text = Files.readString(Path.of("deployment/kubernetes/evaluate-job.yaml"));
    new Yaml().loadAll(text).forEach(job -> jobs.add(map(job)));
    jobs.removeIf(manifest -> !manifest.get("kind").equals("Job"));
    return jobs;
  }

  @SuppressWarnings("unchecked") // YAML has no types
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked") // YAML has no types
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  private static Map<String, Object> spec(Map<String, Object> job) {
    assertThat(job).containsEntry("kind", "Job").containsEntry("apiVersion", "batch/v1");
    return map(job.get("spec"));
  }

  private static List<String> arguments(Map<String, Object> spec) {
    Map<String, Object> pod = map(map(spec.get("template")).get("spec"));
    Map<String, Object> container = map(list(pod.get("containers")).get(0));
    return list(container.get("args")).stream().map(String.class::cast).toList();
  }

  private static ParseResult parse(List<String> arguments) {
    assertThat(arguments.get(0)).isEqualTo("evaluate");
    Console console = new Console(System.out, System.err);
    CommandLine command =
        new CommandLine(new EvaluateCommand(console, settings -> null))
            .setCaseInsensitiveEnumValuesAllowed(true);
    return command.parseArgs(arguments.subList(1, arguments.size()).toArray(String[]::new));
  }

  @Test
  void everyPodMeasuresItsPart() throws IOException {
    Map<String, Object> spec = spec(jobs().get(0));
    assertThat(spec).containsEntry("completionMode", "Indexed");
    int pods = (int) spec.get("completions");
    for (int i = 0; i < pods; i++) {
      String index = Integer.toString(i);
      ParseResult parsed =
          parse(
              arguments(spec).stream()
                  .map(argument -> argument.replace("$(JOB_COMPLETION_INDEX)", index))
                  .toList());
      Shard shard = parsed.matchedOptionValue("--shard", Shard.ALL);
      assertThat(shard).isEqualTo(new Shard(i, pods));
      assertThat(parsed.matchedOption("--model").stringValues()).hasSize(2);
      assertThat(parsed.hasMatchedOption("--resume")).isTrue();
    }
  }

  @Test
  void theOtherMergesWhatTheyWrote() throws IOException {
    assertThat(jobs()).hasSize(2);
    Map<String, Object> spec = spec(jobs().get(1));
    assertThat(spec).containsEntry("suspend", true);
    ParseResult merge = parse(arguments(spec));
    ParseResult parts =
        parse(
            arguments(spec(jobs().get(0))).stream()
                .map(argument -> argument.replace("$(JOB_COMPLETION_INDEX)", "0"))
                .toList());
    List<Path> merged = merge.matchedOptionValue("--merge", List.of());
    Path out = parts.matchedOptionValue("--out", Path.of(""));
    assertThat(merged).containsExactly(out);
  }
}
