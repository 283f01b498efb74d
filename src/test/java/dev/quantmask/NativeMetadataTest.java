package dev.quantmask;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import dev.quantmask.io.Json;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Type;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a native build is told of the program's own types, because nothing in the code says it. */
@Tag("slow")
class NativeMetadataTest {
  private static final String ROOT = "dev.quantmask.";
  private static final File METADATA =
      new File(
          "src/main/resources/META-INF/native-image/dev.quantmask/quantmask/reachability-metadata.json");
  private static final Pattern TYPE_NAME = Pattern.compile("dev\\.quantmask\\.[\\w.$]+");

  private static final Path CLASSES = Path.of("target/classes");
  private static final Pattern OF_QUARKUS =
      Pattern.compile(
          "(dev/|inference/|grpc/|META-INF/(resources|native-image|services)/).*|application\\.properties");

  /** By the class that writes or reads JSON: types of the program that it does so with. */
  private static final Map<String, List<String>> JSON =
      new TreeMap<>(
          Map.ofEntries(
              entry("dataset.format.coco.CocoImportReader", List.of()), // nodes
              entry("benchmark.BenchmarkedModel", List.of("detection.output.DetectionResponse")),
              entry(
                  "quantization.calibration.RangesFile",
                  List.of("quantization.calibration.RangesFile$Content")),
              entry("cli.DatasetStatsCommand", List.of("dataset.DatasetStatistics")),
              entry(
                  "cli.InspectCommand",
                  List.of(
                      "engine.EightBitInstructions",
                      "model.config.MaskRcnnConfig",
                      "model.network.Tuning")),
              entry(
                  "cli.JsonLines",
                  List.of("detection.output.DetectionResponse", "detection.output.FrameResponse")),
              entry("cli.SensitivityReport", List.of()), // maps
              entry("cli.TrackScoreCommand", List.of()), // maps
              entry("evaluation.RunFile", List.of("evaluation.RunHeader", "evaluation.RunResult")),
              entry("evaluation.RunPart", List.of("evaluation.RunHeader", "evaluation.RunResult")),
              entry(
                  "server.detections.DetectionService",
                  List.of("detection.output.DetectionResponse")),
              entry(
                  "server.streaming.DetectionFrame",
                  List.of("server.streaming.DetectionFrame$Answer")),
              entry(
                  "server.cloudevents.EventResponse",
                  List.of("detection.output.DetectionResponse")),
              entry("server.cloudevents.EventReader", List.of()), // of the CloudEvents SDK
              entry(
                  "server.openinference.InferenceResource",
                  List.of("server.openinference.InferenceResource$ModelReady")),
              entry(
                  "server.openinference.InferenceServerResource",
                  List.of("server.openinference.InferenceServerResource$ServerReady")),
              entry("server.OpenApiResource", List.of()), // maps
              entry("server.problem.Problem", List.of("server.problem.Problem")),
              entry("server.problem.ProblemMapper", List.of()), // a text
              entry("model.network.Manifest", List.of("model.network.Manifest")),
              entry("remote.PartialFile", List.of("remote.RemoteVersion")),
              entry("report.JsonReport", List.of("report.Comparison")),
              entry("report.Page", List.of("report.Page$PlotsType", "report.Plot")),
              entry("dataset.synthetic.LabelMeFrame", List.of()), // a tree
              entry("dataset.format.OutputFolder", List.of()), // a tree
              entry("dataset.format.via.RegionStore", List.of()), // a tree
              entry("dataset.format.yolo.YoloWriter", List.of()), // texts
              entry("encoding.TrialReport", List.of("encoding.TrialResult")),
              entry("training.MetricsLog", List.of()), // maps
              entry("tuning.Journal", List.of("tuning.Journal$Header", "tuning.Journal$Entry"))));

  /**
   * Types whose names stand in no call: an endpoint that answers either, and the page's template.
   */
  private static final List<String> OTHERS =
      List.of(
          "server.detections.BatchResponse",
          "detection.output.DetectionResponse",
          "report.Page",
          "report.PageTemplate$Script");

  @Test
  void everybodyWhoWritesOrReadsJsonIsKnown() {
    Set<String> found =
        PackageStructureTest.PROGRAM.stream()
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .filter(NativeMetadataTest::isReflective)
            .map(call -> call.getOriginOwner().getName().substring(ROOT.length()))
            .collect(toCollection(TreeSet::new));
    found.remove("io.Json"); // whose users are found instead
    assertThat(found).isEqualTo(JSON.keySet());
  }

  private static boolean isReflective(JavaMethodCall call) {
    JavaClass owner = call.getTargetOwner();
    if (owner.isAssignableTo(ResponseBuilder.class)) {
      return call.getName().equals("entity");
    }
    if (owner.isEquivalentTo(Json.class)) {
      return !call.getOriginOwner().equals(owner) && !call.getName().matches("tree|parser");
    }
    return (owner.isAssignableTo(ObjectMapper.class)
            || owner.isAssignableTo(ObjectWriter.class)
            || owner.isAssignableTo(ObjectReader.class))
        && call.getName()
            .matches("writeValue.*|valueTo.*|treeToValue|readValue.*|convertValue|updateValue");
  }

  @Test
  void everyTypeInJsonAndOnThePageIsRegistered() throws Exception {
    Set<String> needed = new TreeSet<>();
    for (List<String> names : JSON.values()) {
      addAll(names, needed);
    }
    addAll(OTHERS, needed);
    assertThat(registered()).containsAll(needed);
  }

  private static void addAll(List<String> names, Set<String> found) throws ClassNotFoundException {
    for (String name : names) {
      add(Class.forName(ROOT + name), found);
    }
  }

  /** A type of the program with what its components, its methods and its kinds are. */
  private static void add(Class<?> type, Set<String> found) {
    if (!found.add(type.getName())) {
      return;
    }
    if (type.isRecord()) {
      for (var component : type.getRecordComponents()) {
        addNamed(component.getGenericType(), found);
      }
    }
    if (type.isSealed()) {
      for (Class<?> kind : type.getPermittedSubclasses()) {
        add(kind, found);
      }
    }
  }

  private static void addNamed(Type type, Set<String> found) {
    TYPE_NAME
        .matcher(type.getTypeName())
        .results()
        .forEach(
            name -> {
              try {
                add(Class.forName(name.group()), found);
              } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  /** What Quarkus serves and reads by itself it puts inside by itself. */
  @Test
  void everyResourceIsInside() throws Exception {
    List<PathMatcher> inside = new ArrayList<>();
    for (JsonNode entry : new ObjectMapper().readTree(METADATA).get("resources")) {
      if (entry.has("glob")) { // and not a bundle of the JDK
        String glob = "glob:" + entry.get("glob").textValue();
        inside.add(FileSystems.getDefault().getPathMatcher(glob));
      }
    }
    try (Stream<Path> files = Files.walk(CLASSES)) {
      assertThat(files.filter(Files::isRegularFile).map(CLASSES::relativize))
          .filteredOn(file -> !OF_QUARKUS.matcher(file.toString()).matches())
          .isNotEmpty()
          .allMatch(file -> inside.stream().anyMatch(glob -> glob.matches(file)));
    }
  }

  @Test
  void whatIsRegisteredIsThere() throws Exception {
    for (String name : registered()) {
      Class.forName(name);
    }
  }

  /**
   * A static field keeps what was made when the executable was built. Objects of these packages
   * cannot be kept, and a log would be that of the build.
   */
  @Test
  void staticFieldsOfWhatIsLoadedAtRunTimeAreMadeAtRunTime() throws Exception {
    List<String> atRunTime = initializedAtRunTime();
    assertThat(atRunTime).contains("ai.djl", "com.sun.jna");
    Set<String> makers =
        PackageStructureTest.PROGRAM.stream()
            .flatMap(type -> type.getStaticInitializer().stream())
            .filter(
                code -> code.getCallsFromSelf().stream().anyMatch(call -> isKept(call, atRunTime)))
            .map(code -> code.getOwner().getName())
            .collect(toCollection(TreeSet::new));
    assertThat(makers).isNotEmpty().allMatch(maker -> isIn(maker, atRunTime));
  }

  private static boolean isKept(JavaCall<?> call, List<String> atRunTime) {
    String owner = call.getTargetOwner().getName();
    return call.getTarget().getFullName().startsWith("java.lang.System.getLogger(")
        || owner.equals("java.awt.Color")
        || (!owner.startsWith(ROOT) && isIn(owner, atRunTime));
  }

  private static boolean isIn(String type, List<String> names) {
    return names.stream().anyMatch(name -> type.equals(name) || type.startsWith(name + "."));
  }

  private static List<String> initializedAtRunTime() throws IOException {
    Properties settings = new Properties();
    try (Reader reader =
        Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      settings.load(reader);
    }
    String option = "--initialize-at-run-time=";
    String arguments = settings.getProperty("quarkus.native.additional-build-args");
    return List.of(
        arguments.substring(arguments.indexOf(option) + option.length()).split("\\\\,", -1));
  }

  private static Set<String> registered() throws IOException {
    Set<String> names = new TreeSet<>();
    for (JsonNode entry : new ObjectMapper().readTree(METADATA).get("reflection")) {
      JsonNode type = entry.get("type");
      if (type.isTextual() && type.textValue().startsWith(ROOT)) {
        assertThat(entry.path("allDeclaredMethods").booleanValue()).as(entry.toString()).isTrue();
        assertThat(entry.path("allDeclaredFields").booleanValue()).as(entry.toString()).isTrue();
        assertThat(entry.path("allDeclaredConstructors").booleanValue())
            .as(entry.toString())
            .isTrue();
        names.add(type.textValue());
      }
    }
    return names;
  }
}
