package dev.cortexllm.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.cortexllm.bench", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule simulationAndJmhKnowNothingOfEachOther = noClasses()
            .that()
            .resideInAPackage("..bench.simulation")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..bench.jmh", "..bench", "org.openjdk.jmh..");

    @ArchTest
    static final ArchRule nothingKnowsWhoStartsIt = noClasses()
            .that()
            .resideInAnyPackage("..bench.table", "..bench.jmh")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..bench.simulation", "dev.cortexllm.bench");

    @ArchTest
    static final ArchRule virtualTimeIsTheOnlyTime = noClasses()
            .that()
            .resideInAPackage("..bench.simulation")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "java.net..");
}
