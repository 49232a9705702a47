package dev.cortexllm.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects what is wrong with one resource while it is compiled. */
final class Findings {
    static final String INVALID = "Invalid";
    static final String CONFLICT = "Conflict";
    static final String TARGET_NOT_FOUND = "TargetNotFound";
    static final String CREDENTIALS_MISSING = "CredentialsMissing";

    private final ResourceId resource;
    private final List<Problem> refusals = new ArrayList<>();
    private final List<Problem> unresolved = new ArrayList<>();
    private final List<Problem> all = new ArrayList<>();
    private String keptNote = "";

    Findings(ResourceId resource) {
        this.resource = resource;
    }

    /** The spec makes no sense at this place. */
    void invalid(String path, String message) {
        refuse(path, INVALID, message);
    }

    /** Another resource has what this one asks for. */
    void conflict(String path, String message) {
        refuse(path, CONFLICT, message);
    }

    private void refuse(String path, String reason, String message) {
        refusals.add(add(path, reason, message, false));
    }

    /** Something that is named here does not exist or must not be used. */
    void unresolved(String path, String reason, String message) {
        unresolved.add(add(path, reason, message, false));
    }

    /** Worth a look, without consequence. */
    void warn(String path, String reason, String message) {
        add(path, reason, message, true);
    }

    private Problem add(String path, String reason, String message, boolean warning) {
        Problem problem = new Problem(resource, path, reason, message, warning);
        all.add(problem);
        return problem;
    }

    /** Notes that an earlier generation is served in place of this one. */
    void keptFrom(long generation) {
        keptNote = generation > 0
                ? "; the last good configuration (generation " + generation + ") stays in use"
                : "; the last good configuration stays in use";
    }

    boolean valid() {
        return refusals.isEmpty();
    }

    /** Why the resource cannot be used, for whoever refers to it. */
    String firstReason() {
        return refusals.isEmpty() ? sentence(unresolved.get(0)) : sentence(refusals.get(0));
    }

    List<Problem> problems() {
        return List.copyOf(all);
    }

    Verdict verdict(boolean served) {
        Check accepted = check(refusals, "Accepted", "The spec is valid");
        Check resolved = check(unresolved, "ResolvedRefs", "Everything that the spec names exists");
        return new Verdict(accepted, resolved, served);
    }

    private Check check(List<Problem> against, String okReason, String okMessage) {
        if (against.isEmpty()) {
            return new Check(true, okReason, okMessage);
        }
        String message = against.stream().map(Findings::sentence).collect(Collectors.joining("; "));
        return new Check(false, against.get(0).reason(), message + keptNote);
    }

    private static String sentence(Problem problem) {
        return problem.path().isEmpty() ? problem.message() : problem.path() + ": " + problem.message();
    }
}
