package dev.cortexllm.sandbox.kubelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A watch of the fake API server and what it has yet to be told. */
record FakeWatch(FakePath path, BlockingQueue<ObjectNode> events) {
    FakeWatch(FakePath path) {
        this(path, new LinkedBlockingQueue<>());
    }
}
