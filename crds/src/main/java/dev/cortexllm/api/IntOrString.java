package dev.cortexllm.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text that may be written as a whole number too ({@code x-kubernetes-int-or-string}), as Kubernetes' own quantities are:
 * {@code cpu: 4} is what people write.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface IntOrString {}
