package dev.cortexllm.router.admission;

import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Wishes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads in a request's headers what its caller decides instead of the policy, or holds it to. */
public final class Wished {
    static final String PROVIDER = "x-cortex-provider";
    static final String MODEL = "x-cortex-model";
    static final String PREFER = "x-cortex-prefer";
    static final String NO_FALLBACK = "x-cortex-no-fallback";
    static final String MAX_LATENCY = "x-cortex-max-latency-ms";

    /** The request must not leave the cluster. */
    public static final String LOCAL_ONLY = "x-cortex-local-only";

    private static final int LONGEST = 253;
    private static final int MOST = 16;

    private Wished() {}

    static Wishes read(RequestFacts.Headers headers) throws Declared.Unknown {
        String provider = name(headers, PROVIDER);
        String model = name(headers, MODEL);
        String prefer = list(headers);
        boolean noFallback = flag(headers, NO_FALLBACK);
        String latency = headers.get(MAX_LATENCY);
        boolean localOnly = flag(headers, LOCAL_ONLY);
        boolean nothing = provider == null && model == null && prefer == null && latency == null;
        return nothing && !noFallback && !localOnly
                ? Wishes.NONE
                : new Wishes(provider, model, names(prefer), noFallback, millis(latency), localOnly);
    }

    private static String name(RequestFacts.Headers headers, String header) throws Declared.Unknown {
        String value = headers.get(header);
        if (value != null && (value.isBlank() || value.length() > LONGEST)) {
            throw malformed(header, "a name of up to " + LONGEST + " characters");
        }
        return value == null ? null : value.strip();
    }

    /** A list may come in several lines, as HTTP has it; null when there is none. */
    private static String list(RequestFacts.Headers headers) {
        String first = headers.get(PREFER);
        if (first == null) {
            return null;
        }
        List<String> lines = headers.all(PREFER);
        return lines.size() < 2 ? first : String.join(",", lines);
    }

    private static List<String> names(String list) throws Declared.Unknown {
        if (list == null) {
            return List.of();
        }
        List<String> names =
                Arrays.stream(list.split(",", -1)).map(String::strip).distinct().toList();
        if (names.size() > MOST || names.stream().anyMatch(name -> name.isEmpty() || name.length() > LONGEST)) {
            throw malformed(PREFER, "up to " + MOST + " names, separated by commas");
        }
        return names;
    }

    /** Whoever wants to be protected and misspells it is not served unprotected. */
    private static boolean flag(RequestFacts.Headers headers, String header) throws Declared.Unknown {
        List<String> values = headers.all(header);
        boolean set = false;
        for (String value : values) {
            switch (value.strip().toLowerCase(Locale.ROOT)) {
                case "true", "1", "yes" -> set = true;
                case "false", "0", "no" -> {}
                default -> throw malformed(header, "true or false");
            }
        }
        return set;
    }

    private static long millis(String text) throws Declared.Unknown {
        if (text == null) {
            return Wishes.NO_MATTER;
        }
        if (!text.strip().matches("[1-9][0-9]{0,8}")) {
            throw malformed(MAX_LATENCY, "a number of milliseconds from 1 to 999999999");
        }
        return Long.parseLong(text.strip());
    }

    private static Declared.Unknown malformed(String header, String what) {
        return new Declared.Unknown("Header " + header + " must be " + what + ".", null);
    }
}
