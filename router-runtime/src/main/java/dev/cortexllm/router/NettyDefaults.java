package dev.cortexllm.router;

import java.util.Map;

/** How Netty works in a process that does nothing but pass requests on. What somebody has set on the command line stays. */
public final class NettyDefaults {
    private static final Map<String, String> PROPERTIES = Map.of(
            // Events of its buffers for the JDK's recorder: nobody records them, and their classes would delay each
            // start.
            "io.netty.jfr.enabled",
            "false",
            // How many objects of a kind a thread keeps at hand, for as many requests as come in one turn. What is more
            // is handed over as if between threads; by default that begins at 32.
            "io.netty.recycler.chunkSize",
            "256");

    private NettyDefaults() {}

    /** Sets them; without effect once a class of Netty's has read them. */
    public static void set() {
        PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
