package org.loyalty4j.jpa;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes codecs of types: records of accessible packages, enums, what {@link DocumentTexts} knows, numbers, truth values,
 * and lists, sets and maps of them. A record that contains itself is not supported.
 */
final class DocumentCodecs {

    private final Map<String, Object> defaults;

    /**
     * Makes codecs whose records have defaults other than null and empty.
     *
     * @param defaults by the record's simple name, a point and the component's name
     */
    DocumentCodecs(Map<String, Object> defaults) {
        this.defaults = Map.copyOf(defaults);
    }

    /**
     * Returns the codec of a type.
     *
     * @throws IllegalArgumentException if it, or a type within it, cannot be stored
     */
    DocumentCodec of(Type type) {
        if (type instanceof ParameterizedType many) {
            return ofMany((Class<?>) many.getRawType(), many.getActualTypeArguments());
        }
        if (type instanceof Class<?> plain) {
            DocumentCodec known = DocumentTexts.of(plain);
            if (known != null) {
                return known;
            }
            if (plain.isEnum()) {
                return new Constants(plain);
            }
            if (plain.isRecord()) {
                return ofRecord(plain);
            }
        }
        throw new IllegalArgumentException("there is no way to store " + type.getTypeName());
    }

    private DocumentCodec ofMany(Class<?> raw, Type[] arguments) {
        if (raw == List.class) {
            return new Items(of(arguments[0]));
        }
        if (raw == Set.class) {
            return new Members(new Items(of(arguments[0])));
        }
        if (raw == Map.class && arguments[0] == String.class) {
            return new Named(of(arguments[1]));
        }
        throw new IllegalArgumentException("there is no way to store " + raw + " of " + Arrays.toString(arguments));
    }

    private DocumentCodec ofRecord(Class<?> type) {
        List<DocumentRecord.Part> parts = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> raw = component.getType();
            Object before = defaults.get(type.getSimpleName() + "." + component.getName());
            parts.add(new DocumentRecord.Part(
                    component.getName(),
                    component.getAccessor(),
                    of(component.getGenericType()),
                    before == null ? emptyOf(raw) : before,
                    !raw.isPrimitive() && emptyOf(raw) == null));
        }
        return new DocumentRecord(type, parts);
    }

    private static @Nullable Object emptyOf(Class<?> raw) {
        if (raw == List.class) {
            return List.of();
        }
        if (raw == Set.class) {
            return Set.of();
        }
        return raw == Map.class ? Map.of() : null;
    }

    /** Constants by their names. */
    private record Constants(Class<?> type) implements DocumentCodec {

        @Override
        public Object write(Object value) {
            return ((Enum<?>) value).name();
        }

        @Override
        public Object read(@Nullable Object tree, String path) {
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(tree)) {
                    return constant;
                }
            }
            if (tree instanceof String name) {
                throw DocumentCodec.unknown(path + " " + name);
            }
            throw DocumentCodec.bad(path, "the name of a constant is expected");
        }
    }

    /** A list, in its order. */
    private record Items(DocumentCodec item) implements DocumentCodec {

        @Override
        public List<Object> write(Object value) {
            List<Object> trees = new ArrayList<>();
            for (Object each : (Collection<?>) value) {
                trees.add(item.write(each));
            }
            return trees;
        }

        @Override
        public List<Object> read(@Nullable Object tree, String path) {
            if (!(tree instanceof List<?> trees)) {
                throw DocumentCodec.bad(path, "a list is expected");
            }
            List<Object> values = new ArrayList<>();
            for (Object each : trees) {
                values.add(item.read(each, path + "[" + values.size() + "]"));
            }
            return Collections.unmodifiableList(values);
        }
    }

    /** A set, in the order of its members' texts. */
    private record Members(Items items) implements DocumentCodec {

        @Override
        public Object write(Object value) {
            List<Object> trees = items.write(value);
            trees.sort(Comparator.comparing(Json::write));
            return trees;
        }

        @Override
        public Object read(@Nullable Object tree, String path) {
            List<Object> values = items.read(tree, path);
            Set<Object> set = new LinkedHashSet<>(values);
            if (set.size() < values.size()) {
                throw DocumentCodec.bad(path, "a member is there twice");
            }
            return Collections.unmodifiableSet(set);
        }
    }

    /** A map from names, in their order. */
    private record Named(DocumentCodec item) implements DocumentCodec {

        @Override
        public Object write(Object value) {
            Map<String, Object> trees = new TreeMap<>();
            ((Map<?, ?>) value).forEach((name, each) -> trees.put((String) name, item.write(each)));
            return trees;
        }

        @Override
        public Object read(@Nullable Object tree, String path) {
            if (!(tree instanceof Map<?, ?> trees)) {
                throw DocumentCodec.bad(path, "an object is expected");
            }
            Map<String, Object> values = new LinkedHashMap<>();
            trees.forEach((name, each) -> values.put((String) name, item.read(each, path + "." + name)));
            return Collections.unmodifiableMap(values);
        }
    }
}
