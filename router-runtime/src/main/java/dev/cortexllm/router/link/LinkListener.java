package dev.cortexllm.router.link;

import dev.cortexllm.link.FromOperator;

/** Gets what the operator says, on the link's event loop; must not block. */
public interface LinkListener {
    /**
     * The operator said something other than that it is alive.
     *
     * @param message what it said
     */
    void message(FromOperator message);

    /** The link was up and is no more. */
    void down();
}
