package dev.cortexllm.sandbox.apiserver;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackagesTest {
    private static final String ROOT = "dev.cortexllm.sandbox.apiserver";
    /** As the package-info lists them; none imports a later one. */
    private static final List<String> READING_ORDER = List.of(
            "object",
            "store",
            "fields",
            "patch",
            "type",
            "builtin",
            "crd",
            "resource",
            "table",
            "protobuf",
            "http",
            "discovery",
            "endpoint",
            "controller");

    @Test
    void noPackageImportsALaterOne() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages(ROOT);
        for (int i = 0; i < READING_ORDER.size() - 1; i++) {
            String[] later = READING_ORDER.subList(i + 1, READING_ORDER.size()).stream()
                    .map(p -> ROOT + "." + p + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + READING_ORDER.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .check(classes);
        }
    }
}
