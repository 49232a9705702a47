package dev.cortexllm.sandbox.models.engine;

/**
 * Whether the model may, must or must not call a tool.
 *
 * @param mode how free the model is
 * @param name the one tool it must call, only with {@link Mode#NAMED}, else null
 * @param once whether one call at a time is all it may make
 */
public record ToolChoice(Mode mode, String name, boolean once) {
    /** How free the model is. */
    public enum Mode {
        NONE,
        AUTO,
        REQUIRED,
        NAMED
    }

    /** The model decides: here, when the prompt holds the trigger that {@link AnswerShapes} documents. */
    public static final ToolChoice AUTO = new ToolChoice(Mode.AUTO, null, false);

    /** No call. */
    public static final ToolChoice NONE = new ToolChoice(Mode.NONE, null, false);

    /** Some call: here, of the first tool unless the prompt's trigger names another. */
    public static final ToolChoice REQUIRED = new ToolChoice(Mode.REQUIRED, null, false);

    /** A call of this tool. */
    public static ToolChoice named(String name) {
        return new ToolChoice(Mode.NAMED, name, true);
    }

    /** The same with at most one call. */
    public ToolChoice onlyOnce() {
        return new ToolChoice(mode, name, true);
    }
}
