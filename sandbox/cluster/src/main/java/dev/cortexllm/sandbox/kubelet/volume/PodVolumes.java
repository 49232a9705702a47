package dev.cortexllm.sandbox.kubelet.volume;

import dev.cortexllm.sandbox.kubelet.reference.MissingReferenceException;
import dev.cortexllm.sandbox.kubelet.reference.ObjectReader;
import dev.cortexllm.sandbox.kubelet.reference.PodPlace;
import dev.cortexllm.sandbox.kubelet.runtime.Expansion;
import dev.cortexllm.sandbox.kubelet.runtime.MountPaths;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The volumes of one pod, as directories under the kubelet's state directory. Claims and host paths outlive the pod; the rest
 * goes with it.
 */
public final class PodVolumes {
    private final Path stateDirectory;
    private final Path own;
    private final PodPlace place;
    private final ObjectReader reader;
    private final ServiceAccountTokens tokens;
    private final ClaimFolders claims;
    private final Clock clock;
    private final Map<String, Path> directories = new HashMap<>();
    private final String podUid;

    /**
     * The volumes of a pod, none made yet.
     *
     * @param stateDirectory holds {@code host/}
     * @param own this pod's folder for everything else; deleted by {@link #delete}
     * @param claims knows where claims are
     */
    public PodVolumes(
            Pod pod,
            PodPlace place,
            Path stateDirectory,
            Path own,
            ObjectReader reader,
            ServiceAccountTokens tokens,
            ClaimFolders claims,
            Clock clock) {
        this.podUid = pod.getMetadata().getUid();
        this.place = place;
        this.stateDirectory = stateDirectory;
        this.own = own;
        this.reader = reader;
        this.tokens = tokens;
        this.claims = claims;
        this.clock = clock;
    }

    /**
     * Makes the directories, or brings them up to date with the objects they are made of.
     *
     * @param pod the pod as it is now (labels and annotations may have changed)
     * @throws MissingReferenceException when something that is not optional is missing; volumes before it are up to date
     * @throws IOException when a directory cannot be written
     */
    public void refresh(Pod pod) throws MissingReferenceException, IOException {
        VolumeFiles files = new VolumeFiles(pod, place, reader, tokens);
        for (Volume volume : pod.getSpec().getVolumes()) {
            try {
                refresh(pod, volume, files);
            } catch (MissingReferenceException e) {
                throw new MissingReferenceException(
                        "MountVolume.SetUp failed for volume \"" + volume.getName() + "\" : " + e.getMessage());
            }
        }
    }

    private void refresh(Pod pod, Volume volume, VolumeFiles files) throws MissingReferenceException, IOException {
        Optional<Map<String, FileContent>> content = files.of(volume);
        Path directory = own.resolve(volume.getName());
        if (content.isPresent()) {
            new AtomicDirectory(directory, clock).update(content.get());
        } else if (volume.getPersistentVolumeClaim() != null) {
            directory = claims.of(
                    pod.getMetadata().getNamespace(),
                    volume.getPersistentVolumeClaim().getClaimName());
        } else if (volume.getHostPath() != null) {
            directory =
                    stateDirectory.resolve(Path.of("host", volume.getHostPath().getPath()));
        } else if (volume.getEmptyDir() == null) {
            throw new MissingReferenceException("the sandbox kubelet knows secret, configMap, downwardAPI, projected,"
                    + " emptyDir, persistentVolumeClaim and hostPath volumes only");
        }
        Files.createDirectories(directory);
        directories.put(volume.getName(), directory);
    }

    /**
     * Where a container finds its mounts. Folders named by {@code subPath} or {@code subPathExpr} are made when absent.
     *
     * @param environment the container's, for {@code subPathExpr}
     * @throws IOException when such a folder cannot be made
     */
    public MountPaths mounts(Container container, Map<String, String> environment) throws IOException {
        Map<String, Path> mounts = new HashMap<>();
        for (VolumeMount mount : container.getVolumeMounts()) {
            Path directory = directories.get(mount.getName());
            if (directory == null) {
                throw new IOException("container \"" + container.getName() + "\" mounts volume \"" + mount.getName()
                        + "\", which the pod does not have");
            }
            String inner = inner(mount, environment);
            Path target = directory.resolve(inner);
            if (!target.normalize().startsWith(directory)) {
                throw new IOException("subPath \"" + inner + "\" leaves its volume");
            }
            if (!Files.exists(target)) {
                Files.createDirectories(target);
            }
            mounts.put(mount.getMountPath(), target);
        }
        return new MountPaths(mounts);
    }

    private static String inner(VolumeMount mount, Map<String, String> environment) {
        String expression = mount.getSubPathExpr();
        if (expression != null && !expression.isEmpty()) {
            return Expansion.expand(expression, name -> Optional.ofNullable(environment.get(name)));
        }
        return Objects.requireNonNullElse(mount.getSubPath(), "");
    }

    /** When {@link #refresh} is due though no object changed, because a token ages. */
    public Optional<Instant> nextRefresh() {
        return tokens.renewal(podUid);
    }

    /**
     * Removes what belongs to the pod alone.
     *
     * @throws IOException when something cannot be deleted
     */
    public void delete() throws IOException {
        tokens.forget(podUid);
        AtomicDirectory.delete(own);
    }
}
