package dev.cortexllm.router.classify;

import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.router.classify.Features.Group;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Weights of a linear model: for each feature one for each task and each complexity, in one byte, times a scale that all
 * features of an output share. As a file: {@link #MAGIC}, the number of features and of outputs, the scales, then the
 * bytes, feature by feature; big-endian.
 */
final class Weights {
    /** Outputs: the tasks, then the complexities. */
    static final int OUTPUTS = Task.values().length + Complexity.values().length;
    /** Features: hashed ones, then measures. */
    static final int FEATURES = Features.HASHED + Features.MEASURES;

    private static final int MAGIC = 0x43584331;

    private final float[] scales;
    private final byte[] weights;

    /**
     * @param scales by output
     * @param weights by feature, then by output
     */
    Weights(float[] scales, byte[] weights) {
        this.scales = scales.clone();
        this.weights = weights.clone();
    }

    /** Those of the file beside this class. */
    static Weights bundled() {
        try (InputStream in = Weights.class.getResourceAsStream("weights.bin")) {
            if (in == null) {
                throw new IllegalStateException("weights.bin is missing from the build");
            }
            return read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("weights.bin cannot be read", e);
        }
    }

    static Weights read(byte[] file) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        if (in.readInt() != MAGIC || in.readInt() != FEATURES || in.readInt() != OUTPUTS) {
            throw new IOException("not weights of this classifier");
        }
        float[] scales = new float[OUTPUTS];
        for (int i = 0; i < OUTPUTS; i++) {
            scales[i] = in.readFloat();
        }
        byte[] weights = new byte[FEATURES * OUTPUTS];
        in.readFully(weights);
        return new Weights(scales, weights);
    }

    byte[] file() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(FEATURES);
            out.writeInt(OUTPUTS);
            for (float scale : scales) {
                out.writeFloat(scale);
            }
            out.write(weights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What a feature counts by itself, before its group is evened out. */
    static float value(int size) {
        return (float) (1 / Math.sqrt(size));
    }

    /** Scores of all outputs. */
    float[] scores(Features features) {
        float[] scores = new float[OUTPUTS];
        int[] sums = new int[OUTPUTS];
        for (Group group : GROUPS) {
            int size = features.size(group);
            if (size > 0) {
                Arrays.fill(sums, 0);
                int[] indexes = features.indexes(group);
                for (int i = 0; i < size; i++) {
                    int at = indexes[i] * OUTPUTS;
                    for (int k = 0; k < OUTPUTS; k++) {
                        sums[k] += weights[at + k];
                    }
                }
                float value = value(size);
                for (int k = 0; k < OUTPUTS; k++) {
                    scores[k] += value * sums[k];
                }
            }
        }
        float[] measures = features.measures();
        for (int i = 0; i < measures.length; i++) {
            int at = (Features.HASHED + i) * OUTPUTS;
            for (int k = 0; k < OUTPUTS; k++) {
                scores[k] += measures[i] * weights[at + k];
            }
        }
        for (int k = 0; k < OUTPUTS; k++) {
            scores[k] *= scales[k];
        }
        return scores;
    }

    private static final Group[] GROUPS = Group.values();
}
