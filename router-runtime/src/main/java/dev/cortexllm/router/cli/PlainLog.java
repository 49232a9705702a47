package dev.cortexllm.router.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.Loader;

/**
 * The router's log: one plain line per event, on standard error; {@code -Dcortex.log.level=DEBUG} shows an access line per request. Said here
 * and not in a {@code logback.xml}, because reading one brings in an XML parser, which delays each start. A {@code logback.xml} of somebody
 * else, on the class path or named by {@code -Dlogback.configurationFile}, goes before.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class PlainLog extends ContextAwareBase implements Configurator {
    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0}: %msg%n%ex";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (somebodyElses()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> lines = new ConsoleAppender<>();
        lines.setContext(context);
        lines.setName("stderr");
        lines.setTarget("System.err");
        lines.setEncoder(encoder);
        lines.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(lines);
        context.getLogger("dev.cortexllm").setLevel(Level.toLevel(System.getProperty("cortex.log.level"), Level.INFO));
        // Who did what cannot be undone.
        context.getLogger("cortex.audit").setLevel(Level.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private boolean somebodyElses() {
        ClassLoader classes = Loader.getClassLoaderOfObject(this);
        return System.getProperty("logback.configurationFile") != null
                || Loader.getResource("logback-test.xml", classes) != null
                || Loader.getResource("logback.xml", classes) != null;
    }
}
