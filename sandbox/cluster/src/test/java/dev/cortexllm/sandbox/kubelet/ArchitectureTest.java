package dev.cortexllm.sandbox.kubelet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.cortexllm.sandbox.kubelet", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_HAVE_ONE_DIRECTION =
            slices().matching("dev.cortexllm.sandbox.(kubelet..)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule DECISIONS_DO_NO_INPUT_OR_OUTPUT = noClasses()
            .that()
            .haveNameMatching(
                    ".*\\.(PodPlan|PodStatuses|ContainerStatuses|ContainerView|RestartBackoff|NodeFit|NodeSelection"
                            + "|PodRequests|VolumeFiles|LaunchPlan|ContainerEnvironment|MountPaths|Expansion|ServiceTargets"
                            + "|ProbeTally|NodeObjects|FieldReference|ResourceReference|PodReferences)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8.kubernetes.client..", "java.util.concurrent..", "java.net.http..");
}
