package dev.cortexllm.router.wire;

import dev.cortexllm.api.v1alpha1.WireFormat;
import dev.cortexllm.router.wire.chat.Format;
import java.util.EnumMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The wire formats that this router speaks to providers. A new one is a new package and a line in its service file. */
public final class Formats {
    private final Map<WireFormat, Format> formats = new EnumMap<>(WireFormat.class);

    private Formats() {}

    /** All formats on the classpath. */
    public static Formats load() {
        Formats loaded = new Formats();
        ServiceLoader.load(Format.class).forEach(format -> loaded.formats.put(format.wireFormat(), format));
        return loaded;
    }

    /**
     * Looks one up.
     *
     * @param format which
     * @return the format, or null when this router does not speak it
     */
    public Format of(WireFormat format) {
        return formats.get(format);
    }
}
