package dev.quantmask.lambda;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What a native build is told of this endpoint's own types, because nothing in the code says it.
 */
class MetadataTest {
  private static final File METADATA =
      new File(
          "src/lambda/resources/META-INF/native-image/dev.quantmask/quantmask-lambda/reachability-metadata.json");

  /** They are inside the class that writes them. */
  @Test
  void everyRecordThatBecomesJsonIsRegistered() throws Exception {
    Set<String> written =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.quantmask.lambda")
                .stream()
                .filter(type -> type.isRecord() && type.getEnclosingClass().isPresent())
                .filter(type -> writesJson(type.getEnclosingClass().get()))
                .map(JavaClass::getName)
                .collect(toSet());
    JsonNode registered = new ObjectMapper().readTree(METADATA).get("reflection");
    assertThat(registered.findValuesAsText("type"))
        .containsExactlyInAnyOrderElementsOf(written)
        .hasSize(2);
    assertThat(registered)
        .allMatch(type -> type.get("allDeclaredMethods").booleanValue())
        .allMatch(type -> type.get("allDeclaredFields").booleanValue())
        .allMatch(type -> type.get("allDeclaredConstructors").booleanValue());
  }

  private static boolean writesJson(JavaClass type) {
    return type.getMethodCallsFromSelf().stream()
        .anyMatch(
            call ->
                call.getTargetOwner().isAssignableTo(ObjectMapper.class)
                    && call.getName().startsWith("writeValue"));
  }
}
