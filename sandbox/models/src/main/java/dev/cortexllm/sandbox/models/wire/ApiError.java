package dev.cortexllm.sandbox.models.wire;

import java.util.Optional;

/** A refusal, before a vendor has given it its shape. The message goes to the client. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String param;
    private final String code;
    private final String retryAfter;

    private ApiError(int status, String message, String param, String code, String retryAfter) {
        // No stack trace: this is an answer, not an accident.
        super(message, null, false, false);
        this.status = status;
        this.param = param;
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** A refusal with any HTTP status. */
    public static ApiError of(int status, String message) {
        return new ApiError(status, message, null, null, null);
    }

    /** The request itself is wrong: 400. */
    public static ApiError badRequest(String message) {
        return of(400, message);
    }

    /** The same with the field at fault, in the vendor's notation. */
    public ApiError at(String param) {
        return new ApiError(status, getMessage(), param, code, retryAfter);
    }

    /** The same with the vendor's code for the reason. */
    public ApiError because(String code) {
        return new ApiError(status, getMessage(), param, code, retryAfter);
    }

    /** The same with a Retry-After value: seconds, or a date. */
    public ApiError retryAfter(String value) {
        return new ApiError(status, getMessage(), param, code, value);
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the field at fault, or null. */
    public String param() {
        return param;
    }

    /** Returns the vendor's code for the reason, or null. */
    public String code() {
        return code;
    }

    /** Returns the Retry-After value. */
    public Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
