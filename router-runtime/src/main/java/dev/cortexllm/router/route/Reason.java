package dev.cortexllm.router.route;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a target got its place among the attempts, or none. */
public enum Reason {
    /** The strategy put it there. */
    STRATEGY(true, "the strategy's order"),
    /** A weighted draw put it there. */
    DRAWN(true, "drawn by weight"),
    /** A local target that can take the request without too long a wait. */
    LOCAL(true, "self-hosted, and its queue is short enough"),
    /** A local target that the request spilled away from; it comes after the others. */
    SPILLED(true, "self-hosted, and the request spills away from its queue"),
    /** The caller prefers it. */
    PREFERRED(true, "preferred by the caller"),
    /** Named by the fallback. */
    FALLBACK(true, "in the fallback"),
    /** It failed lately, so it comes last. */
    COOLING(true, "failed lately, so it comes last"),
    /** Its breaker lets nothing through; it comes last, for when that changes while the request waits. */
    OPEN_BREAKER(false, "its circuit breaker is open"),
    /** No endpoint of it is ready, although the request is meant for it before all others: not tried. */
    COLD(false, "cold: none of its endpoints is ready"),
    /** No endpoint of it is ready: not tried. */
    NO_ENDPOINT(false, "unreachable: none of its endpoints is ready"),
    /** Somebody has said that none of its engines is to run: not tried, and nobody waits for it. */
    SUSPENDED(false, "suspended: no engine of it is to run"),
    /** The request must not leave the cluster, and would. */
    PRIVACY(false, "not self-hosted, and the request must not leave the cluster"),
    /** Its model is known to lack what the request needs. */
    CAPABILITY(false, "its model lacks a capability that the request needs"),
    /** The request does not fit its context. */
    CONTEXT(false, "the request does not fit its context"),
    /** A budget does not cover it. */
    OVER_BUDGET(false, "a budget does not cover it"),
    /** The caller would have to wait longer than it wants to. */
    TOO_SLOW(false, "its first token is expected too late for the caller"),
    /** The caller forced another provider or model. */
    NOT_FORCED(false, "the caller wants another provider or model"),
    /** The caller wants the first choice or none. */
    NO_FALLBACK(false, "the caller wants no fallback"),
    /** Neither the rule nor the fallback names it. */
    NOT_PREFERRED(false, "neither the rule nor the fallback names it");

    private static final int COUNT = values().length;

    private final boolean tried;
    private final String words;
    private final String label;

    Reason(boolean tried, String words) {
        this.tried = tried;
        this.words = words;
        this.label = Arrays.stream(name().split("_"))
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** How many there are. */
    static int count() {
        return COUNT;
    }

    /** Its name in explanations and metrics, such as {@code OpenBreaker}. */
    public String label() {
        return label;
    }

    /** Whether a target with this reason is tried when its turn comes. */
    public boolean tried() {
        return tried;
    }

    /** A clause for people. */
    public String words() {
        return words;
    }
}
