package dev.cortexllm.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The sandbox's programs know each other through the Kubernetes API alone: any of them can be replaced by the real thing. */
@AnalyzeClasses(packages = "dev.cortexllm.sandbox", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "dev.cortexllm.sandbox.";

    @ArchTest
    static final ArchRule the_api_server_stands_alone = free(ROOT + "apiserver..", ROOT + "kubelet..", ROOT + "demo..");

    @ArchTest
    static final ArchRule the_kubelet_stands_alone = free(ROOT + "kubelet..", ROOT + "apiserver..", ROOT + "demo..");

    @ArchTest
    static final ArchRule the_demo_uses_processes = free(ROOT + "demo..", ROOT + "apiserver..", ROOT + "kubelet..");

    @ArchTest
    static final ArchRule nothing_but_the_demo_knows_our_kinds = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + "demo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.cortexllm.api..", "dev.cortexllm.config..", "dev.cortexllm.compile..");

    @ArchTest
    static final ArchRule the_operator_is_not_linked_in =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.cortexllm.operator..");

    @ArchTest
    static final ArchRule steps_do_not_start_processes =
            free(ROOT + "demo.step..", ROOT + "demo", ROOT + "demo.process..");

    @ArchTest
    static final ArchRule load_knows_no_story = free(ROOT + "demo.load..", ROOT + "demo", ROOT + "demo.step..");

    private static ArchRule free(String of, String... from) {
        return noClasses()
                .that()
                .resideInAPackage(of)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(from);
    }
}
