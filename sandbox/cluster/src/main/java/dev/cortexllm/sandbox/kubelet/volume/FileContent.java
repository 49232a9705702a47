package dev.cortexllm.sandbox.kubelet.volume;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file of a volume.
 *
 * @param bytes its content; not copied, never changed
 * @param mode permission bits, such as 0644
 */
record FileContent(byte[] bytes, int mode) {
    static FileContent text(String text, int mode) {
        return new FileContent(text.getBytes(StandardCharsets.UTF_8), mode);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileContent content && content.mode == mode && Arrays.equals(content.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return 31 * mode + Arrays.hashCode(bytes);
    }
}
