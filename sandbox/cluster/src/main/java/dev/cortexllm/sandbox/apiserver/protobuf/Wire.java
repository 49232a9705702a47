package dev.cortexllm.sandbox.apiserver.protobuf;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Protobuf's wire format: a sequence of tagged values. Methods throw {@link BufferUnderflowException} at a cut. */
final class Wire {
    private final ByteBuffer bytes;
    private int type;

    Wire(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The number of the next field, or 0 at the end. */
    int next() {
        if (!bytes.hasRemaining()) {
            return 0;
        }
        int tag = (int) varint();
        type = tag & 7;
        return tag >>> 3;
    }

    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte b = bytes.get();
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new BufferUnderflowException();
    }

    double real() {
        return bytes.getDouble();
    }

    /** The content of a text, byte string or message. */
    ByteBuffer content() {
        int length = (int) varint();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer content = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return content;
    }

    String text() {
        return StandardCharsets.UTF_8.decode(content()).toString();
    }

    void skip() {
        switch (type) {
            case 0 -> varint();
            case 1 -> bytes.getLong();
            case 2 -> content();
            case 5 -> bytes.getInt();
            default -> throw new BufferUnderflowException();
        }
    }
}
