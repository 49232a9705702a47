package dev.cortexllm.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"CodeGeneration", "code_generation", "CODE-GENERATION", "codegeneration", " CodeGeneration "})
    void spellingDoesNotCount(String spelling) {
        assertThat(Task.of(spelling)).contains(Task.CODE_GENERATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Code", "CodeGenerationX", "code generation"})
    void otherWordsAreNoTask(String spelling) {
        assertThat(Task.of(spelling)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatResourcesWriteIsRead(Task task) throws NoSuchFieldException {
        String written = Task.class
                .getField(task.name())
                .getAnnotation(JsonProperty.class)
                .value();
        assertThat(Task.of(written)).contains(task);
    }
}
