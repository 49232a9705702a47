package dev.cortexllm.compile;

/** Whose a limit or a budget is, in the words of errors and metrics. */
final class Owners {
    private Owners() {}

    /**
     * Names the owner, so that no two of a gateway's are called alike: rules are named by their policy too.
     *
     * @param scope {@code gateway}, {@code policy}, {@code spillover} and the like, or with a part behind a slash:
     *     {@code workspace/NAME}, {@code rule/NAME}, {@code spillover/RULE}
     * @param resource whose spec has it
     * @return such as {@code policy chat} or {@code rule chat/night}
     */
    static String of(String scope, Resource<?> resource) {
        if (scope.equals("gateway")) {
            return "the gateway";
        }
        int slash = scope.indexOf('/');
        if (slash < 0) {
            return scope + " " + resource.id().name();
        }
        String kind = scope.substring(0, slash);
        String part = scope.substring(slash + 1);
        return kind.equals("workspace")
                ? kind + " " + part
                : kind + " " + resource.id().name() + "/" + part;
    }
}
