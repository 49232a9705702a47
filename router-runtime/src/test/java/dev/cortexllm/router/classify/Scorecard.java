package dev.cortexllm.router.classify;

import java.util.Locale;

/** Counts what was said of things against what they are. */
final class Scorecard {
    private final String[] labels;
    private final int[][] counts;

    Scorecard(String... labels) {
        this.labels = labels;
        this.counts = new int[labels.length][labels.length];
    }

    void add(int is, int said) {
        counts[is][said]++;
    }

    double accuracy() {
        int right = 0;
        int all = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                all += counts[i][j];
                right += i == j ? counts[i][j] : 0;
            }
        }
        return all == 0 ? 0 : (double) right / all;
    }

    double macroF1() {
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += f1(i);
        }
        return sum / counts.length;
    }

    double f1(int label) {
        int said = 0;
        int is = 0;
        for (int j = 0; j < counts.length; j++) {
            said += counts[j][label];
            is += counts[label][j];
        }
        return said + is == 0 ? 0 : 2.0 * counts[label][label] / (said + is);
    }

    /** A row for what things are, a column for what was said. */
    String table() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-22s", "is \\ said"));
        for (String label : labels) {
            text.append(String.format(Locale.ROOT, "%5.4s", label));
        }
        text.append("    F1\n");
        for (int i = 0; i < labels.length; i++) {
            text.append(String.format(Locale.ROOT, "%-22s", labels[i]));
            for (int count : counts[i]) {
                text.append(String.format(Locale.ROOT, "%5d", count));
            }
            text.append(String.format(Locale.ROOT, "  %.2f%n", f1(i)));
        }
        return text.append(String.format(Locale.ROOT, "macro-F1 %.3f, accuracy %.3f%n", macroF1(), accuracy()))
                .toString();
    }
}
