package dev.cortexllm.sandbox.clients.world;

import dev.cortexllm.sandbox.clients.client.Library;
import java.util.Locale;

/** What providers go through in the tests of errors; each client has a provider of its own for each. */
public enum Ordeal {
    /** The gateway's key is refused there. */
    BAD_KEY,
    /** It has had enough requests. */
    LIMITED,
    /** It is overloaded. */
    OVERLOADED,
    /** It breaks off in the middle of a stream. */
    BROKEN;

    /** Returns the model name that leads to that provider; also the names of provider and policy. */
    public String route(Library library, Target target) {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + library.title() + "-" + target.title();
    }

    String secret() {
        return this == BAD_KEY ? "wrong" : "right";
    }
}
