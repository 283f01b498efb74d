package dev.quantmask.lambda;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The line of CONTRIBUTING's table that only this build has. */
class LambdaStructureTest {
  private static final String PACKAGE = "dev.quantmask.lambda";
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
                "dev.quantmask.server..",
                "dev.quantmask.detection..",
                "dev.quantmask.serving..",
                "dev.quantmask.image",
                "dev.quantmask.text",
                "com.amazonaws.services.lambda..",
                "com.fasterxml.jackson..",
                "com.oracle.svm.core.annotate..",
                "io.netty..",
                "io.quarkus.netty.runtime.virtual..",
                "io.quarkus.runtime..",
                "io.quarkus.vertx.http.runtime..",
                "io.smallrye.config..",
                "jakarta..",
                "org.eclipse.microprofile.config..",
                "org.jboss.logging..",
                "software.amazon.awssdk.."))
        .check(PROGRAM);
  }

  @Test
  void nobodyElseUsesIt() {
    noClasses()
        .that()
        .resideOutsideOfPackage(PACKAGE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(PACKAGE)
        .check(PROGRAM);
  }

  /** With two, Quarkus would ask which. */
  @Test
  void thereIsOneHandler() {
    Assertions.assertThat(
            PROGRAM.stream()
                .filter(
                    type ->
                        type.isAssignableTo(RequestStreamHandler.class)
                            || type.isAssignableTo(RequestHandler.class))
                .map(JavaClass::getName))
        .containsExactly(LambdaHandler.class.getName());
  }
}
