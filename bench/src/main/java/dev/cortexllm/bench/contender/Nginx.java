package dev.cortexllm.bench.contender;

import dev.cortexllm.bench.load.Target;
import dev.cortexllm.bench.program.Child;
import dev.cortexllm.bench.program.Files;
import dev.cortexllm.bench.program.Ports;
import dev.cortexllm.bench.program.Processor;
import dev.cortexllm.bench.program.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** nginx with one worker, as a plain reverse proxy: connections kept, nothing logged, answers passed on as they come. */
public final class Nginx implements Contender {
    private static final String CONFIG = """
            daemon off;
            worker_processes 1;
            worker_rlimit_nofile 65536;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log warn;
            events { worker_connections 30000; }
            http {
              access_log off;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              client_body_buffer_size 64k;
              keepalive_requests 100000000;
              keepalive_timeout 3600s;
              upstream provider { server 127.0.0.1:%2$d; keepalive 1024; keepalive_requests 100000000; }
              server {
                listen 127.0.0.1:%3$d backlog=4096;
                location / {
                  proxy_pass http://provider;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_buffering off;
                  proxy_read_timeout 600s;
                }
              }
            }
            """;

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public Optional<String> missing() {
        return Programs.find("nginx").isPresent() ? Optional.empty() : Optional.of("nginx is not installed");
    }

    @Override
    public String version() {
        return Programs.version(List.of(program(), "-v")).orElse("?");
    }

    @Override
    public Running start(int[] upstreamPorts, Path folder) {
        int port = Ports.free();
        Path config = Files.write(folder.resolve("nginx.conf"), CONFIG.formatted(folder, upstreamPorts[0], port));
        Child child = Child.start(
                        List.of(
                                program(),
                                "-c",
                                config.toString(),
                                "-e",
                                folder.resolve("start.log").toString()),
                        Processor.MEASURED,
                        folder.resolve("nginx.log"))
                .awaitPort(port);
        return new Running(name(), child, body -> new Target(port, "/v1/chat/completions", Map.of(), body), "bench");
    }

    private static String program() {
        return Programs.find("nginx").orElseThrow().toString();
    }
}
