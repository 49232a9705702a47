package dev.cortexllm.operator.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplierTest {
    private static final HasMetadata CHILD =
            new ServiceBuilder().withNewMetadata().withName("one").endMetadata().build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "409 | Operation cannot be fulfilled | Conflict: Service one belongs to somebody else:",
                "400 | bad | Refused: the API server refuses Service one:",
                "422 | is invalid | Refused: the API server refuses Service one:",
                "403 | is forbidden | Forbidden: the operator may not write Service one:",
                "500 | failed to create typed patch object (models/one; v1, Kind=Service): .spec.prots: field not declared in"
                        + " schema | Refused: the API server refuses Service one:",
            })
    void tellsWhatAPersonMustRemove(int code, String said, String sentence) {
        ChildFailure failure = Applier.failure(CHILD, answer(code, said));
        assertThat(failure.reason() + ": " + failure.message()).isEqualTo(sentence + " " + said);
    }

    @ParameterizedTest
    @CsvSource({"500, etcdserver: request timed out", "503, apiserver is shutting down", "429, too many requests"})
    void throwsOnWhatTimeMayHeal(int code, String said) {
        KubernetesClientException answer = answer(code, said);
        assertThatThrownBy(() -> Applier.failure(CHILD, answer)).isSameAs(answer);
    }

    private static KubernetesClientException answer(int code, String said) {
        return new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage(said).build());
    }
}
