package dev.cortexllm.router.admission;

import dev.cortexllm.api.v1alpha1.Capability;
import dev.cortexllm.api.v1alpha1.Complexity;
import dev.cortexllm.api.v1alpha1.LatencyClass;
import dev.cortexllm.api.v1alpha1.Task;
import dev.cortexllm.router.route.RequestFacts;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a caller says of its request: in headers first, then in the body's metadata. */
public final class Declared {
    /** Header in which a caller says what a request is for. */
    public static final String TASK_HEADER = Admission.TASK_HEADER;

    /** Header in which a caller says how hard a request is. */
    public static final String COMPLEXITY_HEADER = "x-cortex-complexity";
    /** Header in which a caller says how long it is willing to wait. */
    public static final String LATENCY_HEADER = "x-cortex-latency";

    /** What the caller says does not exist. */
    static final class Unknown extends Exception {
        private static final long serialVersionUID = 1;
        private final String param;

        Unknown(String message, String param) {
            super(message);
            this.param = param;
        }

        /** The field of the body, or null for a header. */
        String param() {
            return param;
        }
    }

    private final RequestFacts.Headers headers;
    private final Map<String, String> metadata;

    private Declared(RequestFacts.Headers headers, Map<String, String> metadata) {
        this.headers = headers;
        this.metadata = metadata == null ? Map.of() : metadata;
    }

    /**
     * Reads.
     *
     * @param model the model asked for
     * @param headers the request's headers
     * @param bytes size of its body
     * @param metadata what the body's metadata say to the router; null when nothing
     */
    static RequestFacts read(String model, RequestFacts.Headers headers, int bytes, Map<String, String> metadata)
            throws Unknown {
        Declared said = new Declared(headers, metadata);
        Task task = said.one(Admission.TASK_HEADER, "task", Task::of);
        Complexity complexity = said.one(COMPLEXITY_HEADER, "complexity", Complexity::of);
        LatencyClass latency = said.one(LATENCY_HEADER, "latency", LatencyClass::of);
        return new RequestFacts(
                model,
                task,
                headers,
                complexity,
                latency,
                said.capabilities(),
                RequestFacts.UNKNOWN_TOKENS,
                bytes,
                null,
                Wished.read(headers));
    }

    private <T> T one(String header, String name, Function<String, Optional<T>> read) throws Unknown {
        String word = headers.get(header);
        if (word != null) {
            return read.apply(word)
                    .orElseThrow(() ->
                            new Unknown("Header " + header + " names no " + called(name) + " that exists.", null));
        }
        String field = metadata.get(name);
        if (field != null) {
            return read.apply(field).orElseThrow(() -> unknown(name, called(name)));
        }
        return null;
    }

    private static String called(String name) {
        return name.equals("latency") ? "latency class" : name;
    }

    private int capabilities() throws Unknown {
        String list = metadata.get("capabilities");
        int bits = 0;
        if (list != null) {
            for (String word : list.split(",")) {
                Capability one = Capability.of(word).orElseThrow(() -> unknown("capabilities", "capability"));
                bits |= 1 << one.ordinal();
            }
        }
        return bits;
    }

    private static Unknown unknown(String name, String what) {
        String field = "metadata.cortex_" + name;
        return new Unknown("'" + field + "' names no " + what + " that exists.", field);
    }
}
