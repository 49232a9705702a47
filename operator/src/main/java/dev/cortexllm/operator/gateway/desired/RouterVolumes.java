package dev.cortexllm.operator.gateway.desired;

import dev.cortexllm.link.LinkProtocol;
import dev.cortexllm.operator.child.RouterNames;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.List;

/** What a router finds in its file system: the configuration, the token for the link, and a folder to write to. */
final class RouterVolumes {
    static final String CONFIG_DIR = "/etc/cortex/config";
    static final String TOKEN_DIR = "/var/run/secrets/cortexllm.dev/link";
    static final String TOKEN_FILE = "token";
    static final String STATE_DIR = "/var/lib/cortex";

    /** Life of a token in seconds; the kubelet renews it well before. */
    private static final long TOKEN_SECONDS = 3600;
    /** Octal; readable for whatever user the image runs as, for the volume is this pod's alone. */
    private static final int FILE_MODE = 0444;

    private RouterVolumes() {}

    static List<Volume> desired(String gateway) {
        List<VolumeProjection> slots = RouterNames.slots()
                .mapToObj(slot -> RouterNames.config(gateway, slot))
                .map(RouterVolumes::optionalSecret)
                .toList();
        return List.of(
                new VolumeBuilder()
                        .withName("config")
                        .withNewProjected()
                        .withDefaultMode(FILE_MODE)
                        .withSources(slots)
                        .endProjected()
                        .build(),
                new VolumeBuilder()
                        .withName("link-token")
                        .withNewProjected()
                        .withDefaultMode(FILE_MODE)
                        .withSources(token())
                        .endProjected()
                        .build(),
                new VolumeBuilder()
                        .withName("state")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build());
    }

    static List<VolumeMount> mounts() {
        return List.of(
                mount("config", CONFIG_DIR, true),
                mount("link-token", TOKEN_DIR, true),
                mount("state", STATE_DIR, false));
    }

    /** Optional, so that the number of Secrets may change without a change of the pod. */
    private static VolumeProjection optionalSecret(String name) {
        return new VolumeProjectionBuilder()
                .withNewSecret()
                .withName(name)
                .withOptional(true)
                .endSecret()
                .build();
    }

    private static VolumeProjection token() {
        return new VolumeProjectionBuilder()
                .withNewServiceAccountToken()
                .withAudience(LinkProtocol.AUDIENCE)
                .withExpirationSeconds(TOKEN_SECONDS)
                .withPath(TOKEN_FILE)
                .endServiceAccountToken()
                .build();
    }

    private static VolumeMount mount(String volume, String path, boolean readOnly) {
        VolumeMountBuilder mount = new VolumeMountBuilder().withName(volume).withMountPath(path);
        return readOnly ? mount.withReadOnly(true).build() : mount.build();
    }
}
