package dev.cortexllm.schema.yaml;

import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** Marks scalars without quotes and tag, whose meaning {@link Scalars} then finds; everything else is text. */
final class PlainResolver extends Resolver {
    static final Tag PLAIN = new Tag("plain");

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
        return kind == NodeId.scalar ? (implicit ? PLAIN : Tag.STR) : super.resolve(kind, value, implicit);
    }
}
