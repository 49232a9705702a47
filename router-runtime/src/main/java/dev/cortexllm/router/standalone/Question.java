package dev.cortexllm.router.standalone;

import dev.cortexllm.router.account.Meters;
import dev.cortexllm.router.explain.AskedRequest;
import dev.cortexllm.router.explain.Assumed;
import dev.cortexllm.router.explain.DialectGuess;
import dev.cortexllm.router.explain.Explainer;
import dev.cortexllm.router.explain.Explanation;
import dev.cortexllm.router.explain.WhatIf;
import dev.cortexllm.router.identity.Identity;
import dev.cortexllm.router.outcome.Api;
import dev.cortexllm.router.route.RequestFacts;
import dev.cortexllm.router.route.Snapshot;
import dev.cortexllm.router.route.SnapshotCompiler;
import dev.cortexllm.router.server.Endpoint;
import dev.cortexllm.router.target.TargetStates;
import dev.cortexllm.router.tokens.PromptCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What would become of a request, by the resources of some folders alone.
 *
 * @param body the request as a client would send it
 * @param headers its headers, by lower-case names
 * @param path where it would be sent; null: to be guessed from it
 * @param workspace whose it would be; null: nobody's
 * @param state what is the case
 */
public record Question(byte[] body, Map<String, String> headers, String path, String workspace, WhatIf state) {

    /** A question without an answer: the sentence says why. */
    public static final class Unanswerable extends Exception {
        private static final long serialVersionUID = 1;

        Unanswerable(String message) {
            super(message);
        }
    }

    /** Compiled resources that questions are asked about. */
    public static final class Answerer {
        private final Snapshot serving;
        private final Explainer explainer = new Explainer(new PromptCounter());

        /**
         * @param result what a workspace supposes; it has a compilation
         */
        public Answerer(Workspace.Result result) {
            this.serving = new SnapshotCompiler(
                            new TargetStates(), new Meters(new SimpleMeterRegistry()), System::nanoTime)
                    .compile(result.compilation().orElseThrow().bundle());
        }

        /**
         * Answers.
         *
         * @param question what is asked
         * @param now Unix milliseconds
         * @return the explanation
         * @throws Unanswerable when it names what there is not
         */
        public Explanation answer(Question question, long now) throws Unanswerable {
            RequestFacts.Headers given = question.headers()::get;
            Identity who = who(question.workspace());
            try {
                return explainer.explain(
                        serving,
                        new AskedRequest(question.api(given), given, question.body(), who),
                        Assumed.of(question.state(), serving, now));
            } catch (WhatIf.Unusable e) {
                throw new Unanswerable(e.getMessage());
            }
        }

        private Identity who(String workspace) throws Unanswerable {
            if (workspace == null) {
                return Identity.NOBODY;
            }
            Identity member =
                    serving.clients() == null ? null : serving.clients().member(workspace);
            if (member == null) {
                String existing = serving.clients() == null
                        ? ""
                        : String.join(", ", serving.clients().workspaces());
                throw new Unanswerable("There is no workspace '" + workspace + "'; there is "
                        + (existing.isEmpty() ? "none" : existing) + ".");
            }
            return member;
        }
    }

    private Api api(RequestFacts.Headers given) throws Unanswerable {
        if (path == null) {
            return DialectGuess.of(given, body);
        }
        Endpoint endpoint = Endpoint.of(path, false);
        if (endpoint.operation() != Endpoint.Operation.CHAT) {
            throw new Unanswerable(
                    "Nothing is chosen at " + path + "; ask about /v1/chat/completions or /v1/messages.");
        }
        return endpoint.api();
    }

    /**
     * Reads headers as people write them.
     *
     * @param lines of the form {@code name: value}
     * @return values by lower-case names
     * @throws Unanswerable when a line is none
     */
    public static Map<String, String> headers(List<String> lines) throws Unanswerable {
        Map<String, String> headers = new TreeMap<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new Unanswerable("A header is 'name: value', not '" + line + "'.");
            }
            headers.put(
                    line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new HashMap<>(headers);
    }
}
