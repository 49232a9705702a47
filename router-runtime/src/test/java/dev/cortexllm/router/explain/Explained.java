package dev.cortexllm.router.explain;

import dev.cortexllm.catalogue.Catalogue;
import dev.cortexllm.router.standalone.Definitions;
import dev.cortexllm.router.standalone.Question;
import dev.cortexllm.router.standalone.Workspace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Asks about requests by the resources of a folder or file. */
public final class Explained {
    /** A Friday noon. */
    public static final long NOON = Instant.parse("2026-11-27T12:00:00Z").toEpochMilli();

    private final Question.Answerer answerer;

    public Explained(Path path) {
        Workspace.Result result = new Workspace(
                        List.of(path), null, Map.of(), Map.of(), Definitions.bundled(), Catalogue.bundled())
                .supposed();
        if (result.broken()) {
            throw new IllegalStateException(String.valueOf(result.findings()));
        }
        answerer = new Question.Answerer(result);
    }

    /** Of the file for tests. */
    public static Explained assistant() {
        return new Explained(Path.of("src/test/resources/explain/assistant.yaml"));
    }

    public Explanation askOf(String workspace, String body, String state, String... headers) throws Exception {
        WhatIf whatIf = state.isEmpty() ? WhatIf.USUAL : WhatIf.read(state.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return answerer.answer(new Question(bytes, Question.headers(List.of(headers)), null, workspace, whatIf), NOON);
    }

    public Explanation ask(String body, String state, String... headers) throws Exception {
        return askOf(null, body, state, headers);
    }

    /** A request for a model, with a prompt. */
    public static String body(String model, String prompt) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}";
    }
}
