package dev.cortexllm.router.wire.gemini;

import java.util.Locale;
import java.util.Map;

/** Media types of files that are known by their address alone. */
final class MediaTypes {
    /** By what the address ends with; what Google's models read (ai.google.dev/gemini-api/docs/file-input-methods). */
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("webp", "image/webp"),
            Map.entry("gif", "image/gif"),
            Map.entry("heic", "image/heic"),
            Map.entry("heif", "image/heif"),
            Map.entry("bmp", "image/bmp"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("json", "application/json"),
            Map.entry("txt", "text/plain"),
            Map.entry("md", "text/markdown"),
            Map.entry("html", "text/html"),
            Map.entry("htm", "text/html"),
            Map.entry("css", "text/css"),
            Map.entry("csv", "text/csv"),
            Map.entry("xml", "text/xml"),
            Map.entry("mp3", "audio/mp3"),
            Map.entry("wav", "audio/wav"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("flac", "audio/flac"),
            Map.entry("aac", "audio/aac"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("webm", "video/webm"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("mpeg", "video/mpeg"));

    private MediaTypes() {}

    /**
     * What an address holds, as far as it says.
     *
     * @param url the address
     * @param standIn what it is taken for when it does not say
     * @return a media type
     */
    static String of(String url, String standIn) {
        int end = url.length();
        for (char mark : new char[] {'?', '#'}) {
            int at = url.indexOf(mark);
            end = at >= 0 && at < end ? at : end;
        }
        String path = url.substring(0, end);
        String file = path.substring(path.lastIndexOf('/') + 1);
        String extension = file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return BY_EXTENSION.getOrDefault(extension, standIn);
    }

    /** The name Google knows a media type by. */
    static String known(String mediaType) {
        return mediaType.equals("image/jpg") ? "image/jpeg" : mediaType;
    }
}
