package dev.cortexllm.sandbox.apiserver.resource;

import java.util.function.Consumer;

/**
 * How a write is to be done.
 *
 * @param manager field manager
 * @param dryRun answer as if, store nothing
 * @param fieldValidation {@code Strict}, {@code Warn} or {@code Ignore}: what unknown fields lead to
 * @param force server-side apply takes fields over
 * @param subresource empty, {@code status} or {@code scale}: the endpoint written through
 * @param patch whether the client sent a patch, which changes how a strict refusal is worded
 * @param warnings receives sentences for the client's {@code Warning} header
 */
public record WriteOptions(
        String manager,
        boolean dryRun,
        String fieldValidation,
        boolean force,
        String subresource,
        boolean patch,
        Consumer<String> warnings) {

    /** Options of a controller inside the server. */
    public static WriteOptions internal(String manager) {
        return new WriteOptions(manager, false, "Ignore", false, "", false, warning -> {});
    }

    /** The same through a subresource. */
    public WriteOptions through(String name) {
        return new WriteOptions(manager, dryRun, fieldValidation, force, name, patch, warnings);
    }
}
