package dev.cortexllm.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.operator.status.StatusWriter;
import java.util.List;

@AnalyzeClasses(packages = "dev.cortexllm.operator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** The reading order of the package-info: a later package may use an earlier one. */
    private static final List<String> ORDER = List.of(
            "child",
            "watch",
            "status",
            "compilation",
            "link",
            "budget",
            "scale",
            "provider",
            "model",
            "gateway",
            "policy",
            "health");

    @ArchTest
    static void laterPackagesUseEarlierOnes(JavaClasses all) {
        for (int i = 0; i < ORDER.size(); i++) {
            for (String later : ORDER.subList(i + 1, ORDER.size())) {
                noClasses()
                        .that()
                        .resideInAPackage(in(ORDER.get(i)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(in(later))
                        .allowEmptyShould(false)
                        .check(all);
            }
        }
    }

    @ArchTest
    static final ArchRule DESIRED_IS_PURE = noClasses()
            .that()
            .resideInAPackage("..desired..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fabric8.kubernetes.client..",
                    "io.javaoperatorsdk..",
                    "java.net..",
                    "java.nio.file..",
                    "java.time.Clock");

    @ArchTest
    static final ArchRule CONDITIONS_ARE_MADE_IN_STATUS = noClasses()
            .that()
            .resideOutsideOfPackage(in("status"))
            .should()
            .callConstructor(
                    Condition.class,
                    String.class,
                    Condition.Status.class,
                    Long.class,
                    String.class,
                    String.class,
                    String.class);

    @ArchTest
    static final ArchRule STATUS_IS_WRITTEN_IN_ONE_PLACE = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(StatusWriter.class.getName())
            .should()
            .dependOnClassesThat()
            .haveSimpleName("PrimaryUpdateAndCacheUtils");

    @ArchTest
    static final ArchRule THE_ROUTER_IS_SOMEBODY_ELSE =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.cortexllm.router..", "io.vertx..");

    @ArchTest
    static final ArchRule CLASSES_ARE_FINAL = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotAnonymousClasses()
            .should()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);

    private static String in(String name) {
        return "dev.cortexllm.operator." + name + "..";
    }
}
