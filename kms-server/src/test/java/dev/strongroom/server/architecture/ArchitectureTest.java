package dev.strongroom.server.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.strongroom.domain.operation.Operation;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** The arrows between modules and packages. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.strongroom");

  private static void check(ArchRule rule) {
    rule.check(CLASSES);
  }

  @Test
  void theHsmModuleKnowsNothingOfTheOthersAndNoFramework() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.strongroom.hsm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.strongroom.domain..",
                "dev.strongroom.api..",
                "dev.strongroom.console..",
                "dev.strongroom.server..",
                "org.springframework..",
                "jakarta..",
                "java.sql.."));
  }

  @Test
  void theDomainKnowsNoWireFormConsoleOrServer() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.strongroom.domain..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.strongroom.api..",
                "dev.strongroom.console..",
                "dev.strongroom.server..",
                "io.netty..",
                "org.springframework.web.."));
  }

  @Test
  void wireFormsAndConsoleNeverSeeEachOther() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.strongroom.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.strongroom.console..", "dev.strongroom.server.."));
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.strongroom.console..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "dev.strongroom.api..", "dev.strongroom.server..", "dev.strongroom.hsm.."));
  }

  @Test
  void onlyTheKeyStoreAndTheWiringReachTheHsm() {
    check(
        noClasses()
            .that(
                resideOutsideOfPackages(
                    "dev.strongroom.hsm..",
                    "dev.strongroom.domain.keystore..",
                    "dev.strongroom.server.."))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.strongroom.hsm.."));
  }

  @Test
  void policyAndCryptoAreWithoutSpringAndPersistence() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "dev.strongroom.domain.policy..",
                "dev.strongroom.domain.crypto..",
                "dev.strongroom.domain.name..",
                "dev.strongroom.domain.error..",
                "dev.strongroom.domain.freshness..",
                "dev.strongroom.domain.throttle..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.springframework..", "jakarta.persistence..", "java.sql..", "io.micrometer.."));
  }

  @Test
  void onlyTheCryptoPackageTouchesCiphers() {
    // Names and throw-away secrets need random bytes, which are no cipher. The certificates of the
    // ports hold no tenant's secret, and X.509 is not the domain's.
    DescribedPredicate<JavaClass> ciphers =
        resideInAnyPackage(
                "javax.crypto..", "java.security..", "org.bouncycastle..", "com.amazon.corretto..")
            .and(not(type(SecureRandom.class)));
    check(
        noClasses()
            .that(
                resideInAnyPackage("dev.strongroom..")
                    .and(
                        resideOutsideOfPackages(
                            "dev.strongroom.domain.crypto..", "dev.strongroom.server.tls..")))
            .should()
            .dependOnClassesThat(ciphers));
  }

  @Test
  void namesImportNothingOfTheProject() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.strongroom.domain.name..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "dev.strongroom.domain.name..", "java..", "org.jspecify.annotations.."));
  }

  @Test
  void packagesOfTheDomainFormNoCycle() {
    check(slices().matching("dev.strongroom.domain.(*)..").should().beFreeOfCycles());
  }

  @Test
  void packagesOfTheWireModuleFormNoCycle() {
    check(slices().matching("dev.strongroom.api.(*)..").should().beFreeOfCycles());
  }

  @Test
  void nobodyCallsTheAuditTrailButThePipeline() {
    check(
        noClasses()
            .that(
                resideInAnyPackage(
                    "dev.strongroom.domain.operation.kms..",
                    "dev.strongroom.domain.operation.sts..",
                    "dev.strongroom.api..",
                    "dev.strongroom.console.."))
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("AuditTrail"));
  }

  @Test
  void everyOperationHasATest() {
    String tests = OperationTests.text();
    check(
        classes()
            .that()
            .implement(Operation.class)
            .and()
            .areNotInterfaces()
            .should(OperationTests.beCalledIn(tests)));
  }
}
