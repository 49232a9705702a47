package dev.cortexllm.config;

import dev.cortexllm.api.v1alpha1.Unsupported;
import java.util.Objects;

/**
 * Values that go without saying. They are left out of JSON, so that a configuration from before a field existed keeps its
 * hash when it is read by a program that knows the field. Jackson leaves a value out when its filter equals it.
 */
final class Unsaid {
    private Unsaid() {}

    /** {@link Auth#BEARER}. */
    static final class Bearer {
        @Override
        public boolean equals(Object value) {
            return value == null || value == Auth.BEARER;
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(Auth.BEARER);
        }
    }

    /** {@link Unsupported#DROP}. */
    static final class Drop {
        @Override
        public boolean equals(Object value) {
            return value == null || value == Unsupported.DROP;
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(Unsupported.DROP);
        }
    }
}
