package dev.cortexllm.router.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A small body goes out in the buffer of its head; nothing else that is allocated becomes larger. */
class RoomyHeadsTest {
    private static final String LINE = "POST /v1/chat/completions HTTP/1.1\r\n";

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1000, 1", "3000, 1", "5000, 2", "100000, 2"})
    void a_message_takes_buffers(int body, int buffers) {
        EmbeddedChannel channel = new EmbeddedChannel(new HttpRequestEncoder());
        RoomyHeads.on(channel.pipeline().firstContext());

        for (int round = 0; round < 3; round++) {
            channel.writeOutbound(request(body));
            assertThat(channel.outboundMessages()).hasSize(buffers);
            assertThat(written(channel)).isEqualTo(LINE + "host: model\r\n\r\n" + "x".repeat(body));
        }
        assertThat(channel.finish()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 127, 4_096, 70_000})
    void what_is_no_head_is_as_large_as_asked_for(int size) {
        RoomyHeads roomy = new RoomyHeads(ByteBufAllocator.DEFAULT);
        ByteBuf[] asked = {roomy.buffer(size), roomy.ioBuffer(size), roomy.directBuffer(size), roomy.heapBuffer(size)};

        for (ByteBuf one : asked) {
            assertThat(one.capacity()).isEqualTo(size);
            one.release();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 700, 4_095})
    void what_is_read_into_stays_as_large_as_asked_for(int size) {
        ByteBuf read = new RoomyHeads(ByteBufAllocator.DEFAULT).ioBuffer(size);

        assertThat(read.capacity()).isEqualTo(size);
        read.release();
    }

    private static FullHttpRequest request(int body) {
        ByteBuf content = Unpooled.copiedBuffer("x".repeat(body), StandardCharsets.US_ASCII);
        FullHttpRequest request =
                new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/v1/chat/completions", content);
        request.headers().set("host", "model");
        return request;
    }

    private static String written(EmbeddedChannel channel) {
        StringBuilder all = new StringBuilder();
        for (ByteBuf one = channel.readOutbound(); one != null; one = channel.readOutbound()) {
            all.append(one.toString(StandardCharsets.US_ASCII));
            one.release();
        }
        return all.toString();
    }
}
