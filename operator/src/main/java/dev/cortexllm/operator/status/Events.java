package dev.cortexllm.operator.status;

import dev.cortexllm.api.v1alpha1.Condition;
import dev.cortexllm.api.v1alpha1.Condition.Status;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kubernetes Events for what a person should notice: {@code Ready} of a resource has another reason than before. As the
 * reason of {@code Ready} is that of the weightiest finding, each change is told once; what merely passes (routers that
 * are about to take a new configuration) is not told. Beside that, what is worth knowing though nothing is wrong with
 * {@code Ready}: an update that is available.
 */
public final class Events {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final String CONTROLLER = "cortexllm.dev/operator";
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    /** Longest note that the API server accepts, in bytes; characters are cut well before. */
    private static final int NOTE_CHARACTERS = 500;

    /** Room for a million events per millisecond between the names that two processes give. */
    private static final int MILLIS_SHIFT = 20;

    private static final int THERE_ALREADY = 409;

    private final KubernetesClient client;
    private final Clock clock;
    private final String instance;
    private final AtomicLong sent;

    /**
     * @param client client of the cluster
     * @param clock for the event's time
     * @param instance name of this operator process
     */
    public Events(KubernetesClient client, Clock clock, String instance) {
        this.client = client;
        this.clock = clock;
        this.instance = instance;
        this.sent = new AtomicLong(clock.millis() << MILLIS_SHIFT);
    }

    void changed(HasMetadata about, List<Condition> before, List<Condition> now) {
        toTell(before, now).ifPresent(ready -> send(about, ready, normal(ready)));
        offers(before, now).forEach(offer -> send(about, offer, true));
    }

    /** Whether nothing is wrong. */
    static boolean normal(Condition ready) {
        return ready.status() == Status.True || Reasons.CHOSEN.contains(ready.reason());
    }

    /** What has become true and asks for a decision. */
    static List<Condition> offers(List<Condition> before, List<Condition> now) {
        return now.stream()
                .filter(c -> c.type().equals(UpdateFinding.TYPE) && c.status() == Status.True)
                .filter(c -> !Conditions.isTrue(before, c.type()))
                .toList();
    }

    /** What should be told of a change; empty when nothing. */
    static Optional<Condition> toTell(List<Condition> before, List<Condition> now) {
        String then =
                Conditions.find(before, Finding.READY).map(Condition::reason).orElse(Reasons.WAITING);
        return Conditions.find(now, Finding.READY)
                .filter(ready -> !ready.reason().equals(then))
                .filter(ready -> !Reasons.PASSING.contains(ready.reason()))
                .filter(ready -> ready.status() != Status.True || !then.equals(Reasons.PROGRAMMING));
    }

    /**
     * Tells of something that is no condition; at most once under each name.
     *
     * @param about the resource
     * @param name what is told, as a name that Kubernetes accepts
     * @param normal whether nothing is wrong
     * @param reason one CamelCase word
     * @param note a sentence
     * @throws KubernetesClientException when the API server does not take it
     */
    public void tell(HasMetadata about, String name, boolean normal, String reason, String note) {
        try {
            create(event(about, about.getMetadata().getName() + "." + name, normal, reason, note, "Budget"));
        } catch (KubernetesClientException e) {
            if (e.getCode() != THERE_ALREADY) {
                throw e;
            }
        }
    }

    /**
     * Tells of something that is as it should be; that it cannot be told is logged.
     *
     * @param about the resource
     * @param reason one CamelCase word
     * @param note a sentence
     * @param action what was done, one CamelCase word
     */
    public void note(HasMetadata about, String reason, String note, String action) {
        try {
            create(event(about, unique(about), true, reason, note, action));
        } catch (KubernetesClientException e) {
            notSent(about, reason, e);
        }
    }

    private String unique(HasMetadata about) {
        return about.getMetadata().getName() + "." + Long.toHexString(sent.incrementAndGet());
    }

    /** The status says it all the same; nobody should retry for the sake of an event. */
    private static void notSent(HasMetadata about, String reason, KubernetesClientException e) {
        LOG.warn("event {} on {} not sent: {}", reason, about.getMetadata().getName(), e.getCode());
    }

    private void create(Event event) {
        client.events()
                .v1()
                .events()
                .inNamespace(event.getMetadata().getNamespace())
                .resource(event)
                .create();
    }

    private void send(HasMetadata about, Condition ready, boolean normal) {
        try {
            create(event(about, unique(about), normal, ready.reason(), ready.message(), "Reconcile"));
        } catch (KubernetesClientException e) {
            notSent(about, ready.reason(), e);
        }
    }

    private Event event(HasMetadata about, String name, boolean normal, String reason, String note, String action) {
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(about.getMetadata().getNamespace())
                .withName(name)
                .endMetadata()
                .withType(normal ? "Normal" : "Warning")
                .withReason(reason)
                .withNote(note.length() <= NOTE_CHARACTERS ? note : note.substring(0, NOTE_CHARACTERS) + "...")
                .withAction(action)
                .withEventTime(new MicroTime(MICROS.format(clock.instant())))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(about.getApiVersion())
                        .withKind(about.getKind())
                        .withNamespace(about.getMetadata().getNamespace())
                        .withName(about.getMetadata().getName())
                        .withUid(about.getMetadata().getUid())
                        .build())
                .build();
    }
}
