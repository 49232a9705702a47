package dev.cortexllm.sandbox.apiserver;

import com.sun.net.httpserver.HttpServer;
import dev.cortexllm.sandbox.apiserver.access.Authorizer;
import dev.cortexllm.sandbox.apiserver.access.Decision;
import dev.cortexllm.sandbox.apiserver.access.Guard;
import dev.cortexllm.sandbox.apiserver.controller.Bootstrap;
import dev.cortexllm.sandbox.apiserver.controller.ControllerLoop;
import dev.cortexllm.sandbox.apiserver.discovery.Discovery;
import dev.cortexllm.sandbox.apiserver.discovery.OpenApi;
import dev.cortexllm.sandbox.apiserver.endpoint.Front;
import dev.cortexllm.sandbox.apiserver.endpoint.ResourceEndpoint;
import dev.cortexllm.sandbox.apiserver.endpoint.Tokens;
import dev.cortexllm.sandbox.apiserver.resource.Resources;
import dev.cortexllm.sandbox.apiserver.store.Store;
import dev.cortexllm.sandbox.apiserver.type.BuiltinTypes;
import dev.cortexllm.sandbox.apiserver.type.TypeRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A running API server with its controllers. */
public final class ApiServer implements AutoCloseable {
    private static final int HISTORY = 20_000;
    private final HttpServer http;
    private final ExecutorService threads;
    private final ControllerLoop controllers;
    private final Resources resources;
    private final Guard guard;
    private final String url;

    private ApiServer(
            HttpServer http,
            ExecutorService threads,
            ControllerLoop controllers,
            Resources resources,
            Guard guard,
            String url) {
        this.http = http;
        this.threads = threads;
        this.controllers = controllers;
        this.resources = resources;
        this.guard = guard;
        this.url = url;
    }

    /**
     * Starts a server; it answers when this returns.
     *
     * @throws IOException when the port cannot be had
     */
    public static ApiServer start(ApiServerOptions options) throws IOException {
        tuneHttp();
        Store store = new Store(HISTORY);
        TypeRegistry types = new TypeRegistry(BuiltinTypes.load());
        Resources resources = Resources.over(store, types, options.clock(), options.ids());
        Bootstrap.create(resources);
        ControllerLoop controllers = ControllerLoop.start(resources);
        Tokens tokens = new Tokens(store, options.clock(), options.ids());
        Guard guard = new Guard(resources, new Authorizer(store), tokens::account);
        Front front = new Front(
                new Discovery(types), new OpenApi(types), new ResourceEndpoint(resources, tokens, guard), guard);

        HttpServer http = HttpServer.create(new InetSocketAddress(options.host(), options.port()), 256);
        ExecutorService threads = threads();
        http.setExecutor(threads);
        http.createContext("/", front);
        http.start();
        String url = "http://" + options.host() + ":" + http.getAddress().getPort();
        return new ApiServer(http, threads, controllers, resources, guard, url);
    }

    private static void tuneHttp() {
        // read once by the JDK's server: small answers at once, and kept connections that outlive clients' own idle
        // times
        setIfAbsent("sun.net.httpserver.nodelay", "true");
        setIfAbsent("sun.net.httpserver.idleInterval", "300");
        setIfAbsent("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static ExecutorService threads() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "apiserver-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Where the server answers, for example {@code http://127.0.0.1:8001}. */
    public String url() {
        return url;
    }

    /** Tells of every decision on a request of somebody who is not the administrator. */
    public void onDecision(Consumer<Decision> listener) {
        guard.listen(listener);
    }

    /**
     * Writes a kubeconfig whose only context is this server.
     *
     * @throws IOException when the file cannot be written
     */
    public void writeKubeconfig(Path file) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: sandbox
                clusters:
                - name: sandbox
                  cluster:
                    server: %s
                users:
                - name: admin
                  user:
                    token: sandbox-admin
                contexts:
                - name: sandbox
                  context:
                    cluster: sandbox
                    user: admin
                    namespace: default
                """.formatted(url));
    }

    /**
     * Creates the objects of all YAML and JSON files of a folder, in order of file names.
     *
     * @throws IOException when a file cannot be read
     * @throws IllegalArgumentException naming the file whose object is refused
     */
    public void loadManifests(Path folder) throws IOException {
        Manifests.load(resources, folder);
    }

    /** Stops at once; open watches end. */
    @Override
    public void close() {
        http.stop(0);
        controllers.close();
        threads.shutdownNow();
    }
}
