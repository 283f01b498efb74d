package dev.quantmask;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The package table of CONTRIBUTING.md. A new package needs a line here. */
class PackageStructureTest {
  private static final String ROOT = "dev.quantmask";

  /** Its classes, read once for all tests: that takes seconds. */
  static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** What a package may use beside the JDK and itself. */
  private enum Part {
    TEXT("text"),
    TENSOR("tensor"),
    FILES("files"),
    IMAGE(
        "image",
        own("files"),
        "javax.imageio..",
        "org.w3c.dom..",
        "com.twelvemonkeys..",
        "com.drew.."),
    COCO("coco", own("files"), "com.fasterxml.jackson.."),
    COCO_SCORING("coco.scoring", own("coco")),
    CHART("chart", own("files"), own("image"), "org.knowm.xchart.."),
    ANNOTATION(
        "annotation",
        own("coco"),
        own("image"),
        own("files"),
        "javax.xml..",
        "com.fasterxml.jackson.."),
    SYNTHESIS("synthesis", own("image"), own("files"), "com.fasterxml.jackson.."),
    TORCHSCRIPT("torchscript", own("tensor"), own("files")),
    MASKRCNN(
        "maskrcnn",
        own("files"),
        own("torchscript"),
        own("tensor"),
        "org.yaml..",
        "com.fasterxml.jackson.."),
    DETECTION(
        "detection",
        own("files"),
        own("image"),
        own("coco"),
        own("maskrcnn"),
        own("torchscript"),
        "ai.djl..",
        "com.fasterxml.jackson..",
        "com.sun.jna.."),
    CALIBRATION(
        "calibration",
        own("coco"),
        own("detection"),
        own("files"),
        own("image"),
        own("maskrcnn"),
        "ai.djl..",
        "com.fasterxml.jackson.."),
    REPORT("report", own("files"), "com.fasterxml.jackson..", "io.quarkus.qute.."),
    EVALUATION(
        "evaluation",
        own("files"),
        own("coco"),
        own("detection"),
        own("image"),
        own("report"),
        "javax.management..",
        "com.fasterxml.jackson.."),
    SENSITIVITY(
        "sensitivity",
        own("coco"),
        own("detection"),
        own("evaluation"),
        own("files"),
        own("image"),
        own("maskrcnn"),
        "ai.djl.."),
    BENCH(
        "bench",
        own("calibration"),
        own("detection"),
        own("evaluation"),
        own("files"),
        own("image"),
        own("maskrcnn"),
        "com.fasterxml.jackson.."),
    TRAINING(
        "training",
        own("chart"),
        own("coco"),
        own("detection"),
        own("evaluation"),
        own("files"),
        own("image"),
        own("maskrcnn"),
        own("tensor"),
        own("torchscript"),
        "ai.djl..",
        "com.fasterxml.jackson.."),
    SERVING("serving", own("detection"), own("image")),
    FUNCTION_INFERENCE(
        "function.inference",
        own("detection"),
        own("serving"),
        own("image"),
        own("coco"),
        "com.fasterxml.jackson.."),
    FUNCTION_STREAM("function.stream", "io.vertx.core.."),
    FUNCTION(
        "function",
        own("detection"),
        own("serving"),
        own("image"),
        own("coco"),
        "com.fasterxml.jackson..",
        "io.quarkus..",
        "io.cloudevents..",
        "io.netty..",
        "io.smallrye..",
        "io.vertx..",
        "jakarta..",
        "org.eclipse.microprofile..",
        "org.jboss.logging..",
        "org.yaml.snakeyaml.."),
    OBSERVABILITY(
        "observability",
        own("function"),
        own("serving"),
        own("detection"),
        own("image"),
        "io.micrometer..",
        "io.opentelemetry..",
        "io.quarkus..",
        "io.smallrye..",
        "io.vertx..",
        "jakarta..",
        "org.eclipse.microprofile..",
        "org.jboss.logging..",
        "org.jboss.logmanager.."),
    CLI(
        "cli",
        own("tensor"),
        own("files"),
        own("image"),
        own("coco"),
        own("annotation"),
        own("chart"),
        own("torchscript"),
        own("maskrcnn"),
        own("detection"),
        own("calibration"),
        own("bench"),
        own("sensitivity"),
        own("synthesis"),
        own("training"),
        own("evaluation"),
        own("report"),
        "com.fasterxml.jackson..",
        "me.tongfei.progressbar..",
        "picocli..",
        "sun.misc..");

    private final String name;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> mayUse;

    Part(String name, String... mayUse) {
      this.name = name;
      this.mayUse = List.of(mayUse);
    }

    private static String own(String name) {
      return ROOT + "." + name + "..";
    }

    private String[] allowed() {
      return Stream.concat(
              mayUse.stream(),
              Stream.of(own(name), own("text"), "com.google.errorprone.annotations..", "java.."))
          .toArray(String[]::new);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPackageUsesOnlyWhatItMay(Part part) {
    classes()
        .that()
        .resideInAPackage(Part.own(part.name))
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(part.allowed()))
        .allowEmptyShould(false)
        .check(PROGRAM);
  }

  @Test
  void mainUsesOnlyTheCommandsAndQuarkus() {
    classes()
        .that()
        .resideInAPackage(ROOT)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..", "io.quarkus.runtime..", ROOT, Part.own("cli"), Part.own("text")))
        .check(PROGRAM);
  }

  @Test
  void noCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void everyPackageHasItsLine() {
    Set<String> found =
        PROGRAM.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> listed =
        Arrays.stream(Part.values())
            .map(part -> ROOT + "." + part.name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(listed).containsAll(found);
  }

  /** So that no rule passes on nothing. */
  @Test
  void theClassesAreThere() {
    Map<String, Long> counts =
        PROGRAM.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(counts.getOrDefault(ROOT + ".tensor", 0L)).isGreaterThanOrEqualTo(4);
    assertThat(counts.getOrDefault(ROOT + ".image", 0L)).isGreaterThanOrEqualTo(15);
    assertThat(counts.getOrDefault(ROOT + ".coco", 0L)).isGreaterThanOrEqualTo(20);
    assertThat(counts.getOrDefault(ROOT + ".coco.scoring", 0L)).isGreaterThanOrEqualTo(15);
    assertThat(counts.getOrDefault(ROOT + ".chart", 0L)).isGreaterThanOrEqualTo(2);
    assertThat(counts.getOrDefault(ROOT + ".annotation", 0L)).isGreaterThanOrEqualTo(30);
    assertThat(counts.getOrDefault(ROOT + ".synthesis", 0L)).isGreaterThanOrEqualTo(30);
    assertThat(counts.getOrDefault(ROOT + ".torchscript", 0L)).isGreaterThanOrEqualTo(40);
    assertThat(counts.getOrDefault(ROOT + ".maskrcnn", 0L)).isGreaterThanOrEqualTo(20);
    assertThat(counts.getOrDefault(ROOT + ".evaluation", 0L)).isGreaterThanOrEqualTo(20);
    assertThat(counts.getOrDefault(ROOT + ".report", 0L)).isGreaterThanOrEqualTo(15);
    assertThat(counts.getOrDefault(ROOT + ".bench", 0L)).isGreaterThanOrEqualTo(5);
    assertThat(counts.getOrDefault(ROOT + ".training", 0L)).isGreaterThanOrEqualTo(15);
    assertThat(counts.getOrDefault(ROOT + ".detection", 0L)).isGreaterThanOrEqualTo(20);
    assertThat(counts.getOrDefault(ROOT + ".serving", 0L)).isGreaterThanOrEqualTo(20);
    assertThat(counts.getOrDefault(ROOT + ".function", 0L)).isGreaterThanOrEqualTo(15);
    assertThat(counts.getOrDefault(ROOT + ".function.inference", 0L)).isGreaterThanOrEqualTo(10);
    assertThat(counts.getOrDefault(ROOT + ".function.stream", 0L)).isGreaterThanOrEqualTo(5);
    assertThat(counts.getOrDefault(ROOT + ".observability", 0L)).isGreaterThanOrEqualTo(8);
    assertThat(counts.getOrDefault(ROOT + ".cli", 0L)).isGreaterThanOrEqualTo(8);
  }
}
