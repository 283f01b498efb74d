package dev.quantmask.spark;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** What the package may use that only this build has; its package-info.java says it, too. */
class SparkStructureTest {
  private static final String PACKAGE = "dev.quantmask.spark";
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
                "dev.quantmask.cli",
                "dev.quantmask.coco",
                "dev.quantmask.coco.mask",
                "dev.quantmask.detection",
                "dev.quantmask.detection.torch",
                "dev.quantmask.engine",
                "dev.quantmask.evaluation",
                "dev.quantmask.image",
                "dev.quantmask.io",
                "dev.quantmask.model.config",
                "dev.quantmask.model.network",
                "dev.quantmask.serving.admission",
                "dev.quantmask.serving.api",
                "dev.quantmask.text",
                "org.apache.hadoop.conf..",
                "org.apache.hadoop.fs..",
                "org.apache.spark..",
                "picocli..",
                "scala.."))
        .check(PROGRAM);
  }

  @Test
  void nobodyElseUsesItOrSpark() {
    noClasses()
        .that()
        .resideOutsideOfPackage(PACKAGE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(PACKAGE, "org.apache.spark..", "org.apache.hadoop..")
        .check(PROGRAM);
  }
}
