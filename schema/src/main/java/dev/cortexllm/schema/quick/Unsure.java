package dev.cortexllm.schema.quick;

/** There is no quick answer: CEL has to judge. Control flow, not a fault; it has no stack trace. */
final class Unsure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unsure(String why) {
        super(why, null, false, false);
    }
}
