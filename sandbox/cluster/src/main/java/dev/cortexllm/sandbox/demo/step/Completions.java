package dev.cortexllm.sandbox.demo.step;

import dev.cortexllm.sandbox.demo.load.Answer;
import dev.cortexllm.sandbox.demo.load.Chat;
import dev.cortexllm.sandbox.demo.load.ChatClient;
import java.util.List;

/** A plain and a streamed completion say and count what the engine itself says and counts. */
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
        Answer direct = direct(stage, plain.model());
        StepFailed.unless(plain.good(), "plain: " + plain.brief());
        StepFailed.unless(streamed.good(), "streamed: " + streamed.brief());
        StepFailed.unless(direct.good(), "the engine itself: " + direct.brief());
        for (Answer answer : List.of(plain, streamed)) {
            StepFailed.unless(
                    answer.content().equals(direct.content())
                            && !answer.content().isBlank(),
                    "said '" + answer.content() + "', the engine itself '" + direct.content() + "'");
            StepFailed.unless(
                    direct.usage() != null && direct.usage().equals(answer.usage()),
                    "usage " + answer.usage() + ", by the engine itself " + direct.usage());
        }
        StepFailed.unless(plain.usage().completion() == TOKENS && plain.usage().prompt() > 0, "usage " + plain.usage());
        return "plain and streamed say what the engine says: " + plain.usage().prompt() + "+"
                + plain.usage().completion() + " tokens";
    }

    private static Answer direct(Stage stage, String model) throws StepFailed {
        try (ChatClient engine = new ChatClient(stage.engine().url(), model)) {
            return engine.send(Chat.plain("the same question", TOKENS)).join();
        }
    }
}
