package dev.quantmask;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.quantmask.PackageRule.ROOT;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.quantmask.pages.GeneratedPart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what each {@code package-info.java} says: see {@link PackageRule}. */
class PackageStructureTest {
  private static final Path PAGE = Path.of("src/site/markdown/packages.md");

  /** Its classes, read once for all tests: that takes seconds. */
  static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static List<PackageRule> rules() {
    return PackageRule.readAll();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void packageUsesOnlyWhatItMay(PackageRule rule) {
    classes()
        .that()
        .resideInAPackage(rule.fullName())
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(rule.allowed()))
        .allowEmptyShould(false)
        .check(PROGRAM);
  }

  /** So that a rule names nothing that no class needs any more. */
  @ParameterizedTest
  @MethodSource("rules")
  void packageUsesAllThatItNames(PackageRule rule) {
    rule.uses()
        .forEach(
            (name, packages) -> {
              DescribedPredicate<JavaClass> used =
                  resideInAnyPackage(packages.toArray(String[]::new));
              assertThat(
                      PROGRAM.stream()
                          .filter(type -> type.getPackageName().equals(rule.fullName()))
                          .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                          .map(Dependency::getTargetClass)
                          .anyMatch(used))
                  .as("%s uses %s", rule.name(), name)
                  .isTrue();
            });
  }

  @Test
  void mainUsesOnlyTheCommandsAndQuarkus() {
    classes()
        .that()
        .resideInAPackage(ROOT)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..", "io.quarkus.runtime..", ROOT, ROOT + ".cli", ROOT + ".text"))
        .check(PROGRAM);
  }

  /** So that the engine can be exchanged, and what is above it needs no libtorch to be tested. */
  @Test
  void onlyTheEngineUsesDjl() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..", "com.sun.jna..")
        .check(PROGRAM);
  }

  /** What a program that depends on the library has to have: {@code LibraryIT} runs it so. */
  @Test
  void libraryUsesNoQuarkus() {
    assertThat(PackageRule.closure("library").stream().flatMap(rule -> rule.libraries().stream()))
        .containsOnly("DJL", "ImageIO", "Jackson", "JNA", "SnakeYAML");
  }

  @Test
  void packagesFormNoCycle() {
    slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void everyPackageHasItsRule() {
    Set<String> found =
        PROGRAM.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(ROOT))
            .collect(toCollection(TreeSet::new));
    assertThat(rules().stream().map(PackageRule::fullName)).containsExactlyElementsOf(found);
  }

  @Test
  void pageSaysWhatThePackagesSay() throws IOException {
    GeneratedPart.check(PAGE, PackageStructureTest.class, PackagePage.of(rules()));
  }

  private static final class EachPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "each package";
    }
  }
}
