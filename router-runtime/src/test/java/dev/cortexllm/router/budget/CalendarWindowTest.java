package dev.cortexllm.router.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortexllm.config.Budget.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CalendarWindowTest {
    private static final long FROM = Instant.parse("1971-01-01T00:00:00Z").toEpochMilli();
    private static final long TO = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource({
        // an ordinary day, month and hour
        "DAY,   UTC,                 2026-11-27T14:05:00Z, 2026-11-27[UTC],                  2026-11-27T00:00:00Z, PT24H",
        "MONTH, UTC,                 2026-11-27T14:05:00Z, 2026-11[UTC],                     2026-11-01T00:00:00Z, PT720H",
        "HOUR,  UTC,                 2026-11-27T14:05:00Z, 2026-11-27T14Z[UTC],              2026-11-27T14:00:00Z, PT1H",
        "HOUR,  Asia/Kolkata,        2026-11-27T14:05:00Z, 2026-11-27T19+05:30[Asia/Kolkata],2026-11-27T13:30:00Z, PT1H",
        // both ends of a window
        "DAY,   Europe/Berlin,       2026-11-26T23:00:00Z, 2026-11-27[Europe/Berlin],        2026-11-26T23:00:00Z, PT24H",
        "DAY,   Europe/Berlin,       2026-11-27T22:59:59.999Z, 2026-11-27[Europe/Berlin],    2026-11-26T23:00:00Z, PT24H",
        // the clock is put forward and back
        "DAY,   Europe/Berlin,       2026-03-29T10:00:00Z, 2026-03-29[Europe/Berlin],        2026-03-28T23:00:00Z, PT23H",
        "DAY,   Europe/Berlin,       2026-10-25T10:00:00Z, 2026-10-25[Europe/Berlin],        2026-10-24T22:00:00Z, PT25H",
        "MONTH, Europe/Berlin,       2026-10-25T10:00:00Z, 2026-10[Europe/Berlin],           2026-09-30T22:00:00Z, PT745H",
        "HOUR,  Europe/Berlin,       2026-03-29T00:59:00Z, 2026-03-29T01+01:00[Europe/Berlin],2026-03-29T00:00:00Z, PT1H",
        "HOUR,  Europe/Berlin,       2026-03-29T01:00:00Z, 2026-03-29T03+02:00[Europe/Berlin],2026-03-29T01:00:00Z, PT1H",
        "HOUR,  Europe/Berlin,       2026-10-25T00:30:00Z, 2026-10-25T02+02:00[Europe/Berlin],2026-10-25T00:00:00Z, PT1H",
        "HOUR,  Europe/Berlin,       2026-10-25T01:30:00Z, 2026-10-25T02+01:00[Europe/Berlin],2026-10-25T01:00:00Z, PT1H",
        // by half an hour
        "HOUR,  Australia/Lord_Howe, 2026-04-04T14:30:00Z, 2026-04-05T01+11:00[Australia/Lord_Howe],2026-04-04T14:00:00Z, PT1H",
        "HOUR,  Australia/Lord_Howe, 2026-04-04T15:10:00Z, 2026-04-05T01+10:30[Australia/Lord_Howe],2026-04-04T15:00:00Z, PT30M",
        "HOUR,  Australia/Lord_Howe, 2026-04-04T15:30:00Z, 2026-04-05T02+10:30[Australia/Lord_Howe],2026-04-04T15:30:00Z, PT1H",
        // midnight is left out, comes twice, or comes back over midnight
        "DAY,   America/Sao_Paulo,   2018-11-04T12:00:00Z, 2018-11-04[America/Sao_Paulo],    2018-11-04T03:00:00Z, PT23H",
        "DAY,   America/Sao_Paulo,   2019-02-17T02:30:00Z, 2019-02-16[America/Sao_Paulo],    2019-02-16T02:00:00Z, PT25H",
        "DAY,   America/Havana,      2026-11-01T05:30:00Z, 2026-11-01[America/Havana],       2026-11-01T04:00:00Z, PT25H",
        "DAY,   America/Goose_Bay,   2009-11-01T03:00:30Z, 2009-11-01[America/Goose_Bay],    2009-11-01T03:00:00Z, PT25H",
        "DAY,   America/Goose_Bay,   2009-11-01T03:30:00Z, 2009-11-01[America/Goose_Bay],    2009-11-01T03:00:00Z, PT25H",
        "MONTH, America/Goose_Bay,   2009-11-01T03:30:00Z, 2009-11[America/Goose_Bay],       2009-11-01T03:00:00Z, PT721H",
        // a day that never was
        "DAY,   Pacific/Apia,        2011-12-30T09:59:59Z, 2011-12-29[Pacific/Apia],         2011-12-29T10:00:00Z, PT24H",
        "DAY,   Pacific/Apia,        2011-12-30T10:00:00Z, 2011-12-31[Pacific/Apia],         2011-12-30T10:00:00Z, PT24H",
        // ends of months and years
        "DAY,   UTC,                 2028-02-29T23:59:59Z, 2028-02-29[UTC],                  2028-02-29T00:00:00Z, PT24H",
        "MONTH, UTC,                 2028-02-29T23:59:59Z, 2028-02[UTC],                     2028-02-01T00:00:00Z, PT696H",
        "MONTH, Pacific/Auckland,    2026-12-31T11:00:00Z, 2027-01[Pacific/Auckland],        2026-12-31T11:00:00Z, PT744H"
    })
    void knowsTheCalendar(Window kind, String zone, Instant now, String id, Instant begins, Duration lasts) {
        CalendarWindow window = CalendarWindow.at(kind, ZoneId.of(zone), now.toEpochMilli());
        assertThat(window)
                .isEqualTo(new CalendarWindow(
                        id, begins.toEpochMilli(), begins.plus(lasts).toEpochMilli()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Window.class,
            names = {"HOUR", "DAY", "MONTH"})
    void windowsOfEveryZoneFollowOneAnotherWithoutGapOrOverlap(Window kind) {
        Random random = new Random(kind.ordinal());
        for (String name : ZoneRulesProvider.getAvailableZoneIds()) {
            ZoneId zone = ZoneId.of(name);
            for (long moment : moments(zone, random)) {
                CalendarWindow window = CalendarWindow.at(kind, zone, moment);
                assertThat(window.contains(moment)).as("%s %s", window, moment).isTrue();
                assertThat(window.endsAtMillis()).isGreaterThan(window.beginsAtMillis());
                long span = window.endsAtMillis() - window.beginsAtMillis();
                long other = window.beginsAtMillis() + (long) (random.nextDouble() * span);
                assertThat(CalendarWindow.at(kind, zone, other)).isEqualTo(window);
                assertThat(CalendarWindow.at(kind, zone, window.beginsAtMillis()))
                        .isEqualTo(window);
                assertThat(CalendarWindow.at(kind, zone, window.endsAtMillis() - 1))
                        .isEqualTo(window);
                CalendarWindow next = CalendarWindow.at(kind, zone, window.endsAtMillis());
                assertThat(next.beginsAtMillis()).isEqualTo(window.endsAtMillis());
                assertThat(next.id()).isNotEqualTo(window.id());
            }
        }
    }

    /** Some moments anywhere, and those around changes of the clock. */
    private static List<Long> moments(ZoneId zone, Random random) {
        List<Long> moments = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long anywhere = FROM + (long) (random.nextDouble() * (TO - FROM));
            moments.add(anywhere);
            ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.ofEpochMilli(anywhere));
            if (change != null && change.getInstant().toEpochMilli() < TO) {
                long at = change.getInstant().toEpochMilli();
                moments.add(at - 1);
                moments.add(at);
                moments.add(at + random.nextInt(7_200_000) - 3_600_000);
            }
        }
        return moments;
    }

    @Test
    void noTwoWindowsOfAYearShareAnId() {
        for (String name : List.of("Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "Africa/Casablanca")) {
            ZoneId zone = ZoneId.of(name);
            for (Window kind : List.of(Window.HOUR, Window.DAY, Window.MONTH)) {
                Set<String> ids = new HashSet<>();
                long at = LocalDateTime.of(2026, 1, 1, 0, 0)
                        .atZone(zone)
                        .toInstant()
                        .toEpochMilli();
                long end = LocalDateTime.of(2027, 1, 1, 0, 0)
                        .atZone(zone)
                        .toInstant()
                        .toEpochMilli();
                while (at < end) {
                    CalendarWindow window = CalendarWindow.at(kind, zone, at);
                    assertThat(ids.add(window.id())).as("%s", window).isTrue();
                    at = window.endsAtMillis();
                }
                assertThat(at).isEqualTo(end);
                assertThat(ids).hasSize(kind == Window.MONTH ? 12 : kind == Window.DAY ? 365 : ids.size());
            }
        }
    }

    @Test
    void aRequestIsNoWindowOfTime() {
        assertThatThrownBy(() -> CalendarWindow.at(Window.REQUEST, ZoneId.of("UTC"), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksTheCalendarOnlyWhenAWindowIsOver() {
        Windows windows = new Windows(Window.DAY, ZoneId.of("UTC"));
        WindowPair pair = windows.at(0);
        assertThat(pair.present().id()).isEqualTo("1970-01-01[UTC]");
        assertThat(pair.next().id()).isEqualTo("1970-01-02[UTC]");
        assertThat(windows.at(86_399_999)).isSameAs(pair);
        assertThat(windows.at(86_400_000).present()).isEqualTo(pair.next());
        assertThat(windows.at(86_399_999)).as("a clock that is put back").isEqualTo(pair);
        assertThat(pair.at(86_399_999)).isSameAs(pair.present());
        assertThat(pair.at(86_400_000)).isSameAs(pair.next());
    }
}
