package dev.cortexllm.router.wire.chat;

/** Where an image, a document or sound is. */
public sealed interface Media {
    /**
     * In the request itself.
     *
     * @param mediaType such as {@code image/png}, lower case, without parameters
     * @param base64 the bytes in standard base64 with padding, no white space
     */
    record Inline(String mediaType, String base64) implements Media {}

    /**
     * On the web.
     *
     * @param url the address
     */
    record Url(String url) implements Media {}

    /**
     * At the provider.
     *
     * @param id the provider's id of an uploaded file
     */
    record FileId(String id) implements Media {}

    /**
     * Plain text.
     *
     * @param text the text
     */
    record PlainText(String text) implements Media {}
}
