package dev.cortexllm.router.config;

import dev.cortexllm.config.ConfigBundle;
import java.util.ArrayList;
import java.util.List;

/**
 * Weighs what the folder brings against what the link brings. The link is faster and always has the newest, so while it is
 * up it alone counts. The folder lags behind (kubelet syncs Secrets once a minute or so): when it brings what the link had
 * brought before, it is only catching up. When the link is down and the folder brings something else, that is news. Safe
 * for any thread.
 */
public final class ConfigInbox {
    private static final int REMEMBERED = 64;

    private final ConfigSink sink;
    private final List<String> history = new ArrayList<>();
    private String folderAt;
    private boolean linkUp;

    /**
     * @param sink takes what is to be served
     */
    public ConfigInbox(ConfigSink sink) {
        this.sink = sink;
    }

    /**
     * The folder has changed.
     *
     * @param bundle what is in it now
     */
    public synchronized void fromFolder(ConfigBundle bundle) {
        int before = history.lastIndexOf(folderAt);
        int now = history.lastIndexOf(bundle.hash());
        folderAt = bundle.hash();
        boolean catchingUp = now > before;
        if (linkUp || catchingUp) {
            return;
        }
        serve(bundle);
    }

    /**
     * The link has brought a configuration.
     *
     * @param bundle the configuration
     */
    public synchronized void fromLink(ConfigBundle bundle) {
        linkUp = true;
        serve(bundle);
    }

    /** The link is gone: from now on the folder counts. */
    public synchronized void linkDown() {
        linkUp = false;
    }

    private void serve(ConfigBundle bundle) {
        if (!history.isEmpty() && history.get(history.size() - 1).equals(bundle.hash())) {
            return;
        }
        history.add(bundle.hash());
        if (history.size() > REMEMBERED) {
            history.remove(0);
        }
        sink.offer(bundle);
    }
}
