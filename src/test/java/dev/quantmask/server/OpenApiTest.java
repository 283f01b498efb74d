package dev.quantmask.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.quantmask.detection.MaskFormat;
import dev.quantmask.server.request.DetectionEndpoint;
import dev.quantmask.server.request.RequestOptions;
import dev.quantmask.testing.OpenApi;
import dev.quantmask.testing.Program;
import io.quarkus.funqy.Funq;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The description of the endpoints has what the program has, and nothing else. */
class OpenApiTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> MANAGEMENT = Set.of("GET /q/health", "GET /q/metrics");

  private final OpenApi openApi = read();

  private static OpenApi read() {
    try {
      return OpenApi.ofSource();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void isWhatOpenApiSaysADescriptionIs() throws Exception {
    ObjectNode document = openApi.document().deepCopy();
    JsonNode schema;
    try (InputStream file = OpenApiTest.class.getResourceAsStream("/openapi/schema-3.1.json")) {
      schema = MAPPER.readTree(file);
    }
    var validator =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    assertThat(validator.validate(document)).isEmpty();
    ((ObjectNode) document.at("/paths/~1detect/post")).put("requestBody", "JSON");
    assertThat(validator.validate(document)).isNotEmpty();
  }

  @Test
  void itsSchemasAreSchemas() {
    var metaSchema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SchemaLocation.of(SchemaId.V202012));
    Set<Map.Entry<String, JsonNode>> schemas =
        openApi.document().at("/components/schemas").properties();
    assertThat(schemas).hasSizeGreaterThan(20);
    schemas.forEach(
        schema -> assertThat(metaSchema.validate(schema.getValue())).as(schema.getKey()).isEmpty());
    assertThat(metaSchema.validate(MAPPER.createObjectNode().put("type", "text"))).isNotEmpty();
  }

  @Test
  void everyEndpointIsThereAndEveryOperationIsOneOfTheProgram() {
    Set<String> routes = new TreeSet<>(MANAGEMENT);
    Program.PROBES.forEach(probe -> routes.add("GET " + probe));
    routes.add("GET /v1/stream"); // a route of Vert.x: StreamIT
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.quantmask.server")) {
      if (type.isAnnotatedWith(Path.class) || type.getSimpleName().endsWith("Function")) {
        routes.addAll(routes(type.reflect()));
      }
    }
    assertThat(openApi.operations().keySet()).isEqualTo(routes);
    Set<DetectionEndpoint> endpoints =
        routes.stream()
            .flatMap(route -> DetectionEndpoint.at(path(route)).stream())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(DetectionEndpoint.class)));
    assertThat(endpoints)
        .isEqualTo(
            EnumSet.complementOf(
                EnumSet.of(
                    DetectionEndpoint.GRPC, DetectionEndpoint.GRPC_STREAM))); // reflection tells
  }

  private static String path(String operation) {
    return operation.substring(operation.indexOf(' ') + 1).replaceAll("\\{[^}]*}", "1");
  }

  private static Set<String> routes(Class<?> type) {
    Set<String> routes = new TreeSet<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Funq.class)) {
        routes.add("POST /" + method.getAnnotation(Funq.class).value());
      }
      for (Annotation annotation : method.getAnnotations()) {
        HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
        if (verb != null) {
          Path below = method.getAnnotation(Path.class);
          String path = type.getAnnotation(Path.class).value();
          routes.add(verb.value() + " " + path + (below == null ? "" : "/" + below.value()));
        }
      }
    }
    return routes;
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /v1/detections", "POST /events", "GET /v1/stream"})
  void everyOptionOfTheQueryIsThere(String operation) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameter : openApi.operations().get(operation).get("parameters")) {
      if (parameter.get("in").textValue().equals("query")) {
        names.add(parameter.get("name").textValue());
      }
    }
    Set<String> expected = new TreeSet<>(RequestOptions.NAMES);
    if (operation.endsWith("/v1/stream")) {
      expected.addAll(
          List.of("frames", "width", "height", "stride", "matrix", "range", "tracking"));
    }
    assertThat(names).isEqualTo(expected);
  }

  @Test
  void everyOptionOfTheFunctionIsThere() {
    Set<String> expected = new TreeSet<>(RequestOptions.NAMES);
    expected.add("image");
    Set<String> names = new TreeSet<>();
    openApi.schema("DetectRequest").get("properties").fieldNames().forEachRemaining(names::add);
    assertThat(names).isEqualTo(expected);
    assertThat(openApi.schema("MaskFormat").get("enum").toString())
        .isEqualTo(
            Arrays.stream(MaskFormat.values())
                .map(format -> "\"" + format.name().toLowerCase(Locale.ROOT) + "\"")
                .collect(Collectors.joining(",", "[", "]")));
  }

  /** Which endpoint answers which of them, {@code OpenApiIT} sees. */
  @Test
  void everyStatusOfTheProgramIsThere() throws Exception {
    Set<String> written = new TreeSet<>();
    Pattern status = Pattern.compile("(?<![\\w.])[45]\\d\\d(?![\\w.])");
    for (String folder : List.of("server", "serving/api")) {
      java.nio.file.Path sources = java.nio.file.Path.of("src/main/java/dev/quantmask", folder);
      for (java.nio.file.Path source : Program.files(sources, ".java")) {
        String code = Files.readString(source).replaceAll("/\\*\\*[\\s\\S]*?\\*/|//.*", "");
        status.matcher(code).results().map(MatchResult::group).forEach(written::add);
      }
    }
    Set<String> described = new TreeSet<>();
    openApi
        .operations()
        .values()
        .forEach(
            operation -> operation.get("responses").fieldNames().forEachRemaining(described::add));
    assertThat(written).contains("400", "422", "504").hasSizeGreaterThan(10);
    written.remove("500"); // as a bound of others
    assertThat(described).containsAll(written).contains("500");
  }

  @Test
  void everyExampleIsWhatItsSchemaSays() {
    int checked = 0;
    for (JsonNode mediaType : openApi.inlined(openApi.document()).findParents("examples")) {
      JsonNode schema = mediaType.path("schema");
      for (JsonNode example : mediaType.get("examples")) {
        if (example.has("value")) {
          assertThat(OpenApi.errors(schema, example.get("value"))).as(example.toString()).isEmpty();
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(60);
  }

  /**
   * OpenAPI Generator calls an operation by its id, and a type by the name of its schema or else
   * {@code DetectImage200Response}. Most of its clients cannot tell the alternatives of {@code
   * oneOf} apart; for a form with properties beside JSON, and for a constant that is true or false,
   * their code does not compile.
   */
  @Test
  void generatorsFindNamesAndTypes() {
    JsonNode document = openApi.document();
    List<String> ids = document.get("paths").findValuesAsText("operationId");
    assertThat(ids).hasSameSizeAs(openApi.operations().keySet()).doesNotHaveDuplicates();
    List<JsonNode> named = new ArrayList<>();
    document.at("/components/schemas").forEach(named::add);
    for (JsonNode parent : document.findParents("properties")) {
      boolean isType = parent.path("type").asText().equals("object");
      assertThat(!isType || named.stream().anyMatch(schema -> schema == parent))
          .as(parent.toString())
          .isTrue();
    }
    assertThat(document.findValues("const")).noneMatch(JsonNode::isBoolean);
    for (JsonNode alternatives : document.findValues("oneOf")) {
      assertThat(alternatives).hasSize(2);
      assertThat(alternatives.get(1).get("type").textValue()).isEqualTo("null");
    }
  }

  /** So that the checks of examples and answers can fail. */
  @Test
  void aSchemaHoldsWhatItSays() throws Exception {
    for (String wrong :
        List.of(
            "{\"type\":\"about:blank\",\"title\":\"a\",\"status\":200,\"detail\":\"b\"}",
            "{\"type\":\"about:blank\",\"title\":\"a\",\"status\":400}",
            "{\"type\":\"about:blank\",\"title\":\"a\",\"status\":400,\"detail\":\"b\",\"more\":1}")) {
      JsonNode problem = MAPPER.readTree(wrong);
      assertThat(OpenApi.errors(openApi.schema("Problem"), problem)).as(wrong).isNotEmpty();
      assertThat(OpenApi.errors(openApi.schema("BatchItem"), problem)).as(wrong).isNotEmpty();
    }
  }
}
