package dev.cortexllm.router.ledger;

import java.util.ArrayList;
import java.util.List;

/** Reads CSV by RFC 4180 and nothing else, so that what we write is read as others read it. */
final class CsvText {
    private CsvText() {}

    static List<List<String>> read(String csv) {
        List<List<String>> records = new ArrayList<>();
        List<String> record = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                    cell.append(c);
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == ',') {
                record.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\r' && i + 1 < csv.length() && csv.charAt(i + 1) == '\n') {
                record.add(cell.toString());
                records.add(record);
                record = new ArrayList<>();
                cell.setLength(0);
                i++;
            } else if (c == '"' || c == '\r' || c == '\n') {
                throw new IllegalArgumentException("not CSV at " + i + ": " + csv);
            } else {
                cell.append(c);
            }
        }
        if (quoted || !record.isEmpty() || !cell.isEmpty()) {
            throw new IllegalArgumentException("a record without an end: " + csv);
        }
        return records;
    }
}
