package dev.cortexllm.operator.model.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cortexllm.api.v1alpha1.ModelDeploymentSpec;
import dev.cortexllm.operator.child.Owner;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheChildrenTest {
    private static final LoadSettings LOAD = new LoadSettings("cortexllm/router:1", "7");
    private static final LoadedKeys NOTHING = new LoadedKeys(List.of());

    @Test
    void theKeyIsThatOfWhatIsDownloaded() {
        String key = cache("model: {source: 'hf://a/b', name: x}").key();
        assertThat(cache("gpus: 2, model: {source: 'hf://a/b', name: y}").key()).isEqualTo(key);
        assertThat(cache("model: {source: 'hf://a/b', name: x, revision: v1}").key())
                .isNotEqualTo(key);
        assertThat(cache("model: {source: 'hf://a/c', name: x}").key()).isNotEqualTo(key);
    }

    @Test
    void anotherJobIsMadeOnlyForAnotherDownload() {
        EngineCache cache = cache("model: {source: 'hf://a/b', name: x}");
        String name = LoadJob.name(cache, LOAD);
        assertThat(LoadJob.desired(cache, LOAD, new LoadedKeys(List.of("k1", "k2")))
                        .getMetadata()
                        .getName())
                .isEqualTo(name)
                .matches("one-load-[0-9a-f]{8}");
        assertThat(LoadJob.name(cache("gpus: 2, model: {source: 'hf://a/b', name: x}"), LOAD))
                .isEqualTo(name);
        assertThat(LoadJob.name(cache, new LoadSettings("cortexllm/router:1", "8")))
                .isNotEqualTo(name);
        assertThat(LoadJob.name(cache("model: {source: 'hf://a/b', name: x}", "20Gi"), LOAD))
                .isNotEqualTo(name);
    }

    @Test
    void whatIsInUseStaysWhileAnotherIsDownloaded() {
        LoadedKeys two = NOTHING.using("k1").using("k2");
        assertThat(two.keys()).containsExactly("k2", "k1");
        assertThat(two.using("k3").keys()).containsExactly("k3", "k2");
        assertThat(two.using("k1").keys()).containsExactly("k1", "k2");
        assertThat(two.duringLoad().keys()).containsExactly("k2");
        EngineCache cache = cache("model: {source: 'hf://a/b', name: x}");
        assertThat(LoadJob.desired(cache, LOAD, two)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getArgs())
                .contains("--keep=k2");
        PersistentVolumeClaim claim = CacheClaim.desired(cache, two, Optional.empty());
        assertThat(LoadedKeys.of(Optional.of(claim))).isEqualTo(two);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size: 20Gi | ",
                "size: 10240Mi | ",
                "size: 5Gi | spec.cache.size 5Gi is less than the 10Gi of claim one-cache: a claim can grow but not shrink;"
                        + " delete it to start with a smaller one",
                "size: 10Gi, storageClassName: fast | spec.cache.storageClassName fast is not the slow of claim one-cache,"
                        + " which cannot change; delete it to start with another one",
                "size: 10Gi, accessMode: ReadWriteOnce | spec.cache.accessMode ReadWriteOnce is not the ReadWriteMany of"
                        + " claim one-cache, which cannot change; delete it to start with another one"
            })
    void whatAClaimCannotBecomeIsSaidAndLeft(String wanted, String sentence) {
        PersistentVolumeClaim live = read(
                "{metadata: {name: one-cache}, spec: {storageClassName: slow, accessModes: [ReadWriteMany], resources:"
                        + " {requests: {storage: 10Gi}}}}",
                PersistentVolumeClaim.class);
        EngineCache cache = cacheOf("{model: {source: 'hf://a/b', name: x}, cache: {" + wanted + "}}");
        assertThat(CacheClaim.misfit(cache, live)).isEqualTo(Optional.ofNullable(sentence));
        PersistentVolumeClaim desired = CacheClaim.desired(cache, NOTHING, Optional.of(live));
        if (sentence != null) {
            assertThat(desired.getSpec().getResources())
                    .isEqualTo(live.getSpec().getResources());
            assertThat(desired.getSpec().getAccessModes())
                    .isEqualTo(live.getSpec().getAccessModes());
        } else {
            assertThat(desired.getSpec().getResources().getRequests().get("storage"))
                    .isEqualTo(new io.fabric8.kubernetes.api.model.Quantity(wanted.replace("size: ", "")));
        }
    }

    @Test
    void aClaimIsTakenUpByTheNameItCarries() {
        PersistentVolumeClaim kept =
                CacheClaim.desired(cache("model: {source: 'hf://a/b', name: x}"), NOTHING, Optional.empty());
        assertThat(kept.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(owner("one", "2").mayTakeUp(kept)).isTrue();
        assertThat(owner("two", "2").mayTakeUp(kept)).isFalse();
        PersistentVolumeClaim going = CacheClaim.desired(
                cacheOf("{model: {source: 'hf://a/b', name: x}, cache: {size: 1Gi, whenDeleted: Delete}}"),
                NOTHING,
                Optional.empty());
        assertThat(owner("one", "1").mayTakeUp(going)).isTrue();
        assertThat(owner("one", "2").mayTakeUp(going)).isFalse();
    }

    private static EngineCache cache(String spec) {
        return cache(spec, "10Gi");
    }

    private static EngineCache cache(String spec, String size) {
        return cacheOf("{" + spec + ", cache: {size: " + size + "}}");
    }

    private static EngineCache cacheOf(String spec) {
        return EngineCache.of(new EngineSettings(owner("one", "1"), read(spec, ModelDeploymentSpec.class)))
                .orElseThrow();
    }

    private static Owner owner(String name, String uid) {
        return new Owner("cortexllm.dev/v1alpha1", "ModelDeployment", "models", name, uid);
    }

    private static <T> T read(String yaml, Class<T> type) {
        try {
            return new YAMLMapper().readValue(yaml, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
