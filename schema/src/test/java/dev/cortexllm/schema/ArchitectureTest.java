package dev.cortexllm.schema;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The reading order of the packages is also the order in which they may know one another. */
@AnalyzeClasses(packages = "dev.cortexllm.schema", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule nodesStandAlone = noClasses()
            .that()
            .resideInAPackage("..schema.node")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..schema.check", "..schema.quick", "..schema.cel..", "..schema.yaml");

    @ArchTest
    static final ArchRule checksKnowNoCel = noClasses()
            .that()
            .resideInAPackage("..schema.check")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..schema.cel..", "..schema.yaml", "dev.cel..");

    @ArchTest
    static final ArchRule quickRulesKnowNoCel = noClasses()
            .that()
            .resideInAPackage("..schema.quick")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..schema.check", "..schema.cel..", "..schema.yaml", "dev.cel..");

    @ArchTest
    static final ArchRule costsAndFunctionsKnowNoRules = noClasses()
            .that()
            .resideInAnyPackage("..schema.cel.cost", "..schema.cel.library")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..schema.cel");

    @ArchTest
    static final ArchRule yamlKnowsNoSchema = noClasses()
            .that()
            .resideInAPackage("..schema.yaml")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..schema", "..schema.node", "..schema.check", "..schema.cel..");

    @ArchTest
    static final ArchRule nothingOfOursIsNeeded = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fabric8..", "io.vertx..", "com.fasterxml.jackson.dataformat..");
}
