package dev.cortexllm.sandbox.models;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Packages in reading order: what is read later may use what was read before, never the other way. */
@AnalyzeClasses(packagesOf = ModelServerMain.class, importOptions = ImportOption.DoNotIncludeTests.class)
class StructureTest {
    private static final String[] FORMATS = {"..openai..", "..vllm..", "..anthropic..", "..gemini..", "..ollama.."};

    @ArchTest
    static final ArchRule ONLY_THE_SERVER_DOES_IO = noClasses()
            .that()
            .resideOutsideOfPackage("..server..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vertx..");

    @ArchTest
    static final ArchRule THE_ENGINE_KNOWS_NO_WIRE = classes()
            .that()
            .resideInAPackage("..models.engine..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..models.engine..", "java..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule THE_WIRE_KNOWS_NO_VENDOR = classes()
            .that()
            .resideInAPackage("..models.wire..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("..models.wire..", "..models.engine..", "java..", "com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule FORMATS_KNOW_NO_SERVER = noClasses()
            .that()
            .resideInAnyPackage(FORMATS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..models.server..", "..models.control..", "..models.faults..", "..models.metrics..");

    @ArchTest
    static final ArchRule FORMATS_ARE_INDEPENDENT_BUT_VLLM_SPEAKS_OPENAI = noClasses()
            .that()
            .resideInAnyPackage("..models.openai..", "..models.anthropic..", "..models.gemini..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..models.vllm..", "..models.ollama..");
}
