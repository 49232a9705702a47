package dev.cortexllm.sandbox.models.metrics;

/** Builds Prometheus' text format, version 0.0.4, with labels that every sample has. */
final class ExpositionText {
    private final StringBuilder text = new StringBuilder();
    private final String labels;

    /** A text whose samples all carry these labels, written like {@code a="1",b="2"}. */
    ExpositionText(String labels) {
        this.labels = labels;
    }

    void family(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    void sample(String name, double value) {
        text.append(name).append('{').append(labels).append("} ").append(value).append('\n');
    }

    void sample(String name, double value, String label, String labelValue) {
        text.append(name).append('{').append(labels).append(',');
        text.append(label).append("=\"").append(labelValue).append("\"} ");
        text.append(value).append('\n');
    }

    static String escape(String labelValue) {
        return labelValue.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
