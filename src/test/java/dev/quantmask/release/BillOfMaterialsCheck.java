package dev.quantmask.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bill of materials and the list of licences that the build has written. {@code .ci/licences}
 * writes both and runs this: no other run of the tests does.
 */
class BillOfMaterialsCheck {
  private static final Path SCHEMAS = Path.of("test-data/cyclonedx");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What libtorch and its glue are published as. */
  private static final List<String> NATIVES =
      List.of("ai.djl.pytorch:pytorch-jni", "ai.djl.pytorch:pytorch-native-cpu");

  private static final Pattern LISTED =
      Pattern.compile("^ +\\([^()]+\\) .*\\(([^():]+:[^():]+):[^():]+ - .*\\)$");

  /** What is built: its folder has a bill, a list, and libraries where it has been packed. */
  static Stream<Path> builds() {
    return Stream.of(Path.of("target"), Path.of("target/lambda"));
  }

  private static JsonNode bill(Path build) throws IOException {
    return MAPPER.readTree(build.resolve("bom.json").toFile());
  }

  private static Stream<JsonNode> components(Path build) throws IOException {
    return StreamSupport.stream(bill(build).get("components").spliterator(), false);
  }

  private static String name(JsonNode component) {
    return component.get("group").textValue() + ":" + component.get("name").textValue();
  }

  @ParameterizedTest
  @MethodSource("builds")
  void billIsOfThePublishedSchema(Path build) throws IOException {
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V7,
            settings ->
                settings.schemaMappers(
                    mappers ->
                        mappers.mapPrefix(
                            "http://cyclonedx.org/schema/", SCHEMAS.toUri().toString())));
    SchemaLocation schema = SchemaLocation.of("http://cyclonedx.org/schema/bom-1.6.schema.json");
    assertThat(factory.getSchema(schema).validate(bill(build))).isEmpty();
    JsonNode broken = MAPPER.createObjectNode().put("bomFormat", "CycloneDX");
    assertThat(factory.getSchema(schema).validate(broken)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("builds")
  void everyComponentHasALicenceAndAHash(Path build) throws IOException {
    assertThat(components(build))
        .hasSizeGreaterThan(100)
        .allSatisfy(
            component -> {
              assertThat(component.get("licenses")).as(name(component)).isNotEmpty();
              assertThat(component.get("hashes")).as(name(component)).isNotEmpty();
            });
    assertThat(components(build).map(BillOfMaterialsCheck::name)).containsAll(NATIVES);
  }

  @ParameterizedTest
  @MethodSource("builds")
  void licencesAreListedOfTheSameLibraries(Path build) throws IOException {
    Set<String> listed = new TreeSet<>();
    List<String> lines = Files.readAllLines(build.resolve("licenses/java-libraries.txt"));
    for (String line : lines) {
      Matcher library = LISTED.matcher(line);
      if (library.matches()) {
        listed.add(library.group(1));
      }
    }
    assertThat(listed)
        .isEqualTo(
            components(build)
                .map(BillOfMaterialsCheck::name)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Quarkus adds libraries by conditions of its own: none of them is missing in the bill. */
  @ParameterizedTest
  @MethodSource("builds")
  void whatIsPackedIsInTheBill(Path build) throws IOException {
    Set<String> jars =
        components(build)
            .map(BillOfMaterialsCheck::fileName)
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> packed = new ArrayList<>();
    for (String folder : List.of("quarkus-app/lib/boot", "quarkus-app/lib/main", "lib")) {
      if (Files.isDirectory(build.resolve(folder))) {
        try (Stream<Path> files = Files.list(build.resolve(folder))) {
          // Quarkus leaves classes out of some, and says so in their names.
          files
              .map(file -> file.getFileName().toString().replaceFirst("^modified-", ""))
              .forEach(packed::add);
        }
      }
    }
    assertThat(packed).isNotEmpty().isSubsetOf(jars);
  }

  /** As Quarkus names its copy of a jar. */
  private static String fileName(JsonNode component) {
    Matcher classifier =
        Pattern.compile("[?&]classifier=([^&]+)").matcher(component.get("purl").textValue());
    return component.get("group").textValue()
        + "."
        + component.get("name").textValue()
        + "-"
        + component.get("version").textValue()
        + (classifier.find() ? "-" + classifier.group(1) : "")
        + ".jar";
  }
}
