package dev.cortexllm.bench.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of text, in columns that are as wide as they must be; numbers stand to the right. */
public final class Table {
    private final List<String[]> rows = new ArrayList<>();

    /**
     * @param head names of its columns
     */
    public Table(String... head) {
        rows.add(head);
    }

    /**
     * Adds a row.
     *
     * @param cells as many as there are columns
     * @return itself
     */
    public Table row(String... cells) {
        if (cells.length != rows.get(0).length) {
            throw new IllegalArgumentException(cells.length + " cells under " + rows.get(0).length + " heads");
        }
        rows.add(cells);
        return this;
    }

    /** A share or a multiple, with two digits after the point. */
    public static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A share, in percent with one digit after the point. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }

    /** Seconds, with two digits after the point. */
    public static String seconds(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** A number, rounded. */
    public static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    @Override
    public String toString() {
        int[] widths = new int[rows.get(0).length];
        rows.forEach(row -> {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                String pad = " ".repeat(widths[i] - row[i].length());
                line.append(i == 0 ? "" : "  ").append(number(i) ? pad + row[i] : row[i] + pad);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private boolean number(int column) {
        return rows.size() > 1 && !rows.get(1)[column].isEmpty() && Character.isDigit(rows.get(1)[column].charAt(0));
    }
}
