package dev.cortexllm.router.server;

import dev.cortexllm.router.outcome.Outcome;

/** What stands behind the listener. Each call ends with an answer to its exchange. */
public interface Service {
    /**
     * Answers a chat.
     *
     * @param exchange a POST with its body unread
     */
    void chat(Exchange exchange);

    /**
     * Says how many tokens a prompt has.
     *
     * @param exchange a POST with its body unread
     */
    void countTokens(Exchange exchange);

    /**
     * Lists the models.
     *
     * @param exchange a GET
     */
    void models(Exchange exchange);

    /**
     * Describes a model.
     *
     * @param exchange a GET
     * @param model the model's name
     */
    void model(Exchange exchange, String model);

    /**
     * Answers a request for a path that is not served.
     *
     * @param exchange any request, nothing of its body read yet
     */
    void unserved(Exchange exchange);

    /**
     * Answers what is not served.
     *
     * @param exchange any request
     * @param why the reason
     */
    void refuse(Exchange exchange, Outcome why);
}
