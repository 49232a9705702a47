package dev.cortexllm.sandbox.kubelet.runtime;

import java.util.Optional;
import java.util.function.Function;

/**
 * Kubernetes' {@code $(NAME)} syntax: a name that is not known stays as it is, {@code $$} stands for one dollar sign. Rules as
 * in kubernetes/third_party/forked/golang/expansion.
 */
public final class Expansion {
    private Expansion() {}

    /** Expands a text; {@code lookup} answers empty for a name it does not know. */
    public static String expand(String text, Function<String, Optional<String>> lookup) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '$' || at + 1 == text.length()) {
                out.append(c);
                at++;
            } else if (text.charAt(at + 1) == '$') {
                out.append('$');
                at += 2;
            } else if (text.charAt(at + 1) == '(' && text.indexOf(')', at) > 0) {
                int end = text.indexOf(')', at);
                String whole = text.substring(at, end + 1);
                out.append(lookup.apply(text.substring(at + 2, end)).orElse(whole));
                at = end + 1;
            } else {
                out.append(c);
                at++;
            }
        }
        return out.toString();
    }
}
