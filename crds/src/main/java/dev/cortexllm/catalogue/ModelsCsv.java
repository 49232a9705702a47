package dev.cortexllm.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code models.csv}: comments, one heading, one model per line. No cell of it holds a comma, so there is no quoting. */
final class ModelsCsv {
    private static final String HEADING = "vendor,model,context,maxOutput,inputUsd,outputUsd,cachedInputUsd,"
            + "cacheWriteUsd,hourCacheWriteUsd,longPrompt,tools,vision,jsonSchema,reasoning,source,date,status";
    private static final int CELLS = HEADING.split(",").length;

    private static final int LONG_AT_LEAST = 3;
    private static final int LONG_AT_MOST = 6;

    private ModelsCsv() {}

    /** Facts in the order of the lines; throws IllegalArgumentException naming the line that is wrong. */
    static List<ModelFacts> read(String csv) {
        List<ModelFacts> facts = new ArrayList<>();
        boolean headed = false;
        int number = 0;
        for (String line : csv.lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (headed) {
                facts.add(model(line, number));
            } else if (line.equals(HEADING)) {
                headed = true;
            } else {
                throw new IllegalArgumentException("line " + number + ": the heading must be " + HEADING);
            }
        }
        return facts;
    }

    private static ModelFacts model(String line, int number) {
        String[] cell = line.split(",", -1);
        if (cell.length != CELLS || line.indexOf('"') >= 0) {
            throw new IllegalArgumentException("line " + number + ": expected " + CELLS + " cells without quotes");
        }
        try {
            return new ModelFacts(
                    cell[0],
                    cell[1],
                    count(cell[2]),
                    count(cell[3]),
                    price(cell[4]),
                    price(cell[5]),
                    price(cell[6]),
                    price(cell[7]),
                    price(cell[8]),
                    longPrompt(cell[9]),
                    new ModelFacts.Capabilities(flag(cell[10]), flag(cell[11]), flag(cell[12]), flag(cell[13])),
                    cell[14],
                    cell[15],
                    status(cell[16]));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
    }

    private static Long count(String cell) {
        return cell.isEmpty() ? null : Long.valueOf(cell);
    }

    private static BigDecimal price(String cell) {
        return cell.isEmpty() ? null : new BigDecimal(cell);
    }

    private static ModelFacts.LongPrompt longPrompt(String cell) {
        if (cell.isEmpty()) {
            return null;
        }
        String[] part = cell.split(" ");
        if (part.length < LONG_AT_LEAST || part.length > LONG_AT_MOST) {
            throw new NumberFormatException("'" + cell + "' is not a number of tokens and two to five prices");
        }
        BigDecimal[] prices = new BigDecimal[LONG_AT_MOST];
        for (int i = 1; i < part.length; i++) {
            prices[i] = new BigDecimal(part[i]);
        }
        return new ModelFacts.LongPrompt(
                Long.parseLong(part[0]), prices[1], prices[2], prices[3], prices[4], prices[5]);
    }

    private static ModelFacts.Status status(String cell) {
        return switch (cell) {
            case "" -> ModelFacts.Status.CURRENT;
            case "legacy" -> ModelFacts.Status.LEGACY;
            case "preview" -> ModelFacts.Status.PREVIEW;
            case "retired" -> ModelFacts.Status.RETIRED;
            default ->
                throw new NumberFormatException("'" + cell + "' is no status: legacy, preview, retired or nothing");
        };
    }

    private static boolean flag(String cell) {
        return switch (cell) {
            case "1" -> true;
            case "0" -> false;
            default -> throw new NumberFormatException("'" + cell + "' is neither 0 nor 1");
        };
    }
}
