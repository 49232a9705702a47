package dev.cortexllm.router.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cortexllm.load.LoadReason;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The HTTP API of Hugging Face's hub. The JDK's older client is used because it alone has a timeout for each read, by which a
 * transfer that stands still is noticed. The token goes to the hub itself and nowhere that it redirects to.
 */
final class Hub {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;
    private static final int CONNECT_MILLIS = 15_000;
    private static final String COMMIT = "[0-9a-f]{40}";

    private final URI endpoint;
    private final Optional<String> token;
    private final Duration patience;
    private final Proxies proxies;

    /**
     * @param endpoint where the hub is, such as {@code https://huggingface.co}
     * @param token what it is asked with
     * @param patience longest silence in the middle of an answer
     * @param proxies how servers are reached
     */
    Hub(URI endpoint, Optional<String> token, Duration patience, Proxies proxies) {
        this.endpoint = endpoint;
        this.token = token.map(String::strip).filter(text -> !text.isEmpty());
        this.patience = patience;
        this.proxies = proxies;
    }

    /**
     * Lists a repository.
     *
     * @param repository {@code organisation/name}
     * @param revision branch, tag or commit
     * @return its commit and files
     * @throws IOException when asking again may help
     * @throws LoadFailure when it does not
     */
    Revision revision(String repository, String revision) throws IOException, LoadFailure {
        URI url =
                URI.create(trimmed() + "/api/models/" + repository + "/revision/" + encoded(revision) + "?blobs=true");
        HttpURLConnection answer = open(url, 0);
        try (InputStream body = checked(answer, repository, revision)) {
            return read(repository, JSON.readTree(body));
        }
    }

    /**
     * Opens a file.
     *
     * @param of its repository
     * @param file the file
     * @param from the first byte wanted
     * @return the answer, 200 with all of it or 206 with the rest
     */
    HttpURLConnection content(Revision of, RepositoryFile file, long from) throws IOException, LoadFailure {
        String path = String.join(
                "/", List.of(file.path().split("/")).stream().map(Hub::encoded).toList());
        HttpURLConnection answer =
                open(URI.create(trimmed() + "/" + of.repository() + "/resolve/" + of.commit() + "/" + path), from);
        if (answer.getResponseCode() != HttpURLConnection.HTTP_PARTIAL) {
            checked(answer, of.repository(), of.commit());
        }
        return answer;
    }

    private HttpURLConnection open(URI first, long from) throws IOException {
        URI url = first;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(proxies.to(url));
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout((int) patience.toMillis());
            connection.setRequestProperty("User-Agent", "cortex-llm");
            // A compressed answer would have another length, and other ranges.
            connection.setRequestProperty("Accept-Encoding", "identity");
            if (from > 0) {
                connection.setRequestProperty("Range", "bytes=" + from + "-");
            }
            if (token.isPresent() && sameServer(url)) {
                connection.setRequestProperty("Authorization", "Bearer " + token.get());
            }
            if (!REDIRECTS.contains(connection.getResponseCode())) {
                return connection;
            }
            String location = connection.getHeaderField("Location");
            connection.disconnect();
            url = next(url, location);
        }
        throw new IOException(endpoint.getHost() + " redirects without end");
    }

    private URI next(URI url, String location) throws IOException {
        try {
            URI next = url.resolve(location == null ? "" : location);
            boolean plain = "http".equals(next.getScheme()) && !"http".equals(endpoint.getScheme());
            if (plain || !Set.of("http", "https").contains(String.valueOf(next.getScheme()))) {
                throw new IOException(endpoint.getHost() + " redirects to somewhere that is not encrypted");
            }
            return next;
        } catch (IllegalArgumentException e) {
            throw new IOException(endpoint.getHost() + " redirects to something that is no address", e);
        }
    }

    private boolean sameServer(URI url) {
        return url.getScheme().equals(endpoint.getScheme())
                && url.getHost().equals(endpoint.getHost())
                && url.getPort() == endpoint.getPort();
    }

    private InputStream checked(HttpURLConnection answer, String repository, String revision)
            throws IOException, LoadFailure {
        int status = answer.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
            return answer.getInputStream();
        }
        String code = String.valueOf(answer.getHeaderField("X-Error-Code"));
        Optional<Duration> after = retryAfter(answer.getHeaderField("Retry-After"));
        answer.disconnect();
        if (status == 429) {
            throw new TryLater(endpoint.getHost() + " answers 429, too many requests", after);
        }
        if (status >= 400 && status < 500 && status != 408 && status != 416) {
            throw refusal(status, code, repository, revision);
        }
        throw new TryLater(endpoint.getHost() + " answers with status " + status, after);
    }

    /** Codes as in huggingface_hub, utils/_http.py. */
    private LoadFailure refusal(int status, String code, String repository, String revision) {
        String place = "repository " + repository + " of " + endpoint.getHost();
        if (code.equals("RevisionNotFound")) {
            return new LoadFailure(LoadReason.RevisionNotFound, place + " has no revision '" + revision + "'");
        }
        if (code.equals("GatedRepo") || status == 403) {
            return new LoadFailure(
                    LoadReason.GatedRepository,
                    place + " is gated: "
                            + (token.isEmpty()
                                    ? "it needs a token, in spec.model.tokenSecretRef"
                                    : "the owner of the token has no access; accept its licence there"));
        }
        if (status == 401 && token.isPresent() && !code.equals("RepoNotFound")) {
            return new LoadFailure(
                    LoadReason.Unauthorized,
                    endpoint.getHost() + " does not accept the token of spec.model.tokenSecretRef");
        }
        if (status == 401 || status == 404) {
            return new LoadFailure(
                    LoadReason.NotFound,
                    place + " does not exist" + (status == 401 ? ", or is private and needs a token" : " (404)"));
        }
        return new LoadFailure(LoadReason.Refused, endpoint.getHost() + " refuses the request with status " + status);
    }

    private static Revision read(String repository, JsonNode answer) throws IOException, LoadFailure {
        String commit = answer.path("sha").asText();
        if (!commit.matches(COMMIT) || !answer.path("siblings").isArray()) {
            throw new IOException("the answer is not the list of a repository");
        }
        List<RepositoryFile> files = new ArrayList<>();
        for (JsonNode file : answer.path("siblings")) {
            JsonNode large = file.path("lfs");
            boolean isLarge = large.path("sha256").isTextual();
            files.add(RepositoryFile.of(
                    file.path("rfilename").asText(null),
                    (isLarge && large.has("size") ? large : file).path("size").asLong(-1),
                    isLarge
                            ? large.path("sha256").asText()
                            : file.path("blobId").asText(null)));
        }
        return new Revision(repository, commit, List.copyOf(files));
    }

    /** Seconds; a date is passed over, as the hub sends none. */
    private static Optional<Duration> retryAfter(String header) {
        return header != null && header.matches("[0-9]{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
                : Optional.empty();
    }

    private String trimmed() {
        return endpoint.toString().replaceAll("/+$", "");
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
