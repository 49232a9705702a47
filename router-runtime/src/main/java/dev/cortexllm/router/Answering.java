package dev.cortexllm.router;

import dev.cortexllm.router.attempt.AttemptLoop;
import dev.cortexllm.router.attempt.AttemptResult;
import dev.cortexllm.router.attempt.ClientCall;
import dev.cortexllm.router.attempt.TokenCounting;
import dev.cortexllm.router.attempt.Workbench;
import io.vertx.core.Handler;

/** What is done with a request when it is known who may serve it. */
enum Answering {
    /** It is answered by a model. */
    CHAT(AttemptLoop::run, true),
    /** The tokens of its prompt are counted: an estimate now is of more use than a count when a model has started. */
    COUNT(TokenCounting::run, false);

    private final Run run;
    private final boolean waits;

    Answering(Run run, boolean waits) {
        this.run = run;
        this.waits = waits;
    }

    private interface Run {
        void run(Workbench bench, ClientCall call, Handler<AttemptResult> done);
    }

    /** Whether it waits for a cold model where its policy says so. */
    boolean waits() {
        return waits;
    }

    /** See {@link AttemptLoop#run}. */
    void run(Workbench bench, ClientCall call, Handler<AttemptResult> done) {
        run.run(bench, call, done);
    }
}
