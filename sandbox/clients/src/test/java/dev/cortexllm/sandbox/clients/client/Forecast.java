package dev.cortexllm.sandbox.clients.client;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** A form to be filled by the model. Plain fields, so that every library makes a schema of it. */
public final class Forecast {
    /** Where. */
    @JsonPropertyDescription("Name of the city")
    public String city;

    /** How warm. */
    public int degrees;

    /** Whether it rains. */
    public boolean rain;

    /** What else there is to say. */
    public List<Remark> remarks;

    /** One remark. */
    public static final class Remark {
        /** About what. */
        public String topic;
    }
}
