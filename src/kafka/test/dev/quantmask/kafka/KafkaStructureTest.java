package dev.quantmask.kafka;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** What the package may use that only this build has; its package-info.java says it, too. */
class KafkaStructureTest {
  private static final String PACKAGE = "dev.quantmask.kafka";
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.quantmask");

  @Test
  void usesOnlyWhatItMay() {
    classes()
        .that()
        .resideInAPackage(PACKAGE)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                PACKAGE,
                "dev.quantmask.detection.output",
                "dev.quantmask.image",
                "dev.quantmask.remote",
                "dev.quantmask.server..",
                "dev.quantmask.serving",
                "dev.quantmask.serving.admission",
                "dev.quantmask.serving.api",
                "dev.quantmask.text",
                "com.fasterxml.jackson..",
                "io.cloudevents..",
                "io.micrometer.core..",
                "io.quarkus.runtime..",
                "io.smallrye.config..",
                "io.smallrye.mutiny..",
                "io.smallrye.reactive.messaging..",
                "io.vertx.core..",
                "jakarta..",
                "org.apache.kafka..",
                "org.eclipse.microprofile..",
                "org.jboss.logging.."))
        .check(PROGRAM);
  }

  @Test
  void nobodyElseUsesItOrKafka() {
    noClasses()
        .that()
        .resideOutsideOfPackage(PACKAGE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(PACKAGE, "org.apache.kafka..", "io.smallrye.reactive.messaging..")
        .check(PROGRAM);
  }
}
