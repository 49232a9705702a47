package dev.cortexllm.router;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

@AnalyzeClasses(packages = "dev.cortexllm.router", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.cortexllm.router";
    /** The reading order of the root package-info; a later package never uses an earlier one. */
    private static final List<String> ORDER = List.of(
            ROOT + ".cli",
            ROOT + ".load",
            ROOT + ".standalone",
            ROOT,
            ROOT + ".server",
            ROOT + ".explain",
            ROOT + ".admission",
            ROOT + ".route",
            ROOT + ".attempt",
            ROOT + ".store",
            ROOT + ".upstream",
            ROOT + ".link",
            ROOT + ".engine",
            ROOT + ".notice",
            ROOT + ".target",
            ROOT + ".waiting",
            ROOT + ".resilience",
            ROOT + ".tokens",
            ROOT + ".classify",
            ROOT + ".wire",
            ROOT + ".wire.openai",
            ROOT + ".wire.openai.vendor",
            ROOT + ".wire.anthropic",
            ROOT + ".wire.gemini",
            ROOT + ".wire.pass",
            ROOT + ".wire.chat",
            ROOT + ".wire.sse",
            ROOT + ".wire.json",
            ROOT + ".balance",
            ROOT + ".identity",
            ROOT + ".limit",
            ROOT + ".budget",
            ROOT + ".ledger",
            ROOT + ".account",
            ROOT + ".outcome",
            ROOT + ".config",
            ROOT + ".admin");

    @ArchTest
    static void every_package_has_its_place(JavaClasses router) {
        Set<String> found = new TreeSet<>();
        router.forEach(type -> found.add(type.getPackageName()));
        assertThat(found).containsExactlyInAnyOrderElementsOf(ORDER);
    }

    @ArchTest
    static void later_stages_never_use_earlier_ones(JavaClasses router) {
        for (int i = 1; i < ORDER.size(); i++) {
            String[] earlier = ORDER.subList(0, i).toArray(new String[0]);
            noClasses()
                    .that()
                    .resideInAPackage(ORDER.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(earlier)
                    .allowEmptyShould(true)
                    .check(router);
        }
    }

    @ArchTest
    static final ArchRule pure_packages_know_no_vertx = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + ".explain",
                    ROOT + ".route",
                    ROOT + ".tokens",
                    ROOT + ".classify",
                    ROOT + ".wire..",
                    ROOT + ".balance",
                    ROOT + ".identity",
                    ROOT + ".limit",
                    ROOT + ".budget",
                    ROOT + ".account",
                    ROOT + ".target",
                    ROOT + ".waiting",
                    ROOT + ".resilience",
                    ROOT + ".outcome")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule the_listener_knows_none_of_the_stages_behind_it = noClasses()
            .that()
            .resideInAPackage(ROOT + ".server")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".admission", ROOT + ".route", ROOT + ".attempt", ROOT + ".upstream", ROOT + ".wire..");

    @ArchTest
    static final ArchRule the_hot_path_reads_no_trees = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".wire.pass", ROOT + ".attempt", ROOT + ".route", ROOT + ".server")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.fasterxml.jackson.databind..", "io.vertx.core.json..", ROOT + ".wire.json.JsonTrees");

    @ArchTest
    static final ArchRule formats_know_nothing_of_each_other = slices().matching(
                    ROOT + ".wire.(openai|anthropic|gemini)..")
            .should()
            .notDependOnEachOther();
}
