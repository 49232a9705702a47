package dev.cortexllm.sandbox.clients.client;

import java.util.Optional;

/**
 * An error as a library hands it to its user.
 *
 * @param exception simple name of the library's class, by which programs tell errors apart
 * @param status HTTP status
 * @param type the error's type in the body
 * @param code the error's code in the body, or null
 * @param message the error's sentence in the body
 * @param retryAfter the {@code retry-after} header, where the library shows headers
 */
public record Trouble(
        String exception, int status, String type, String code, String message, Optional<String> retryAfter) {}
