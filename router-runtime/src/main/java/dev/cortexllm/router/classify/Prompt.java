package dev.cortexllm.router.classify;

import dev.cortexllm.router.wire.chat.PromptFacts;

/**
 * The part of a request that a classifier looks at. Both texts are cut to what it reads, so that a huge prompt costs no
 * more than a long one.
 *
 * @param user the beginning of the last turn of the person, and its end when it is longer; at most {@link #USER_CHARS}
 * @param userLength characters of the whole turn
 * @param system the beginning of what the application says; at most {@link #SYSTEM_CHARS}; empty when it says nothing
 * @param tools whether tools are offered
 */
public record Prompt(String user, int userLength, String system, boolean tools) {
    /** Most characters of the person's turn that are looked at: 3 Ki. */
    public static final int USER_CHARS = PromptFacts.USER_CHARS;
    /** Of these, so many are of its end: people paste a long text and ask below it. */
    public static final int TAIL_CHARS = PromptFacts.TAIL_CHARS;
    /** Most characters of the system prompt that are looked at: 1 Ki. */
    public static final int SYSTEM_CHARS = PromptFacts.SYSTEM_CHARS;

    /**
     * Cuts to what is looked at.
     *
     * @param user the last turn of the person
     * @param system the system prompt; empty when there is none
     * @param tools whether tools are offered
     * @return the prompt
     */
    public static Prompt of(String user, String system, boolean tools) {
        return new Prompt(head(user), user.length(), cut(system, SYSTEM_CHARS), tools);
    }

    /** What a look over a request has found. */
    public static Prompt of(PromptFacts facts) {
        return new Prompt(facts.user(), facts.userLength(), facts.system(), facts.tools());
    }

    private static String head(String user) {
        if (user.length() <= USER_CHARS) {
            return user;
        }
        return user.substring(0, USER_CHARS - TAIL_CHARS - 1) + '\n' + user.substring(user.length() - TAIL_CHARS);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
