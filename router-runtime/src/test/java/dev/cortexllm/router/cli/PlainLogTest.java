package dev.cortexllm.router.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainLogTest {
    private static final String LEVEL = "cortex.log.level";

    @Test
    void anEventIsOneLineOnStandardError() throws Exception {
        LoggerContext context = configured();
        Logger logger = context.getLogger("dev.cortexllm.router.Router");
        ConsoleAppender<ILoggingEvent> lines =
                (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("stderr");

        byte[] line = lines.getEncoder()
                .encode(new LoggingEvent("", logger, Level.INFO, "stopping: {}", null, new Object[] {3}));

        assertThat(lines.isStarted()).isTrue();
        assertThat(lines.getTarget()).isEqualTo("System.err");
        assertThat(new String(line, StandardCharsets.UTF_8))
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO  Router: stopping: 3\\R");
    }

    @Test
    void theLevelIsAProperty() throws Exception {
        System.setProperty(LEVEL, "DEBUG");
        LoggerContext context;
        try {
            context = configured();
        } finally {
            System.clearProperty(LEVEL);
        }
        assertThat(context.getLogger("dev.cortexllm").getLevel()).isEqualTo(Level.DEBUG);
        assertThat(context.getLogger("cortex.audit").getLevel()).isEqualTo(Level.INFO);
        assertThat(context.getLogger("io.netty").getEffectiveLevel()).isEqualTo(Level.WARN);
    }

    /** As the library does it at the first use of a logger, so that it is seen to find the class. */
    private static LoggerContext configured() throws Exception {
        LoggerContext context = new LoggerContext();
        new ContextInitializer(context).autoConfig();
        return context;
    }
}
