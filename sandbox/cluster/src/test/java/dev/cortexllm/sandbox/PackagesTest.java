package dev.cortexllm.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Packages as their package-infos list them, in reading order: none imports a later one. */
class PackagesTest {
    private static final String ROOT = "dev.cortexllm.sandbox";
    private static final Map<String, List<String>> READING_ORDER = Map.of(
            ROOT,
            List.of("process", "apiserver", "kubelet", "demo"),
            ROOT + ".demo",
            List.of("process", "load", "step"),
            ROOT + ".apiserver",
            List.of(
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
                    "access",
                    "discovery",
                    "endpoint",
                    "controller"));

    @TestFactory
    List<DynamicTest> noPackageImportsALaterOne() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages(ROOT);
        return READING_ORDER.keySet().stream()
                .map(root -> DynamicTest.dynamicTest(root, () -> check(classes, root, READING_ORDER.get(root))))
                .toList();
    }

    private static void check(JavaClasses classes, String root, List<String> order) {
        for (int i = 0; i < order.size() - 1; i++) {
            String[] later = order.subList(i + 1, order.size()).stream()
                    .map(p -> root + "." + p + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(root + "." + order.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .check(classes);
        }
    }
}
