package dev.cortexllm.sandbox.apiserver.resource;

import dev.cortexllm.sandbox.apiserver.crd.CrdCatalog;
import dev.cortexllm.sandbox.apiserver.object.Ids;
import dev.cortexllm.sandbox.apiserver.store.Store;
import dev.cortexllm.sandbox.apiserver.type.TypeRegistry;
import java.time.Clock;

/**
 * Everything that can be done to objects, in one place for the HTTP front and the controllers.
 *
 * @param store all objects
 * @param types all resources served
 * @param writer creates and changes
 * @param deletions deletes
 * @param reader gets and lists
 * @param clock the time for timestamps
 */
public record Resources(
        Store store, TypeRegistry types, Writer writer, Deletions deletions, Reader reader, Clock clock) {

    /** Puts the parts together around a store. */
    public static Resources over(Store store, TypeRegistry types, Clock clock, Ids ids) {
        KindHooks hooks = new KindHooks(store, new CrdCatalog(types, clock), ids);
        return new Resources(
                store,
                types,
                new Writer(store, clock, ids, hooks),
                new Deletions(store, clock, hooks),
                new Reader(store),
                clock);
    }
}
