package dev.cortexllm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.cortexllm.api.v1alpha1.LLMGateway;
import dev.cortexllm.api.v1alpha1.LLMProvider;
import dev.cortexllm.api.v1alpha1.ModelDeployment;
import dev.cortexllm.api.v1alpha1.RoutingPolicy;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The reading order of the root package-info is also the direction of use, and a router needs nothing of Kubernetes. */
class ArchitectureTest {
    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.cortexllm");

    @Test
    void packagesUseOnlyEarlierOnes() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("api")
                .definedBy("..cortexllm.api..")
                .layer("config")
                .definedBy("..cortexllm.config..")
                .layer("link")
                .definedBy("..cortexllm.link..")
                .layer("catalogue")
                .definedBy("..cortexllm.catalogue..")
                .layer("engine")
                .definedBy("..cortexllm.engine..")
                .layer("compile")
                .definedBy("..cortexllm.compile..")
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("config", "link", "catalogue", "engine", "compile")
                .whereLayer("config")
                .mayOnlyBeAccessedByLayers("link", "catalogue", "compile")
                .whereLayer("link")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("catalogue")
                .mayOnlyBeAccessedByLayers("compile")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("compile")
                .whereLayer("compile")
                .mayNotBeAccessedByAnyLayer()
                .check(MODULE);
    }

    @Test
    void configurationAndCompilerAreFreeOfKubernetes() {
        noClasses()
                .that()
                .resideInAnyPackage("..config..", "..link..", "..catalogue..", "..engine..", "..compile..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .check(MODULE);
    }

    @Test
    void onlyTheFourResourceClassesKnowTheClient() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(LLMGateway.class, LLMProvider.class, ModelDeployment.class, RoutingPolicy.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8.kubernetes.client..", "io.fabric8.kubernetes.api..")
                .check(MODULE);
    }

    @Test
    void theCompilerIsPure() {
        noClasses()
                .that()
                .resideInAPackage("..compile..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.nio.channels..", "java.util.concurrent..")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(MODULE);
    }
}
