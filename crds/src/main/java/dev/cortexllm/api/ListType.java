package dev.cortexllm.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How the API server merges two appliers' versions of a list ({@code x-kubernetes-list-type}). A list without this
 * annotation is atomic: whoever applies it owns all of it, which is what a list whose order counts needs.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface ListType {
    /** How entries are told apart. */
    enum Kind {
        /** By the value of the field {@link ListType#key()}; two entries must not share it. */
        MAP,
        /** By their own value; no value may occur twice. */
        SET
    }

    /** How entries are told apart. */
    Kind value();

    /** Under {@link Kind#MAP} the entries' field that names them. */
    String key() default "name";
}
