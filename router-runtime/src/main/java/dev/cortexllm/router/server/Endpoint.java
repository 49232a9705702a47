package dev.cortexllm.router.server;

import dev.cortexllm.router.outcome.Api;

/**
 * What is served at a path.
 *
 * @param operation what is asked for
 * @param api the dialect in which it is asked
 * @param model the model named by the path, percent-encoding undone; null but for {@link Operation#MODEL}
 */
public record Endpoint(Operation operation, Api api, String model) {
    /** For people: everything that is served. */
    public static final String SERVED = "POST /v1/chat/completions, POST /v1/messages, POST /v1/messages/count_tokens,"
            + " GET /v1/models and GET /v1/models/{id}, the last four also under /anthropic";

    private static final String ANTHROPIC = "/anthropic";
    private static final String MODELS = "/v1/models";

    /** What can be asked for. */
    public enum Operation {
        /** An answer to a chat. */
        CHAT("POST"),
        /** The size of a prompt. */
        COUNT_TOKENS("POST"),
        /** The list of models. */
        MODELS("GET"),
        /** One model. */
        MODEL("GET"),
        /** Whether the process lives. */
        HEALTH("GET"),
        /** Whether it serves. */
        READINESS("GET"),
        /** Nothing that exists. */
        NONE("");

        private final String method;

        Operation(String method) {
            this.method = method;
        }

        /** The HTTP method that serves it. */
        public String method() {
            return method;
        }
    }

    /**
     * Finds out what a path is.
     *
     * @param path path of a request, without its query
     * @param anthropic whether the request says by a header of theirs that Anthropic's client sent it
     * @return what is served there
     */
    public static Endpoint of(String path, boolean anthropic) {
        boolean under = path.startsWith(ANTHROPIC + "/");
        String rest = under ? path.substring(ANTHROPIC.length()) : path;
        Api api = under || anthropic ? Api.ANTHROPIC : Api.OPENAI;
        switch (rest) {
            case "/v1/messages":
                return new Endpoint(Operation.CHAT, Api.ANTHROPIC, null);
            case "/v1/messages/count_tokens":
                return new Endpoint(Operation.COUNT_TOKENS, Api.ANTHROPIC, null);
            case MODELS:
                return new Endpoint(Operation.MODELS, api, null);
            default:
                break;
        }
        if (rest.startsWith(MODELS + "/") && rest.length() > MODELS.length() + 1) {
            return new Endpoint(Operation.MODEL, api, PercentCode.decoded(rest.substring(MODELS.length() + 1)));
        }
        if (under) {
            return new Endpoint(Operation.NONE, api, null);
        }
        return switch (path) {
            case "/v1/chat/completions" -> new Endpoint(Operation.CHAT, Api.OPENAI, null);
            case "/healthz" -> new Endpoint(Operation.HEALTH, api, null);
            case "/readyz" -> new Endpoint(Operation.READINESS, api, null);
            default -> new Endpoint(Operation.NONE, api, null);
        };
    }
}
