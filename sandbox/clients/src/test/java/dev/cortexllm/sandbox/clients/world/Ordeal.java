package dev.cortexllm.sandbox.clients.world;

import dev.cortexllm.sandbox.clients.client.Library;
import java.util.Locale;

/** What providers go through in the tests of errors; each client has a provider of its own for each. */
public enum Ordeal {
    /** The gateway's key is refused there. */
    BAD_KEY,
    /** It has had enough requests. */
    LIMITED,
    /** The same, for a streamed request. */
    LIMITED_STREAM,
    /** It is overloaded. */
    OVERLOADED,
    /** It fails, and another provider takes over. */
    FAILING,
    /** It sends an error in the middle of a stream. */
    BROKEN,
    /** It goes away in the middle of a stream. */
    CUT;

    /**
     * Returns the model name that leads to that provider; also the names of provider and policy. Names of this kind come last
     * in a list of models, since not every library reads more than its first page.
     */
    public String route(Library library, Target target) {
        return "with-" + title() + "-" + library.title() + "-" + target.title();
    }

    private String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String secret() {
        return this == BAD_KEY ? "wrong" : "right";
    }
}
