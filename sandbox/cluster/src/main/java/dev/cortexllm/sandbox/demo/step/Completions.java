package dev.cortexllm.sandbox.demo.step;

import dev.cortexllm.sandbox.demo.load.Answer;
import dev.cortexllm.sandbox.demo.load.Chat;

/** A plain and a streamed completion say the same and count the same. */
public final class Completions implements Step {
    private static final int TOKENS = 12;

    @Override
    public String name() {
        return "completions";
    }

    @Override
    public String play(Stage stage) throws StepFailed, InterruptedException {
        Answer plain =
                stage.chat().send(Chat.plain("the same question", TOKENS)).join();
        Answer streamed =
                stage.chat().send(Chat.streamed("the same question", TOKENS)).join();
        StepFailed.unless(plain.good(), "plain: " + plain.brief());
        StepFailed.unless(streamed.good(), "streamed: " + streamed.brief());
        StepFailed.unless(
                plain.content().equals(streamed.content()) && !plain.content().isBlank(),
                "plain said '" + plain.content() + "', streamed said '" + streamed.content() + "'");
        StepFailed.unless(
                plain.usage() != null && plain.usage().equals(streamed.usage()),
                "usage plain " + plain.usage() + ", streamed " + streamed.usage());
        StepFailed.unless(plain.usage().completion() == TOKENS && plain.usage().prompt() > 0, "usage " + plain.usage());
        return "plain and streamed agree: " + plain.usage().prompt() + "+"
                + plain.usage().completion() + " tokens, '" + plain.content() + "'";
    }
}
