package dev.cortexllm.schema.quick;

/** What names stand for while an expression is evaluated: {@code self}, and the variables of the macros around a term. */
final class Scope {
    /** Far below what CEL lets an expression do ({@code CelEnvironment}), so that nothing is accepted that it would stop. */
    private static final int MOST_STEPS = 50_000;

    private final String name;
    private final Object value;
    private final Scope outer;
    private final int[] steps;

    private Scope(String name, Object value, Scope outer, int[] steps) {
        this.name = name;
        this.value = value;
        this.outer = outer;
        this.steps = steps;
    }

    static Scope of(Object self) {
        return new Scope("self", self, null, new int[1]);
    }

    /** One step of a macro, in which {@code variable} stands for {@code item}. */
    Scope with(String variable, Object item) {
        if (++steps[0] > MOST_STEPS) {
            throw new Unsure("many steps");
        }
        return new Scope(variable, item, this, steps);
    }

    Object value(String wanted) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.name.equals(wanted)) {
                return scope.value;
            }
        }
        throw new Unsure(wanted);
    }
}
