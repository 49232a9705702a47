package dev.cortexllm.sandbox.sidecar;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The application: asks, as soon as it runs, one model of the house and one of the cloud, and writes down what it was told. */
final class AppProcess {
    private AppProcess() {}

    /** @param arguments the file for the answers */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> answers = new ArrayList<>();
        for (String model : List.of("assistant", "assistant-cloud")) {
            answers.add(model + ": " + ask(System.getenv("OPENAI_BASE_URL"), model));
        }
        Path written = Files.write(Path.of(arguments[0] + ".part"), answers);
        Files.move(written, Path.of(arguments[0]), StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }

    private static String ask(String baseUrl, String model) throws InterruptedException {
        String body = "{\"model\": \"" + model + "\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}";
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(baseUrl + "/chat/completions"))
                                    .header("Content-Type", "application/json")
                                    .header("Authorization", "Bearer " + System.getenv("OPENAI_API_KEY"))
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString());
            return answer.statusCode() + " by "
                    + answer.headers().firstValue("x-cortex-provider").orElse("nobody") + " "
                    + answer.body().replaceAll("\\s+", " ");
        } catch (IOException e) {
            return e.toString();
        }
    }
}
