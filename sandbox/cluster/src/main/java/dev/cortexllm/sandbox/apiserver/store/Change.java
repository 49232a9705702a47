package dev.cortexllm.sandbox.apiserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One write.
 *
 * @param revision its resource version
 * @param key the object written
 * @param before state before, {@code null} when created
 * @param after state after; for a removal {@code null}
 * @param last for a removal the last state carrying the removal's resource version, else the same as {@code after}
 */
public record Change(long revision, Key key, ObjectNode before, ObjectNode after, ObjectNode last) {}
