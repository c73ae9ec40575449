package io.munjigi.core.port;

/**
 * Tells other nodes at once that there is something new in {@link Revocations}, which they would find by themselves within a second or so.
 * Carries nothing but that, and may lose it: what counts is in the store.
 *
 * <p>Safe for use by many threads. No method throws or waits for the network.
 */
public interface Broadcast {

    /** For a single node, or where a second is soon enough. */
    Broadcast NONE = new Broadcast() {
        @Override
        public void announce() {}

        @Override
        public void listen(Runnable listener) {}
    };

    /** Says that there is news; after it was committed. */
    void announce();

    /**
     * Calls the listener, on a thread of its own, whenever another node (or this one) has said so, and whenever something may have been missed.
     * May be called once.
     */
    void listen(Runnable listener);
}
