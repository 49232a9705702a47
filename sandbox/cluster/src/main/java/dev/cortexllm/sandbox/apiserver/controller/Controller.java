package dev.cortexllm.sandbox.apiserver.controller;

import dev.cortexllm.sandbox.apiserver.store.Change;

/** A control loop: told of every change, in order, always on the same thread. */
interface Controller {
    /** Takes note of a change. */
    void changed(Change change);

    /** Acts on what was noted; called when no more changes are waiting, and at least twice a second. */
    void act();
}
