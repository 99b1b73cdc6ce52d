package org.countinghouse;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house, each with its reason. */
class ArchitectureTest {
    /** From the top of the house to its faces: a package imports only from packages before it. */
    private static final List<String> LAYERS = List.of(
            "work",
            "money",
            "catalog",
            "rating",
            "storage",
            "security",
            "customers",
            "metering",
            "billing",
            "documents",
            "mail",
            "payments",
            "insight",
            "alerts",
            "workspace");

    private static final List<String> FACES = List.of("gateway", "cli", "desktop");

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.countinghouse");
    }

    @Test
    void packagesImportOnlyFromThoseAboveThem() {
        for (int i = 0; i < LAYERS.size(); i++) {
            var below = java.util.stream.Stream.concat(LAYERS.subList(i + 1, LAYERS.size()).stream(), FACES.stream())
                    .map(name -> "org.countinghouse." + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("org.countinghouse." + LAYERS.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(below)
                    .because("the core knows nothing of what is built on it, so that every face shares one engine")
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @Test
    void facesDoNotKnowEachOther() {
        for (String face : FACES) {
            var others = FACES.stream()
                    .filter(other -> !other.equals(face))
                    .map(other -> "org.countinghouse." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("org.countinghouse." + face + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .because("a face can be left out or replaced without the others")
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @Test
    void thereAreNoCycles() {
        slices().matching("org.countinghouse.(*)..")
                .should()
                .beFreeOfCycles()
                .because("a package can then be read and tested alone")
                .check(classes);
    }

    @Test
    void moneyIsExact() {
        String[] exact = {
            "org.countinghouse.money..",
            "org.countinghouse.catalog..",
            "org.countinghouse.rating..",
            "org.countinghouse.billing.."
        };
        var binary = DescribedPredicate.<JavaClass>describe(
                "binary floating point",
                type -> List.of("double", "float", "java.lang.Double", "java.lang.Float")
                        .contains(type.getName()));
        fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(exact)
                .should()
                .notHaveRawType(binary)
                .because("binary floating point cannot hold a cent")
                .check(classes);
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(exact)
                .should()
                .notHaveRawReturnType(binary)
                .because("binary floating point cannot hold a cent")
                .check(classes);
        noClasses()
                .that()
                .resideInAnyPackage(exact)
                .should()
                .dependOnClassesThat(binary)
                .because("binary floating point cannot hold a cent")
                .check(classes);
    }

    @Test
    void ratingIsPure() {
        noClasses()
                .that()
                .resideInAPackage("org.countinghouse.rating..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "java.nio.file..", "java.net..", "org.hibernate..", "javafx..")
                .because("the same input must give the same output everywhere, to the last digit")
                .check(classes);
    }

    @Test
    void onlyTheInjectedClockTellsTheTime() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.countinghouse.workspace..", "org.countinghouse.cli..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.ZonedDateTime.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("tests and replays choose the time")
                .check(classes);
    }

    @Test
    void viewModelsKnowNoNodes() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "javafx.scene..",
                        "javafx.stage..",
                        "javafx.fxml..",
                        "javafx.application..",
                        "javafx.animation..")
                .because("a view model is tested without a screen")
                .allowEmptyShould(true)
                .check(classes);
    }

    @Test
    void onlyTheTaskAdapterEntersTheToolkitThread() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.countinghouse.desktop.common.FxTasks")
                .should()
                .callMethod(javafx.application.Platform.class, "runLater", Runnable.class)
                .because("coalescing and cancelling live in one place")
                .check(classes);
    }

    @Test
    void noEntityReachesAFace() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "org.countinghouse.desktop..", "org.countinghouse.cli..", "org.countinghouse.gateway..")
                .should()
                .dependOnClassesThat()
                .areAnnotatedWith(jakarta.persistence.Entity.class)
                .because("faces see records; an entity's lazy parts and identity stay with its service")
                .check(classes);
    }

    @Test
    void thereIsNoWebView() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javafx.scene.web..")
                .because("a browser in the program is weight and risk that nothing here needs")
                .check(classes);
    }
}
